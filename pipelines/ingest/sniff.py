"""What a file is by its first bytes: file names lie, magic numbers do not."""

import json
import re

from pipelines.model.errors import UnreadableFile

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"BM", "image"),
    (b"\x1f\x8b\x08", "gzip"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"{\\rtf", "rtf"),
    (b"SQLite format 3\x00", "sqlite"),
    (b"PAR1", "parquet"),
    (b"\x7fELF", "program"),
    (b"MZ\x90\x00", "program"),
)
_HTML = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|script|meta|div)\b", re.IGNORECASE | re.DOTALL
)
_XML = re.compile(r"\s*<\?xml\b|\s*<[A-Za-z][\w:.-]*(?:\s+[\w:.-]+\s*=\s*[\"'][^<]*)?/?>")
_SCRIPT = re.compile(
    r"\s*(?://[^\n]*\n\s*|/\*.*?\*/\s*)*"
    r"(?:(?:var|let|const)\s+\w+\s*=|function\s+\w+\s*\(|window\.\w+\s*=|import\s+\w+\s+from\b|\"use strict\")",
    re.DOTALL,
)


def magic_kind(data: bytes) -> str:
    """What a magic number says: "zip", "ole", "pdf", "image" …; "" for what may be text."""
    for mark, kind in _MAGIC:
        if data.startswith(mark):
            # "BM" also begins a plain word; a bitmap goes on with its size and four NULs
            if mark == b"BM" and data[6:10] != b"\x00\x00\x00\x00":
                continue
            return kind
    return ""


def ole_kind(data: bytes, name: str) -> str:
    """Answers "xls" for the old container of Excel.

    Raises:
        UnreadableFile: "encrypted-file" for a workbook under a password, "not-a-table" for Word, PowerPoint, mail.
    """
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise UnreadableFile("encrypted-file", file=name)
    if "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data:
        return "xls"
    raise UnreadableFile("not-a-table", file=name, kind="ole")


def refuse_markup(text: str, name: str) -> None:
    """Raises UnreadableFile("not-a-table", kind="html" | "xml" | "json") for text that is no delimited table."""
    head = text[:20_000]
    if _HTML.match(head):
        raise UnreadableFile("not-a-table", file=name, kind="html")
    if _XML.match(head):
        raise UnreadableFile("not-a-table", file=name, kind="xml")
    if head.lstrip()[:1] in ("{", "[") and _is_json(text):
        raise UnreadableFile("not-a-table", file=name, kind="json")


def _is_json(text: str) -> bool:
    try:
        return isinstance(json.loads(text), (dict, list))
    except (ValueError, RecursionError):
        return False


def is_script(text: str) -> bool:
    """Whether the text begins like a program (JavaScript), which may still hold rows that are worth showing."""
    return bool(_SCRIPT.match(text[:20_000]))
