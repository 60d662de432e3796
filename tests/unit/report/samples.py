"""Made-up reports for the tests of the report page: nothing here is a real place, person or number."""

from pipelines.model.dataset import Catalog, Dataset, License, Publisher, Section, Town
from pipelines.model.finding import SEVERITIES, CellChange, Finding
from pipelines.model.readability import RuleVerdict, Verdict
from pipelines.model.report import KnownRow, Report
from pipelines.model.table import Dialect, Provenance

ROWS = 112
TITLE = "公衆トイレ一覧"
DATASET = Dataset(
    slug="public-toilet",
    title=TITLE,
    description="見本です。",
    section="keikaku",
    table="public_toilet",
    primary_key=("ID",),
    note="この画面は見本です。施設名、住所、座標、件数は作りもので、実在の施設を表しません。",
)
TOWNS = tuple(
    Town(f"{name}町", 35.718 + 0.02 * (number % 3), 139.58 + 0.022 * (number // 3))
    for number, name in enumerate("青赤黄緑紫白黒茶金銀桃桜")
)
CATALOG = Catalog(
    "見本区オープンデータ",
    "見本です。",
    Publisher("131202", "見本区", "Mihon", "見本県", "見本区", bounds=(35.70, 35.79, 139.55, 139.69)),
    License("cc-by", "CC BY 4.0", ""),
    {"keikaku": Section("keikaku", "土木部計画課"), "joho": Section("joho", "情報政策課")},
    {},
    contact_name="見本区 情報政策課",
    towns=TOWNS,
)
PROVENANCE = Provenance(
    name="131202_public_toilet_R0811.csv",
    sha256="9e10b4981b52442946dfeba8b57329d24e71c0708aea36eaad068b6850f4e041",
    size=15_941,
    encoding="cp932",
    newline="CRLF",
    dialect=Dialect(),
    header_lines=(3,),
    preamble=((1, "公衆トイレ一覧　令和8年11月1日現在"), (2, "")),
    footer=((120, "※車椅子使用者用の数は、だれでもトイレを含みます。"),),
    dropped=((60, ",,,", "blank-row"),),
)
_FLAGS = ("車椅子使用者用トイレ有無", "乳幼児用設備設置トイレ有無", "オストメイト設置トイレ有無")
_SPELLINGS = ("△", "－", "工事中", "要確認")
_HOURS = ("24時間", "日の出から日没まで", "9時～5時", "公園の開園時間")
SCORES = {
    "L1-before": 68.0, "L1-after": 88.0, "L2-before": 0.0, "L2-after": 60.0,
    "L3-before": 40.0, "L3-after": 100.0,
}  # fmt: skip
REACH = {1: 88.0, 2: 100.0, 3: 100.0}
_KEPT, _BROKEN, _FOREIGN = Verdict("kept"), Verdict("broken", n=57), Verdict("unchecked", "other-format")
RULES = (
    RuleVerdict("L1-01", "ファイル形式は機械が直接読み取れるか", 1, "FATAL", None, _KEPT, _KEPT),
    RuleVerdict("L1-06", "スペースや改行等で体裁を整えていないか", 1, "CRITICAL", 10, _BROKEN, _KEPT),
    RuleVerdict("L1-12", "セルの結合をしていないか", 1, "CRITICAL", 10, _FOREIGN, _FOREIGN),
    RuleVerdict("L2-04", "選択肢回答が標準化されているか", 2, "CRITICAL", 40, _BROKEN, _BROKEN),
    RuleVerdict(
        "L3-07", "年によって形が異なっていないか", 3, "MAJOR", 15, Verdict("unchecked", "needs-other-files"), _KEPT
    ),
)


def report(findings: list[Finding], changes: list[CellChange] | None = None, rows: int = ROWS) -> Report:
    """A report over these findings, worst first as the stages deliver them."""
    return Report(
        slug="public-toilet",
        title=TITLE,
        table_sha256="0" * 64,
        rows=rows,
        columns=23,
        findings=tuple(sorted(findings, key=lambda f: SEVERITIES.index(f.severity))),
        changes=tuple(changes or ()),
        provenance=PROVENANCE,
        scores=SCORES,
        reach=REACH,
        span=(4, 3 + rows),
        readability=RULES,
        schema={"slug": "public_toilet", "edition": "A-2026-08-01", "title": "公衆トイレ一覧"},
        known={f.line: _known(f.line) for f in findings if isinstance(f.line, int)},
    )


def _known(line: int) -> KnownRow:
    return KnownRow(f"{TOWNS[line % 12].name[0]}の広場{line}号公衆便所", TOWNS[line % 12].name)


def _place(line: int) -> tuple[float, float]:
    """A point near the town of that line; four lines are degrees mistyped."""
    town = TOWNS[line % 12]
    latitude = town.latitude + 0.0007 * (line * 7 % 11 - 5) + (0.4 if line in (15, 21, 37, 97) else 0)
    return round(latitude, 6), round(town.longitude + 0.0009 * (line * 5 % 13 - 6), 6)


def _packed(degrees: float) -> str:
    """35.7562 as 354522.3: degrees, minutes and seconds without anything between them."""
    minutes = degrees % 1 * 60
    return f"{int(degrees)}{int(minutes):02}{minutes % 1 * 60:04.1f}"


def faulty() -> Report:
    """A report like the mock-up: three causes that stop publishing, warnings, notices and repairs."""
    return report([*_coordinates(), *_choices(), *_others(), *_notices()], _changes())


def _coordinates() -> list[Finding]:
    return [
        Finding("coordinate-not-decimal", "error", line, field, field, _packed(value), f"{value:.6f}", basis="official")
        for line in range(4, 4 + ROWS)
        for field, value in zip(("緯度", "経度"), _place(line), strict=True)
    ]


def _choices() -> list[Finding]:
    return [
        Finding(
            "choice-unknown", "error", 4 + 3 * number, _FLAGS[number % 3], _FLAGS[number % 3], _SPELLINGS[number % 4],
            "無" if number % 4 == 1 else "", {"choices": ["有", "無"]}, "official",
        )
        for number in range(37)
    ]  # fmt: skip


def _others() -> list[Finding]:
    empty = {"use": "場所の検索", "example": "公園北側入口の右"}
    found = [
        Finding("required-missing", "error", 5 + 4 * n, "設置位置", "位置", "", "", empty, "official")
        for n in range(23)
    ]
    found += [
        Finding(
            "time-unreadable",
            "warning",
            6 + n,
            "利用開始時間",
            "利用時間",
            _HOURS[n % 4],
            "00:00-23:59" if n % 4 == 0 else "",
        )
        for n in range(41)
    ]
    found += [
        Finding("sum-mismatch", "warning", 9 + 5 * n, "男性トイレ総数", "男性", str(n + 1), str(n), basis="inferred")
        for n in range(17)
    ]
    found += [
        Finding("address-date-damage", "warning", 24 + n, "所在地_連結表記", "所在地", f"見本区北町{n + 1}月9日")
        for n in range(3)
    ]
    return found


def _notices() -> list[Finding]:
    rule = {"rule": "L1-06", "name": "スペースや改行等で体裁を整えていないか", "level": 1, "n": 57}
    empty = {"n": 2, "fields": ["名称_カナ", "名称_英語"], "use": "英語の案内"}
    return [
        Finding("recommended-missing", "notice", params=empty, basis="style"),
        Finding("column-unknown", "notice", label="位置番号", proposal="ID", params={"n": 1, "labels": ["位置番号"]}),
        Finding("column-unknown", "notice", params={"n": 2, "labels": ["設置年月", "清掃回数"]}),
        Finding("readability", "notice", label="名称", params=rule),
    ]


def _changes() -> list[CellChange]:
    lines = range(4, 4 + ROWS)
    made = [CellChange(n, "所在地_連結表記", f"見本区{n}－２－３", f"見本区{n}-2-3", "fold-width") for n in lines]
    made += [
        CellChange(n, "名称", f"見本公園第{n}公衆便所　", f"見本公園第{n}公衆便所", "trim-space")
        for n in lines
        if n % 2
    ]
    made += [CellChange(n, "男性トイレ総数", "２", "2", "fold-width") for n in lines]
    made += [CellChange(n, "都道府県コード又は市区町村コード", "", "131202", "filled-from-declaration") for n in lines]
    return made
