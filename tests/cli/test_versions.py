"""The last version and the day of the year: the steward sees them, what is published never changes by them."""

import csv
import io
from pathlib import Path

import pytest

from pipelines.cli.main import main
from pipelines.runner import process_dataset
from pipelines.workspace import Workspace
from tests.workspace_copy import copy_workspace

SLUG = "bicycle-parking"


@pytest.fixture
def ward(tmp_path: Path) -> Path:
    root = copy_workspace(tmp_path / "ward", SLUG)
    assert run(root) == 0
    return root


def run(root: Path) -> int:
    """`hiraku run` on a workspace; its exit status."""
    with pytest.raises(SystemExit) as left:
        main(["run", "-C", str(root)])
    assert isinstance(left.value.code, int)
    return left.value.code


def published(root: Path) -> dict[str, tuple[bytes, int]]:
    """Every file of published/ with its bytes and when it was written."""
    folder = root / "published"
    return {
        str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


def rewrite(root: Path, change) -> None:
    """Hand in a new file made from the published one, which has the national labels."""
    (old,) = (root / "raw" / SLUG).glob("*.csv")
    (path,) = (p for p in (root / "published" / SLUG).glob("*.csv") if p.name != "changes.csv")
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    out = io.StringIO(newline="")
    csv.writer(out).writerows(change(rows))
    old.write_text(out.getvalue(), encoding="utf-8", newline="")


def momentary(root: Path) -> list[str]:
    judged = process_dataset(Workspace(root), SLUG).judged
    assert judged is not None
    assert not [f for f in judged.report.lasting().findings if f.momentary]
    return [f.code for f in judged.report.findings if f.momentary]


def declare(root: Path, text: str) -> None:
    path = root / "datasets" / f"{SLUG}.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n" + text, encoding="utf-8")


def test_an_unchanged_dataset_writes_nothing_on_the_second_run(ward: Path) -> None:
    before = published(ward)
    assert run(ward) == 0
    assert published(ward) == before
    assert momentary(ward) == []


def test_a_version_that_lost_half_its_rows_is_reported_and_published_without_a_word_of_it(ward: Path) -> None:
    rewrite(ward, lambda rows: rows[: len(rows) // 2])
    assert "drift-rows-gone" in momentary(ward)
    assert run(ward) == 0
    told = (ward / "reports" / SLUG / "report.html").read_text(encoding="utf-8")
    shown = (ward / "published" / SLUG / "report.html").read_text(encoding="utf-8")
    assert "行が大きく減りました" in told
    assert "行が大きく減りました" not in shown
    before = published(ward)
    assert run(ward) == 0
    assert published(ward) == before
    assert "drift-rows-gone" not in momentary(ward)


def test_renumbered_rows_are_told_row_by_row_and_the_published_page_is_as_if_nothing_had_been(tmp_path: Path) -> None:
    root = copy_workspace(tmp_path / "ward", "public-facility")
    assert run(root) == 0
    raw = next((root / "raw" / "public-facility").glob("*.csv"))
    text = raw.read_bytes().decode("cp932")
    raw.write_bytes(text.replace("KO0", "KZ0").encode("cp932"))
    judged = process_dataset(Workspace(root), "public-facility").judged
    assert judged is not None
    changed = [f for f in judged.report.findings if f.code == "id-changed"]
    assert len(changed) == judged.report.rows
    assert run(root) == 0
    before = published(root)
    assert run(root) == 0
    assert published(root) == before


def test_a_column_that_is_gone_is_reported(ward: Path) -> None:
    def emptied(rows):
        place = next(n for n in range(len(rows[0]) - 1, -1, -1) if all(row[n] for row in rows[1:]))
        return [[*row[:place], *row[place + 1 :]] for row in rows]

    rewrite(ward, emptied)
    assert "drift-column-gone" in momentary(ward)


def test_a_ward_may_make_drift_stop_the_publication_with_its_reason(ward: Path) -> None:
    declare(ward, '[severity.drift-rows-gone]\nlevel = "error"\nreason = "行が減るときは課長が確かめるため"\n')
    assert run(ward) == 0
    rewrite(ward, lambda rows: rows[: len(rows) // 2])
    before = published(ward)
    assert run(ward) == 1
    assert published(ward) == before


def test_a_ward_may_publish_what_a_rule_would_hold_and_both_pages_say_why(tmp_path: Path) -> None:
    root = copy_workspace(tmp_path / "ward", "tourism")
    assert run(root) == 1
    assert not (root / "published" / "tourism").exists()
    judged = process_dataset(Workspace(root), "tourism").judged
    assert judged is not None
    errors = [f for f in judged.report.findings if f.severity == "error"]
    # of a torn row no ward can say that it may go out: nobody knows which value belongs where
    torn = {int(f.line) for f in errors if f.code == "ragged-row" and f.line is not None}
    assert torn
    (raw,) = (root / "raw" / "tourism").iterdir()
    lines = raw.read_bytes().splitlines(keepends=True)
    raw.write_bytes(b"".join(line for n, line in enumerate(lines, 1) if n not in torn))
    codes = {f.code for f in errors} - {"ragged-row"}
    with (root / "catalog.toml").open("a", encoding="utf-8") as file:
        for code in codes:
            file.write(f'\n[severity.{code}]\nlevel = "warning"\nreason = "確認中の名簿であるため"\n')
    assert run(root) == 0
    for page in ("reports", "published"):
        assert "確認中の名簿であるため" in (root / page / "tourism" / "report.html").read_text(encoding="utf-8")


def test_data_past_their_time_are_told_to_the_steward_alone(ward: Path) -> None:
    text = (ward / "published" / SLUG / "version.json").read_text(encoding="utf-8")
    year = text.split('"published_at": "')[1][:4]
    old = text.replace(f'"published_at": "{year}', '"published_at": "2001')
    (ward / "published" / SLUG / "version.json").write_text(old, encoding="utf-8", newline="")
    assert momentary(ward) == ["data-stale"]


def test_a_published_file_that_was_tampered_with_is_no_measure(ward: Path) -> None:
    (path,) = (p for p in (ward / "published" / SLUG).glob("*.csv") if p.name != "changes.csv")
    path.write_bytes(path.read_bytes() * 3)
    assert momentary(ward) == []


def test_a_weight_for_a_code_that_nobody_reports_is_refused_by_name(ward: Path, capsys: pytest.CaptureFixture) -> None:
    declare(ward, '[severity.duplicate-rows]\nlevel = "notice"\nreason = "x"\n')
    assert run(ward) != 0
    told = capsys.readouterr()
    assert "duplicate-row" in told.out + told.err


def test_values_of_a_shared_key_are_held_against_the_published_register(tmp_path: Path) -> None:
    root = copy_workspace(tmp_path / "ward", "wifi", "public-facility")
    assert run(root) == 0
    catalog = root / "catalog.toml"
    text = catalog.read_text(encoding="utf-8")
    catalog.write_text(text + '\n[shared_keys]\n"施設名" = "public-facility.名称"\n', encoding="utf-8")
    path = root / "datasets" / "wifi.toml"
    path.write_text(path.read_text(encoding="utf-8") + '\n[keys]\n"名称" = "施設名"\n', encoding="utf-8")
    judged = process_dataset(Workspace(root), "wifi").judged
    assert judged is not None
    register = {f.value for f in judged.report.findings if f.code == "key-unknown"}
    names = set(judged.table.cells["名称"])
    assert register
    assert register <= names
    assert all(f.momentary for f in judged.report.findings if f.code == "key-unknown")
