"""The answers of 直すところ and まとめて判断 as decisions on cells; what does not fit is refused, row by row."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipelines.acceptance.ground import Ground, book_fault
from pipelines.decisions.book_cells import Typed
from pipelines.decisions.book_format import (
    ASKS,
    EVERY_ROW,
    GROUPS,
    LEAVE_BLANK,
    NO_PROPOSAL,
    ONE_BY_ONE,
    TAKE_ALL,
    fingerprint,
)
from pipelines.decisions.book_reading import AskRow, GroupRow, ReturnedBook
from pipelines.model.finding import Line
from pipelines.model.repair import ACCEPT, BLANK, DECISIONS, OWN, REJECT, Repair

_UNTYPED = {
    "number": "book-typed-number", "date": "book-typed-date", "formula": "book-formula", "error": "book-error-value",
    "boolean": "book-typed-number",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """A decision that a workbook asks for: where it is written, which cell it is about, what it says."""

    place: tuple[str, int]
    line: Line
    repair: Repair


def find_answers(book: ReturnedBook, ground: Ground) -> Iterator[Wanted]:
    """Every decision of 直すところ, its own or that of まとめて判断 where it has none."""
    groups = {row.key: found for row in book.groups if (found := _group_answer(row, ground)) is not None}
    answered: dict[str, list[tuple[AskRow, tuple[str, Typed]]]] = {}
    for row in book.asks:
        answer = _own_answer(row, ground) or (None if _written(row) else groups.get(row.group))
        if answer is not None and row.key:
            answered.setdefault(f"{row.key} {row.field}", []).append((row, answer))
    for told in answered.values():
        first, answer = told[0]
        if any(other != answer for _, other in told):
            row = told[-1][0]
            ground.refuse(book_fault("book-asked-twice", ground, (ASKS, row.number), other=first.number))
        elif first.row_key == EVERY_ROW:
            yield from _wanted_everywhere(first, answer, ground)
        elif (wanted := _wanted(first, answer, ground)) is not None:
            yield wanted


def _written(row: AskRow) -> bool:
    return bool(row.decision.text.strip() or row.own.text.strip())


def _own_answer(row: AskRow, ground: Ground) -> tuple[str, Typed] | None:
    """(decision, typed value) of the row itself; None where it has none, or none that can be used."""
    place = (ASKS, row.number)
    if not _written(row):
        return None
    if not row.key or not row.field:
        ground.refuse(book_fault("book-row-without-key", ground, place))
        return None
    return _checked(row.decision.text.strip(), row.own, DECISIONS, ground, place)


def _group_answer(row: GroupRow, ground: Ground) -> tuple[str, Typed] | None:
    """(decision, typed value) for every row of the group; a choice of the list is a typed value."""
    place = (GROUPS, row.number)
    decision = row.decision.text.strip()
    if not decision and not row.own.text.strip():
        return None
    if not row.key:
        ground.refuse(book_fault("book-row-without-key", ground, place))
        return None
    answer = _checked(decision, row.own, row.options, ground, place)
    if answer is None or decision == ONE_BY_ONE:
        return None
    if decision in (OWN, REJECT):
        return answer
    if decision == TAKE_ALL:
        return ACCEPT, Typed("")
    return OWN, Typed(BLANK if decision == LEAVE_BLANK else decision)


def _checked(
    decision: str, own: Typed, options: tuple[str, ...], ground: Ground, place: tuple[str, int]
) -> tuple[str, Typed] | None:
    value = own.text.strip()
    code = ""
    if not decision:
        code = "book-own-without-decision"
    elif decision not in options:
        code = "book-unknown-decision"
    elif decision == OWN and not value:
        code = "book-own-missing"
    elif decision != OWN and value:
        code = "book-own-beside"
    if code:
        ground.refuse(book_fault(code, ground, place, decision=decision, choices=list(options), own=value))
        return None
    return decision, own


def _wanted_everywhere(row: AskRow, answer: tuple[str, Typed], ground: Ground) -> Iterator[Wanted]:
    """The decision on every cell of which the finding is told that still shows that value and has that candidate."""
    code = row.key.split("/")[0]
    marks = ground.marks_of(code, row.field, row.print, row.proposal_print)
    if not marks and not ground.decided_before(code, row.field, answer[0]):
        ground.refuse(book_fault("book-row-gone", ground, (ASKS, row.number), field=row.field))
    for mark in marks:
        wanted = _wanted(replace(row, key=f"{code}/{mark}"), answer, ground)
        if wanted is None:
            return  # what is wrong with the answer is wrong with it everywhere
        yield wanted


def _wanted(row: AskRow, answer: tuple[str, Typed], ground: Ground) -> Wanted | None:
    """The decision on its cell; None where the row, the value or the candidate is not what it was."""
    decision, own = answer
    place, line = (ASKS, row.number), ground.lines.get(row.row_key)
    if line is None or row.field not in ground.judged.table.cells.columns:
        ground.refuse(book_fault("book-row-gone", ground, place, field=row.field))
        return None
    if ground.private(line, row.field):
        ground.refuse(book_fault("book-personal", ground, place, field=row.field))
        return None
    after = row.proposal if row.proposal_print else ""
    if decision == OWN:
        typed = usable_text(own, row.field, ground, place)
        if typed is None:
            return None
        after = typed
    elif row.proposal_print and fingerprint(row.proposal) != row.proposal_print:
        ground.refuse(book_fault("book-candidate-changed", ground, place, field=row.field))
        return None
    elif decision == ACCEPT and (not row.proposal_print or row.proposal == NO_PROPOSAL):
        ground.refuse(book_fault("book-no-candidate", ground, place, field=row.field))
        return None
    repair = ground.repair(line, row.field, after, decision, row.key.split("/")[0])
    return settle(Wanted(place, line, repair), row.print, ground)


def settle(wanted: Wanted, print_: str, ground: Ground) -> Wanted | None:
    """The decision, or the same one that was taken in before; None where the cell shows something else by now."""
    repair = wanted.repair
    if ground.settled(repair):
        return Wanted(wanted.place, wanted.line, ground.known(repair))
    if not ground.unchanged(wanted.line, repair.field, print_):
        ground.refuse(book_fault("book-value-changed", ground, wanted.place, field=repair.field))
        return None
    ground.decide_anew(repair)
    return wanted


def usable_text(own: Typed, field: str, ground: Ground, place: tuple[str, int]) -> str | None:
    """What somebody typed; None, and refused, where a spreadsheet has made something else of it."""
    text = own.text.strip()
    if own.kind == "text" or (own.kind == "number" and ground.takes_numbers(field)):
        return text or BLANK
    ground.refuse(book_fault(_UNTYPED[own.kind], ground, place, field=field, value=own.text))
    return None
