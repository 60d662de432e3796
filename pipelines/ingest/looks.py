"""How a cell of an .xlsx looks, as far as it can carry meaning: fill, colour of letters, bold, struck through."""

from typing import Any

_PAPER = frozenset({"", "rgb 00000000", "rgb 00FFFFFF", "rgb FFFFFFFF", "theme 0", "indexed 9", "indexed 64"})
"""Fills that are the white of the sheet."""

_INK = frozenset({"", "rgb 00000000", "rgb FF000000", "theme 1", "indexed 8", "indexed 64"})
"""Colours of letters that are the usual black."""


def looks_of_styles(book: Any) -> list[str]:
    """Of each cell style of an openpyxl workbook, in its order: "" for a plain one, else "fill rgb FFFFFF00 bold"."""
    fonts = [_font(font) for font in book._fonts]  # noqa: SLF001 (cells of the usual loader ask here too)
    fills = [_fill(fill) for fill in book._fills]  # noqa: SLF001
    return [
        " ".join(part for part in (_part(fills, style.fillId), _part(fonts, style.fontId)) if part)
        for style in book._cell_styles  # noqa: SLF001
    ]


def _part(parts: list[str], index: int) -> str:
    return parts[index] if index < len(parts) else ""


def _fill(fill: Any) -> str:
    if getattr(fill, "patternType", None) is None:  # a gradient has none and is decoration
        return ""
    name = _color(fill.fgColor) if fill.patternType == "solid" else fill.patternType
    return "" if name in _PAPER else f"fill {name}"


def _font(font: Any) -> str:
    # an underlined blue is how spreadsheets show a link
    color = "" if font.u else _color(font.color)
    said = ["" if color in _INK else f"color {color}", "bold" if font.b else "", "italic" if font.i else ""]
    return " ".join(part for part in (*said, "struck" if font.strike else "") if part)


def _color(color: Any) -> str:
    if color is None or color.type == "auto":
        return ""
    tint = f" {color.tint:+.2f}" if color.type == "theme" and color.tint else ""
    return f"{color.type} {color.value}{tint}"
