"""The rows that were added to データ or are missing from it, as decisions about whole rows or as questions."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipelines.acceptance.book_answers import usable_text
from pipelines.acceptance.ground import Ground, book_fault
from pipelines.acceptance.rows import Row
from pipelines.decisions.book_format import DATA, MASKED
from pipelines.decisions.book_reading import DataRow, ReturnedBook
from pipelines.model.errors import DeclarationError
from pipelines.model.finding import Line
from pipelines.model.repair import ADD, BLANK, REJECT, REMOVE, ROW_ADDED, ROW_REMOVED, Repair
from pipelines.normalize.row_keys import added_key
from pipelines.report.messages import line_word
from pipelines.report.workbook.facts import naming_field

_LISTED = 20
_FEW = 3
"""So many rows may be missing from any table; more than half of a larger one are taken for a mishap."""


@dataclass
class RowsWanted:
    """What a workbook asks for about whole rows.

    Attributes:
        decided: rows to come (one a value) and, where that was confirmed, rows to go; with their places.
        open: questions whether a row is to go.
        contradicted: lines that are missing from データ and have an answer in 直すところ: neither is taken.
    """

    decided: list[Row] = field(default_factory=list)
    open: list[Repair] = field(default_factory=list)
    contradicted: set[Line] = field(default_factory=set)


def find_rows(book: ReturnedBook, ground: Ground, *, confirmed: bool) -> RowsWanted:
    """Rows of データ without a key are new; rows that were handed out and are missing are to go, once confirmed.

    A row that shows its line and has lost its key is neither: it is refused. What the book never showed (of a large
    table it shows a part) is not missing, and rows that a filter hides are there.
    """
    wanted = RowsWanted()
    counts: Counter[str] = Counter()
    for row in book.data:
        if not row.key and not row.line:
            wanted.decided += _new_row(book, row, ground, counts)
        elif not row.key:
            ground.refuse(book_fault("book-line-without-key", ground, (DATA, row.number)))
    there = {row.key for row in book.data}
    unkeyed = {row.line for row in book.data if not row.key}
    gone = [key for key, issued in book.issued.items() if key not in there and issued.line not in unkeyed]
    lines = [line for key in gone if (line := ground.lines.get(key)) is not None]
    if len(gone) > _FEW and 2 * len(gone) > len(book.issued) and not confirmed:
        total = len(book.issued)
        ground.refuse(DeclarationError("book-many-removed", file=book.file, sheet=DATA, n=len(gone), total=total))
    elif lines:
        _missing(lines, _answered(book, ground), wanted, ground, confirmed=confirmed)
    return wanted


def _answered(book: ReturnedBook, ground: Ground) -> set[Line]:
    """Lines with an answer of their own in 直すところ."""
    keys = {row.row_key for row in book.asks if row.decision.text.strip() or row.own.text.strip()}
    return {line for key in keys if (line := ground.lines.get(key)) is not None}


def _new_row(book: ReturnedBook, row: DataRow, ground: Ground, counts: Counter[str]) -> list[Row]:
    """The values of a new row; none, and refused, where one of them is no text that somebody typed."""
    place, texts, sound = (DATA, row.number), dict[str, str](), True
    names = set(ground.judged.table.cells.columns)
    for name, cell in zip(book.columns, row.cells, strict=False):
        if not cell.text.strip():
            continue
        text: str | None = None
        if name not in names:
            ground.refuse(book_fault("repair-unknown-field", ground, place, field=name))
        elif MASKED in cell.text:
            ground.refuse(book_fault("book-personal", ground, place, field=name))
        else:
            text = usable_text(cell, name, ground, place)
        sound = sound and text is not None
        if text and text != BLANK:
            texts[name] = text
    if not sound:
        ground.refuse(book_fault("row-not-added", ground, place))
    if not sound or not texts:
        return []
    slug = ground.judged.dataset.slug
    key = added_key(slug, texts)
    counts[key] += 1
    key = key if counts[key] == 1 else f"{key}-{counts[key]}"
    if ground.has_row(key):  # it was added before; what became of it since is not undone
        return [(f"{DATA}!{row.number}", known) for known in ground.rows_of(key)]
    return [
        (f"{DATA}!{row.number}", Repair(key, name, "", text, ADD, code=ROW_ADDED, dataset=slug))
        for name, text in texts.items()
    ]


def _missing(
    lines: Sequence[Line], answered: set[Line], wanted: RowsWanted, ground: Ground, *, confirmed: bool
) -> None:
    kept: list[Line] = []
    asked: list[Line] = []
    for line in lines:
        question = _question(line, ground)
        before = ground.known_removal(question)
        if line in answered:
            wanted.contradicted.add(line)
        elif confirmed:
            wanted.decided.append((line, replace(question, decision=REMOVE, problem="")))
        elif before is not None and before.decision == REJECT:
            kept.append(line)
        else:
            asked.append(line)
            wanted.open += [question] if before is None else []
    told = (
        ("book-row-removed-and-decided", sorted(wanted.contradicted, key=lines.index)),
        ("book-row-kept", kept),
        ("book-rows-removed", asked),
    )
    for code, found in told:
        if found:
            named = [_named(line, ground) for line in found[:_LISTED]]
            ground.refuse(DeclarationError(code, file=ground.file, lines=named, n=len(found), sheet=DATA))


def _question(line: Line, ground: Ground) -> Repair:
    ask = "公開から除くときは「行を除く」、残すときは「不採用」と書きます。"
    told = f"確認用のブックから{_named(line, ground)}が消えています。{ask}"
    key, print_ = ground.row_of(line)
    facts = {"code": ROW_REMOVED, "dataset": ground.judged.dataset.slug, "line": str(line), "problem": told}
    return Repair(key, "", print_, "", **facts)


def _named(line: Line, ground: Ground) -> str:
    """14行目「中央図書館」; the number alone where the name is nobody's business."""
    table = ground.judged.table
    name = naming_field(list(map(str, table.cells.columns)), ground.judged.schema)
    text = ground.shown(line, name).strip() if name and not ground.private(line, name) else ""
    return line_word(line) + (f"「{text[:40]}」" if text else "")
