"""The referee: conformance to the Table Schema, rules across fields, personal data, machine readability."""

from collections.abc import Mapping

from pipelines.model.dataset import Publisher
from pipelines.model.finding import Finding
from pipelines.model.schema import TableSchema
from pipelines.model.table import NormalizedTable
from pipelines.validate.referee import referee

__all__ = ["referee", "validate"]


def validate(
    table: NormalizedTable,
    schema: TableSchema,
    *,
    publisher: Publisher | None = None,
    policy: Mapping[str, object] | None = None,  # noqa: ARG001 - read by the personal-data gate to come
) -> tuple[Finding, ...]:
    """Everything that is wrong with a normalized table and not yet in table.findings.

    Args:
        table: cells as they would be published, with what earlier rooms found.
        schema: what they are judged against.
        publisher: whose municipality and area the places must lie in.
        policy: reserved for the workspace's decisions.

    Raises:
        DeclarationError: invalid-schema, when a constraint of the schema cannot be used.
    """
    # pandas and numpy: not for commands that only name things
    from pipelines.validate.columns import Columns  # noqa: PLC0415
    from pipelines.validate.conformance import find_nonconformance  # noqa: PLC0415

    columns = Columns(table.cells)
    return tuple(find_nonconformance(table, schema, columns, publisher))
