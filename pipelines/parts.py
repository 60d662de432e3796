"""One file of a dataset on its way to a table: labelled, its rows arranged and named, then its cells read."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipelines.align import align, older_edition
from pipelines.align.wrapped import join_wrapped_header
from pipelines.model.dataset import Catalog, Dataset
from pipelines.model.schema import TableSchema
from pipelines.model.statistics import statistics_of
from pipelines.model.table import LabelledTable, NormalizedTable, RawTable
from pipelines.normalize.bridge import as_new, as_old, bridge
from pipelines.normalize.migrate import migrate
from pipelines.normalize.period import with_period
from pipelines.normalize.printed import Arranged, arrange, with_arranged
from pipelines.normalize.repairs import Placed
from pipelines.normalize.row_keys import RowKeys
from pipelines.normalize.table import normalize
from pipelines.normalize.whole_rows import WholeRows, with_rows


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a dataset before its cells are read."""

    raw: RawTable
    labelled: LabelledTable
    arranged: Arranged
    """How its rows came to be what they are, where the ward declares a printed statistics table."""
    fill: dict[str, str]
    keys: RowKeys
    old: TableSchema | None = None
    """The older edition that the file has, where it is to be brought to the current one."""


def part_of(dataset: Dataset, raw: RawTable, number: int, table_schema: TableSchema) -> Part:
    """A raw file with its fields, its rows as the ward declares them, and their keys."""
    labels = [dataset.aliases.get(label, label) for label in raw.labels]
    old = older_edition(labels, table_schema) if not dataset.edition else None
    whole = join_wrapped_header(raw, table_schema) if statistics_of(table_schema) else raw
    arranged = arrange(align(whole, bridge(old, table_schema) if old else table_schema, dataset.aliases), table_schema)
    labelled = arranged.labelled
    fill = {**dataset.fill, **{name: values[number] for name, values in dataset.stack.items()}}
    mark = f"{raw.provenance.name}:" if len(dataset.files) > 1 else ""  # as stack() marks its lines
    named = as_new(labelled, table_schema) if old else labelled
    return Part(raw, labelled, arranged, fill, RowKeys(named, table_schema, fill, mark), old)


def with_rows_decided(parts: Sequence[Part], rows: WholeRows) -> list[Part]:
    """The files with the rows that stewards added (to the last one) and without those that they took out."""
    changed = []
    for part, keys, removed in zip(parts, rows.keys, rows.removed, strict=True):
        labelled = with_rows(part.labelled, keys.added_lines, removed)
        arranged = Arranged(
            with_rows(part.arranged.labelled, keys.added_lines, removed),
            tuple(change for change in part.arranged.changes if change.line not in removed),
            tuple(finding for finding in part.arranged.findings if finding.line not in removed),
        )
        changed.append(replace(part, labelled=labelled, arranged=arranged, keys=keys))
    return changed


def read_part(
    part: Part, decided: Placed, dataset: Dataset, table_schema: TableSchema, catalog: Catalog
) -> NormalizedTable:
    """The cells of one file read and, where it came in an older edition, brought to the current one."""
    if part.old is None:
        table = normalize(
            part.labelled,
            table_schema,
            fill=part.fill,
            contexts=dataset.contexts,
            publisher=catalog.publisher,
            decided=decided,
        )
        if statistics_of(table_schema) is None:
            return table
        return with_period(with_arranged(table, part.arranged), dataset.contexts, dataset.temporal)
    table = normalize(
        part.labelled,
        bridge(part.old, table_schema),
        fill=as_old(part.fill, part.labelled, table_schema),
        contexts=as_old(dataset.contexts, part.labelled, table_schema),
        publisher=catalog.publisher,
        decided=as_old(decided, part.labelled, table_schema),
    )
    return migrate(table, part.old, table_schema, publisher=catalog.publisher, contexts=dataset.contexts)
