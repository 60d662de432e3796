"""Writes a big table of licensed food businesses: 34 columns, mixed notations in five, 0.5 % faulty cells."""

import csv
import random
from pathlib import Path

from pipelines.standard import schema

FAULTY = 0.005
_FAULTS = ("不明", "31日", "2022-13-45", "??", "90-12", "x" * 30)


def _dates(r: random.Random) -> str:
    year, month, day = r.randint(2012, 2027), r.randint(1, 12), r.randint(1, 28)
    era = f"令和{year - 2018}" if year > 2019 else f"平成{year - 1988}"
    return r.choice(
        (
            f"{year}-{month:02}-{day:02}",
            f"{year}/{month}/{day}",
            f"{era}年{month}月{day}日",
            f"{year}.{month}.{day}",
        )
    )


def _phone(r: random.Random) -> str:
    last = f"{r.randint(0, 9999):04}"
    return r.choice((f"03-3993-{last}", f"(03)3993-{last}", f"０３－３９９３－{last}", f"03(3993){last}"))


def _cell(name: str, n: int, r: random.Random) -> str:
    makers = {
        "全国地方公共団体コード": lambda: "131202",
        "ID": lambda: f"F{n:07}",
        "地方公共団体名": lambda: "東京都練馬区",
        "施設名称": lambda: f"みほん食堂{n}号店",
        "施設名称_カナ": lambda: "ミホンショクドウ",
        "所在地_連結表記": lambda: f"東京都練馬区豊玉北{r.randint(1, 6)}-{r.randint(1, 40)}-{r.randint(1, 30)}",
        "緯度": lambda: f"{r.uniform(35.71, 35.78):.6f}",
        "経度": lambda: f"{r.uniform(139.56, 139.68):.6f}",
        "施設電話番号": lambda: _phone(r),
        "郵便番号": lambda: "1768501",
        "許可番号": lambda: f"3練食み第{n}号",
        "申請区分": lambda: r.choice(("新規", "更新")),
        "営業の種類": lambda: r.choice(("飲食店営業", "菓子製造業", "そうざい製造業")),
        "初回許可年月日": lambda: _dates(r),
        "許可年月日": lambda: _dates(r),
        "許可開始日": lambda: _dates(r),
        "許可満了日": lambda: _dates(r),
    }
    return makers[name]() if name in makers else ""


def write(path: Path, rows: int, seed: int = 4) -> None:
    """Write the table as UTF-8 CSV with the national header."""
    r = random.Random(seed)
    names = [field.name for field in schema("food_business_all").fields]
    filled = [name for name in names if _cell(name, 0, r)]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(names)
        for n in range(rows):
            row = {name: _cell(name, n, r) for name in filled}
            for name in filled:
                if r.random() < FAULTY:
                    row[name] = r.choice(_FAULTS)
            writer.writerow([row.get(name, "") for name in names])
