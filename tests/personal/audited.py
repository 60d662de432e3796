"""What a privacy auditor seeds into a ward's tables: each class in notes, in labelled columns and side by side."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from pipelines.validate.digits import valid_licence, valid_luhn, valid_mynumber

FULL = str.maketrans("0123456789-()@", "０１２３４５６７８９－（）＠")
SURNAMES = (
    "佐藤", "鈴木", "髙橋", "田中", "渡邉", "伊藤", "山本", "中村", "小林", "加藤", "斎藤", "濱田", "島﨑", "富澤",
    "廣瀬", "國分", "小鳥遊", "勅使河原", "東海林", "喜屋武", "御手洗", "五十嵐", "一ノ瀬", "三ヶ島", "二階堂",
    "日下部", "阿部", "長宗我部", "西園寺", "蓮見",
)  # fmt: skip
GIVEN = (
    "太郎", "健太", "翔太", "直樹", "博之", "悠真", "陽翔", "浩二", "正雄", "哲也", "花子", "美咲", "陽子", "恵子",
    "由美子", "裕子", "結衣", "咲良", "千尋", "香織", "節子", "美穂", "健一", "達也",
)  # fmt: skip
BANKS = ("みずほ銀行", "三菱UFJ銀行", "西武信用金庫", "東京あおば農業協同組合", "PayPay銀行")
OFFICES = ("練馬支店", "光が丘支店", "本店営業部", "大泉支店")
MAIL = ("gmail.com", "docomo.ne.jp", "icloud.com", "i.softbank.jp", "ezweb.ne.jp", "yahoo.co.jp", "outlook.jp")
STREETS = (
    "練馬区豊玉北{}丁目{}番{}号",
    "東京都練馬区石神井町{}-{}-{}",
    "埼玉県新座市野火止{}－{}－{}",
    "練馬区関町北{}の{}の{}",
)
ROOMS = ("", "", "コーポ山田203号室", " グリーンハイツ305")
ILLNESSES = (
    "要介護3", "要支援1", "身体障害者手帳2級", "愛の手帳4度", "生活保護受給中", "がん治療中", "胃がん",
    "人工透析中", "認知症あり",
    "糖尿病で通院中", "うつ病", "難病（パーキンソン病）", "食物アレルギー（卵）", "発達障害", "ひとり親家庭",
    "虐待の疑い",
    "脳梗塞の後遺症", "B型肝炎", "寝たきり", "てんかん", "ペースメーカー使用", "医療扶助", "余命三か月", "末期がん",
    "不登校",
)  # fmt: skip


@dataclass(frozen=True)
class Planted:
    """A table with the cells that must be found: (row, label)."""

    kind: str
    labels: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    cells: frozenset[tuple[int, str]]


class Auditor:
    """Makes tables; the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def one(self, *items: str) -> str:
        return self.random.choice(items)

    def digits(self, count: int) -> str:
        return "".join(self.one(*"0123456789") for _ in range(count))

    def passing(self, stem: str, size: int, valid: Callable[[str], bool]) -> str:
        while True:
            text = stem + self.digits(size - len(stem))
            if valid(text):
                return text

    def grouped(self, *groups: str) -> str:
        text = self.one("", " ", "-", "－", "　").join(groups)
        return text.translate(FULL) if self.random.random() < 0.25 else text

    def name(self) -> str:
        return self.one(*SURNAMES) + self.one("", " ", "　") + self.one(*GIVEN)

    def mynumber(self) -> str:
        n = self.passing("", 12, valid_mynumber)
        return self.grouped(n[:4], n[4:8], n[8:])

    def pension(self) -> str:
        return self.one("3", "5", "7") + self.digits(3) + "-" + self.digits(6)

    def licence(self) -> str:
        return self.passing(self.one("30", "44", "62", "10"), 12, valid_licence)

    def passport(self) -> str:
        return self.one("TK", "TR", "TZ", "MU") + self.digits(7)

    def account(self) -> str:
        bank, office, n = self.one(*BANKS), self.one(*OFFICES), self.digits(7)
        return self.one(
            f"{bank} {office} 普通 {n}",
            f"振込先：{bank}{office}（普）{n}",
            f"{bank}／{office}／当座／{n}",
            f"ゆうちょ銀行 記号1{self.digits(3)}0 番号{n}1",
            f"普通 {n} {bank}{office}",
        )

    def card(self) -> str:
        stem, size = self.random.choice((("4", 16), ("52", 16), ("3530", 16), ("37", 15), ("36", 14), ("62", 19)))
        n = self.passing(stem, size, valid_luhn)
        return self.grouped(n[:4], n[4:8], n[8:12], n[12:]) if size == 16 else n

    def mobile(self) -> str:
        head, a, b = self.one("070", "080", "090"), self.one("1", "5", "9") + self.digits(3), self.digits(4)
        return self.one(
            f"{head}-{a}-{b}", f"{head}{a}{b}", f"({head}){a}-{b}", f"+81-{head[1:]}-{a}-{b}", f"{head}ー{a}ー{b}",
            f"{head}-{a}-{b}".translate(FULL), f"{head}.{a}.{b}",
        )  # fmt: skip

    def email(self) -> str:
        local, domain = self.one("taro.yamada", "hanako_s", "m-tanaka") + self.digits(2), self.one(*MAIL)
        return self.one(f"{local}@{domain}", f"{local}＠{domain}", f"{local}[at]{domain}", f"{local} @ {domain}")

    def birth(self) -> str:
        year, month, day = (self.random.randrange(*ends) for ends in ((1935, 1989), (1, 13), (1, 29)))
        era = year - 1925
        return self.one(
            f"{year}-{month:02}-{day:02}", f"{year}/{month}/{day}", f"昭和{era}年{month}月{day}日",
            f"S{era}.{month}.{day}",
            f"昭和{era}年{month}月{day}日".translate(FULL), f"{year}.{month}.{day}",
        )  # fmt: skip

    def home(self) -> str:
        numbers = (self.random.randrange(1, 30) for _ in range(3))
        return self.one(*STREETS).format(*numbers) + self.one(*ROOMS)

    def illness(self) -> str:
        return self.one(*ILLNESSES)


