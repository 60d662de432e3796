"""A table of an older edition becomes one of the current edition, every moved column and joined cell on record."""

import dataclasses
from collections.abc import Mapping, Sequence

import pandas as pd

from pipelines.model.dataset import Publisher
from pipelines.model.finding import Finding
from pipelines.model.migration import Migration, Step
from pipelines.model.schema import TableSchema
from pipelines.model.table import NormalizedTable
from pipelines.normalize.address_parts import split_addresses
from pipelines.normalize.migration_rules import WEEKDAYS, join_names, join_weekdays, says_no, split_words
from pipelines.normalize.migration_work import Work
from pipelines.standard import Succession, edition_title, successions

_DAYS = tuple(f"{day}曜日" for day in WEEKDAYS)
_NAMES = ("都道府県名", "市区町村名")


def migrate(
    table: NormalizedTable,
    old: TableSchema,
    new: TableSchema,
    *,
    publisher: Publisher | None = None,
    contexts: Mapping[str, Mapping[str, object]] | None = None,
) -> NormalizedTable:
    """Bring a normalized table to the current edition.

    Args:
        table: normalized by `bridge(old, new)`, or by `old` itself.
        old: the edition that the file has.
        new: the current edition of the same table.
        publisher: tells the address reader which municipality goes without saying.
        contexts: field -> reader context of the declaration.

    Returns:
        The fields of `new` in its order, then every column that could not be moved for sure under its old name, then
        the columns that no schema knows; the same rows. No non-blank cell is lost: it is moved, joined, split into
        fields by words that all are understood, or still there.
    """
    work = Work(table, old, new)
    for succession in successions(new.slug):
        if succession.kind == "rename":
            _rename(work, succession.old[0], succession.new[0])
        elif succession.old == _NAMES:
            _join_names(work, succession)
        elif succession.old == _DAYS:
            _join_weekdays(work, succession)
        elif succession.kind == "split":
            _split(work, succession)
        else:
            work.stay(succession.old, succession.new)  # a rule of thumb only: 祝日 belongs among the remarks
    split_addresses(work, publisher, contexts or {})
    return _result(work)


def _rename(work: Work, before: str, after: str) -> None:
    """Another name for the same content, unless the new name is taken or must be unique and would not be."""
    column = work.old_column(before)
    spec = work.new.field_named(after)
    if column is None or spec is None or before == after:
        return
    filled = column[column != ""]
    if filled.empty:
        work.drop(before)
    elif any(work.cells[after]):
        work.keep((before,), after, len(filled))
    elif spec.constraints.get("unique") and filled.duplicated().any():
        work.keep((before,), after, int(filled.duplicated(keep=False).sum()))
    else:
        work.move(before, after)


def _join_names(work: Work, succession: Succession) -> None:
    columns = [work.old_column(name) for name in succession.old]
    blank = [""] * len(work.lines)
    pairs = list(zip(*(column.tolist() if column is not None else blank for column in columns), strict=True))
    known = {pair: join_names(*pair) for pair in set(pairs)}
    _join(work, succession, [known[pair] for pair in pairs], "edition-join-names")


def _join_weekdays(work: Work, succession: Succession) -> None:
    columns = [column for name in succession.old if (column := work.old_column(name)) is not None]
    if len(columns) < len(_DAYS):
        work.stay(succession.old, succession.new)
        return
    explicit_no = any(says_no(text) for column in columns for text in column.unique())
    rows = [join_weekdays(marks, explicit_no=explicit_no) for marks in zip(*columns, strict=True)]
    _join(work, succession, rows, "edition-join-weekdays")


def _join(work: Work, succession: Succession, joined: Sequence[str | None], rule: str) -> None:
    """Write the joined texts; the old columns go only when every row is sure and no cell was taken."""
    target = succession.new[0]
    if work.new.field_named(target) is None:
        return
    present = [name for name in succession.old if work.old_column(name) is not None]
    done = unsure = 0
    for n, text in enumerate(joined):
        taken = work.cells[target][n]
        if text is None or (text and taken not in ("", text)):
            unsure += 1
        elif text:
            work.write(n, target, text, rule)
            done += 1
    if done:
        work.steps.append(Step("joined", tuple(present), (target,), done))
    if unsure:
        work.keep(tuple(present), target, unsure)
    else:
        work.drop(*present)


def _split(work: Work, succession: Succession) -> None:
    """Words of one column to columns of their own; the column itself stays when one of its cells is not understood."""
    before = succession.old[0]
    column = work.old_column(before)
    fields = [spec for name in succession.new if (spec := work.new.field_named(name)) is not None]
    if column is None or not fields or work.new.field_named(before) is not None:
        return
    known = {text: split_words(text, fields) for text in column.unique()}
    done = unsure = 0
    for n, text in enumerate(column.tolist()):
        values = known[text]
        if not text:
            continue
        if values is None or any(work.cells[name][n] not in ("", value) for name, value in values.items()):
            unsure += 1
            continue
        done += 1
        for name, value in values.items():
            work.write(n, name, value, "edition-split-words")
    if done:
        work.steps.append(Step("split", (before,), tuple(spec.name for spec in fields), done))
    if unsure:
        work.keep((before,), fields[0].name, unsure)
    else:
        work.drop(before)


def _result(work: Work) -> NormalizedTable:
    table, new = work.table, work.new
    known = {spec.name for spec in work.old.fields}
    for name in list(work.left):
        if name in known and name not in work.kept and (work.left[name] == "").all():
            work.drop(name)
    kept = [name for name in work.left if name in work.kept or name in known]
    work.steps.extend(Step("kept", (name,), (), int((work.left[name] != "").sum())) for name in kept)
    fresh = tuple(
        spec.name
        for spec in new.fields
        if spec.name not in known and not work.labels[spec.name] and not any(work.cells[spec.name])
    )
    if fresh:
        work.steps.append(Step("new", (), fresh, 0))
    columns = {**work.cells, **{name: work.left[name].tolist() for name in (*kept, *work.left)}}
    place = {name: n for n, name in enumerate((*columns, *work.gone))}
    order = {line: n for n, line in enumerate(table.cells.index)}
    names: dict[str, object] = {
        "from": edition_title(new.slug, work.old.edition),
        "to": edition_title(new.slug, new.edition),
    }
    return dataclasses.replace(
        table,
        cells=pd.DataFrame(columns, index=table.cells.index, dtype="str"),
        labels={name: work.labels.get(name, "") for name in columns},
        changes=tuple(sorted(work.all_changes(), key=lambda c: (order[c.line], place.get(c.field, -1)))),
        findings=(Finding("old-edition", "notice", params=names), *work.all_findings()),
        migration=Migration(new.slug, work.old.edition, new.edition, tuple(work.steps)),
    )
