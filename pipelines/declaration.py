"""Reads TOML by a list of allowed keys, so that a typo is named with its line instead of being ignored."""

import re
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from pipelines.model.errors import DeclarationError

_POSITION = re.compile(r"\(at line (\d+)")


def parse_toml(text: str, file: str) -> dict[str, Any]:
    """The document, or DeclarationError("invalid-toml") with the line that TOML stumbled over."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _POSITION.search(str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        raise DeclarationError("invalid-toml", file=file, line=line, detail=str(error)) from error


def line_of(text: str, key: str) -> int | None:
    """The first line on which `key` is set or opens a table; None when it is not found as such."""
    pattern = re.compile(rf"""^\s*(?:\[+\s*)?(?:[\w.-]+\.)?["']?{re.escape(key)}["']?\s*(?:=|\]|\.)""")
    return next((n for n, line in enumerate(text.splitlines(), 1) if pattern.match(line)), None)


class Declared:
    """One table of a TOML document, read key by key; `close()` refuses what nobody asked for."""

    def __init__(self, values: Mapping[str, Any], *, text: str, file: str, where: str = "") -> None:
        """Take the table's values, the document's text (for line numbers), its file name and the table's name."""
        self._values = values
        self._text = text
        self._file = file
        self._where = where
        self._known: set[str] = set()

    def fault(self, code: str, key: str, **params: object) -> DeclarationError:
        """The error to raise for a key of this table, with its line."""
        return DeclarationError(code, file=self._file, line=line_of(self._text, key), key=key, **params)

    def line(self, key: str) -> int | None:
        """Where a key of this table stands in the document."""
        return line_of(self._text, key)

    def value(self, key: str) -> Any:
        """Whatever stands under a key, None for nothing."""
        return self._values.get(key)

    def _get(self, key: str, kind: type, kind_ja: str, default: Any) -> Any:
        self._known.add(key)
        value = self._values.get(key, default)
        if value is not default and not isinstance(value, kind):
            raise self.fault("declaration-type", key, expected=kind_ja, value=repr(value))
        return value

    def text(self, key: str, default: str | None = "") -> str:
        """A string; None as default makes the key required."""
        value = self._get(key, str, "文字", default)
        if value is None:
            raise self.fault("declaration-missing", key, table=self._where)
        return str(value).strip()

    def flag(self, key: str, *, default: bool) -> bool:
        """A truth value."""
        return bool(self._get(key, bool, "true か false", default))

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings."""
        values = self._get(key, list, "文字の並び", [])
        if not all(isinstance(v, str) for v in values):
            raise self.fault("declaration-type", key, expected="文字の並び", value=repr(values))
        return tuple(values)

    def numbers(self, key: str, count: int) -> tuple[float, ...] | None:
        """A list of `count` numbers, or None when the key is absent."""
        values = self._get(key, list, f"{count}個の数の並び", None)
        if values is None:
            return None
        if len(values) != count or not all(isinstance(v, int | float) for v in values):
            raise self.fault("declaration-type", key, expected=f"{count}個の数の並び", value=repr(values))
        return tuple(float(v) for v in values)

    def table(self, key: str) -> dict[str, Any]:
        """A sub-table as a dict."""
        return dict(self._get(key, dict, "表", {}))

    def text_table(self, key: str) -> dict[str, str]:
        """A sub-table whose values are strings."""
        values = self.table(key)
        for name, value in values.items():
            if not isinstance(value, str):
                raise self.fault("declaration-type", name, expected="文字", value=repr(value))
        return values

    def inner(self, key: str, *, required: bool = False) -> "Declared":
        """A sub-table, to be read key by key."""
        values = self._get(key, dict, "表", {})
        if required and key not in self._values:
            raise self.fault("declaration-missing", key, table=self._where)
        return Declared(values, text=self._text, file=self._file, where=key)

    def list_of_tables(self, key: str) -> "list[Declared]":
        """An array of tables."""
        values = self._get(key, list, "表の並び", [])
        if not all(isinstance(v, dict) for v in values):
            raise self.fault("declaration-type", key, expected="表の並び", value=repr(values))
        return [Declared(v, text=self._text, file=self._file, where=key) for v in values]

    def close(self) -> None:
        """Refuse keys that nobody asked for, with the nearest known one as proposal."""
        for key in self._values:
            if key not in self._known:
                near = get_close_matches(key, sorted(self._known), n=1)
                raise self.fault("declaration-typo", key, proposal=near[0] if near else "", known=sorted(self._known))