NOTES: dict[str, tuple[str, ...]] = {
    "mynumber": (
        "マイナンバー：{mynumber}",
        "個人番号 {mynumber}",
        "{mynumber}",
        "番号 {mynumber}",
        "要予約{mynumber}を登録",
    ),
    "pension": ("基礎年金番号 {pension}", "年金手帳 {pension}", "{pension}", "年金番号は{pension}"),
    "licence": ("免許証番号 {licence}", "運転免許証　第{licence}号", "{licence}", "本人確認：{licence}"),
    "passport": (
        "パスポート番号：{passport}",
        "旅券（{passport}）",
        "Passport No.{passport}",
        "本人確認書類：旅券 第{passport}号",
    ),
    "bank-account": ("{account}", "返金は{account}へ"),
    "credit-card": ("{card}", "クレジットカード：{card}", "{card}で決済", "VISA {card}"),
    "mobile": ("{mobile}", "携帯{mobile}", "緊急時は{mobile}へ", "TEL:{mobile}", "{name}（{mobile}）"),
    "email": ("{email}", "連絡先 {email}", "申込は{email}まで"),
    "birth-date": (
        "{name}（{birth}生）",
        "{name} 生年月日:{birth}",
        "{name}さんは{birth}に生まれた。",
        "誕生日{birth}（{name}）",
    ),
    "home-address": ("{name}様 {home}", "{home} {name}", "{name}（{home}在住）", "{name}さん宅（{home}）"),
    "health": ("{name} {illness}", "{illness}：{name}", "{name}、{illness}", "利用者 {name} {illness}"),
    "name": (
        "{name}様より電話",
        "申請者 {name}",
        "通報者：{name}",
        "相談者は{name}さん",
        "世帯主　{name}",
        "{name}に確認済み",
    ),
}
"""What somebody writes into a column of notes."""
COLUMNS: tuple[tuple[str, tuple[str, ...], tuple[str, ...], str], ...] = (
    ("mynumber", ("番号", "区分"), ("{mynumber}", "一般"), "番号"),
    ("pension", ("受付", "基礎年金番号"), ("12", "{pension}"), "基礎年金番号"),
    ("licence", ("No", "免許番号"), ("1", "{licence}"), "免許番号"),
    ("passport", ("氏名", "番号"), ("{name}", "{passport}"), "番号"),
    (
        "bank-account",
        ("交付先", "振込先銀行", "支店", "預金種目", "番号"),
        ("旭丘町会", "みほん銀行", "練馬支店", "普通", "{n7}"),
        "番号",
    ),
    ("bank-account", ("No", "記号", "番号"), ("1", "1{n3}0", "{n7}1"), "番号"),
    ("credit-card", ("受付", "カード番号"), ("1", "{card}"), "カード番号"),
    ("mobile", ("サークル名", "携帯"), ("卓球", "90{n4}{n4}"), "携帯"),
    ("email", ("団体名", "メール"), ("旭丘の会", "{email}"), "メール"),
    ("birth-date", ("姓", "名", "DOB"), ("{surname}", "{given}", "{birth}"), "DOB"),
    ("birth-date", ("氏名", "誕生年月日"), ("{name}", "{birth}"), "誕生年月日"),
    ("home-address", ("宛名", "送付先"), ("{name}様", "{home}"), "送付先"),
    ("home-address", ("役職", "代表者名", "代表者住所"), ("会長", "{name}", "{home}"), "代表者住所"),
    ("health", ("氏名", "備考"), ("{name}", "{illness}"), "備考"),
    ("health", ("児童名", "アレルギー"), ("{name}", "えび"), "アレルギー"),
    ("name", ("姓", "名"), ("{surname}", "{given}"), "姓"),
    ("name", ("氏名", "フリガナ"), ("{name}", "サトウ ハナコ"), "フリガナ"),
    ("name", ("氏名（ローマ字）", "組"), ("YAMADA Taro", "1"), "氏名（ローマ字）"),
    ("name", ("患者氏名", "区分"), ("{name}", "一般"), "患者氏名"),
)
"""(kind, labels, cells, the label below which it must be found)."""
ORDINARY = ("雨天中止。", "入口は北側です。", "要予約", "月曜休館", "２階にあります。", "")


