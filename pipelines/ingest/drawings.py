"""Pictures, shapes, charts and comments of an .xlsx: where they lie on a sheet, from its drawings (ECMA-376, 20.5)."""

import posixpath
import re
import zipfile
from xml.etree.ElementTree import Element, fromstring  # archive.py has refused document types before

from pipelines.ingest.marks import cell_range
from pipelines.model.table import Mark

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_STRICT = "{http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing}"
_KINDS = {"pic": "picture", "sp": "shape", "cxnSp": "shape", "grpSp": "shape", "graphicFrame": "chart"}
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def find_objects(archive: zipfile.ZipFile, sheet: str) -> list[Mark]:
    """Marks "object" and "comment" of a worksheet.

    Args:
        archive: the workbook.
        sheet: path of the worksheet's part ("xl/worksheets/sheet1.xml").

    Raises:
        KeyError, ValueError, ParseError: for a part that is named but missing, or not in order.
    """
    marks: list[Mark] = []
    for kind, path in _related(archive, sheet):
        if kind == "drawing":
            marks.extend(_anchored(fromstring(archive.read(path))))  # noqa: S314 (see the import)
        elif kind == "comments":
            marks.extend(_commented(fromstring(archive.read(path))))  # noqa: S314
    return marks


def _related(archive: zipfile.ZipFile, sheet: str) -> list[tuple[str, str]]:
    """(kind, path) of the parts that a worksheet names."""
    folder, name = posixpath.split(sheet.lstrip("/"))
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in archive.namelist():
        return []
    found = []
    for relation in fromstring(archive.read(relations)):  # noqa: S314 (see the import)
        if relation.get("TargetMode") != "External":
            target = relation.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found.append((relation.get("Type", "").rpartition("/")[2], path))
    return found


def _anchored(drawing: Element) -> list[Mark]:
    """One mark for each object; one that is anchored to no cell (absoluteAnchor) lies on the sheet all the same."""
    marks = []
    for anchor in drawing:
        for space in (_DRAWING, _STRICT):
            kind = next((_KINDS[name] for name in _KINDS if anchor.find(f"{space}{name}") is not None), "")
            if kind:
                marks.append(Mark("object", _place(anchor, space), 1, kind))
    return marks


def _place(anchor: Element, space: str) -> str:
    start, end = (anchor.find(f"{space}{corner}") for corner in ("from", "to"))
    if start is None:
        return ""
    top, left = _number(start, f"{space}row"), _number(start, f"{space}col")
    bottom, right = (top, left) if end is None else (_number(end, f"{space}row"), _number(end, f"{space}col"))
    return cell_range(top + 1, left + 1, max(top, bottom) + 1, max(left, right) + 1)


def _number(corner: Element, tag: str) -> int:
    return int(corner.findtext(tag, "0"))


def _commented(comments: Element) -> list[Mark]:
    found = [part.get("ref", "") for part in comments.iter() if part.tag.endswith("}comment")]
    return [Mark("comment", ref) for ref in found if _CELL.fullmatch(ref)]
