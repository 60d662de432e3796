"""The nine files of DEFECTS.md with a conforming header: what is found and changed agrees with its table, cell by cell.

The numbers below are those of DEFECTS.md ("Files that conform"); what it could not see with patterns alone stands
beside them, each with its reason.
"""

import csv
import os
import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import pytest

from pipelines.cli.checking import judge_loose_file
from pipelines.ingest import read_table
from pipelines.model.finding import Line
from pipelines.stages import Judged

SHARED = Path(os.environ.get("HIRAKU_SHARED") or Path(__file__).parents[3] / "shared")
CORPUS = SHARED / "corpus"

if not (CORPUS / "DEFECTS.md").exists():
    pytest.skip("the corpus of real files (../shared/corpus or HIRAKU_SHARED) is not here", allow_module_level=True)

HACHIOJI = "hachioji-shi/kosodateshisetuitiran.xlsx"
AED, TOILET = "yaizu-shi/222127_aed.csv", "yaizu-shi/222127_public_toilet.csv"
HYDRANT, SHELTER = "yaizu-shi/222127_fire_hydrant.csv", "yaizu-shi/222127_evacuation_space.csv"
TOILETS_OF_ISHIKAWA = "ishikawa-ken/170003_public_toilet.csv"
WIFI, SHIFTED = "ishikawa-ken/170003_public_wireless_lan.csv", "ishikawa-ken/170003_evacuation_space.csv"
IIDA = "iida-shi/67211_kosodate.csv"

DEVIATING: dict[str, dict[str, int]] = {
    # 675 more of the 1,019 are cells of 開始時間 and 終了時間 that Excel keeps as times and shows as 07:30: see below
    HACHIOJI: {"名称_カナ": 172, "利用可能曜日": 172},
    AED: {"住所": 2},
    TOILET: {},
    HYDRANT: {"所在地_連結表記": 6, "所在地_番地以下": 5},
    SHELTER: {
        "災害種別_地震": 26,
        "災害種別_津波": 26,
        "災害種別_崖崩れ、土石流及び地滑り": 5,
        "指定避難所との重複": 5,
    },
    TOILETS_OF_ISHIKAWA: {"利用開始時間": 101, "緯度": 8, "名称_英語": 5},
    WIFI: {"名称": 1},
    IIDA: {"町字ID": 75, "法人番号": 5, "団体名": 3},
}
"""File -> field -> cells that deviate, as DEFECTS.md counts them; the sums are its numbers."""

BESIDE: dict[str, dict[str, int]] = {
    # full-width digits and dashes in numbers, spaces at the ends, codes and kinds outside the lists, wrong check digits
    HACHIOJI: {
        "電話番号": 86, "FAX番号": 86, "法人番号": 96, "種別": 139, "名称": 1, "アクセス方法": 10,
    },
    AED: {"名称": 2},  # half-width kana
    TOILET: {"高度の種別": 5},  # 階 for 階数
    HYDRANT: {"所在地_町字": 1},  # 焼津四丁目 in one row whose whole address says 焼津二丁目
    SHELTER: {},
    # mandatory but empty, half-width kana; parts beside another whole; totals that are not the sum of their kinds
    TOILETS_OF_ISHIKAWA: {
        "設置位置": 4, "所在地_町字": 1, "所在地_番地以下": 1,
        "男性トイレ総数": 3, "女性トイレ総数": 2, "男女共用トイレ総数": 1,
    },
    WIFI: {},
    IIDA: {"電話番号": 1},  # a mobile number
}  # fmt: skip
"""What patterns cannot see: file -> field -> further cells that are changed or reported; but for addresses."""

ADDRESSES = ("住所", "所在地_連結表記")
"""Columns in which a pattern sees next to nothing: width is folded, and what cannot be taken apart is told."""
PROSE = "アクセス方法"
"""Free text: spaces at its ends and line breaks are repairs that no table of defects counts."""


@cache
def judged(name: str) -> Judged:
    return judge_loose_file(Path(name), (CORPUS / name).read_bytes(), "", None)


@cache
def marked(name: str) -> dict[str, set[Line]]:
    """Field -> lines of the cells that were changed or have a finding."""
    cells: dict[str, set[Line]] = defaultdict(set)
    for change in judged(name).table.changes:
        cells[change.field].add(change.line)
    for finding in judged(name).report.findings:
        if finding.line is not None and finding.field and finding.code != "readability":
            cells[finding.field].add(finding.line)
    return cells


@pytest.mark.parametrize("name", sorted(DEVIATING))
def test_just_the_cells_that_deviate_are_changed_or_reported(name: str) -> None:
    expected = Counter(DEVIATING[name])
    expected.update(BESIDE[name])
    found = {field: len(lines) for field, lines in marked(name).items()}
    for field in (*ADDRESSES, PROSE):
        assert found.pop(field, 0) >= expected.pop(field, 0)
    assert found == dict(expected)


@pytest.mark.parametrize("name", sorted(DEVIATING))
def test_no_address_of_a_conforming_file_stops_it(name: str) -> None:
    assert not [f for f in judged(name).report.findings if f.field in ADDRESSES and f.severity == "error"]