def audited(seed: int, each: int) -> list[Planted]:
    """Tables of facilities, subsidies and answers with one seed each, and tables of labelled columns."""
    auditor = Auditor(seed)
    tables = []
    for kind, frames in NOTES.items():
        tables += [_in_notes(auditor, kind, auditor.one(*frames)) for _ in range(each)]
    for kind, labels, cells, label in COLUMNS:
        rows = tuple(tuple(_filled(auditor, cell) for cell in cells) for _ in range(6))
        tables.append(Planted(kind, labels, rows, frozenset((row, label) for row in range(6))))
    return tables


def _in_notes(auditor: Auditor, kind: str, frame: str) -> Planted:
    """One cell of notes among twelve rows of a ward's ordinary tables."""
    labels, cells = auditor.random.choice(
        (
            (("名称", "所在地", "電話番号", "備考"), ("旭丘図書館", "東京都練馬区旭丘1-2-3", "03-3993-1111", "")),
            (("補助金名", "交付先", "交付額（円）", "摘要"), ("地域活動補助金", "旭丘町会", "50000", "")),
            (("回答番号", "年代", "ご意見・ご感想"), ("000001", "70代", "")),
        )
    )
    rows = [[*cells[:-1], auditor.one(*ORDINARY)] for _ in range(12)]
    at = auditor.random.randrange(12)
    before = rows[at][-1] + auditor.one(" ", "\n", "　") if auditor.random.random() < 0.4 else ""
    rows[at][-1] = before + _filled(auditor, frame)
    return Planted(kind, labels, tuple(map(tuple, rows)), frozenset({(at, labels[-1])}))


def _filled(auditor: Auditor, frame: str) -> str:
    made = {
        "surname": lambda: auditor.one(*SURNAMES),
        "given": lambda: auditor.one(*GIVEN),
        **{f"n{size}": lambda size=size: auditor.digits(size) for size in (3, 4, 7)},
    }
    for key in ("mynumber", "pension", "licence", "passport", "account", "card", "mobile", "email", "birth", "home"):
        made[key] = getattr(auditor, key)
    made |= {"name": auditor.name, "illness": auditor.illness}
    return frame.format_map({key: make() for key, make in made.items() if f"{{{key}}}" in frame})
