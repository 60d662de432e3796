"""The tables of benchmarks/validate.py: every column filled, 0.5 % of the cells faulty, or whole columns."""

import csv
import random
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipelines.model.schema import Field, TableSchema
from pipelines.standard import schemas

FAULTY = 0.005
_WRONG = ("不明", "31日", "2022-13-45", "??", "90-12", "x" * 30)
_KINDS = {
    "lgcode": "131202",
    "postal": "1768501",
    "houjin": "3000020131202",
    "townid": "0001001",
    "kana": "ミホンショクドウ",
    "email": "info@city.example.jp",
    "url": "https://www.city.example.jp/page",
    "weekday": "月火水木金",
}


def _cell(field: Field, n: int, r: random.Random) -> str:
    """A sound cell of a field: what repeats in real tables repeats, what does not is different in every row."""
    if "enum" in field.constraints:
        return str(r.choice(list(field.constraints["enum"])))  # type: ignore[call-overload]
    if field.constraints.get("unique"):
        return f"F{n:07}"
    if field.kind in ("lat", "lon"):
        return f"{r.uniform(35.71, 35.78) if field.kind == 'lat' else r.uniform(139.56, 139.68):.6f}"
    if field.kind == "phone":
        return f"03-3993-{r.randint(0, 9999):04}"
    if field.type == "date":
        return f"{r.randint(2012, 2027)}-{r.randint(1, 12):02}-{r.randint(1, 28):02}"
    if field.type == "time":
        return f"{r.randint(0, 23):02}:{r.choice(('00', '30'))}"
    if field.type in ("integer", "number"):
        return str(r.randint(1, 500))
    if field.kind in _KINDS:
        return _KINDS[field.kind]
    return f"みほん{n}号" if field.kind == "text" and r.random() < 0.3 else field.example or "ABC"


def rows(table: TableSchema, count: int, *, faulty_columns: int = 0, seed: int = 4) -> Iterator[list[str]]:
    """A header and `count` records; `faulty_columns` of the columns that ask something hold nothing but faults."""
    r = random.Random(seed)
    asking = [field.name for field in table.fields if field.type != "string" or "pattern" in field.constraints]
    spoilt = set(asking[:faulty_columns])
    yield [field.name for field in table.fields]
    for n in range(count):
        record = []
        for field in table.fields:
            text = _cell(field, n, r)
            if field.name in spoilt:
                text = f"約{text}"
            elif r.random() < FAULTY:
                text = r.choice(_WRONG)
            record.append(text)
        yield record


def write(path: Path, records: Iterable[list[str]], encoding: str = "utf-8") -> None:
    """Write records as CSV."""
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(records)


def ward(folder: Path, files: int = 112) -> list[tuple[Path, TableSchema]]:
    """Small files of about 100 rows over all national tables."""
    r = random.Random(112)
    tables = schemas()
    found = []
    for n in range(files):
        table = tables[n % len(tables)]
        path = folder / f"{n:03}_{table.slug}.csv"
        write(path, rows(table, r.randint(60, 140), seed=n))
        found.append((path, table))
    return found
