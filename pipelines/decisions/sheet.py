"""repairs/<slug>.csv as bytes and as records: a CSV that survives being edited in Excel.

Excel turns 0339931111 into a number, 11-9 into a day and =… into a formula. So every text that it could touch is
written with an apostrophe in front, and one apostrophe in front is taken off when the file is read.
"""

import csv
import io
import re
from dataclasses import astuple, replace

from pipelines.model.errors import DeclarationError
from pipelines.model.repair import Repair

HEADER = (
    "行の鍵", "項目", "前の値", "後の値", "判断", "判断した人", "日付", "きまり", "データ", "行", "問題",
    "理由",
)  # fmt: skip
"""The columns, one for each attribute of Repair, in its order."""

_REQUIRED = HEADER.index("行")
"""行 and 問題 are for the eye, 理由 is for 公開 alone; a file without them may still say everything."""
_FORMULA = re.compile(r"['=+\-@＝＋－＠\t\r\n|%]")
_CHANGED_BY_EXCEL = re.compile(r"\d|^(?:true|false)$|^[.(¥$%]", re.IGNORECASE)
_GUARD_ALL = frozenset({"前の値", "後の値"})
_DATE = re.compile(r"([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})")


def render_repairs(repairs: tuple[Repair, ...]) -> bytes:
    """UTF-8 with a byte order mark (for Excel), LF, every cell in quotes (a lone CR would break a row otherwise)."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(HEADER)
    for repair in repairs:
        writer.writerow(_guarded(name, cell) for name, cell in zip(HEADER, astuple(repair), strict=True))
    return text.getvalue().encode("utf-8-sig")


def _guarded(name: str, text: str) -> str:
    touched = _FORMULA.match(text) or (name in _GUARD_ALL and _CHANGED_BY_EXCEL.search(text))
    return f"'{text}" if touched else text


def writable(repair: Repair) -> bool:
    """Whether UTF-8 can hold the row and Excel a cell of it (32,767 characters); half a surrogate pair is no text."""
    return all(len(text) < 30_000 and not re.search("[\ud800-\udfff\0]", text) for text in astuple(repair))


def read_repairs(data: bytes, file: str) -> tuple[tuple[int, Repair], ...]:
    """(physical line, row) of every row that is not blank.

    Args:
        data: UTF-8 (with or without mark), or CP932 as Japanese Excel saves a CSV.
        file: its name for errors.

    Raises:
        DeclarationError: repairs-undecodable, repairs-header (a column is missing or doubled), repairs-broken-row.
    """
    reader = csv.reader(io.StringIO(_decoded(data, file), newline=""), strict=True)
    rows: list[tuple[int, Repair]] = []
    try:
        places = _places(next(reader, []), file)
        first = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((first, _repair(cells, places, file, first)))
            first = reader.line_num + 1
    except csv.Error as error:
        raise DeclarationError("repairs-broken-row", file=file, line=reader.line_num) from error
    return tuple(rows)


def _decoded(data: bytes, file: str) -> str:
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise DeclarationError("repairs-undecodable", file=file)


def _places(header: list[str], file: str) -> dict[str, int]:
    """Column name -> position; columns may stand in any order, and others beside them."""
    names = [name.strip() for name in header]
    missing = [name for name in HEADER[:_REQUIRED] if names.count(name) != 1]
    if missing:
        raise DeclarationError("repairs-header", file=file, line=1, columns=missing)
    return {name: names.index(name) for name in HEADER if name in names}


def _repair(cells: list[str], places: dict[str, int], file: str, line: int) -> Repair:
    if len(cells) <= max(places[name] for name in HEADER[:_REQUIRED]):
        raise DeclarationError("repairs-broken-row", file=file, line=line)
    texts = [
        cells[places[name]].removeprefix("'") if places.get(name, len(cells)) < len(cells) else "" for name in HEADER
    ]
    repair = Repair(*texts[:4], *(text.strip() for text in texts[4:9]), *texts[9:])
    return _with_date(repair)


def _with_date(repair: Repair) -> Repair:
    """2026/11/21, as Excel shows a date, is the day that was written."""
    found = _DATE.fullmatch(repair.on)
    on = f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}" if found else repair.on
    return replace(repair, on=on)
