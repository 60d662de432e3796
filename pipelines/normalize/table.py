"""A labelled table to the table as it would be published, every changed cell recorded."""

import dataclasses
import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from pipelines.model.dataset import Publisher
from pipelines.model.finding import CellChange, Finding, Line
from pipelines.model.reading import Reading
from pipelines.model.schema import Field, TableSchema
from pipelines.model.table import Column, LabelledTable, NormalizedTable
from pipelines.normalize import brackets
from pipelines.normalize.beside import settle_beside
from pipelines.normalize.cells import holds_more, read_column
from pipelines.normalize.ditto import read_dittos
from pipelines.normalize.exchanged import offer_exchange
from pipelines.normalize.headers import published_names
from pipelines.normalize.noise import empty_rows, without_rows
from pipelines.normalize.notation import Taught
from pipelines.normalize.repairs import RULE as DECIDED
from pipelines.normalize.repairs import Placed, decide, unplaced
from pipelines.normalize.work import Beside, Work, refusal

_PLACES = ("address", "lat", "lon", "coordinate")
_MULTIPLES = ("百", "千", "万", "億")
_PROPER = re.compile("名$|名称|氏名|屋号|タイトル|題名")
"""Labels of names, which are written as their owners write them."""
_CONFLICT = 2
"""Cells that must be in doubt before a column is said to use two notations."""


def normalize(
    labelled: LabelledTable,
    schema: TableSchema,
    *,
    fill: Mapping[str, str] | None = None,
    contexts: Mapping[str, Mapping[str, object]] | None = None,
    publisher: Publisher | None = None,
    decided: Placed | None = None,
) -> NormalizedTable:
    """Read every cell by its field's reader.

    Args:
        labelled: raw cells with a field per column.
        schema: gives the fields, their readers and the order; absent fields become empty columns.
        fill: field -> value for cells that are empty (from the declaration).
        contexts: field -> reader context (design, section 12), over what the schema's field says.
        publisher: supplies prefecture and city of addresses.
        decided: what stewards decided on cells of this file (repairs.place).

    Returns:
        The table in schema order, unknown columns after it; the rows of the raw table in its order, without those of
        which reading leaves nothing (－ in every cell), which are on record as dropped.
    """
    raw = labelled.raw
    work = Work(schema, raw, decided or {})
    by_field = {column.field: column for column in labelled.columns if column.field}
    for spec in schema.fields:
        context = _context(spec, (contexts or {}).get(spec.name, {}), publisher)
        _take(work, by_field.get(spec.name), spec, context)
    for name in dict.fromkeys(f.field for f in work.findings if f.code == brackets.CODE):
        _retake_negatives(work, by_field[name], name, contexts or {})
    for column, name in published_names(labelled.columns, schema):
        _take(work, column, Field(name=name), {"whole_numbers": not _PROPER.search(name)})
    settle_beside(work)
    offer_exchange(work)
    work.findings.extend(unplaced(work.decided, work.columns))
    noise = empty_rows(work)
    for name, value in (fill or {}).items():
        _fill(work, name, value)
    return without_rows(_table(work, labelled, fill or {}), raw, noise)


def _table(work: Work, labelled: LabelledTable, fill: Mapping[str, str]) -> NormalizedTable:
    """What was gathered, as a table."""
    raw = work.raw
    order = {line: position for position, line in enumerate(raw.cells.index)}
    place = {name: position for position, name in enumerate(work.columns)}
    return NormalizedTable(
        cells=pd.DataFrame(work.columns, index=raw.cells.index, dtype="str", copy=False),
        labels=work.labels,
        changes=tuple(sorted(work.changes, key=lambda c: order[c.line] * len(place) + place[c.field])),
        findings=(*_undecided(work), *_still_missing(labelled, fill), *work.findings),
        provenance=raw.provenance,
    )


def _undecided(work: Work) -> list[Finding]:
    """What ingest found, without what it says about the text of cells for which a steward has decided another."""
    decided = {(change.line, work.labels[change.field]) for change in work.changes if change.rule == DECIDED}
    return [f for f in work.raw.findings if not f.label or (f.line, f.label) not in decided]


def _still_missing(labelled: LabelledTable, fill: Mapping[str, str]) -> list[Finding]:
    """What align found, without the missing columns that the declaration supplies."""
    return [f for f in labelled.findings if not (f.code == "column-missing" and f.field in fill)]


def _context(spec: Field, declared: Mapping[str, object], publisher: Publisher | None) -> dict[str, object]:
    context: dict[str, object] = {**spec.context, **declared}
    if publisher is not None and spec.kind in _PLACES:
        context.setdefault("publisher", publisher.code)
    if spec.kind == "address":
        context.setdefault("undivided", True)  # the joined spelling is the value; its parts are other fields
    if spec.unit.startswith(_MULTIPLES) and spec.kind in ("number", "integer"):
        context.setdefault("unit", spec.unit)  # 3,400千円 in a column of 千円 is 3400
    return context


