"""Rows are called by their name and the town of their address; a row with personal data is called nothing."""

import pandas as pd
import pytest

from pipelines.catalog import read_towns
from pipelines.model.dataset import Catalog, License, Publisher, Town
from pipelines.model.errors import DeclarationError
from pipelines.model.finding import Finding
from pipelines.model.report import KnownRow
from pipelines.report.known import known_rows

CATALOG = Catalog(
    "見本", "", Publisher("131202", "見本区", "", "見本県", "見本区"), License("cc-by", "", ""), {}, {},
    towns=(Town("北町", 35.0, 139.0), Town("北町西", 35.1, 139.1)),
)  # fmt: skip
CELLS = pd.DataFrame(
    {
        "都道府県名": ["見本県"] * 3,
        "所在地_全国地方公共団体コード": ["131202"] * 3,
        "名称": ["北公園", "西公園", "東公園"],
        "所在地_連結表記": ["見本県見本区北町1-2-3", "見本区北町西4-5", "見本区南町6"],
    },
    index=[2, 3, 4],
    dtype=str,
)


def _faults(*lines):
    return [Finding("required-missing", "error", line, "設置位置") for line in lines]


def test_a_row_has_its_name_and_the_longest_town_that_its_address_begins_with():
    known = known_rows(CELLS, _faults(2, 3, 4), CATALOG)
    assert known == {2: KnownRow("北公園", "北町"), 3: KnownRow("西公園", "北町西"), 4: KnownRow("東公園", "")}


def test_only_rows_with_findings_are_kept():
    assert list(known_rows(CELLS, _faults(3), CATALOG)) == [3]


def test_a_row_with_personal_data_is_called_nothing():
    held = Finding("personal-data", "error", 3, "備考")
    assert list(known_rows(CELLS, [held, *_faults(2, 3)], CATALOG)) == [2]


def test_a_column_that_holds_personal_data_names_no_row():
    held = Finding("personal-data", "error", None, "名称")
    assert known_rows(CELLS, [held, *_faults(2)], CATALOG) == {2: KnownRow("", "北町")}


def test_the_name_of_a_person_is_not_taken_for_the_name_of_a_row():
    cells = pd.DataFrame({"氏名": ["見本 太郎"], "代表者名": ["見本 花子"]}, index=[2], dtype=str)
    assert known_rows(cells, _faults(2), CATALOG) == {}


def test_towns_are_read_from_their_table():
    assert read_towns("町,緯度,経度\n北町,35.76,139.65\n") == (Town("北町", 35.76, 139.65),)


@pytest.mark.parametrize("row", ["北町,三十五,139.6", "北町,139.6,35.7", ",35.7,139.6", "北町,35.7", "北町,nan,139.6"])
def test_a_row_that_is_no_town_is_named_by_its_line(row):
    with pytest.raises(DeclarationError) as caught:
        read_towns(f"町,緯度,経度\n南町,35.7,139.6\n{row}\n")
    assert (caught.value.code, caught.value.line) == ("towns-invalid", 3)
