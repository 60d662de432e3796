"""What the sheets of a workbook are made of: the report, its table, and what may be shown of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from pipelines.decisions.book_format import MASKED, cell_text
from pipelines.model.finding import SEVERITIES, Finding, Line
from pipelines.model.report import Report
from pipelines.model.schema import TableSchema
from pipelines.model.table import NormalizedTable
from pipelines.report.causes import find_causes
from pipelines.report.messages import rule_fills
from pipelines.report.privacy import is_personal, privacy_of
from pipelines.report.workbook.asks import Ask, Group, find_asks, is_asked

CHECKED_AT = "@@CHECKED-AT@@"
"""Stands where the time of the check goes: an unchanged dataset gives unchanged bytes until it is filled in."""
MOST_ASKS = 20_000
"""Rows of 直すところ; of more findings it holds one row per cause and value (look.md, section 7), and what is still
beyond comes with the next workbook. The first sheet says so."""
MOST_CELLS = 300_000
"""Cells of データ; a larger table shows the rows that need a decision, and the first sheet says so."""
MOST_COLUMNS = 2_000
_A_LOOK = 1_000
"""Rows of a larger table that are shown even where nothing is to be decided."""
_NAMED = ("名称", "施設名", "名前", "イベント名", "題名", "タイトル")


@dataclass(frozen=True, slots=True)
class Origin:
    """Whose workbook it is, and how its rows find home.

    Attributes:
        dataset: slug, "" for a file outside any workspace.
        publisher: municipality code, "".
        contact: whom to ask, "".
        raw_sha256: of the received file, or over those of several.
        row_keys: line -> 行の鍵.
        rejected: cells whose proposal a steward has refused before.
        note: of the dataset's declaration.
    """

    dataset: str
    publisher: str
    raw_sha256: str
    row_keys: Mapping[Line, str]
    contact: str = ""
    rejected: frozenset[tuple[Line, str]] = frozenset()
    note: str = ""


@dataclass
class Facts:
    """One workbook's content before it has a look."""

    report: Report
    table: NormalizedTable
    schema: TableSchema
    origin: Origin
    asks: list[Ask] = field(init=False)
    groups: list[Group] = field(init=False)
    unlisted: int = field(init=False)
    by_value: bool = field(init=False)
    """Whether there are more findings than rows: then a row of 直すところ is about all cells with one value."""

    def __post_init__(self) -> None:
        """Ask what is to be asked, as far as it fits."""
        self.causes = find_causes(self.report.findings)
        self._privacy = privacy_of(self.report.findings)
        self._columns: dict[str, dict[int, str]] = {}
        asked = [
            f for cause in self.causes if is_asked(cause) for f in cause.findings if f.line is not None and f.field
        ]
        self.by_value = len(asked) > MOST_ASKS
        lines = list(dict.fromkeys(f.line for f in asked if f.line is not None))
        found = self.table.cells.index.get_indexer(pd.Index(lines, dtype=self.table.cells.index.dtype))
        self._places = {line: int(n) for line, n in zip(lines, found, strict=True) if n >= 0}
        self.asks, self.groups = find_asks(self.causes, self.value_at, self._places, MOST_ASKS, by_value=self.by_value)
        self.unlisted = len(asked) - sum(ask.count for ask in self.asks) if len(self.asks) == MOST_ASKS else 0

    @cached_property
    def columns(self) -> list[str]:
        """Fields of データ."""
        unsaid = {f.params.get("column") for f in self.report.findings if is_personal(f.code)}  # its name is personal
        shown = [str(name) for n, name in enumerate(self.table.cells.columns, 1) if n not in unsaid]
        return shown[:MOST_COLUMNS]

    @cached_property
    def _rows(self) -> list[int]:
        """Places of the rows of データ: all of a table that fits, else those with a question and some of the first."""
        size = len(self.table.cells)
        most = max(1, MOST_CELLS // max(1, len(self.columns)))
        if size <= most:
            return list(range(size))
        asked = sorted({self._places[ask.line] for ask in self.asks})[:most]
        return sorted({*asked, *range(max(0, min(_A_LOOK, most) - len(asked)))})

    @cached_property
    def lines(self) -> list[Line]:
        """Lines of the rows of データ."""
        return [line if isinstance(line, str) else int(line) for line in self.table.cells.index[self._rows]]

    @cached_property
    def shown(self) -> dict[str, list[str]]:
        """Field -> its cells in the rows of データ, as they stand in the table: not what may be shown of them."""
        part = self.table.cells.iloc[self._rows]
        return {name: part[name].tolist() for name in self.columns}

    def filled(self, name: str) -> int:
        """How many rows have something in a field."""
        return int((self.table.cells[name] != "").sum())

    @cached_property
    def findings_at(self) -> dict[tuple[Line, str], list[Finding]]:
        """Cell -> its errors and warnings, worst first."""
        found: dict[tuple[Line, str], list[Finding]] = {}
        shown = set(self.lines)
        for finding in self.report.findings:
            if finding.line in shown and finding.line is not None and finding.field and finding.severity != "notice":
                found.setdefault((finding.line, finding.field), []).append(finding)
        return {cell: sorted(mine, key=lambda f: SEVERITIES.index(f.severity)) for cell, mine in found.items()}

    @cached_property
    def mended(self) -> frozenset[tuple[Line, str]]:
        """Cells that a certain rule changed; those that were filled in are not the steward's work."""
        shown = set(self.lines)
        return frozenset((c.line, c.field) for c in self.report.changes if c.line in shown and not rule_fills(c.rule))

    @cached_property
    def personal(self) -> list[Finding]:
        """Findings about personal data, which no workbook decides."""
        return [finding for finding in self.report.findings if is_personal(finding.code)]

    def withheld(self, line: Line, name: str) -> bool:
        """Whether a cell's value must not be in the workbook."""
        if not (self._privacy.cells or self._privacy.columns):
            return False
        whole_row = (line, "") in self._privacy.cells
        return whole_row or self._privacy.withholds(line, name, self.table.labels.get(name, ""))

    def value_at(self, line: Line, name: str) -> str | None:
        """A cell's text as it is shown; None where there is no such cell, or its value must not be shown."""
        place = self._places.get(line)
        if place is None or name not in self.table.cells.columns or self.withheld(line, name):
            return None
        if name not in self._columns:
            lines = list(self._places.values())
            self._columns[name] = dict(zip(lines, self.table.cells[name].iloc[lines].tolist(), strict=True))
        return cell_text(self._columns[name][place])

    def name_of(self, line: Line) -> str:
        """What a person calls the row of a question."""
        name = self.name_field
        return MASKED if self.withheld(line, name) else self.value_at(line, name) or ""

    def visible(self, line: Line, name: str, text: str) -> str:
        """A text of a cell as it may be shown."""
        return MASKED if self.withheld(line, name) else cell_text(text)

    @cached_property
    def name_field(self) -> str:
        """The field that names a row to a person: 名称 or the like, else the first of the key, else the first."""
        return naming_field(self.columns, self.schema)


def naming_field(columns: Sequence[str], schema: TableSchema) -> str:
    """The field that names a row to a person, "" where there is no field at all."""
    named = [n for n in _NAMED if n in columns] or [n for n in columns if n.endswith(("名称", "名"))]
    keys = [n for n in schema.primary_key if n in columns]
    return next(iter([*named, *keys, *columns]), "")
