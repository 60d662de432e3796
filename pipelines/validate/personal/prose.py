"""What one cell tells of a person by itself: born when, living where, in what health, beside the name."""

import re
from collections.abc import Iterator

from pipelines.validate.personal.names import find_full, find_named

_ERA = r"(?:明治?|大正?|昭和?|平成?|令和?|[MTSHRmtshr]\.?)"
_N = r"(?:元|[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
_YEAR = rf"(?:{_ERA} ?{_N}|(?:西暦)?(?:18|19|20)[0-9]{{2}})"
_COMPACT = r"(?:(?:18|19|20)[0-9]{2}|[MTSHRmtshr][0-6][0-9])(?:0[1-9]|1[0-2])[0-3][0-9]"
DATE = rf"(?:{_YEAR} ?[年./-] ?{_N} ?[月./-] ?{_N} ?日?|{_COMPACT})"
_BIRTH = re.compile(
    rf"(?:生年月日|誕生日|生まれ|誕生年月日|DOB)[^0-9A-Za-z一-龥]{{0,5}}({DATE})"
    rf"|({DATE}) ?[)）]?に?(?:生まれ|生れ|生(?![0-9一-龥])|誕生)",
    re.IGNORECASE,
)
_HOUSE = r"[0-9]{1,4}(?: ?(?:丁目|番地?の?|-|ノ|の) ?[0-9]{1,4})(?: ?(?:番地?|-|ノ|の|号) ?[0-9]{0,4})?"
_TOWN = r"[一-龥ヶ々ぁ-んァ-ヴ]{1,7}[市区町村郡](?!民|立|内|役|政|営|道|長|議|会)[^0-9\s、。,:()]{0,12}"
_TENS = "[一二三四五六七八九十]"
_ADDRESS = re.compile(
    rf"(?:[一-龥ヶ々]{{2,5}}[都道府県])?{_TOWN}(?:{_HOUSE}|[0-9]{{1,4}}(?:番地|番))"
    r"|[一-龥ヶ々]{2,8}(?<!平成)(?<!令和)(?<!昭和)[0-9]{1,2}(?:-|丁目)[0-9]{1,3}(?:-|番地?の?)[0-9]{1,3}"
    rf"|[一-龥ヶ々]{{2,8}}{_TENS}{{1,2}}丁目 ?(?:[0-9]{{1,3}}|{_TENS}{{1,3}})番地?"
)
_PLACE = re.compile(
    r"会場|場所|会館|センター|ホール|学校|公園|施設|庁舎|事務所|所在地|営業所|集合|教室|病院|医院|クリニック"
)
_LESSON = re.compile(r"講師|講座|教室|講演|講習|セミナー|研修|予防|相談会|学習会|イベント|展示|上映|体操|定員|参加費")
"""認知症予防教室 with its lecturer's name is nobody's illness."""
_STATE = re.compile(
    r"要介護 ?[1-5]|要支援 ?[12]|介護度 ?[1-5]|介護認定|寝たきり|(?:障害|障がい|障碍)者?(?:手帳|等級|支援区分|程度区分)"
    r"|(?:身体|知的|精神|発達|視覚|聴覚|肢体|内部)(?:障害|障がい|障碍)|(?:身障|療育|愛の)手帳"
    r"|(?:障害|障がい|障碍)(?:[ :]?[1-7]級|あり|の疑い|を持つ|がある)|介護[1-5](?![0-9])"
    r"|[1-7]級 ?(?:障害|身障)|障害年金|生活保護を?(?:受給|世帯|中|開始|廃止|あり|有)|被保護(?:者|世帯)"
    r"|医療扶助|生活扶助|生活困窮|重度心身|医療的ケア|余命|末期|後遺症|ペースメーカー|人工肛門|ストーマ|在宅酸素|胃ろう|経管栄養"
    r"|精神科|心療内科|手術を|術後|発作|痴呆|麻痺|陽性|感染し|骨折|腎不全|肝硬変|リウマチ|緑内障|白内障|ヘルニア|アトピー|不妊|自殺|自傷"
    r"|難聴|失語|拒食|過食|摂食障害|適応障害|ネグレクト|心不全|心筋梗塞|脳出血|脳卒中|くも膜下|自己破産"
    r"|疾病|疾患|病名|既往|持病|診断|罹患|患(?:って|い)|療養中|入院|通院|服薬|投薬|透析|認知症|うつ病|鬱病|統合失調|双極性"
    r"|てんかん|依存症|糖尿病|高血圧|[一-龥]がん(?!ば|検|相|予|対)|がん(?:治療|患者|で|の(?!お知|相|予|検|早))|癌|白血病|心臓病|心疾患|脳梗塞|難病|パーキンソン|アルツハイマー|HIV"
    r"|エイズ|結核|肝炎|ぜんそく|喘息|アレルギー|自閉症|ADHD|ダウン症|妊娠|流産|中絶|不登校|ひきこもり|虐待|DV"
    r"|児童扶養手当|就学援助|母子家庭|父子家庭|ひとり親|滞納|前科|逮捕"
)


def find_births(words: str) -> Iterator[str]:
    """Dates that a text calls those of a birth."""
    for match in _BIRTH.finditer(words):
        yield match[1] or match[2]


def find_addresses(words: str) -> Iterator[str]:
    """Addresses down to the house."""
    for match in _ADDRESS.finditer(words):
        yield match.group()


def find_health(words: str) -> Iterator[str]:
    """Words that say how somebody's health or need of help is."""
    for match in _STATE.finditer(words):
        yield match.group()


def names_in(words: str) -> list[str]:
    """Everything that stands as a name in a text that tells what is told of persons only."""
    return [*find_named(words), *find_full(words, told=True)]


def kinds_beside_names(words: str) -> list[str]:
    """What a cell tells about a person whom it names itself, as kinds."""
    found = {
        "birth-date": any(find_births(words)),
        "home-address": not _PLACE.search(words) and any(find_addresses(words)),
        "health": not _LESSON.search(words) and any(find_health(words)),
    }
    kinds = [kind for kind, told in found.items() if told]
    return kinds if kinds and names_in(words) else []
