"""The referee: conformance to the Table Schema, rules across fields, personal data, machine readability."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from pipelines.model.dataset import Catalog, Dataset, Publisher
from pipelines.model.finding import Finding
from pipelines.model.schema import TableSchema
from pipelines.model.surroundings import LastVersion, Surroundings
from pipelines.model.table import NormalizedTable, RawTable
from pipelines.validate.referee import referee

if TYPE_CHECKING:
    from pipelines.validate.readability import Readability

_ALONE = Surroundings()

__all__ = ["judge_readability", "referee", "validate"]


def validate(
    table: NormalizedTable,
    schema: TableSchema,
    *,
    publisher: Publisher | None = None,
    policy: Mapping[str, object] | None = None,
    catalog: Catalog | None = None,
    dataset: Dataset | None = None,
    around: Surroundings = _ALONE,
) -> tuple[Finding, ...]:
    """Everything that is wrong with a normalized table and not yet in table.findings.

    Args:
        table: cells as they would be published, with what earlier rooms found.
        schema: what they are judged against.
        publisher: whose municipality and area the places must lie in.
        policy: {"personal": {field: "public"}} for fields that the ward decided to publish.
        catalog: in place of `publisher`: the publisher, and where its towns lie.
        dataset: its declaration: update frequency, period, shared keys.
        around: what is published now, registers and the day; what comes from them is momentary.

    Returns:
        Conformance, then rules across fields and totals, then personal data; no finding shows a value that is personal.

    Raises:
        DeclarationError: invalid-schema, when a constraint of the schema cannot be used.
    """
    # pandas and numpy: not for commands that only name things
    from pipelines.validate.columns import Columns  # noqa: PLC0415
    from pipelines.validate.conformance import as_received, find_nonconformance  # noqa: PLC0415
    from pipelines.validate.personal import find_personal_data, hide_values  # noqa: PLC0415
    from pipelines.validate.personal.hide import secrets_of  # noqa: PLC0415
    from pipelines.validate.rules import find_broken_rules  # noqa: PLC0415
    from pipelines.validate.rules.rule import Subject  # noqa: PLC0415

    publisher, towns = (catalog.publisher, catalog.towns) if catalog else (publisher, ())
    notes = table.provenance.notes
    torn = (f for f in table.findings if f.code == "ragged-row" and f.severity == "error")
    ragged = frozenset(f.line for f in torn if f.line is not None)
    subject = Subject(Columns(table.cells), schema, table.labels, publisher, dataset, around, towns, notes, ragged)
    found = find_nonconformance(table, schema, subject.columns, publisher)
    found.extend(as_received(find_broken_rules(subject), table.changes))
    personal = find_personal_data(subject, policy or {})
    return (*hide_values(found, personal, secrets_of(table, personal)), *personal)


def judge_readability(
    raw: RawTable | Sequence[RawTable],
    published: NormalizedTable | None = None,
    schema: TableSchema | None = None,
    last: LastVersion | None = None,
) -> "Readability":
    """Machine readability of raw files and of what would be published from them, by the official 30 rules.

    `last` is what is published now: whether the form stays from edition to edition is judged beside it.

    Returns:
        Readability(findings, scores, verdicts), see pipelines.validate.readability.
    """
    from pipelines.validate.readability import judge_readability as judge  # noqa: PLC0415 - as above

    return judge(raw, published, schema, last)
