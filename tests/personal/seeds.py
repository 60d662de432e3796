"""Made-up personal data of every class in many spellings, from a fixed seed; numbers and persons are nobody's."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from pipelines.validate.digits import valid_card, valid_licence, valid_mynumber
from tests.personal.words import ADDRESSES, BANKS, FREE_MAIL, GIVEN, ILLNESSES, KANA, OFFICES, SURNAMES

FULL = str.maketrans("0123456789-()@", "０１２３４５６７８９－（）＠")
DASHES = "-－‐−–—ー―"


@dataclass(frozen=True)
class Seed:
    """One case: the cells of a row by label, and in which of them the class must be found."""

    kind: str
    row: dict[str, str]
    cell: str


class Maker:
    """Makes seeds; the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def one(self, items: tuple[str, ...] | list[str]) -> str:
        return self.random.choice(items)

    def digits(self, count: int) -> str:
        return "".join(self.random.choice("0123456789") for _ in range(count))

    def passing(self, stem: str, more: int, valid: Callable[[str], bool]) -> str:
        while True:
            text = stem + self.digits(more)
            if valid(text):
                return text

    def spelled(self, *groups: str) -> str:
        """Groups of digits as people write them."""
        how = self.random.randrange(7)
        if how == 0:
            return "".join(groups)
        if how == 1:
            return "".join(groups).translate(FULL)
        if how == 2:
            return "-".join(groups)
        if how == 3:
            return " ".join(groups)
        if how == 4:
            return "－".join(groups).translate(FULL)
        if how == 5:
            return "　".join(groups).translate(FULL)
        return self.one(DASHES).join(groups)

    def within(self, text: str) -> str:
        """A text in a cell of a free column."""
        frames = (
            "{}",
            "{}",
            "備考：{}",
            "確認済（{}）。",
            "受付時に{}と聞き取り",
            "・{}\n・後日連絡",
            "①{} ②なし",
            "{}、書類は後日提出",
            "　{}　",
            "TEL等：{}／折り返し希望",
        )
        return self.one(frames).format(text)

    def name(self) -> str:
        given = self.one(GIVEN)
        return self.one(SURNAMES) + self.one(("", " ", "　") if ord(given[0]) > 0x4E00 else (" ", "　")) + given

    def date(self) -> str:
        year, month, day = self.random.randrange(1930, 1988), self.random.randrange(1, 13), self.random.randrange(1, 29)
        era = year - 1925
        return self.one(
            (
                f"{year}年{month}月{day}日",
                f"昭和{era}年{month}月{day}日",
                f"S{era}.{month}.{day}",
                f"{year}/{month}/{day}",
                f"{year}-{month:02}-{day:02}",
                f"昭和{era}年{month}月{day}日".translate(FULL),
                f"Ｓ{era}．{month}．{day}",
            )
        )


def _mynumber(m: Maker) -> Seed:
    n = m.passing("", 12, valid_mynumber)
    text = m.one(("", "", "マイナンバー", "個人番号：", "マイナンバーは ")) + m.spelled(n[:4], n[4:8], n[8:])
    return Seed("mynumber", {"メモ": m.within(text)}, "メモ")


def _licence(m: Maker) -> Seed:
    n = m.passing(m.one(("30", "10", "62", "45", "97", "13")), 10, valid_licence)
    text = m.one(("", "", "免許証番号", "運転免許証番号：第", "免許証 ")) + m.one((n, n.translate(FULL)))
    return Seed("licence", {"メモ": m.within(text)}, "メモ")


def _pension(m: Maker) -> Seed:
    n = m.one("346789") + m.digits(9)
    text = m.one(
        (
            f"基礎年金番号{m.spelled(n[:4], n[4:])}",
            f"年金番号：{n}",
            f"{n[:4]}-{n[4:]}",
            f"{n[:4]}－{n[4:]}".translate(FULL),
        )
    )
    return Seed("pension", {"メモ": m.within(text)}, "メモ")


def _passport(m: Maker) -> Seed:
    n = m.one(("TK", "TR", "MU", "tz")) + m.digits(7)
    if m.random.random() < 0.3:
        return Seed("passport", {"旅券番号": n, "渡航先": "フランス"}, "旅券番号")
    text = m.one(("パスポート番号", "旅券番号：", "旅券 ", "Passport No. ", "ﾊﾟｽﾎﾟｰﾄ ")) + m.one((n, n.translate(FULL)))
    return Seed("passport", {"メモ": m.within(text)}, "メモ")


