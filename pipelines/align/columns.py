"""Gives every column of a raw table its field, at most one column to a field, and reports what does not fit."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipelines.align.label_facts import find_label_facts
from pipelines.align.labels import AS_OF, fold_label
from pipelines.align.lookup import STRENGTH, Claim, Lookup
from pipelines.model.finding import Finding, severity_for
from pipelines.model.schema import TableSchema
from pipelines.model.table import Column, LabelledTable, RawTable
from pipelines.standard import proposals

_LIKE = 80
"""Likeness in percent from which a field is worth proposing to a steward."""


def align(raw: RawTable, schema: TableSchema, accepted: Mapping[str, str] | None = None) -> LabelledTable:
    """Decide which field of the schema each column is.

    Args:
        raw: the table as received; no column of it is lost.
        schema: national or local; a schema without fields leaves every column unknown and finds nothing.
        accepted: the ward's label -> field, from the declaration; goes before everything else.

    Returns:
        One Column per column of raw, in its order. Units, days and notes on notation inside labels are added to the
        provenance's notes; the labels stay as they are.

    Raises:
        DeclarationError: "unknown-field" when `accepted` names a field that the schema has not.
    """
    lookup = Lookup(schema, accepted or {})
    claims = [lookup.claim(label) if label.strip() else None for label in raw.labels]
    claims = _without_series(raw.labels, claims)
    winners = _winners(raw.labels, claims)
    columns = tuple(_column(n, label, claims[n], winners) for n, label in enumerate(raw.labels))
    findings = tuple(_findings(columns, claims, schema)) if schema.fields else ()
    return LabelledTable(_with_facts(raw), columns, findings)


def _with_facts(raw: RawTable) -> RawTable:
    """The table with what its labels say beside their names among the provenance's notes."""
    facts = find_label_facts(raw.labels)
    notes = {**raw.provenance.notes, **facts}
    return replace(raw, provenance=replace(raw.provenance, notes=notes)) if facts else raw


def _without_series(labels: Sequence[str], claims: list[Claim | None]) -> list[Claim | None]:
    """Columns of one field on different days (総人口_令和4年…, 総人口_令和5年…) are a series: none of them is it."""
    days: dict[str, set[str]] = {}
    for label, claim in zip(labels, claims, strict=True):
        if claim and claim.how == "alias" and (day := AS_OF.search(label)):
            days.setdefault(claim.field, set()).add(day["day"])
    series = {field for field, found in days.items() if len(found) > 1}
    return [
        None if claim and claim.field in series and AS_OF.search(label) else claim
        for label, claim in zip(labels, claims, strict=True)
    ]


def _winners(labels: Sequence[str], claims: Sequence[Claim | None]) -> dict[str, int]:
    """Field -> position of the column that gets it; the answer does not depend on the order of different labels."""
    ranked = sorted(
        (STRENGTH[claim.how], claim.rank, label, n, claim.field)
        for n, (label, claim) in enumerate(zip(labels, claims, strict=True))
        if claim
    )
    winners: dict[str, int] = {}
    for *_, n, field in ranked:
        winners.setdefault(field, n)
    return winners


def _column(n: int, label: str, claim: Claim | None, winners: Mapping[str, int]) -> Column:
    if claim and winners[claim.field] == n:
        return Column(n, label, claim.field, claim.how)
    return Column(n, label, None, "unknown")


def _findings(columns: Sequence[Column], claims: Sequence[Claim | None], schema: TableSchema) -> Iterator[Finding]:
    taken = {column.field for column in columns if column.field}
    strangers = [column for column, claim in zip(columns, claims, strict=True) if claim is None]
    proposed = {column.position: _proposal(column.label, schema, taken) for column in strangers}
    yield from _missing(schema, taken, {proposed[c.position]: c.label for c in reversed(strangers)})
    yield from _doubled(columns, claims)
    yield from _unknown(strangers, proposed)
    yield from _renamed(columns)
    yield from _out_of_order(columns, schema)


def _missing(schema: TableSchema, taken: set[str], proposed: Mapping[str, str]) -> Iterator[Finding]:
    """Mandatory fields without a column; the proposal is the label of an unknown column that may be it."""
    for field in schema.fields:
        if field.importance == "mandatory" and field.name not in taken:
            basis = field.basis.get("required", "inferred")
            proposal = proposed.get(field.name, "")
            yield Finding("column-missing", severity_for(basis), field=field.name, proposal=proposal, basis=basis)


def _doubled(columns: Sequence[Column], claims: Sequence[Claim | None]) -> Iterator[Finding]:
    for column, claim in zip(columns, claims, strict=True):
        if claim and column.field is None:
            winner = next(other.label for other in columns if other.field == claim.field)
            params = _listed([winner, column.label])
            yield Finding("column-doubled", "warning", field=claim.field, label=column.label, params=params)


def _unknown(strangers: Sequence[Column], proposed: Mapping[int, str]) -> Iterator[Finding]:
    """One finding for each column with a proposal (a field), one for all others together."""
    nameless: list[str] = []
    for column in strangers:
        shown = " ".join(column.label.split()) or f"列{column.position + 1}"
        proposal = proposed[column.position]
        if proposal:
            params = _listed([shown])
            yield Finding("column-unknown", "notice", label=column.label, proposal=proposal, params=params)
        else:
            nameless.append(shown)
    if nameless:
        yield Finding("column-unknown", "notice", params=_listed(nameless))


def _proposal(label: str, schema: TableSchema, taken: set[str]) -> str:
    """A free field that the label may mean: one that others meant by it, or the one most like it."""
    free = {fold_label(field.name): field.name for field in schema.fields if field.name not in taken}
    folded = fold_label(label)
    if not folded or not free:
        return ""
    if schema.standard:
        for alias, name in proposals(schema.slug).items():
            if fold_label(alias) == folded and name in free.values():
                return name
    from rapidfuzz import fuzz, process  # noqa: PLC0415  (most files need no proposal)

    found = process.extractOne(folded, free.keys(), scorer=fuzz.ratio, score_cutoff=_LIKE)
    return free[found[0]] if found else ""


def _renamed(columns: Sequence[Column]) -> Iterator[Finding]:
    """Every header that is published under another name than it came with: a change that no cell records."""
    for column in columns:
        if column.field and column.field != column.label:
            params: dict[str, object] = {"how": column.how}
            yield Finding("column-renamed", "notice", field=column.field, label=column.label, params=params)


def _out_of_order(columns: Sequence[Column], schema: TableSchema) -> Iterator[Finding]:
    """Only where the order of the table is known from the definition or a published file."""
    if schema.order_basis not in ("official", "verified"):
        return
    place = {field.name: n for n, field in enumerate(schema.fields)}
    known = [column for column in columns if column.field]
    places = [place[str(column.field)] for column in known]
    early = [known[n].label for n in range(1, len(known)) if places[n] < max(places[:n])]
    if early:
        yield Finding("column-order", "notice", params=_listed(early), basis=schema.order_basis)


def _listed(labels: list[str]) -> dict[str, object]:
    return {"n": len(labels), "labels": labels}
