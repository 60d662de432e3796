"""Random Table Schemas and CSV texts of every type, constraint and shape: the engine against Frictionless."""

import csv
import io
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.fuzz_values import BOUNDS, FORMATS, GOOD, MISSING, ODD, OF_FORMAT, PATTERNS, TEXTS


@dataclass(frozen=True)
class Case:
    """One table and its schema.

    Attributes:
        document: a Table Schema that Frictionless accepts.
        data: UTF-8.
        sniff: whether the dialect is to be guessed.
        stretch: bytes that the engine shall look at a time.
        cells: how many cells were generated.
    """

    document: dict[str, Any]
    data: bytes
    sniff: bool
    stretch: int
    cells: int


def make_case(seed: int) -> Case:
    """The case of a seed, always the same."""
    r = random.Random(seed)
    fields = [_field(r, name) for name in r.sample(("甲", "乙", "a", "b", "名 称", "数"), r.randint(1, 5))]
    document: dict[str, Any] = {"fields": fields}
    if r.random() < 0.3:
        document["missingValues"] = r.choice(MISSING)
    names = [field["name"] for field in fields]
    hashable = [field["name"] for field in fields if field["type"] not in ("object", "array", "geojson", "list")]
    if hashable and r.random() < 0.3:
        document["primaryKey"] = r.sample(hashable, r.randint(1, min(2, len(hashable))))
    if hashable and r.random() < 0.15:
        n = r.randint(1, min(2, len(hashable)))
        reference = {"resource": r.choice(("", "memory")), "fields": [r.choice(hashable) for _ in range(n)]}
        document["foreignKeys"] = [{"fields": r.sample(hashable, n), "reference": reference}]
    rows = _rows(r, fields, good=r.random() < 0.6)
    header = _header(r, names)
    for field in fields:
        if field["type"] == "string" and r.random() < 0.2:
            del field["type"]
    text = _written(r, [*_preamble(r, len(names)), header, *rows])
    return Case(document, text.encode(), r.random() < 0.3, r.choice((40, 200, 1 << 23)), sum(map(len, rows)))


def _field(r: random.Random, name: str) -> dict[str, Any]:
    kind = r.choice((*TEXTS, "string", "string", "number", "integer", "date"))
    field: dict[str, Any] = {"name": name, "type": kind}
    if kind in FORMATS and r.random() < 0.4:
        field["format"] = r.choice(FORMATS[kind])
    if kind == "boolean" and r.random() < 0.4:
        field |= {"trueValues": ["有", "1"], "falseValues": ["無", "0", "1"][: r.randint(1, 3)]}
    if kind in ("integer", "number") and r.random() < 0.2:
        field["bareNumber"] = r.random() < 0.3
    if kind == "number" and r.random() < 0.2:
        field |= r.choice(({"groupChar": ","}, {"decimalChar": ","}, {"decimalChar": ".", "groupChar": ","}))
    if kind == "number" and r.random() < 0.1:
        field["floatNumber"] = True
    if kind == "array" and r.random() < 0.3:
        field["arrayItem"] = {"type": r.choice(("integer", "string")), "constraints": {"required": True}}
    if kind == "list":
        field |= r.choice(({}, {"itemType": r.choice(("integer", "boolean", "date"))}, {"delimiter": "|"}))
    if r.random() < 0.1:
        field["missingValues"] = r.choice((["-"], ["x", "NA"], [""]))
    field["constraints"] = _constraints(r, field)
    return field


def _constraints(r: random.Random, field: dict[str, Any]) -> dict[str, Any]:
    kind, form, found = field["type"], field.get("format", "default"), {}
    if r.random() < 0.3:
        found["required"] = r.random() < 0.9
    if r.random() < 0.2 and kind not in ("object", "array", "geojson", "list"):
        found["unique"] = True
    if kind in BOUNDS and form == "default" and r.random() < 0.5:
        least, most = r.choice([pair for pair in BOUNDS[kind] if _readable(pair, field)])
        found |= r.choice(({"minimum": least}, {"maximum": most}, {"minimum": least, "maximum": most}))
    if kind == "string" and r.random() < 0.3:
        found["pattern"] = r.choice(PATTERNS)
    if kind in ("string", "object", "array", "list") and r.random() < 0.3:
        found |= r.choice(({"minLength": 2}, {"maxLength": 2}, {"minLength": 1, "maxLength": 3}))
    if kind in ("string", "any", "boolean", "integer", "number", "date", "year", "yearmonth") and r.random() < 0.2:
        found["enum"] = [choice for choice in _enum(r, kind, form) if _readable([choice], field)]
    return {name: value for name, value in found.items() if value != []}


