"""ZIP containers opened safely: what is inside, how far it would unpack, and no XML that could blow up."""

import io
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.ingest.limits import MAX_BYTES, MAX_FILES, MAX_RATIO, RATIO_FLOOR
from pipelines.model.errors import UnreadableFile

_MAX_UNPACKED = 5 * MAX_BYTES // 2
_TABLES = (".csv", ".tsv", ".tab", ".xlsx", ".xls", ".ods", ".xlsm", ".xlsb")
_BEFORE_XML = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"
_LITTER = ("__MACOSX/", ".")
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
"""What zipfile raises for damaged or unknown archives (RuntimeError: encrypted, NotImplementedError: method)."""


@dataclass(frozen=True, slots=True)
class Archive:
    """A ZIP file that was found safe: kind "xlsx", "xlsb", "ods" or "zip" (anything that is no spreadsheet)."""

    kind: str
    names: tuple[str, ...]


def open_archive(data: bytes, name: str) -> Archive:
    """What a ZIP file holds.

    Raises:
        UnreadableFile: "broken-file", "encrypted-file", "archive-bomb", "unsafe-xml", "not-a-table" (docx, pptx …).
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            _check_sizes(infos, len(data), name)
            names = tuple(info.filename for info in infos)
            kind = _kind(archive, names)
            if kind in {"docx", "pptx", "odt", "odp", "epub", "jar"}:
                raise UnreadableFile("not-a-table", file=name, kind=kind)
            if kind != "zip":
                _check_xml(archive, infos, name)
    except BROKEN as error:
        raise UnreadableFile("broken-file", file=name, detail=str(error)[:200]) from error
    return Archive(kind, names)


def _check_sizes(infos: list[zipfile.ZipInfo], packed: int, name: str) -> None:
    if any(info.flag_bits & 0x1 for info in infos):
        raise UnreadableFile("encrypted-file", file=name)
    # zipfile never unpacks more than the sizes declared here, so that a lie ends in a broken file
    total = sum(info.file_size for info in infos)
    if total > _MAX_UNPACKED or (total > RATIO_FLOOR and total > MAX_RATIO * packed):
        raise UnreadableFile("archive-bomb", file=name, size=total, packed=packed, limit=MAX_RATIO)


def _kind(archive: zipfile.ZipFile, names: tuple[str, ...]) -> str:
    if "xl/workbook.xml" in names or ("[Content_Types].xml" in names and any(n.startswith("xl/") for n in names)):
        return "xlsb" if "xl/workbook.bin" in names else "xlsx"
    if any(n.startswith("word/") for n in names):
        return "docx"
    if any(n.startswith("ppt/") for n in names):
        return "pptx"
    if "mimetype" in names:
        mime = archive.read("mimetype")[:100].decode("ascii", "ignore").strip()
        known = {"spreadsheet": "ods", "text": "odt", "presentation": "odp"}
        return known.get(mime.removesuffix("-template").rpartition(".")[2], "epub" if "epub" in mime else "zip")
    return "jar" if "META-INF/MANIFEST.MF" in names else "zip"


def _check_xml(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], name: str) -> None:
    """No document type, hence no entities: neither Excel nor LibreOffice writes one, an entity bomb needs one."""
    marks = [mark.encode(code) for mark in ("<!DOCTYPE", "<!ENTITY") for code in ("ascii", "utf-16-le", "utf-16-be")]
    for info in infos:
        content = archive.read(info)
        # a part may have any name: the relations inside say what it is
        if content[:200].lstrip(_BEFORE_XML)[:1] == b"<" and any(mark in content for mark in marks):
            raise UnreadableFile("unsafe-xml", file=name, member=info.filename)


def table_members(data: bytes, name: str, *, alone: bool) -> tuple[tuple[str, bytes], ...]:
    """(name, bytes) of the table files in an archive, in its order; plain texts only where nothing else is there.

    Raises:
        UnreadableFile: "archive-without-table", "archive-with-several-files" (where there may be one only),
            "too-many-files", "file-too-large", "broken-file".
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            infos = _tables_in(opened)
            if not infos:
                raise UnreadableFile("archive-without-table", file=name)
            if len(infos) > MAX_FILES:
                raise UnreadableFile("too-many-files", file=name, count=len(infos), limit=MAX_FILES)
            if alone and len(infos) > 1:
                files = [member_name(info) for info in infos]
                raise UnreadableFile("archive-with-several-files", file=name, files=files[:20], count=len(files))
            size = sum(info.file_size for info in infos)
            if size > MAX_BYTES:
                raise UnreadableFile("file-too-large", file=name, size=size, limit=MAX_BYTES)
            return tuple((member_name(info), opened.read(info)) for info in infos)
    except BROKEN as error:
        raise UnreadableFile("broken-file", file=name, detail=str(error)[:200]) from error


def other_members(data: bytes, taken: Sequence[str]) -> list[str]:
    """Names of the files in an archive that are not among `taken`, for the person who put them there."""
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        names = [member_name(info) for info in opened.infolist() if not info.is_dir()]
    return [found for found in names if found not in taken and not found.startswith(_LITTER)]


def _tables_in(opened: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    infos = [info for info in opened.infolist() if not info.is_dir() and not info.filename.startswith(_LITTER)]
    found = [info for info in infos if info.filename.lower().endswith(_TABLES)]
    return found or [info for info in infos if info.filename.lower().endswith(".txt")]


def member_name(info: zipfile.ZipInfo) -> str:
    """A member's name as Windows wrote it: without the mark of UTF-8 it is CP932 there, which zipfile does not know."""
    if info.flag_bits & 0x800 or info.filename.isascii():
        return info.filename
    try:
        return info.orig_filename.encode("cp437").decode("cp932")
    except UnicodeError:
        return info.filename
