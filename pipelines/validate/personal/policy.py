"""What a column may hold: by the schema's policy first, by its label where no schema knows it."""

import re
from dataclasses import dataclass, replace

from pipelines.model.schema import Field
from pipelines.validate.rules.rule import Subject

POLICIES = ("public", "contact", "facility", "proprietor", "never", "count")
"""Values of `hiraku:personal`.

public: the ward decided that it goes out; contact: how to reach an office; facility: the name of a place or an office,
whose may be a family name; proprietor: a person here waits for a decision; never: any value blocks; count: persons.
"""
_SUFFIX = r"(?:の|_|・|:)?(?:氏名|お名前|名前|姓名|名)?(?:[(（].*)?$"
_PERSON = re.compile(
    r"氏名|姓名|お名前|宛名|^氏 +名$|^名前$|^(?:姓|名|苗字|名字|フルネーム|なまえ|シメイ|名簿)$"
    r"|^(?i:full|first|last|family|given) ?(?i:name)$"
)
_HALF_NAME = re.compile(r"^(?:姓|名|苗字|名字)$|^(?i:first|last|family|given) ?(?i:name)$")
_SUBJECT_WORDS = (
    "本人|世帯主|保護者|申請者|届出者|申込者|利用者|受給者|患者|被保険者|受診者|相談者|通報者|投稿者|契約者|納税者|滞納者|当選者|応募者"
    "|寄[附付]者|死亡者|居住者|要配慮者|要支援者|要介護者|入所者|入居者|会員|児童|生徒|園児|幼児|乳児|母|父|家族|続柄|扶養者|名義人|対象者"
    "|高齢者|障害者|独居者|避難者|住民|区民|市民|町民|村民|参加者|加入者|請求者|口座名義|名義"
)
_SUBJECT = re.compile(rf"(?:^|[_（(・])(?:{_SUBJECT_WORDS}){_SUFFIX}")
_NAMED_SUBJECT = re.compile(rf"(?:{_SUBJECT_WORDS}).*(?:氏名|名前|姓名)")
_BARE_GROUP = re.compile(
    r"^(?:対象者|会員|参加者|児童|生徒|園児|高齢者|障害者|住民|区民|市民|町民|村民|利用者|続柄|母|父|家族|幼児|乳児|加入者)$"
)
_ROLE = re.compile(
    r"代表|理事|会長|園長|校長|院長|所長|館長|施設長|部長|課長|係長|事務局|管理者|責任者|担当|連絡|問い?合わ?せ|窓口|講師|議員|委員|"
    r"作者|著者|監督|選手|演奏|出演|司会|指揮|候補者|当選人|市長|区長|町長|村長|知事|教員|医師|主催|後援|運営|法人|撮影"
)
_OWNER = re.compile(
    r"営業者|設置者|経営者|所有者|開設者|事業者|保持者|経営主体|許可を受けた者|establisher|owner|operator",
    re.IGNORECASE,
)
"""Companies and persons alike: a full name is worth a look, the row is about something else."""
_COUNT = re.compile(
    r"数$|数[(（]|人数|率|割合|区分|種別|番号|コード|有無|可否|年齢|年代|性別|住所|所在|電話|日$|日時|時間|URL|備考|の別"
)
_FACILITY = re.compile(
    r"^名称|施設|園名|店名|店舗|事業所|病院|医院|医療機関|薬局|学校|校名|団体|会社|企業|法人|屋号|会場|イベント|行事|講座|件名|タイトル|題名|文化財|公園|"
    r"駅|路線|設置場所|設置箇所|品名|商品|刊行物|路上|橋|河川|町会|自治会|クラブ|サークル|場所|建物|館名|店の名|(?i:facility|event|school|shop|company|organization|building|place)|^(?i:name|title)$"
)
_PLACE = re.compile(
    r"住所|所在|町名|町字|地区|地域|町丁|大字|小字|方書|建物|番地|区域|学区|都道府県|市区町村|バス停|最寄|交通|アクセス|位置|方面"
)
_ADDRESS = re.compile(r"住所|自宅|居所|居住地|お住まい|本籍|現住|住まい|送付先|番地|アドレス（住所）")
_NOT_HOME = re.compile(r"施設|営業所|事業所|店舗|会場|園|校|病院|団体|法人|勤務先|設置|連絡先|コード|メール|URL")
_OWN_HOME = re.compile(r"自宅|本籍|現住所|居所|居住地|お住まい")
_SUBJECT_ADDRESS = re.compile(rf"(?:{_SUBJECT_WORDS})の?(?:現)?住所")
_BIRTH = re.compile(r"生年月日|誕生|生まれ|^生年|birth|^DOB$", re.IGNORECASE)
_HEALTH = re.compile(
    r"介護|障害|障がい|障碍|生活保護|疾病|病名|傷病|診断|既往|健康|病歴|手帳|療育|受給|アレルギー|服薬|心身|症状|病状|被保護|手当|福祉"
)
_KANA = re.compile(r"フリガナ|ふりがな|カナ|かな|ヨミ|よみ|読み|ｶﾅ|ﾌﾘｶﾞﾅ")
_BANK = re.compile(r"銀行|金融機関|支店")
_BARE_NUMBER = re.compile(r"^(?:番号|No\.?|№|記号番号)$", re.IGNORECASE)
_MOBILE = re.compile(r"携帯|スマホ|電話|連絡先|^(?:TEL|ＴＥＬ|ｔｅｌ)|phone|mobile", re.IGNORECASE)
_LATIN_NAME = re.compile(r"^name$|full ?name|ローマ字|氏名|姓名|お名前|^名前", re.IGNORECASE)
_NOTES = re.compile(
    r"備考|摘要|メモ|特記|意見|感想|要望|コメント|自由記|回答|経過|連絡事項|相談|苦情|通報|処理|^その他$|^(?:内容|状況|理由)$"
)
_ONLY_NOTES = re.compile(r"備考|摘要|メモ|意見|感想|要望|コメント|自由記|連絡事項|相談|苦情|通報")
_MADE_PUBLIC = re.compile(r"イベント|講座|催し|作品|作者|文化財|資料|図書|書名|刊行物|講師|出演")
"""Tables that name authors and lecturers: only their notes are about anybody else."""
_OFFICE_HELD = re.compile(r"肩書|役職|職名|会派|議席|期数|当選|党派|任期|委嘱|所属")
_ACCOUNT = re.compile(r"口座(?!名)|預金番号|貯金番号|振込先")
_PEOPLE = re.compile(
    r"人口|人数|者数|世帯数?$|児童数|生徒数|園児数|出生|死亡|転入|転出|婚姻|離婚|患者|感染|受給|認定|要介護|要支援|障害|保護|男性|女性|^男|^女|[0-9]歳|"
    r"母子|父子|ひとり親|外国人|被保険者|件数.*(?:相談|虐待|自殺)"
)
_NOT_PEOPLE = re.compile(
    r"定員|収容|駐車|駐輪|質問者|率|割合|面積|トイレ|便器|席|台数|コード|番号|年度|構成比|平均|有無|対応|可能|想定|座席|病床|員数|名称|設置|年齢|要否|費|額|円|[(（]円"
)
_NUMBERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("mynumber", re.compile(r"マイナンバー|個人番号", re.IGNORECASE)),
    ("licence", re.compile(r"免許証番号|免許証|運転免許|^免許(?:の)?番号$")),
    ("pension", re.compile(r"年金番号|年金手帳")),
    ("passport", re.compile(r"旅券|パスポート|passport", re.IGNORECASE)),
    ("bank-account", _ACCOUNT),
    ("credit-card", re.compile(r"クレジット|^カード(?:番号|No\.?)$|card ?n(?:o|umber)", re.IGNORECASE)),
)
_CLOSED_KINDS = frozenset(
    {"lat", "lon", "coordinate", "flag", "weekday", "time", "lgcode", "houjin", "townid", "postal"}
)
_PLAIN_KINDS = frozenset({"lat", "lon", "coordinate", "number", "integer"})


