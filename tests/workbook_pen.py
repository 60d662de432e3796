"""What a steward does to a workbook, for the tests: write into cells by the names of sheets and headings."""

import csv
import io
import shutil
import subprocess
import warnings
from pathlib import Path

import openpyxl
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

GROUPS, ASKS, DATA = "まとめて判断", "直すところ", "データ"
DECISION, OWN = "判断 ▼", "手入力の値"
TOURISM = "reports/tourism/観光施設一覧_確認用.xlsx"


def opened(path: Path) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(path)


def column(sheet: Worksheet, heading: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == heading)


def texts(sheet: Worksheet) -> list[dict[str, object]]:
    """Rows below the heading that hold a key, heading -> value, and their number as "#"."""
    names = [cell.value for cell in sheet[1]]
    rows = [
        {**dict(zip(names, [cell.value for cell in row], strict=True)), "#": row[0].row}
        for row in sheet.iter_rows(min_row=2)
    ]
    return [row for row in rows if any(row.get(key) for key in ("判断の鍵", "指摘の鍵", "行の鍵"))]


def write(sheet: Worksheet, row: int, **cells: object) -> None:
    """Fill in cells of a row: decision=…, own=…, or a heading's own name."""
    names = {"decision": DECISION, "own": OWN}
    for name, value in cells.items():
        sheet.cell(row, column(sheet, names.get(name, name))).value = value


def through_libreoffice(path: Path, folder: Path, *others: Path) -> Path:
    """The workbook (and others beside it) opened and saved again by LibreOffice, in a profile of its own."""
    profile = (folder / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx", "--outdir"]
    target = folder / "saved"
    subprocess.run([*command, str(target), *map(str, (path, *others))], check=True, capture_output=True, timeout=180)
    return target / path.name


def has_libreoffice() -> bool:
    return shutil.which("soffice") is not None


def leave(book: Workbook) -> None:
    """Hand it in as it is."""


def ask(book: Workbook, code: str) -> int:
    """The first row of 直すところ about a finding with that code."""
    return next(int(row["#"]) for row in texts(book[ASKS]) if str(row["指摘の鍵"]).startswith(f"{code}/"))


def group(book: Workbook, value: str) -> int:
    return next(int(row["#"]) for row in texts(book[GROUPS]) if row["今の値"] == value)


def decided(ward: Path) -> list[tuple[str, str, str, str]]:
    text = (ward / "repairs/tourism.csv").read_text(encoding="utf-8-sig")
    rows = csv.DictReader(io.StringIO(text, newline=""))
    return [(r["項目"], r["前の値"], r["後の値"], r["判断"]) for r in rows if r["判断した人"]]