def _take(work: Work, column: Column | None, spec: Field, context: dict[str, object]) -> None:
    """Put one field's column into the work: read where the file has it, empty where it has not."""
    if column is None and spec.name not in work.decided:
        work.columns.setdefault(spec.name, _blank(work))
        work.labels.setdefault(spec.name, "")
        return
    series = _blank(work) if column is None else work.raw.cells[column.position]
    label = "" if column is None else column.label
    readings = read_column(series, spec, context)
    own, findings = decide(series, work.decided.get(spec.name, {}), readings.read)
    if own:  # what was decided is evidence for the other cells, as it will be when the published file is read again
        readings = read_column(_replaced(series, {}, own), spec, context)
        own, findings = decide(series, work.decided[spec.name], readings.read)
    changed = {text: reading.text for text, reading in readings.by_text.items() if reading.text != text}
    own |= read_dittos(series, spec.kind, readings, own, work.raw.provenance)
    work.columns[spec.name] = _replaced(series, changed, own)
    work.labels[spec.name] = label
    work.findings.extend(dataclasses.replace(finding, label=label) for finding in findings)
    work.findings.extend(_conflicts(series, spec, label, readings.taught))
    notable = {t: r for t, r in readings.by_text.items() if r.status != "canonical" or holds_more(r)}
    if notable or own:
        names = {text: text for text in notable}  # a text that stands in many cells is kept once
        for line, text in series[series.isin(list(notable)) | series.index.isin(list(own))].items():
            reading = own.get(_line(line)) or notable[str(text)]
            _note(work, spec, label, _line(line), names.get(str(text), str(text)), reading)


def _retake_negatives(work: Work, column: Column, name: str, contexts: Mapping[str, Mapping[str, object]]) -> None:
    """Read a column of numbers once more where the other columns prove that its brackets are minus signs."""
    specs = {spec.name: spec for spec in work.schema.fields}
    others = {
        other: work.columns[other]
        for other, spec in specs.items()
        if spec.kind in ("number", "integer") and other != name
    }
    told = [finding for finding in work.findings if finding.field == name]
    refusals = [finding for finding in told if finding.line is not None]
    if brackets.are_negative(work.columns[name], refusals, others):
        work.findings = [finding for finding in work.findings if finding.field != name]
        work.changes = [change for change in work.changes if change.field != name]
        context = _context(specs[name], contexts.get(name, {}), None)
        _take(work, column, specs[name], {**context, "negative_brackets": True})


def _blank(work: Work) -> pd.Series:
    return pd.Series("", index=work.raw.cells.index, dtype="str")


def _conflicts(series: pd.Series, spec: Field, label: str, taught: Taught) -> list[Finding]:
    """One finding for a column that uses two notations; a single odd cell is told by its own refusal."""
    n = int(series.isin(list(taught.conflict)).sum()) if taught.conflict else 0
    if n < _CONFLICT:
        return []
    params: dict[str, object] = {"n": n, "examples": list(taught.examples)}
    return [Finding("column-notation-conflict", "warning", field=spec.name, label=label, params=params, basis="style")]


def _replaced(series: pd.Series, changed: Mapping[str, str], own: Mapping[Line, Reading]) -> pd.Series:
    """The column with every text in its new form, looked up once per distinct text; `own` are cells on their own."""
    renewed = series.astype("str")
    if changed:
        codes, distinct = pd.factorize(series)
        forms = pd.array([changed.get(text, text) for text in distinct], dtype="str")
        renewed = pd.Series(forms.take(codes), index=series.index)
    if not own:
        return renewed
    texts = renewed.tolist()  # writing one cell of an Arrow column copies it whole
    places = series.index.get_indexer(pd.Index(list(own), dtype=series.index.dtype)).tolist()
    for place, reading in zip(places, own.values(), strict=True):
        texts[place] = reading.text
    return pd.Series(pd.array(texts, dtype="str"), index=series.index)


def _note(work: Work, spec: Field, label: str, line: Line, text: str, reading: Reading) -> None:
    """Record what a reading did to one cell; what stood beside the value waits until all columns are there."""
    if reading.status == "refused":
        work.findings.append(refusal(work.schema, spec, label, line, text, reading))
    elif holds_more(reading):
        work.beside.append(Beside(spec, label, line, text, reading))
    else:
        work.changes.append(CellChange(line, spec.name, text, reading.text, reading.rule))


def _fill(work: Work, name: str, value: str) -> None:
    """Supply a declared value where the cell is empty, each one a recorded change."""
    column = work.columns.get(name)
    if column is None:
        column = work.columns[name] = _blank(work)
        work.labels[name] = ""
    empty = column == ""
    work.columns[name] = column.mask(empty, value)
    work.changes.extend(
        CellChange(_line(line), name, "", value, "filled-from-declaration") for line in column.index[empty]
    )


def _line(label: Any) -> Line:
    """A pandas index label as a Line (numpy integers become int)."""
    return label if isinstance(label, str) else int(label)
