"""What one normalisation gathers on its way through the columns of a table."""

import re
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from pipelines.model.finding import CellChange, Finding, Line, severity_for
from pipelines.model.reading import Reading
from pipelines.model.schema import Field, TableSchema
from pipelines.model.table import RawTable
from pipelines.normalize.repairs import Placed

_PARAMS = (str, int, float, list)
_CODES = ("lgcode", "houjin", "townid", "postal")


@dataclass(frozen=True, slots=True)
class Beside:
    """A cell that says more than its value: it waits until all columns are there."""

    spec: Field
    label: str
    line: Line
    text: str
    reading: Reading


@dataclass
class Work:
    """Columns, changes and findings as they come.

    Attributes:
        schema, raw, decided: what is normalised, against what, with which decisions.
        columns: field -> cells as read so far.
        labels: field -> the ward's own label.
        beside: cells that hold more than their value, by column and in the order of the lines.
    """

    schema: TableSchema
    raw: RawTable
    decided: Placed
    columns: dict[str, pd.Series] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    changes: list[CellChange] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    beside: list[Beside] = field(default_factory=list)


def refusal(schema: TableSchema, spec: Field, label: str, line: Line, text: str, reading: Reading) -> Finding:
    """The finding of a refused reading, as severe as the basis of the field's format."""
    basis = spec.basis.get("format", "inferred") if schema.standard else "workspace"
    if basis == "official" and _has_form(spec, text):
        basis = "inferred"  # what the reader knows beside the official form: ホ－ム is meant for ホーム
    params: dict[str, Any] = {k: v for k, v in reading.properties.items() if isinstance(v, _PARAMS)}
    return Finding(
        code=reading.reason,
        severity=severity_for(basis),
        line=line,
        field=spec.name,
        label=label,
        value=text,
        proposal=reading.proposal,
        params=params,
        basis=basis,
    )


def _has_form(spec: Field, text: str) -> bool:
    """Whether a text has the form that its field demands; a code of that form may still be no code at all."""
    pattern = spec.constraints.get("pattern")
    return (
        spec.type == "string"
        and isinstance(pattern, str)
        and spec.kind not in _CODES
        and re.fullmatch(pattern, text) is not None
    )
