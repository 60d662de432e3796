"""Whatever a table holds: every 個人番号 in prose is caught, none is repeated, and nothing makes validate stumble."""

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.model.dataset import Publisher
from pipelines.model.schema import Field, TableSchema
from pipelines.model.table import NormalizedTable, Provenance
from pipelines.standard import schemas
from pipelines.validate import validate
from pipelines.validate.digits import valid_mynumber

PROSE = st.text("あ練馬区、。「」担当番号", max_size=6)
NERIMA = Publisher("131202", "練馬区", "Nerima City", "東京都", "練馬区", bounds=(35.70, 35.79, 139.56, 139.69))
CELL = st.one_of(
    st.text(max_size=8),
    st.sampled_from(["", "2022-04-01", "09:00", "35.7", "139.6", "131202", "東京都", "練馬区", "1", "有"]),
)


def _table(cells):
    return NormalizedTable(cells, {}, (), (), Provenance("t.csv", "", 0))


@given(PROSE, st.integers(10**9, 10**11 - 1), PROSE)
def test_every_number_with_its_check_digit_is_caught_in_prose_and_never_repeated(before, stem, after):
    number = next(n for d in range(10) if valid_mynumber(n := f"{stem:011d}{d}"))
    cells = pd.DataFrame({"備考": [f"{before}{number}{after}"], "数": ["1"]}, index=[2], dtype="str")
    field = Field("備考", constraints={"maxLength": 3})
    found = validate(_table(cells), TableSchema("t", "e", "", "表", "t", (field,)))
    assert ("personal-data", "error") in {(f.code, f.severity) for f in found}
    assert number not in repr(found)


@given(st.integers(0, 10**11 - 1))
def test_exactly_one_last_digit_fits(stem):
    fitting = [digit for digit in range(10) if valid_mynumber(f"{stem:011d}{digit}")]
    assert len(fitting) == 1 or len(set(f"{stem:011d}")) == 1


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_text_under_any_national_table_is_judged_without_an_exception(data):
    schema = data.draw(st.sampled_from(schemas()))
    rows = data.draw(st.integers(0, 3))
    columns = {f.name: data.draw(st.lists(CELL, min_size=rows, max_size=rows)) for f in schema.fields}
    cells = pd.DataFrame(columns, index=range(2, 2 + rows), dtype="str")
    found = validate(_table(cells), schema, publisher=NERIMA)
    assert all(f.line is None or 2 <= f.line < 2 + rows for f in found)
    assert all(f.basis for f in found)


LABELS = st.sampled_from(
    ["メモ", "氏名", "住所", "生年月日", "介護度", "口座番号", "フリガナ", "施設名", "相談者数", "個人番号"]
)
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=30)


@given(st.dictionaries(LABELS, st.lists(ANY_TEXT, min_size=2, max_size=2), min_size=1, max_size=6))
def test_any_text_under_any_label_is_read_without_an_exception_and_never_repeated(columns):
    cells = pd.DataFrame(columns, index=[2, 3], dtype="object")
    found = validate(_table(cells), TableSchema("t", "e", "", "表", "t", ()))
    blocked = [f for f in found if f.code.startswith("personal-")]
    assert all(f.value == "●●●" and f.params["kind"] for f in blocked)


@given(PROSE, st.sampled_from(["070", "080", "090"]), st.integers(0, 10**8 - 1), st.sampled_from("-－ 　ー."), PROSE)
def test_every_mobile_number_is_caught_in_prose_however_it_is_parted(before, head, rest, mark, after):
    text = f"{before}{head}{mark}{rest:08d}"[: len(before) + 8] + f"{mark}{rest % 10**4:04d}{after}"
    cells = pd.DataFrame({"備考": [text], "数": ["1"]}, index=[2], dtype="str")
    found = validate(_table(cells), TableSchema("t", "e", "", "表", "t", (Field("備考"),)))
    assert ("personal-data", "mobile") in {(f.code, f.params.get("kind")) for f in found}
