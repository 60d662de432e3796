"""One column of raw text to canonical text: readers on distinct values, refusals where nothing is certain."""

import dataclasses
from collections.abc import Callable, Mapping

import pandas as pd

from pipelines.model.reading import Reading, canonical, refused
from pipelines.model.schema import Field
from pipelines.normalize.canonical import surely_canonical
from pipelines.normalize.columns import teach
from pipelines.normalize.notation import Taught, is_ditto
from pipelines.normalize.per_unit import reading_per_unit
from pipelines.normalize.readers import reader

_INEXACT = ("approximate", "bound")
"""Properties of a number that its plain decimal cannot hold: dropping them silently would be a wrong repair."""


HOMES = {"extension": "内線番号", "postal": "郵便番号", "row-unit": "単位"}
"""What a cell may hold beside its own value, and the national field that is meant for it."""
HOMELESS = ("note", "rest")
"""What has no field of its own: dropping it would lose what the section wrote."""


def holds_more(reading: Reading) -> bool:
    """Whether a cell says something beside its value."""
    return any(reading.properties.get(key) for key in (*HOMES, *HOMELESS))


@dataclasses.dataclass(frozen=True, slots=True)
class ColumnReadings:
    """How one column was read.

    Attributes:
        by_text: text -> Reading for every distinct text that is not surely canonical (canonical.py) or empty.
        read: reads any other text as a cell of this column, with all that the column has taught.
        taught: what it has taught.
    """

    by_text: dict[str, Reading]
    read: Callable[[str], Reading]
    taught: Taught

    def of(self, text: str) -> Reading:
        """The reading of a text of the column."""
        return self.by_text.get(text) or canonical(text)


def read_column(series: pd.Series, field: Field, context: Mapping[str, object]) -> ColumnReadings:
    """Read each distinct text of a column once.

    Args:
        series: text cells, any index.
        field: whose kind names the reader.
        context: reader context of the field, of the declaration and of the publisher, already joined.

    Returns:
        The readings; a repair that would lose what the cell said beside the number is demoted to a refusal with the
        number as proposal.
    """
    read = reading_per_unit(reader(field.kind), field)
    distinct = [str(t) for t in series.unique()]
    sure = surely_canonical(field.kind, distinct, context)
    asked = [text for text in distinct if text and text not in sure]
    readings = {text: read(text, context) for text in asked}

    def recall(text: str, other: Mapping[str, object]) -> Reading:
        return readings[text] if other == context else read(text, other)

    taught = Taught(dict(context))
    evidence = [text for text in asked if text.strip() and not is_ditto(text, field.kind)]
    if evidence:
        taught = teach(field.kind, evidence, recall, context, others=bool(sure))

    def told(text: str) -> Reading:
        return read(text, context if text in taught.exempt else taught.context)

    if taught.context != context:
        sure = surely_canonical(field.kind, distinct, taught.context)
        readings = {text: told(text) for text in distinct if text and text not in sure}
    if field.kind not in ("number", "integer"):
        return ColumnReadings(readings, told, taught)
    expected = _expected_unit(readings, field, bare=bool(sure))
    own = context.get("units") == "row"

    def read_number(text: str) -> Reading:
        return _with_unit(told(text), text, expected, own=own)

    return ColumnReadings({t: _with_unit(r, t, expected, own=own) for t, r in readings.items()}, read_number, taught)


_SAME_UNIT = {"名": "人", "円也": "円", "平方メートル": "㎡", "m2": "㎡", "m²": "㎡", "％": "%"}
"""Counters that say the same thing: turning one into the other changes no number."""


def _expected_unit(readings: dict[str, Reading], field: Field, *, bare: bool) -> str:
    """The unit that a number of this column may carry: the field's, or the only one that its cells name."""
    units = {_unit(reading) for reading in readings.values()} - {""}
    expected = _SAME_UNIT.get(field.unit, field.unit) or (units.pop() if len(units) == 1 else "")
    bare = bare or any(r.text and r.status != "refused" and not _unit(r) for r in readings.values())
    # 36.38% beside 0.25: without its sign the one cannot be told from the other
    return "" if expected == "%" and not field.unit and bare else expected


def _with_unit(reading: Reading, text: str, expected: str, *, own: bool) -> Reading:
    """Refuse a number whose unit is not the column's, and one that is only approximate.

    `own`: each row has a unit of its own, which goes to the column of units.
    """
    if reading.status == "refused":
        return reading
    unit = _unit(reading)
    if own:
        reading = dataclasses.replace(reading, properties={**reading.properties, "row-unit": unit})
    elif unit and unit != expected:
        return refused(text, "unit-differs", unit=unit, expected=expected)
    if any(reading.properties.get(key) for key in _INEXACT):
        return dataclasses.replace(
            reading, status="refused", text=text, rule="", reason="number-inexact", proposal=reading.text
        )
    return reading


def _unit(reading: Reading) -> str:
    unit = str(reading.properties.get("unit") or "")
    return _SAME_UNIT.get(unit, unit)
