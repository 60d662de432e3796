"""Tables as they pass through the chain: raw text cells, labelled columns, normalized fields."""

import hashlib
from dataclasses import dataclass, field

import pandas as pd

from pipelines.model.finding import CellChange, Finding, Line
from pipelines.model.migration import Migration

_PIECE = 100_000
"""Rows that are turned into text at a time."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a text file separates its cells: delimiter ("," or tab …) and quote ('"' or "")."""

    delimiter: str = ","
    quote: str = '"'


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that a sheet of a workbook holds beside the texts of its cells.

    Attributes:
        kind: "merge", "hidden-row", "hidden-column", "object", "comment", "formula", or "look" (a cell of the records
            that is coloured, bold or struck through where the rest of its column is not).
        range: where, in A1 form without the sheet's name ("B5:B9", "5:7", "B:D"); "" where it has no cell.
        cells: how many cells, rows, columns or objects it stands for.
        detail: what it is ("picture", "chart", "fill FFFF00"), "".
    """

    kind: str
    range: str
    cells: int = 1
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Everything about a raw file that is not a cell of its table; nothing is thrown away.

    Attributes:
        name: file name as received.
        sha256: hex digest of the bytes as received.
        size: number of bytes.
        container: "csv" (any delimited text), "xlsx", "xls", "ods" or "zip".
        encoding: Python's name in lower case with "-" ("utf-8", "cp932", "utf-16"), "" for workbooks.
        bom: whether a byte order mark stood in front.
        dialect: delimiter and quote; None for workbooks.
        newline: "LF", "CRLF", "CR", "mixed" or "" (workbooks).
        sheets: names of all sheets in order, empty for text files.
        sheet: the sheet that was read, "".
        header_lines: lines that hold the header, joined into the labels; () where there is none.
        preamble: (line, text) of title, unit and blank rows before the header.
        footer: (line, text) of notes and totals after the table.
        dropped: (line, text, reason code) of rows inside the table that are no records (blank, repeated header).
        notes: free facts as code -> value (unit from a title row, reference date …).
        marks: what the sheet holds beside cells; empty for text files.
        unread: kinds of marks that the reader of this container cannot see.
    """

    name: str
    sha256: str
    size: int
    container: str = "csv"
    encoding: str = ""
    bom: bool = False
    dialect: Dialect | None = None
    newline: str = ""
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    header_lines: tuple[Line, ...] = ()
    preamble: tuple[tuple[Line, str], ...] = ()
    footer: tuple[tuple[Line, str], ...] = ()
    dropped: tuple[tuple[Line, str, str], ...] = ()
    notes: dict[str, str] = field(default_factory=dict)
    marks: tuple[Mark, ...] = ()
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RawTable:
    """A file as received: text cells under the ward's own labels.

    Attributes:
        cells: DataFrame of str, shape (records, columns); columns are 0 … n-1 (labels may repeat or be blank),
            index is the physical line of each record (Line).
        labels: the ward's header text per column, newlines inside as they were; several header rows joined by "_".
        provenance: everything else the file held.
        findings: what ingest noticed (ragged rows, mixed newlines, formulas without value …).
    """

    cells: pd.DataFrame
    labels: tuple[str, ...]
    provenance: Provenance
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """What align decided on one column of a RawTable.

    Attributes:
        position: 0-based column of RawTable.cells.
        label: the ward's header text.
        field: name of the schema's field, or None where no schema knows it (published under its label).
        how: "exact", "width" (equal after folding), "alias", "accepted" (declaration), "unknown".
    """

    position: int
    label: str
    field: str | None
    how: str


@dataclass(frozen=True, slots=True)
class LabelledTable:
    """A RawTable with a meaning for each column; at most one column per field."""

    raw: RawTable
    columns: tuple[Column, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class NormalizedTable:
    """The table as it would be published.

    Attributes:
        cells: DataFrame of str, columns are unique field names (schema order, then unknown columns), index is the
            physical line in the raw file.
        labels: field name -> the ward's label it came from ("" when the column was made here).
        changes: every cell that differs from the raw file, in order of line and column.
        findings: refusals of readers and whatever ingest and align found.
        provenance: of the raw file.
        migration: how it was brought here from an older edition of its table, None when it was not.
    """

    cells: pd.DataFrame
    labels: dict[str, str]
    changes: tuple[CellChange, ...]
    findings: tuple[Finding, ...]
    provenance: Provenance
    migration: Migration | None = None

    def sha256(self) -> str:
        """Hex digest over the field names and every cell; the report is bound to it and the gate compares it."""
        digest = hashlib.sha256()
        for name in self.cells.columns:
            digest.update(f"{len(name)}:{name}".encode())
            for start in range(0, len(self.cells), _PIECE):
                part = self.cells[name].iloc[start : start + _PIECE].tolist()
                digest.update("".join([f"{len(text)}:{text}" for text in part]).encode("utf-8", "surrogatepass"))
        return digest.hexdigest()
