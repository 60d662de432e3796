"""No cell of any old edition is lost on the way to the current one, whatever stands in it."""

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.model.schema import TableSchema
from pipelines.model.table import NormalizedTable, Provenance
from pipelines.normalize.bridge import heirs
from pipelines.normalize.migrate import migrate
from pipelines.normalize.migration_rules import split_words
from pipelines.standard import editions, schema, slugs, successions

OLD = [(slug, edition) for slug in slugs() for edition in editions(slug)[1:]]
EXTRA = ("月曜日", "火曜日", "水曜日", "木曜日", "金曜日", "土曜日", "日曜日", "祝日", "独自の列")
CELLS = st.sampled_from([
    "", "", "1", "1", "2", "東京都", "石川県", "練馬区", "東京都練馬区", "東京都練馬区豊玉北6-12-1", "豊玉北6丁目",
    "授乳室;字幕", "授乳室;売店", "飲食不可", "○", "×", "9:00", "131202", "有", "月火水",
]) | st.text(max_size=4)  # fmt: skip


def table_of(rows: list[list[str]], names: list[str]) -> NormalizedTable:
    cells = pd.DataFrame(rows, columns=names, index=range(2, len(rows) + 2), dtype="str")
    return NormalizedTable(cells, {name: name for name in names}, (), (), Provenance("見本.csv", "0" * 64, 1))


def names_of(old: TableSchema) -> list[str]:
    own = [field.name for field in old.fields]
    return [*own, *(name for name in EXTRA if name not in own)]


def holds(after: NormalizedTable, line: int, name: str, text: str, new: TableSchema) -> bool:
    """Whether the new table still says at that line what the old one said in that column."""
    row = after.cells.loc[line]
    if text in (row.get(name), row.get(heirs(new).get(name, ""))):
        return True
    for succession in successions(new.slug):
        if name not in succession.old:
            continue
        if succession.kind == "split":
            fields = [field for field in new.fields if field.name in succession.new]
            values = split_words(text, fields)
            return values is not None and all(row[field] == value for field, value in values.items())
        joined = row[succession.new[0]]
        if name in ("都道府県名", "市区町村名"):
            return text in joined
        return joined != "" and (name[0] in joined) == (text.strip() in "○1有")
    return False


@pytest.mark.parametrize(("slug", "edition"), OLD, ids=lambda value: value)
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(data=st.data())
def test_every_cell_of_an_old_edition_is_moved_joined_or_still_there(
    slug: str, edition: str, data: st.DataObject
) -> None:
    old, new = schema(slug, edition), schema(slug)
    names = names_of(old)
    width = len(names)
    rows = data.draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=4))
    before = table_of(rows, names)
    after = migrate(before, old, new)
    assert list(after.cells.columns[: len(new.fields)]) == [field.name for field in new.fields]
    assert list(after.cells.index) == list(before.cells.index)
    for line, row in before.cells.iterrows():
        for name, text in row.items():
            if text.strip():
                assert holds(after, line, name, text, new), (line, name, text)


@pytest.mark.parametrize(("slug", "edition"), OLD, ids=lambda value: value)
def test_every_column_of_an_old_edition_has_a_place_in_the_current_one(slug: str, edition: str) -> None:
    """Of a file without doubtful cells no column stays behind."""
    old, new = schema(slug, edition), schema(slug)
    sure = {"都道府県名": "東京都", "市区町村名": "練馬区", "バリアフリー情報": "授乳室;字幕"}
    row = [sure.get(field.name, "1") for field in old.fields]
    after = migrate(table_of([row], [field.name for field in old.fields]), old, new)
    assert list(after.cells.columns) == [field.name for field in new.fields]
    assert after.migration is not None
    assert (after.migration.from_edition, after.migration.to_edition) == (edition, new.edition)
    assert [finding.code for finding in after.findings] == ["old-edition"]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(["", "東京都", "練馬区", "千代田区", "不明"]), min_size=2, max_size=2))
def test_a_cell_made_by_the_migration_is_on_record(names: list[str]) -> None:
    old, new = schema("aed", "2017"), schema("aed")
    after = migrate(table_of([names], ["都道府県名", "市区町村名"]), old, new)
    written = {(change.field, change.after) for change in after.changes if change.before == ""}
    made = {
        (name, text) for name, text in after.cells.iloc[0].items() if text and name not in ("都道府県名", "市区町村名")
    }
    assert written == made
