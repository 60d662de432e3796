"""One page of the report for each of its states, as text: what the browser's tests open."""

import dataclasses

from pipelines.model.errors import UnreadableFile
from pipelines.model.finding import CellChange, Finding
from pipelines.model.report import KnownRow, Report
from pipelines.report.html import render_failure, render_html
from tests.unit.report.samples import CATALOG, DATASET, PROVENANCE, faulty, report

FAULTS = 1_400
_FILES = ("changes.csv", "findings.csv", "public-toilet.xlsx")
_AT = "2026-11-16T10:24:00+09:00"
_EVIL = "<script>document.title = 1</script></script><!--\u2028\u202e\u200f{{x}}\"'&<img src=x onerror=alert(1)>\x00"


def made_pages() -> dict[str, str]:
    """Name -> page: many faults of many kinds, none, held for a person, unreadable, published, and a hostile file."""
    held = report([Finding("personal-data", "error", n, "備考", params={"kind": "mobile"}) for n in (3, 9)])
    warned = report([Finding("two-values", "warning", n, "電話番号", value=f"a{n} b") for n in range(3, 12)])
    error = UnreadableFile("undecodable", file="raw/aed/a.csv")
    told = {"catalog": CATALOG, "checked_at": _AT, "received_at": _AT}
    hostile = dataclasses.replace(DATASET, title=_EVIL, note=_EVIL)
    return {
        "faulty": render_html(faulty(), dataset=DATASET, beside=_FILES, **told),
        "clean": render_html(report([]), dataset=DATASET, catalog=CATALOG),
        "held": render_html(held, dataset=DATASET, **told),
        "many": render_html(_many(), dataset=DATASET, beside=_FILES, **told),
        "done": render_html(warned, dataset=DATASET, standing=_AT, done="unchanged", **told),
        "hostile": render_html(_hostile(), dataset=hostile, beside=_FILES, **told),
        "failed": render_failure(error, title="AED設置箇所一覧", catalog=CATALOG),
    }


def _many() -> Report:
    """A file with 1,400 faults, every value another one, and as many repairs."""
    found = [
        Finding("unreadable-date", "error", n, "設置年月日", "設置日", f"第{n}期の春", basis="official")
        for n in range(4, 4 + FAULTS)
    ]
    changes = [CellChange(n, "名称", f"見本公園{n}　", f"見本公園{n}", "trim-space") for n in range(4, 4 + FAULTS)]
    return report(found, changes, rows=FAULTS)


def _hostile() -> Report:
    """Markup, half a sentence of a template, marks that turn the writing round: in every text that a file brings."""
    found = [Finding("unreadable-date", "error", 9 + n, _EVIL, _EVIL, f"{_EVIL}{n}", _EVIL) for n in range(300)]
    found += [Finding("choice-unknown", "error", 3, _EVIL, _EVIL, _EVIL, _EVIL, {"choices": [_EVIL, "b"]})]
    found += [Finding("column-unknown", "notice", None, "", _EVIL, "", "", {"n": 1, "labels": [_EVIL]})]
    changes = [CellChange(n, _EVIL, f"{_EVIL}{n}", _EVIL, "trim-space") for n in range(30)]
    around = dataclasses.replace(
        PROVENANCE, name=_EVIL, preamble=((1, _EVIL),), footer=((9, _EVIL),), dropped=((8, _EVIL, "blank-row"),)
    )
    made = dataclasses.replace(report(found, changes), provenance=around, title=_EVIL)
    return dataclasses.replace(made, known={9: KnownRow(_EVIL, _EVIL)}, schema={"slug": "x", "title": _EVIL})
