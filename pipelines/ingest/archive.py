"""ZIP containers opened safely: what is inside, how far it would unpack, and no XML that could blow up."""

import io
import zipfile
import zlib
from dataclasses import dataclass

from pipelines.ingest.limits import MAX_BYTES, MAX_RATIO, RATIO_FLOOR
from pipelines.model.errors import UnreadableFile

_MAX_UNPACKED = 5 * MAX_BYTES
_TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods", ".xlsm")
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
    for info in infos:
        if info.filename.endswith((".xml", ".rels", ".vml")):
            content = archive.read(info)
            marks = [mark.encode(code) for mark in ("<!DOCTYPE", "<!ENTITY") for code in ("ascii", "utf-16-le")]
            marks += [mark.encode("utf-16-be") for mark in ("<!DOCTYPE", "<!ENTITY")]
            if any(mark in content for mark in marks):
                raise UnreadableFile("unsafe-xml", file=name, member=info.filename)


def single_member(data: bytes, archive: Archive, name: str) -> tuple[str, bytes]:
    """Name and bytes of the one table file in an archive.

    Raises:
        UnreadableFile: "archive-without-table", "archive-with-several-files", "file-too-large", "broken-file".
    """
    members = [
        n
        for n in archive.names
        if not n.endswith("/") and not n.startswith("__MACOSX/") and n.lower().endswith(_TABLES)
    ]
    if not members:
        raise UnreadableFile("archive-without-table", file=name)
    if len(members) > 1:
        raise UnreadableFile("archive-with-several-files", file=name, files=members[:20], count=len(members))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            if opened.getinfo(members[0]).file_size > MAX_BYTES:
                raise UnreadableFile("file-too-large", file=name, limit=MAX_BYTES)
            return members[0], opened.read(members[0])
    except BROKEN as error:
        raise UnreadableFile("broken-file", file=name, detail=str(error)[:200]) from error
