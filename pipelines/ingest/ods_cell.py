"""One cell of an .ods as text: its value, written the way its shown text says (zeros in front, percent, month only)."""

import datetime as dt
import re
from xml.etree.ElementTree import Element

from pipelines.ingest.shown import hides_digits, shown

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
COVERED = f"{TABLE}covered-table-cell"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_EXTENDED = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_DURATION = re.compile(r"(-?)PT(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})(?:[.,]\d*)?S)?")
_MONTH = re.compile(r"[0-9]{4}\s?[/.-]\s?[0-9]{1,2}|\D{0,2}[0-9]{1,4}年\s?[0-9]{1,2}月|[MTSHR][0-9]{1,2}\.[0-9]{1,2}")
_SPACES = 1_000


def cell_text(cell: Element) -> str:
    """Text of a cell: dates in ISO form, numbers with every stored digit, texts as they are."""
    kind = cell.get(f"{_OFFICE}value-type", "")
    if kind in {"float", "percentage", "currency"}:
        return _number(cell)
    if kind == "date":
        return _date(cell)
    if kind == "time":
        return _time(cell.get(f"{_OFFICE}time-value", "")) or _paragraphs(cell)
    if kind == "boolean":
        return "TRUE" if cell.get(f"{_OFFICE}boolean-value") == "true" else "FALSE"
    if kind == "string" and f"{_OFFICE}string-value" in cell.attrib:
        return shown(cell.get(f"{_OFFICE}string-value"))
    return shown(_paragraphs(cell))


def beside(cell: Element) -> list[str]:
    """Kinds of what a cell holds beside its text: "formula", "comment", "object"."""
    found = ["formula"] if f"{TABLE}formula" in cell.attrib else []
    found += ["comment"] if cell.find(f"{_OFFICE}annotation") is not None else []
    return found + (["object"] if any(part.tag.startswith(_DRAW) for part in cell) else [])


def is_unvalued(cell: Element) -> bool:
    """Whether a formula stands there whose value was never stored."""
    return f"{TABLE}formula" in cell.attrib and f"{_OFFICE}value-type" not in cell.attrib


def is_error(cell: Element) -> bool:
    """Whether a formula gave an error."""
    return cell.get(f"{_EXTENDED}value-type") == "error"


def shows_less(cell: Element) -> bool:
    """Whether the shown text has fewer decimal places than the value."""
    value = _value(cell)
    return value is not None and hides_digits(value, _format(cell))


def _paragraphs(cell: Element) -> str:
    """The shown text: paragraphs are lines; a comment in the cell is none."""
    return "\n".join("".join(_pieces(part)) for part in cell if part.tag == f"{_TEXT}p")


def _pieces(element: Element) -> list[str]:
    pieces = [element.text or ""]
    for part in element:
        if part.tag == f"{_TEXT}s":
            pieces.append(" " * min(int(part.get(f"{_TEXT}c", "1")), _SPACES))
        elif part.tag in (f"{_TEXT}tab", f"{_TEXT}line-break"):
            pieces.append("\t" if part.tag.endswith("tab") else "\n")
        elif part.tag not in (f"{_OFFICE}annotation", f"{_TEXT}ruby-text"):
            pieces.extend(_pieces(part))
        pieces.append(part.tail or "")
    return pieces


def _value(cell: Element) -> float | None:
    try:
        return float(cell.get(f"{_OFFICE}value", ""))
    except ValueError:
        return None


def _number(cell: Element) -> str:
    value = _value(cell)
    return shown(_paragraphs(cell)) if value is None else shown(value, _format(cell))


def _format(cell: Element) -> str:
    """The number format that the shown text tells of; "General" where it tells nothing."""
    text = _paragraphs(cell).strip()
    if re.fullmatch(r"0[0-9]+", text):
        return "0" * len(text)
    found = re.fullmatch(r"-?[0-9,]+(?:\.([0-9]+))?\s?(%?)", text)
    if not found or (cell.get(f"{_OFFICE}value-type") == "percentage") != bool(found[2]):
        return "0%" if cell.get(f"{_OFFICE}value-type") == "percentage" else "General"
    return f"0{'.' if found[1] else ''}{'0' * len(found[1] or '')}{found[2]}"


def _date(cell: Element) -> str:
    text = cell.get(f"{_OFFICE}date-value", "")
    try:
        value = dt.datetime.fromisoformat(text)
    except ValueError:
        return shown(_paragraphs(cell)) or text
    month_only = _MONTH.fullmatch(_paragraphs(cell).strip())
    return shown(value.replace(tzinfo=None), "yyyy/m" if month_only else "yyyy/m/d h:mm")


def _time(text: str) -> str:
    found = _DURATION.fullmatch(text)
    if not found:
        return ""
    hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    span = dt.timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return shown(-span if found[1] else span)
