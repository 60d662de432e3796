"""Masks what the gate found, in every finding, change and fact of a report, however it is written there."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace

from pipelines.model.finding import CellChange, Finding, Line
from pipelines.model.table import NormalizedTable, Provenance

MASK = "●●●"
CODES = frozenset({"personal-data", "personal-suspect", "personal-mobile", "personal-email", "personal-released"})
# parameters in which a finding shows the cells beside its own; "fields" are the parts of a joined value
_OTHER_CELLS = frozenset({"start", "stated", "fields"})
_PART = re.compile(r"[0-9０-９](?:[\W_ー]{0,3}[0-9０-９]){5,}|[\w.+-]{1,64}[@＠][\w.-]{1,200}")
_DROPPED = re.compile(r"[\W_ーｰ]+")
_SHORTEST, _SHORTEST_NUMBER, _LONGEST = 3, 6, 40
_LOOKED_THROUGH = 5_000
"""Characters of a text that is looked through; a longer one beside secrets is masked unread."""


def _squeezed(text: str) -> str:
    """Letters and digits alone, half width: no spelling of a number is another one."""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", text))


class Secrets:
    """The texts that no report may repeat.

    Args:
        texts: of the cells with personal data, as they stand in the raw file and as they would be published; their
            numbers and mail addresses count by themselves.
    """

    def __init__(self, texts: Iterable[str] = ()) -> None:
        whole = set(texts)
        parts = {part for text in whole for part in _PART.findall(text)}
        squeezed = {_squeezed(text)[:_LONGEST] for text in whole | parts}
        self._texts = {t for t in squeezed if len(t) >= (_SHORTEST_NUMBER if t.isdigit() else _SHORTEST)}
        self._sizes = sorted({len(text) for text in self._texts})
        self._known: dict[str, bool] = {}

    def hides(self, text: str) -> bool:
        """Whether a text repeats one of them, in full or half width, with hyphens or without."""
        if not self._texts or len(text) < _SHORTEST:
            return False
        if text not in self._known:
            plain = _squeezed(text)
            self._known[text] = len(plain) > _LOOKED_THROUGH or any(
                plain[at : at + size] in self._texts for size in self._sizes for at in range(len(plain) - size + 1)
            )
        return self._known[text]

    def masked(self, value: object) -> object:
        """A parameter as it may be shown; the items of a list are masked one by one."""
        if isinstance(value, str):
            return MASK if self.hides(value) else value
        if isinstance(value, (list, tuple)):
            return [self.masked(item) for item in value]
        if isinstance(value, Mapping):
            return {key: self.masked(item) for key, item in value.items()}
        return value


def secrets_of(table: NormalizedTable, personal: Iterable[Finding]) -> Secrets:
    """The texts of the cells that findings about personal data name, before and after every repair."""
    cells = {cell for cell in _cells(personal) if cell[0] is not None and cell[1] in table.cells.columns}
    texts = {str(table.cells.at[line, name]) for line, name in cells}
    for change in table.changes if cells else ():
        if (change.line, change.field) in cells:
            texts |= {change.before, change.after}
    return Secrets(texts)


def hide_values(
    findings: Iterable[Finding], personal: Iterable[Finding], secrets: Secrets | None = None
) -> tuple[Finding, ...]:
    """The findings, none of which shows the text of a cell that holds personal data.

    Args:
        findings: of the same table, from any room.
        personal: what find_personal_data found.
        secrets: of that table; a finding that repeats one is masked wherever it is.
    """
    cells = _cells(personal)
    lines = {line for line, _ in cells}
    known = secrets or Secrets()
    return tuple(
        _repeating(
            _masked(finding)
            if (finding.line, finding.field) in cells
            or (finding.line in lines and (not finding.field or not _OTHER_CELLS.isdisjoint(finding.params)))
            else finding,
            known,
        )
        for finding in findings
    )


def hide_changes(
    changes: Iterable[CellChange], personal: Iterable[Finding], secrets: Secrets | None = None
) -> tuple[CellChange, ...]:
    """The changes as a report may show them: before and after of cells with personal data are masked."""
    cells = _cells(personal)
    known = secrets or Secrets()
    return tuple(
        replace(change, before=MASK, after=MASK)
        if (change.line, change.field) in cells or known.hides(change.before) or known.hides(change.after)
        else change
        for change in changes
    )


def hide_provenance(found: Provenance, is_secret: Mapping[str, bool], secrets: Secrets) -> Provenance:
    """The facts of a file as a report may show them.

    Args:
        found: of the raw file.
        is_secret: text of a row outside the table -> whether it holds personal data itself.
        secrets: of the table.
    """

    def shown(text: str) -> str:
        return MASK if is_secret.get(text) or secrets.hides(text) else text

    return replace(
        found,
        preamble=tuple((line, shown(text)) for line, text in found.preamble),
        footer=tuple((line, shown(text)) for line, text in found.footer),
        dropped=tuple((line, shown(text), reason) for line, text, reason in found.dropped),
        notes={key: shown(text) for key, text in found.notes.items()},
    )


def _cells(personal: Iterable[Finding]) -> set[tuple[Line | None, str]]:
    return {(finding.line, finding.field) for finding in personal if finding.code in CODES}


def _repeating(finding: Finding, secrets: Secrets) -> Finding:
    """A finding of another cell that repeats a secret."""
    if finding.code in CODES or finding.value == MASK:
        return finding
    value, proposal = secrets.masked(finding.value), secrets.masked(finding.proposal)
    params = {key: secrets.masked(item) for key, item in finding.params.items()}
    if (value, proposal, params) == (finding.value, finding.proposal, finding.params):
        return finding
    return replace(finding, value=str(value), proposal=str(proposal), params=params)


def _masked(finding: Finding) -> Finding:
    if finding.code in CODES:
        return finding
    texts = [text for text in (finding.value, finding.proposal) if text]

    def masked(key: str, value: object) -> object:
        return MASK if key in ("start", "stated") or any(text in str(value) for text in texts) else value

    return replace(
        finding,
        value=MASK if finding.value else "",
        proposal=MASK if finding.proposal else "",
        params={key: masked(key, value) for key, value in finding.params.items()},
    )
