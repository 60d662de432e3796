"""How a printed statistics table is built, as a local schema declares it under `hiraku:statistics`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pipelines.model.errors import DeclarationError
from pipelines.model.schema import Field, TableSchema

KEY = "hiraku:statistics"
PERIOD_NOTE = "period-iso"
"""Note of the provenance that holds the whole table's period: YYYY-MM-DD, YYYY-MM, YYYY or start/end."""
_FISCAL = re.compile(r"FY([0-9]{4})")
_TEXTS = ("rows", "groups")
_KEYS = {"rowName", "split", "totals", "multipleResponse", "periodField", "unitField", *_TEXTS}


@dataclass(frozen=True, slots=True)
class Total:
    """A row that says the sum of others.

    Attributes:
        row: its name.
        of: the rows that it sums, () for all rows that are no totals and not in `without`.
        without: rows that stand in the table and are no part of it (合計 above 団体陳情).
    """

    row: str
    of: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    def parts(self, names: tuple[str, ...], totals: frozenset[str]) -> tuple[str, ...]:
        """The names of the rows it sums, of all `names` that the table has."""
        return self.of or tuple(n for n in names if n not in totals and n not in self.without)


@dataclass(frozen=True, slots=True)
class Statistics:
    """A statistics table.

    Attributes:
        row_name: the field whose text names a row.
        rows: every row's name where the list is closed: labels that are wrapped, spaced or marked with a note's number
            are joined and matched to these, and to nothing else. () leaves labels as they are.
        groups: headings that stand in a row of their own, without a value.
        split: row label with two measures, "A（B）" -> a name for each of them.
        totals: rows that sum others.
        multiple_response: one case may count in several rows, so that no sum means anything.
        period_field: the field that dates a row, "" where the whole table has one period.
        unit_field: the field that holds a row's own unit, "".
    """

    row_name: str
    rows: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    split: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    totals: tuple[Total, ...] = ()
    multiple_response: bool = False
    period_field: str = ""
    unit_field: str = ""

    def labels(self) -> tuple[str, ...]:
        """Every text that may name a row of the file."""
        return (*self.rows, *self.groups, *self.split)


def fiscal_days(canonical: str) -> str:
    """FY2021 as the days that it spans ("2021-04-01/2022-03-31"), any other canonical date as it is."""
    found = _FISCAL.fullmatch(canonical)
    return f"{found[1]}-04-01/{int(found[1]) + 1}-03-31" if found else canonical


def measures(schema: TableSchema) -> tuple[Field, ...]:
    """The fields that hold the table's numbers."""
    return tuple(spec for spec in schema.fields if spec.kind in ("number", "integer"))


def statistics_of(schema: TableSchema) -> Statistics | None:
    """What the schema declares, None where it is no statistics table.

    Raises:
        DeclarationError: "invalid-schema" when the declaration cannot be used.
    """
    declared = schema.descriptor.get(KEY)
    if declared is None:
        return None
    if not isinstance(declared, dict) or not set(declared) <= _KEYS:
        raise _fault(schema, f"{KEY} に書けるのは {'、'.join(sorted(_KEYS))} です")
    names = [declared.get(key, "") for key in ("rowName", "periodField", "unitField")]
    if not names[0] or any(name and schema.field_named(str(name)) is None for name in names):
        raise _fault(schema, f"{KEY} の rowName、periodField、unitField は項目名で書きます")
    split = declared.get("split", {})
    if not isinstance(split, dict):
        raise _fault(schema, f"{KEY} の split は {{…}} の形で書きます")
    return Statistics(
        row_name=names[0],
        rows=_texts(schema, declared, "rows"),
        groups=_texts(schema, declared, "groups"),
        split={label: _texts(schema, split, label) for label in split},
        totals=_totals(schema, declared.get("totals", [])),
        multiple_response=declared.get("multipleResponse") is True,
        period_field=names[1],
        unit_field=names[2],
    )


def _totals(schema: TableSchema, declared: Any) -> tuple[Total, ...]:
    if not isinstance(declared, list) or not all(
        isinstance(t, dict) and isinstance(t.get("row"), str) for t in declared
    ):
        raise _fault(schema, f"{KEY} の totals は、row のある表の並びで書きます")
    return tuple(Total(t["row"], _texts(schema, t, "of"), _texts(schema, t, "without")) for t in declared)


def _texts(schema: TableSchema, owner: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = owner.get(key, [])
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise _fault(schema, f"{KEY} の {key} は文字の並びで書きます")
    return tuple(value)


def _fault(schema: TableSchema, detail: str) -> DeclarationError:
    return DeclarationError("invalid-schema", file=f"schemas/local/{schema.slug}.json", detail=detail)
