"""What code review tools get: commands that nothing in a file can end, places that are the cells, no flood."""

import json

from hypothesis import given
from hypothesis import strategies as st

from pipelines.model.finding import Finding
from pipelines.model.table import Dialect
from pipelines.report.annotations import annotation_lines
from pipelines.report.places import FileResult, Place, Places
from pipelines.report.sarif import render_sarif


def test_ten_thousand_findings_do_not_flood_a_log() -> None:
    findings = tuple(Finding("ragged-row", "error", line=n) for n in range(2, 10_002))
    report = type("R", (), {"findings": findings})()
    lines = list(annotation_lines(FileResult("a::error::b.csv\n", report=report)))  # type: ignore[arg-type]
    assert len(lines) == 11
    assert "9,990件" in lines[-1]
    assert not lines[-1].startswith("::")
    assert all("\n" not in line for line in lines)


def test_what_would_end_a_github_command_is_escaped() -> None:
    finding = Finding("number-unreadable", "error", line=2, field="a:b,c", label="x", value="50%\n::error::偽")
    report = type("R", (), {"findings": (finding,)})()
    (line,) = annotation_lines(FileResult("a,b%.csv", report=report))  # type: ignore[arg-type]
    assert "\n" not in line
    assert line.startswith("::error file=a%2Cb%25.csv,title=")
    assert line.count("::error") == 2  # the value's own is text of the message, after the first "::"
    assert "50%25" in line
    assert "a%3Ab%2Cc" in line


def test_a_lone_surrogate_does_not_stop_the_log() -> None:
    finding = Finding("broken-character", "error", line=1, value="\ud800")
    found = type("P", (), {"size": 1, "sha256": "0" * 64, "encoding": ""})()
    report = type("R", (), {"findings": (finding,), "provenance": found})()
    assert json.loads(render_sarif([FileResult("a.csv", report=report)]).encode())  # type: ignore[arg-type]


CELLS = st.text(st.sampled_from('あa",\n '), max_size=5)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=3), min_size=1, max_size=4))
def test_the_place_of_any_cell_is_the_text_of_that_cell(rows: list[list[str]]) -> None:
    written = [['"' + cell.replace('"', '""') + '"' for cell in row] for row in rows]
    text = "\n".join(",".join(row) for row in written)
    lines = text.split("\n")
    start = 1
    for row, cells in zip(rows, written, strict=True):
        places = Places(lines, Dialect(), [f"c{n}" for n in range(len(row))])
        for n, cell in enumerate(cells):
            place = places.of(Finding("x", "error", line=start, label=f"c{n}"))
            assert place is not None
            assert _text(lines, place) == cell
        start += ",".join(cells).count("\n") + 1


def _text(lines: list[str], place: Place) -> str:
    piece = list(lines[place.line - 1 : place.end_line])
    piece[-1] = piece[-1][: place.end_column - 1]
    piece[0] = piece[0][place.column - 1 :]
    return "\n".join(piece)
