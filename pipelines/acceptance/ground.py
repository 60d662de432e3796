"""What a returned workbook is held against: the dataset as it is now, its rows, its earlier decisions."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pipelines.decisions.book_format import cell_text, fingerprint
from pipelines.model.errors import DeclarationError, HirakuError
from pipelines.model.finding import Finding, Line
from pipelines.model.repair import REJECT, Repair
from pipelines.normalize.propose import discreet_key, raw_texts
from pipelines.normalize.row_keys import is_added_key, row_marks
from pipelines.report.privacy import is_personal, privacy_of
from pipelines.stages import Judged

_NUMBERS = ("number", "integer", "lat", "lon")


@dataclass
class Ground:
    """The dataset now.

    Attributes:
        judged: with the decisions that were taken in before.
        existing: rows of the repairs file.
        book_dataset: the dataset that the workbook names, of which its row keys are made.
        file: the workbook's name, for refusals.
    """

    judged: Judged
    existing: Sequence[Repair]
    book_dataset: str
    file: str

    def __post_init__(self) -> None:
        """Nothing refused, nothing replaced yet."""
        self.faults: list[HirakuError] = []
        self.replacing: set[tuple[str, str, str]] = set()
        self._privacy = privacy_of(self.judged.report.findings)
        self._private = {(f.line, f.field) for f in self.judged.report.findings if is_personal(f.code)}
        self._raw = raw_texts(self.judged.table)

    def refuse(self, fault: HirakuError) -> None:
        """Keep why something is not taken in."""
        self.faults.append(fault)

    @cached_property
    def lines(self) -> dict[str, Line]:
        """行の鍵 -> line in the present file."""
        there = set(self.judged.table.cells.index)
        return {mark: line for line, mark in row_marks(self.book_dataset, self.judged.keys).items() if line in there}

    @cached_property
    def _marks(self) -> dict[Line, str]:
        return {line: mark for mark, line in self.lines.items()}

    def marks_of(self, code: str, field: str, print_: str, proposal_print: str) -> list[str]:
        """行の鍵 of every row with a finding of that code about a cell that shows that value, with that candidate.

        Cells that must not be written down are not among them.
        """
        cells: dict[str, None] = {}
        for finding in self._found.get((code, field), ()):
            line, offered = finding.line, fingerprint(finding.proposal) if finding.proposal else ""
            if line is None or line not in self._marks or offered != proposal_print:
                continue
            if self.unchanged(line, field, print_) and not self.private(line, field):
                cells[self._marks[line]] = None
        return list(cells)

    @cached_property
    def _found(self) -> dict[tuple[str, str], list[Finding]]:
        found: dict[tuple[str, str], list[Finding]] = {}
        for finding in self.judged.report.findings:
            if finding.line is not None:
                found.setdefault((finding.code, finding.field), []).append(finding)
        return found

    def decided_before(self, code: str, field: str, decision: str) -> bool:
        """Whether such a decision about findings of that code has been taken in before."""
        return any((row.code, row.field, row.decision) == (code, field, decision) for row in self._signed.values())

    @cached_property
    def _signed(self) -> dict[tuple[str, str, str], Repair]:
        return {row.cell: row for row in self.existing if row.taken_in}

    def private(self, line: Line, field: str) -> bool:
        """Whether a cell, or the key by which the repairs file would name its row, must not be written down."""
        shown = (field, *(name for keys in self.judged.keys for name in keys.key_fields))
        labels = self.judged.table.labels
        whole = (line, "") in self._privacy.cells
        return whole or any(self._privacy.withholds(line, name, labels.get(name, "")) for name in shown)

    def repair(self, line: Line, field: str, after: str, decision: str, code: str = "") -> Repair:
        """A decision on a cell as a row of the repairs file."""
        keys = (keys.key_of(line) for keys in self.judged.keys)
        return Repair(
            key=next((key for key in keys if key), ""),
            field=field,
            before=self._raw(line, field),
            after=after,
            decision=decision,
            code=code,
            dataset=self.judged.dataset.slug,
            line=str(line),
        )

    def has_row(self, key: str) -> bool:
        """Whether a row was added under that key."""
        return bool(self.rows_of(key))

    def rows_of(self, key: str) -> list[Repair]:
        """The decisions that make an added row."""
        return [row for row in self.existing if row.taken_in and row.key == key and row.field]

    def row_of(self, line: Line) -> tuple[str, str]:
        """Key and fingerprint of a whole row; the key shows nothing that must not be written down."""
        key = discreet_key(line, self.judged.keys, self._private)
        return key, next((found for keys in self.judged.keys if (found := keys.print_of(line))), "")

    def known_removal(self, question: Repair) -> Repair | None:
        """What the repairs file says already of the question whether a row is to go."""
        return next((row for row in self.existing if row.about_row and row.cell == question.cell), None)

    def settled(self, wanted: Repair) -> bool:
        """Whether that very decision was taken in before."""
        found = self._signed.get(wanted.cell)
        if found is not None and wanted.decision == REJECT and is_added_key(wanted.key):
            return True  # a row that was added says what was decided for it anyway
        if found is None or (found.decision == REJECT) != (wanted.decision == REJECT):
            return False
        return wanted.decision == REJECT or found.after == wanted.after

    def known(self, wanted: Repair) -> Repair:
        """The row that says so already, so that it counts as taken in before."""
        return self._signed[wanted.cell]

    def unchanged(self, line: Line, field: str, print_: str) -> bool:
        """Whether a cell still shows what the workbook showed."""
        return fingerprint(self.shown(line, field), len(print_)) == print_

    def shown(self, line: Line, field: str) -> str:
        """A cell as a workbook would show it now."""
        return cell_text(str(self.judged.table.cells.at[line, field]))

    def decide_anew(self, wanted: Repair) -> None:
        """Somebody who saw the earlier decision on this cell decides otherwise."""
        if wanted.cell in self._signed:
            self.replacing.add(wanted.cell)

    def takes_numbers(self, field: str) -> bool:
        """Whether a number in a cell of this field is what it says, with no zero in front to be lost."""
        spec = self.judged.schema.field_named(field)
        return spec is not None and spec.kind in _NUMBERS


def book_fault(code: str, ground: Ground, place: tuple[str, int], **params: object) -> DeclarationError:
    """A refusal that names sheet and row."""
    return DeclarationError(code, file=ground.file, line=f"{place[0]}!{place[1]}", **params)
