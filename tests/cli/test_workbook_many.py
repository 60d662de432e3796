"""More findings than a sheet has rows: one row a cause and value, and one answer for all cells that hold it."""

import json
from collections import Counter
from pathlib import Path

import pytest

from pipelines.acceptance.book import Handed, accept_book
from pipelines.report.workbook import facts
from pipelines.runner import process_dataset
from pipelines.workspace import Workspace
from tests.workbook_pen import ASKS, opened, texts, write
from tests.workspace_copy import copy_workspace

ROWS, MOST = 1_200, 1_000
SCHEMA = {
    "name": "visits",
    "title": "利用の記録",
    "fields": [
        {"name": "番号", "type": "string", "constraints": {"required": True}},
        {"name": "利用日", "type": "date", "hiraku:kind": "date"},
        {"name": "区分", "type": "string", "constraints": {"enum": ["大人", "子ども"]}},
    ],
    "primaryKey": ["番号"],
}
DATASET = 'title = "利用の記録"\ndescription = "試し"\nsection = "{section}"\nlocal = "visits"\nthemes = ["{theme}"]\n'


@pytest.fixture
def ward(tmp_path: Path) -> Workspace:
    folder = copy_workspace(tmp_path / "ward", "wifi")
    catalog = Workspace(folder).catalog
    (folder / "schemas/local/visits.json").write_text(json.dumps(SCHEMA), encoding="utf-8")
    told = DATASET.format(section=next(iter(catalog.sections)), theme=next(iter(catalog.themes)))
    (folder / "datasets/visits.toml").write_text(told, encoding="utf-8")
    (folder / "raw/visits").mkdir()
    kinds = ("おとな", "大人", "こども", "子供")
    days = ("来週", "2026-11-21", "そのうち")
    rows = [f"{n},{days[n % 3]},{kinds[n % 4]}" for n in range(ROWS)]
    rows[5] = "5,いつか,大人"
    (folder / "raw/visits/利用.csv").write_text("番号,利用日,区分\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return Workspace(folder)


def test_one_row_a_value_settles_every_cell_that_holds_it(
    ward: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facts, "MOST_ASKS", MOST)
    outcome = process_dataset(ward, "visits")
    assert outcome.judged is not None
    found = Counter((f.field, f.value) for f in outcome.judged.report.findings if f.line and f.severity != "notice")
    assert sum(found.values()) > MOST
    path = ward.workbook_file("visits", "利用の記録")
    book = opened(path)
    rows = texts(book[ASKS])
    assert {(row["項目"], row["今の値"]): row["行"] for row in rows} == {
        cell: f"{n:,}件" if n > 1 else 7 for cell, n in found.items()
    }
    place = {row["今の値"]: int(str(row["#"])) for row in rows}
    write(book[ASKS], place["来週"], decision="手入力", own="令和8年11月28日")
    write(book[ASKS], place["いつか"], decision="手入力", own="2026-11-30")
    write(book[ASKS], place["子供"], decision="手入力", own="子ども")
    back = tmp_path / "戻り.xlsx"
    book.save(back)
    handed = Handed(back.read_bytes(), "戻り.xlsx")
    done = accept_book(ward, handed, by="田中", on="2026-11-21")
    wanted = found["利用日", "来週"] + 1 + found["区分", "子供"]
    assert (done.refusals, done.taken) == ((), wanted)
    judged = process_dataset(ward, "visits").judged
    assert judged is not None
    after = Counter(judged.table.cells["利用日"])
    assert (after["2026-11-28"], after["2026-11-30"], after["来週"]) == (found["利用日", "来週"], 1, 0)
    settled = ward.repairs_file("visits").read_bytes()
    assert accept_book(ward, handed, by="別の人", on="2026-11-22").refusals == ()
    assert ward.repairs_file("visits").read_bytes() == settled