def patterns(name: str) -> dict[str, str]:
    """Field -> the pattern that the survey of the standard gives it, for the table and standard of a file."""
    table = judged(name).schema
    with (SHARED / "standard" / "fields.csv").open(encoding="utf-8", newline="") as opened:
        rows = [r for r in csv.DictReader(opened) if (r["standard"], r["dataset_id"]) == (table.standard, table.slug)]
    return {row["name_ja"]: row["pattern"] for row in rows if row["pattern"]}


@pytest.mark.parametrize("name", [*sorted(DEVIATING), SHIFTED])
def test_every_cell_that_breaks_its_pattern_is_changed_or_reported(name: str) -> None:
    """Judged from the raw cells and the survey alone, without any schema of ours."""
    raw = read_table((CORPUS / name).read_bytes(), name)
    missed = []
    for field, pattern in patterns(name).items():
        if field in raw.labels:
            cells = raw.cells[raw.labels.index(field)]
            wrong = {line for line, text in cells.items() if text and not re.fullmatch(pattern, text)}
            missed += [(field, line) for line in wrong - marked(name).get(field, set())]
    assert missed == []
    assert patterns(name)


def test_what_defects_counts_is_counted_here() -> None:
    sums = {name: sum(cells.values()) for name, cells in DEVIATING.items()}
    assert sums == {
        HACHIOJI: 1019 - 675, AED: 2, TOILET: 0, HYDRANT: 11, SHELTER: 62, TOILETS_OF_ISHIKAWA: 114, WIFI: 1, IIDA: 83,
    }  # fmt: skip


def test_times_that_excel_keeps_as_times_are_read_as_the_sheet_shows_them() -> None:
    cells = judged(HACHIOJI).table.cells
    texts = [*cells["開始時間"], *cells["終了時間"]]
    assert all(re.fullmatch(r"([0-9]{2}:[0-9]{2})?", text) for text in texts)
    assert not {"開始時間", "終了時間"} & set(marked(HACHIOJI))


@pytest.mark.parametrize("name", [TOILET, AED, WIFI])
def test_a_clean_file_has_no_error_and_no_warning_but_about_addresses(name: str) -> None:
    findings = judged(name).report.findings
    assert judged(name).report.counts()["error"] == 0
    assert not [f for f in findings if f.severity == "warning" and f.field not in ADDRESSES]


@pytest.mark.parametrize("name", [SHELTER, HACHIOJI, IIDA, HYDRANT])
def test_what_only_deviates_in_notation_or_is_merely_plausible_blocks_nothing(name: str) -> None:
    assert judged(name).report.counts()["error"] == 0


def test_the_one_word_of_yaizu_that_the_list_spells_otherwise_becomes_the_lists() -> None:
    changes = [c for c in judged(TOILET).table.changes if c.field == "高度の種別"]
    assert {(c.before, c.after, c.rule) for c in changes} == {("階", "階数", "choice-spelling")}


def test_toilets_of_ishikawa_are_held_by_the_two_empty_places_alone() -> None:
    """A town that the postal table does not know may well exist: never an error."""
    errors = [f for f in judged(TOILETS_OF_ISHIKAWA).report.findings if f.severity == "error"]
    assert [(f.code, f.field, f.line) for f in errors] == [
        ("required-missing", "設置位置", 90),
        ("required-missing", "設置位置", 101),
    ]


def test_the_shift_of_ishikawa_is_found_in_each_of_its_three_columns() -> None:
    found = {
        f.field: (f.severity, f.params["guess"]) for f in judged(SHIFTED).report.findings if f.code == "column-shifted"
    }
    assert found == {
        "内線番号": ("error", "全国地方公共団体コード"),
        "連絡先メールアドレス": ("error", "都道府県の名前"),
        "連絡先FormURL": ("error", "市区町村の名前"),
    }


def test_every_row_of_the_shifted_file_is_reported_where_its_values_are_missing() -> None:
    cells = marked(SHIFTED)
    assert len(judged(SHIFTED).table.cells) == 1525
    for field in ("連絡先メールアドレス", "連絡先FormURL", "市区町村コード"):
        assert len(cells[field]) == 1525


def test_what_deviates_in_the_shifted_file_beside_the_shift_is_reported_too() -> None:
    cells = {field: len(lines) for field, lines in marked(SHIFTED).items()}
    expected = {"名称_英字": 174, "標高": 1, "想定収容人数": 492}
    expected |= {"災害種別_高潮": 30, "災害種別_津波": 30, "災害種別_火山現象": 64}
    assert {field: cells[field] for field in expected} == expected
    damaged = {judged(SHIFTED).table.cells.at[line, "電話番号"] for line in cells_of("lost-zero")}
    assert len(cells_of("lost-zero")) == 17
    assert all(not text.startswith("0") for text in damaged)


def test_lots_that_excel_turned_into_dates_are_found_with_what_the_whole_address_says() -> None:
    found = [f for f in judged(SHIFTED).report.findings if f.code == "address-parts-differ" and "月" in f.value]
    assert [(f.line, f.value, f.proposal) for f in found] == [
        (755, "11月9日", "1-1-9"),
        (1085, "2月23日", "2-23"),
        (1086, "5月19日", "5-19"),
    ]


def cells_of(code: str) -> list[Line]:
    return [f.line for f in judged(SHIFTED).report.findings if f.code == code and f.line is not None]