def _bank(m: Maker) -> Seed:
    n = m.digits(7)
    if m.random.random() < 0.2:
        return Seed("bank-account", {"金融機関": m.one(BANKS), "支店": m.one(OFFICES), "口座番号": n}, "口座番号")
    bank, office = m.one(BANKS), m.one(OFFICES)
    text = m.one(
        (
            f"{bank} {office} 普通 {n}",
            f"{bank}{office}（普通）{n}",
            f"{bank}{office}普通預金口座番号{n}",
            f"口座番号：{n}",
            f"{bank}　{office}　{n}",
            f"振込先 {bank}/{office}/当座/{n}",
            f"ゆうちょ銀行 記号1{m.digits(3)}0 番号{n}1",
            f"{bank}{office} 店番123 普通 {n}",
        )
    )
    return Seed("bank-account", {"メモ": m.within(m.one((text, text.translate(FULL))))}, "メモ")


def _card(m: Maker) -> Seed:
    stem = m.one(("4980", "5100", "3530", "5450"))
    n = m.passing(stem, 12, valid_card)
    text = m.one(("", "", "カード番号 ", "クレジットカード：")) + m.spelled(n[:4], n[4:8], n[8:12], n[12:])
    return Seed("credit-card", {"メモ": m.within(text)}, "メモ")


def _mobile(m: Maker) -> Seed:
    head, a, b = m.one(("070", "080", "090")), m.digits(4), m.digits(4)
    text = m.one(
        (
            m.spelled(head, a, b),
            m.spelled(head, a, b),
            f"({head}){a}-{b}",
            f"（{head}）{a}－{b}".translate(FULL),
            f"{head}({a}){b}",
            f"+81-{head[1:]}-{a}-{b}",
            f"{head}.{a}.{b}",
            f"携帯{head}-{a}-{b}（夜間可）",
            f"03-3993-1111／{head}-{a}-{b}",
        )
    )
    return Seed("mobile", {"メモ": m.within(text)}, "メモ")


def _email(m: Maker) -> Seed:
    text = f"{m.one(('taro.y', 'hanako_s', 'yuki-1985', 'kk.tanaka'))}{m.digits(2)}@{m.one(FREE_MAIL)}"
    return Seed("email", {"メモ": m.within(m.one((text, text.replace("@", "＠"))))}, "メモ")


def _person_columns(m: Maker) -> dict[str, str]:
    """The cells that make a row one about a person."""
    label = m.one(("氏名", "利用者氏名", "申請者", "世帯主氏名", "お名前", "保護者名"))
    row = {label: m.name()}
    if m.random.random() < 0.3:
        row["フリガナ"] = m.one(KANA)
    return row


def _birth(m: Maker) -> Seed:
    if m.random.random() < 0.5:
        label = m.one(("生年月日", "誕生日", "本人生年月日"))
        return Seed("birth-date", {**_person_columns(m), label: m.date()}, label)
    text = m.one(("{}（{}生）", "{}さん、生年月日：{}", "{}様 {}生まれ", "申請者：{}　生年月日 {}")).format(
        m.name(), m.date()
    )
    return Seed("birth-date", {"メモ": text}, "メモ")


def _address(m: Maker) -> Seed:
    if m.random.random() < 0.5:
        label = m.one(("住所", "自宅住所", "現住所", "居住地"))
        return Seed("home-address", {**_person_columns(m), label: m.one(ADDRESSES)}, label)
    text = m.one(("{}様（{}）", "{}さん {}在住", "氏名：{}、住所：{}", "{}氏　{}")).format(m.name(), m.one(ADDRESSES))
    return Seed("home-address", {"メモ": text}, "メモ")


def _health(m: Maker) -> Seed:
    if m.random.random() < 0.5:
        label = m.one(("状況", "備考", "介護度", "障害の程度", "心身の状況"))
        return Seed("health", {**_person_columns(m), label: m.one(ILLNESSES)}, label)
    text = m.one(("{}さんは{}", "{}様：{}", "対象 {}様、{}のため訪問", "利用者：{}（{}）")).format(
        m.name(), m.one(ILLNESSES)
    )
    return Seed("health", {"メモ": text}, "メモ")


def _name(m: Maker) -> Seed:
    if m.random.random() < 0.4:
        row = _person_columns(m)
        return Seed("name", {**row, "受付番号": m.digits(3)}, next(iter(row)))
    text = m.one(("{}様から連絡あり", "{}さんに確認", "氏名：{}", "担当 {}さん、不在", "申請者：{}", "{}"))
    return Seed("name", {"メモ": text.format(m.name())}, "メモ")


MAKERS = (
    _mynumber,
    _licence,
    _pension,
    _passport,
    _bank,
    _card,
    _mobile,
    _email,
    _birth,
    _address,
    _health,
    _name,
)
ERRORS = frozenset(
    {
        "mynumber",
        "licence",
        "pension",
        "passport",
        "bank-account",
        "credit-card",
        "mobile",
        "birth-date",
        "home-address",
        "health",
    }
)
"""Classes that block; a name or a mail address alone may be anything."""


def seeds(seed: int, each: int) -> list[Seed]:
    """`each` cases of every class."""
    maker = Maker(seed)
    return [make(maker) for make in MAKERS for _ in range(each)]