def _readable(values: Sequence[Any], field: dict[str, Any]) -> bool:
    """Whether the spelling of a field reads these values at all: a schema that it does not is refused."""
    return field.get("decimalChar", ".") == "." or not any(isinstance(value, str) for value in values)


def _enum(r: random.Random, kind: str, form: str) -> list[Any]:
    choices: dict[str, tuple[Any, ...]] = {
        "string": ("a", "東京", "有", "12", "https://a.jp/", "a@b.jp"),
        "any": ("a", "1", "東京"),
        "boolean": (True, False),
        "integer": (1, "12", 0, -1),
        "number": (1, "2.50", 0.1, 0),
        "date": ("2022-01-31", "2024-02-29") if form == "default" else (),
        "year": (2022, "2022", "0000"),
        "yearmonth": ("2022-01", "2022-1"),
    }
    return r.sample(choices[kind], min(2, len(choices[kind])))


def _rows(r: random.Random, fields: list[dict[str, Any]], *, good: bool) -> list[list[str]]:
    pools = [_pool(field, good=good) for field in fields]
    narrow = r.random() < 0.3
    pools = [r.sample(pool, min(3, len(pool))) if narrow else pool for pool in pools]
    odd = r.choice((0.02, 0.1, 0.4))
    rows = [[r.choice(ODD) if r.random() < odd else r.choice(pool) for pool in pools] for _ in range(r.randint(0, 25))]
    ragged = r.choice((0, 0, 0.1, 0.3))
    for row in rows:
        if r.random() < ragged:
            shape = r.random()
            if shape < 0.3:
                del row[r.randint(0, len(row)) :]
            elif shape < 0.6:
                row.extend(r.choice(ODD) for _ in range(r.randint(1, 3)))
            else:
                row[:] = [r.choice(("", "", "-", " ")) for _ in row]
    return rows


def _pool(field: dict[str, Any], *, good: bool) -> list[str]:
    formatted = OF_FORMAT.get(field.get("format", ""), ())
    if good:
        return list(formatted[:2] or GOOD[field["type"]])
    return [*TEXTS[field["type"]], *formatted]


def _header(r: random.Random, names: list[str]) -> list[str]:
    header = list(names)
    shape = r.random()
    if shape < 0.7:
        return header
    place = r.randrange(len(header))
    if shape < 0.76:
        header[place] = r.choice(("", "違う", f" {header[place]} ", header[0]))
    elif shape < 0.84:
        header.extend(r.choice(("余", "余", "", header[0])) for _ in range(r.randint(1, 3)))
    elif shape < 0.92 and len(header) > 1:
        del header[place]
    else:
        r.shuffle(header)
    return header


def _preamble(r: random.Random, width: int) -> list[list[str]]:
    return [["題名"]] * r.randint(1, 2) if width > 3 and r.random() < 0.1 else []


def _written(r: random.Random, rows: list[list[str]]) -> str:
    delimiter = r.choice((",", ",", ",", ",", ";", "\t"))
    end = r.choice(("\n", "\n", "\r\n", "\r\n", "\r"))
    buffer = io.StringIO(newline="")
    quoting = r.choice((csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
    csv.writer(buffer, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(rows)
    text = buffer.getvalue()
    if r.random() < 0.15:
        text = text.replace('"', "", r.randint(1, 3))
    if r.random() < 0.15:
        lines = text.split(end)
        lines.insert(r.randrange(len(lines) + 1), r.choice(("", "", " ", '""', 'a"b', '"a"b')))
        text = end.join(lines)
    if r.random() < 0.15:
        text = text.removesuffix(end)
    if r.random() < 0.05:
        text = "".join(r.choice(("\n", "\r\n", "\r")) if part == end else part for part in re.split(f"({end})", text))
    if r.random() < 0.03:
        place = r.randrange(len(text) + 1)
        text = f'{text[:place]}"{text[place:]}'
    return ("\ufeff" if r.random() < 0.05 else "") + text
