"""Tables as sections might hand them in: national headers, cells in every notation that the readers know, and slips."""

import csv
import io
import random
from functools import cache
from importlib import import_module

from pipelines.model.schema import Field, TableSchema
from pipelines.normalize.readers import READERS
from pipelines.standard import schemas

_SLIPS = (
    "",
    " ",
    "－",
    "〃",
    "同上",
    "不明",
    "11月9日",
    "#REF!",
    "1.23E+12",
    "?",
    "\u200b",
    "（仮）",
    "0",
    "○",
    "１",
    "なし",
)
_FULL_WIDTH = {n: n + 0xFEE0 for n in range(0x21, 0x7F)}


@cache
def vocabulary(kind: str) -> tuple[str, ...]:
    """Everything that the kind's reader names as accepted or refused."""
    module = import_module(f"pipelines.normalize.readers.{READERS[kind].partition(':')[0]}")
    texts = (*(sample[0] for sample in module.ACCEPTED), *(str(text) for text in module.REFUSED))
    return tuple(text.encode("utf-8", "ignore").decode() for text in texts)  # no file can hold half a surrogate pair


def cell(spec: Field, r: random.Random, way: list[str]) -> str:
    """One cell: mostly in the column's few ways of writing, at times in any, blank or a slip."""
    dice = r.random()
    if dice < 0.1:
        return ""
    if dice < 0.2:
        text = r.choice(_SLIPS)
    elif dice < 0.8:
        text = r.choice(way)
    else:
        text = r.choice(vocabulary(spec.kind))
    if r.random() < 0.1:
        text = text.translate(_FULL_WIDTH)
    if r.random() < 0.1:
        text = r.choice((" ", "\u3000", "\t", "\n")) + text + r.choice(("", " ", "\r\n"))
    return text


def table(seed: int) -> tuple[TableSchema, bytes]:
    """A schema of the standard and the CSV of a table of it, the same for the same seed."""
    r = random.Random(seed)
    schema = r.choice(schemas())
    fields = [spec for spec in schema.fields if spec.constraints.get("required") or r.random() < 0.5] or list(
        schema.fields
    )
    labels = [spec.name for spec in fields] + (["独自の項目"] if r.random() < 0.3 else [])
    ways = [r.sample(vocabulary(spec.kind), min(3, len(vocabulary(spec.kind)))) for spec in fields]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=r.choice(("\n", "\r\n")))
    writer.writerow(labels)
    for _ in range(r.randint(1, 12)):
        row = [cell(spec, r, way) for spec, way in zip(fields, ways, strict=True)]
        writer.writerow(row + [r.choice(_SLIPS)] * (len(labels) - len(row)))
    return schema, out.getvalue().encode()
