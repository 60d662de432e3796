"""One column of raw text to canonical text: readers on distinct values, refusals where nothing is certain."""

import dataclasses
from collections.abc import Mapping

import pandas as pd

from pipelines.model.reading import Reading, refused
from pipelines.model.schema import Field
from pipelines.normalize.canonical import surely_canonical
from pipelines.normalize.columns import teach
from pipelines.normalize.readers import reader

_INEXACT = ("approximate", "bound")
"""Properties of a number that its plain decimal cannot hold: dropping them silently would be a wrong repair."""


def read_column(series: pd.Series, field: Field, context: Mapping[str, object]) -> dict[str, Reading]:
    """The reading of each distinct text of a column.

    Args:
        series: text cells, any index.
        field: whose kind names the reader.
        context: reader context of the field, of the declaration and of the publisher, already joined.

    Returns:
        text -> Reading for every text that is not surely canonical (canonical.py); a repair that would lose what the cell said beside the number is demoted to a refusal
        with the number as proposal.
    """
    read = reader(field.kind)
    distinct = [str(t) for t in series.unique()]
    sure = surely_canonical(field.kind, distinct, context)
    asked = [text for text in distinct if text and text not in sure]
    if not asked:
        return {}
    readings = {text: read(text, context) for text in asked}
    taught = teach(field.kind, [t for t in asked if t.strip()], lambda text, _: readings[text], context)
    if taught != context:
        sure = surely_canonical(field.kind, distinct, taught)
        readings = {text: read(text, taught) for text in distinct if text and text not in sure}
    if field.kind in ("number", "integer"):
        readings = _hold_units(readings, field, bare=bool(sure))
    return readings


_SAME_UNIT = {"名": "人", "円也": "円", "平方メートル": "㎡", "m2": "㎡", "m²": "㎡", "％": "%"}
"""Counters that say the same thing: turning one into the other changes no number."""


def _hold_units(readings: dict[str, Reading], field: Field, *, bare: bool) -> dict[str, Reading]:
    """Refuse a number whose unit is not the column's, and one that is only approximate."""
    units = {_unit(reading) for reading in readings.values()} - {""}
    expected = _SAME_UNIT.get(field.unit, field.unit) or (units.pop() if len(units) == 1 else "")
    bare = bare or any(r.text and r.status != "refused" and not _unit(r) for r in readings.values())
    if expected == "%" and not field.unit and bare:
        expected = ""  # 36.38% beside 0.25: without its sign the one cannot be told from the other
    return {text: _with_unit(reading, text, expected) for text, reading in readings.items()}


def _with_unit(reading: Reading, text: str, expected: str) -> Reading:
    if reading.status == "refused":
        return reading
    unit = _unit(reading)
    if unit and unit != expected:
        return refused(text, "unit-differs", unit=unit, expected=expected)
    if any(reading.properties.get(key) for key in _INEXACT):
        return dataclasses.replace(
            reading, status="refused", text=text, rule="", reason="number-inexact", proposal=reading.text
        )
    return reading


def _unit(reading: Reading) -> str:
    unit = str(reading.properties.get("unit") or "")
    return _SAME_UNIT.get(unit, unit)