@dataclass(frozen=True, slots=True)
class Column:
    """One column as the gate sees it.

    Attributes:
        name: published name; label: the ward's own.
        kind: reader kind, "text" where no schema knows the column.
        policy: one of POLICIES, "" where nobody decided.
        standard: whether the schema is a national one, which asks for contacts.
        bank: whether another column names a bank or its branch.
        published: whether the table is about events or works, whose authors and lecturers are named.
        office: whether another column says which office the persons of the table hold.
    """

    name: str
    label: str
    kind: str
    policy: str
    standard: bool
    bank: bool = False
    published: bool = False
    office: bool = False

    def says(self, pattern: re.Pattern[str]) -> bool:
        """Whether name or label holds the pattern."""
        return pattern.search(self.name) is not None or pattern.search(self.label) is not None

    @property
    def plain_numbers(self) -> bool:
        """Whether a bare number is what the column is for."""
        return self.kind in _PLAIN_KINDS

    @property
    def contact(self) -> bool:
        """Whether a telephone number or mail address here is that of an office, by the standard or by decision."""
        return self.policy == "contact" or (self.standard and self.kind in ("phone", "email"))

    @property
    def number_kind(self) -> str:
        """Which personal number the label announces, "" for none."""
        if self.bank and self.says(_BARE_NUMBER):
            return "bank-account"
        return next((kind for kind, pattern in _NUMBERS if self.says(pattern)), "")

    @property
    def of_person(self) -> bool:
        """Whether the column holds names of private persons: not of those who speak for an office."""
        if self.policy in ("public", "contact", "facility") or self.kana:
            return False
        bare = _COUNT.search(self.label) or _COUNT.search(self.name)
        return not bare and not self.says(_ROLE) and not self.says(_OWNER) and (self.says(_PERSON) or self.of_subject)

    @property
    def of_subject(self) -> bool:
        """Whether the label says that the row is about this person: 利用者氏名, 世帯主."""
        if self.says(_ROLE) or self.says(_COUNT) or self.kana:
            return False
        return (self.says(_SUBJECT) and not self.says(_BARE_GROUP)) or self.says(_NAMED_SUBJECT)

    @property
    def of_facility(self) -> bool:
        """Whether the column names what else the row is about."""
        return self.policy == "facility" or (self.says(_FACILITY) and not self.of_person and not self.kana)

    @property
    def may_name(self) -> bool:
        """Whether a bare name would be out of place here: a column of text that names no place, office or official."""
        if self.kind in ("address", "kana", "code", *_CLOSED_KINDS) or self.plain_numbers:
            return False
        if self.policy in ("public", "contact", "facility", "count") or self.says(_ROLE):
            return False
        return self.says(_OWNER) or not (self.says(_FACILITY) or self.says(_PLACE) or self.kana)

    @property
    def phone(self) -> bool:
        """Whether the column holds telephone numbers, by kind or label."""
        return self.kind == "phone" or (self.kind in ("text", "") and self.says(_MOBILE))

    @property
    def notes(self) -> bool:
        """Whether the column takes whatever somebody writes down, names of neighbours included."""
        told = self.says(_NOTES) and self.may_name
        return told and not (self.published and not self.says(_ONLY_NOTES))

    @property
    def latin_name(self) -> bool:
        """Whether names in Latin letters may stand here, those of persons among them."""
        return self.policy == "" and self.says(_LATIN_NAME) and not self.says(_ROLE)

    @property
    def half_name(self) -> bool:
        """Whether the column holds surnames only, or given names only."""
        return self.says(_HALF_NAME)

    @property
    def prose(self) -> bool:
        """Whether words of the column are read at all."""
        return not (self.kind in _CLOSED_KINDS or self.plain_numbers or self.policy in ("public", "count"))

    @property
    def home(self) -> bool:
        """Whether the column holds addresses of persons, in a row about a person."""
        return self.kind == "address" or (self.says(_ADDRESS) and not self.says(_NOT_HOME))

    @property
    def own_home(self) -> bool:
        """Whether the label itself says that the address is a person's: 自宅住所, 代表者住所, 営業者住所."""
        own = self.says(_OWN_HOME) or self.says(_ROLE) or self.says(_OWNER) or self.says(_SUBJECT_ADDRESS)
        return own and self.home and self.says(_ADDRESS) and self.policy not in ("contact", "facility")

    @property
    def of_official(self) -> bool:
        """Whether the column names who speaks for an office, or owns one."""
        named = self.says(_ROLE) or self.says(_OWNER)
        return (
            named and not self.says(_COUNT) and not self.kana and self.kind not in ("phone", "email", "url", "address")
        )

    @property
    def birth(self) -> bool:
        """Whether the column holds dates of birth."""
        return self.says(_BIRTH)

    @property
    def health(self) -> bool:
        """Whether the label is about health or welfare."""
        return self.says(_HEALTH)

    @property
    def kana(self) -> bool:
        """Whether the column is the reading of another."""
        return self.says(_KANA)

    @property
    def people(self) -> bool:
        """Whether the column counts persons."""
        if self.policy == "count":
            return True
        return self.policy == "" and self.says(_PEOPLE) and not self.says(_NOT_PEOPLE)


def columns_of(subject: Subject, decided: dict[str, str]) -> list[Column]:
    """The columns of a table that hold anything; `decided` is field -> policy of the ward, before the schema's."""
    found = []
    for name in subject.columns.names:
        if subject.column(name) is None:
            continue
        field = subject.schema.field_named(name) or Field(name)
        policy = decided.get(name) or field.raw.get("hiraku:personal")
        told = policy if isinstance(policy, str) and policy in POLICIES else ""
        # a telephone column that the ward added is no contact that the nation asks for
        standard = bool(subject.schema.standard) and not field.raw.get("hiraku:own")
        found.append(Column(name, subject.labels.get(name, ""), field.kind, told, standard))
    banks = sum(column.says(_BANK) and not column.says(_ACCOUNT) for column in found) > 1
    published = any(column.says(_MADE_PUBLIC) for column in found)
    office = any(column.says(_OFFICE_HELD) for column in found)
    return [replace(column, bank=banks, published=published, office=office) for column in found]
