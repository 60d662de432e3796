"""Ditto marks (〃, 同上, 同年 …) read from the row above, where that row stood right above and was read itself."""

import re
from collections.abc import Iterator, Mapping

import pandas as pd

from pipelines.model.finding import Line
from pipelines.model.reading import Reading, canonical
from pipelines.model.table import Provenance
from pipelines.normalize.cells import ColumnReadings, holds_more
from pipelines.normalize.notation import DITTO, DITTO_PART, is_ditto

RULE = "ditto"
_SILENT = ("blank-row", "repeated-header")
"""Reasons for which ingest leaves out a row in which no cell has a value of its own."""
_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_PLACE = re.compile(r"(?:(.*)!)?([0-9]+)", re.DOTALL)


def read_dittos(
    series: pd.Series, kind: str, column: ColumnReadings, decided: Mapping[Line, Reading], provenance: Provenance
) -> dict[Line, Reading]:
    """The readings of a column's ditto marks.

    Args:
        series: raw cells in the order of the file, index = line.
        kind: of the field; 同年, 同月 and 同日 are read in dates only.
        column: how the other cells were read.
        decided: lines that a steward decided; they count as read.
        provenance: names the rows that were dropped from between the others.

    Returns:
        line -> a reading repaired by RULE. A mark is left as its reader answered when the row above is not the one
        that stood there (first row, a dropped row that said something between, lines out of order), or was blank or
        refused; under a mark for "no value" it is blank too. Blank rows and a header that is repeated for the next
        page say nothing to repeat: the row before them is meant, as it is when the published file is read again.
        What the cell above held beside its value is the mark's too.
    """
    if not any(is_ditto(text, kind) for text in column.by_text) and not (kind == "text" and (series == "同上").any()):
        return {}
    between = (line for line, _, reason in provenance.dropped if reason not in _SILENT)
    gaps = sorted(filter(None, map(_place, between)))
    found: dict[Line, Reading] = {}
    above, last = canonical(""), None
    for line, text in _cells(series):
        place = _place(line)
        joined = _follows(last, place, gaps)
        reading = decided.get(line) or column.of(text)
        if line not in decided and is_ditto(text, kind):
            resolved = _resolve(text.strip(), above, column) if joined else None
            reading = resolved or canonical("")
            if resolved is not None:
                found[line] = resolved
        above, last = reading, place
    return found


def _cells(series: pd.Series) -> Iterator[tuple[Line, str]]:
    for line, text in zip(series.index, series.tolist(), strict=True):
        yield (line if isinstance(line, str) else int(line)), text


def _place(line: Line) -> tuple[str, int] | None:
    """Sheet and row of a line."""
    found = _PLACE.fullmatch(str(line))
    return (found[1] or "", int(found[2])) if found else None


def _follows(last: tuple[str, int] | None, place: tuple[str, int] | None, gaps: list[tuple[str, int]]) -> bool:
    """Whether nothing stood between two rows of one sheet, and the second is below the first."""
    if last is None or place is None or last[0] != place[0] or last[1] >= place[1]:
        return False
    return not any(last < gap < place for gap in gaps)


def _resolve(mark: str, above: Reading, column: ColumnReadings) -> Reading | None:
    if above.status == "refused" or (not above.text and above.status != "repaired"):
        return None
    if not above.text and mark in DITTO:
        return Reading("repaired", "", rule=RULE)
    if mark in DITTO:  # an extension above is meant too, and goes to its own column for both
        return Reading("repaired", above.text, rule=RULE, properties=above.properties)
    if holds_more(above):
        return None
    found, day = DITTO_PART.fullmatch(mark), _DAY.fullmatch(above.text)
    if found is None or day is None:
        return None
    unit, rest = found[1], found[2]
    parts = {"年": day[1], "月": day[2] and f"{day[1]}年{day[2]}", "日": day[3] and f"{day[1]}年{day[2]}月{day[3]}"}[
        unit
    ]
    if not parts or (unit == "日" and rest):
        return None
    reading = column.read(f"{parts}{unit}{rest}")
    plain = reading.status != "refused" and bool(reading.text)
    return Reading("repaired", reading.text, rule=RULE) if plain else None
