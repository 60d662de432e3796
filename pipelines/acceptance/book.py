"""A workbook that came back, taken in whole: its nine steps, each of which can only refuse, never guess."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256

from pipelines.acceptance.book_answers import Wanted, find_answers
from pipelines.acceptance.book_edits import find_edits
from pipelines.acceptance.book_rows import find_rows
from pipelines.acceptance.ground import Ground, book_fault
from pipelines.acceptance.rows import Acceptance, accept, judge
from pipelines.acceptance.whole_rows import Signer, take_rows
from pipelines.decisions.book_format import DATA
from pipelines.decisions.book_reading import ReturnedBook, read_book
from pipelines.model.errors import DeclarationError, HirakuError
from pipelines.model.repair import BLANK, REJECT
from pipelines.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Handed:
    """A workbook as it was handed in."""

    data: bytes
    file: str
    slug: str = ""
    """The dataset, where the person who hands it in names one."""
    fitting: bool = False
    """Whether decisions are wanted although the raw file is another by now, where row and value are still the same."""
    confirmed: bool = False
    """Whether rows that are missing from データ are to go; without that each becomes a question of the repairs file."""


def accept_book(workspace: Workspace, handed: Handed, *, by: str, on: str) -> Acceptance:
    """Take the decisions of a workbook into repairs/<slug>.csv, in one write.

    Args:
        workspace: whose dataset it is about; raw/ is never written.
        handed: the workbook.
        by: who decided.
        on: today, YYYY-MM-DD.

    Returns:
        As `accept`; decisions that cannot be taken in are refusals that name sheet and row.

    Raises:
        HirakuError: the workbook cannot be used at all, and nothing was taken in: as read_book, book-wrong-dataset,
            book-wrong-publisher, book-which-dataset, book-other-raw; or the dataset cannot be judged.
    """
    book = read_book(handed.data, handed.file)
    slug = _slug(workspace, book, handed.slug)
    existing = workspace.repairs(slug)
    ground = Ground(judge(workspace, slug, existing), existing, book.identity.get("dataset", ""), handed.file)
    rows = find_rows(book, ground, confirmed=handed.confirmed)
    answers = [one for one in find_answers(book, ground) if one.line not in rows.contradicted]
    wanted = _agreed([*answers, *find_edits(book, ground)], ground)
    if book.identity.get("raw_sha256") != ground.judged.table.provenance.sha256 and not handed.fitting:
        told = {"checked_at": book.identity.get("checked_at", ""), "name": book.identity.get("raw_name", "")}
        fitting = len(wanted) + len({row.key for _, row in rows.decided})
        raise DeclarationError("book-other-raw", file=handed.file, n=fitting, **told)
    remark = f"確認用のブック {sha256(handed.data).hexdigest()[:12]}"
    cells = [(f"{w.place[0]}!{w.place[1]}", replace(w.repair, reason=w.repair.reason or remark)) for w in wanted]
    whole = [(line, replace(row, reason=row.reason or remark)) for line, row in rows.decided]
    taken = take_rows(workspace, whole, Signer(slug, handed.file, by, on))
    along = (*taken.kept, *rows.open)
    done = accept(workspace, slug, cells, handed.file, by=by, on=on, replacing=ground.replacing, along=along)
    return replace(
        done,
        taken=done.taken + len(taken.kept),
        already=done.already + taken.already,
        refusals=(*ground.faults, *(_in_its_words(fault) for fault in (*taken.refusals, *done.refusals))),
        added=taken.added,
        removed=taken.removed,
        open=len(rows.open),
    )


def _in_its_words(fault: HirakuError) -> HirakuError:
    """A refusal without the column names of a repairs file, which nobody sees who works in a workbook."""
    if fault.code != "repair-not-canonical":
        return fault
    return DeclarationError("book-not-canonical", file=fault.file, line=fault.line, **fault.params)


def _slug(workspace: Workspace, book: ReturnedBook, named: str) -> str:
    """Which dataset the workbook is about.

    Raises:
        DeclarationError: book-wrong-publisher, book-wrong-dataset, book-which-dataset, unknown-dataset.
    """
    told, publisher = book.identity.get("dataset", ""), book.identity.get("publisher", "")
    if publisher and publisher != workspace.catalog.publisher.code:
        raise DeclarationError("book-wrong-publisher", file=book.file, publisher=publisher)
    if told and named and told != named:
        raise DeclarationError("book-wrong-dataset", file=book.file, dataset=told, expected=named)
    if not (told or named):
        raise DeclarationError("book-which-dataset", file=book.file)
    if (told or named) not in workspace.declarations:
        raise DeclarationError("unknown-dataset", file=book.file, value=told or named)
    return told or named


def _agreed(wanted: Iterable[Wanted], ground: Ground) -> list[Wanted]:
    """One decision a cell: データ and 直すところ that say different things about one cell are both left out."""
    cells: defaultdict[tuple[object, str], list[Wanted]] = defaultdict(list)
    for one in wanted:
        cells[one.line, one.repair.field].append(one)
    agreed: list[Wanted] = []
    for about in cells.values():
        edits = [one for one in about if one.place[0] == DATA]
        answers = [one for one in about if one.place[0] != DATA]
        if edits and any(_outcome(answer) != _outcome(edits[0]) for answer in answers):
            ground.refuse(_conflict(answers[0], edits[0], ground))
        else:
            agreed.extend(answers or edits)
    return agreed


def _outcome(one: Wanted) -> str | None:
    """What the cell would say; None for a proposal that was refused."""
    return None if one.repair.decision == REJECT else one.repair.after


def _conflict(answer: Wanted, edit: Wanted, ground: Ground) -> HirakuError:
    decided = answer.repair.after if answer.repair.decision != REJECT else REJECT
    params = {"decided": decided or BLANK, "written": edit.repair.after, "row": edit.place[1]}
    return book_fault("conflicting-decision", ground, answer.place, field=answer.repair.field, **params)
