"""A workspace with made-up personal data in every corner of its raw files, and what of it may be found nowhere else."""

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.personal.seeds import ERRORS, Seed, seeds
from tests.workspace_copy import copy_workspace

SLUG = "notes"
NUMBERS = frozenset({"mynumber", "licence", "pension", "credit-card", "mobile", "bank-account", "passport"})
_DIGITS = re.compile(r"[0-9](?:[^0-9A-Za-z]{0,2}[0-9]){6,}")
_MOBILE = re.compile(r"[6-9]0[^0-9]{0,2}[0-9]{4}[^0-9]{0,2}[0-9]{4}(?![0-9])")
DECLARATION = """title = "聞き取りの記録"
description = "個人情報が混ざった見本です。"
section = "nerima-kocho-koho"
local = "notes"
file = "記録.csv"
primary_key = ["No"]
"""
PERSONS = ("利用者氏名", "申請者", "世帯主氏名", "お名前", "保護者名")
ROW_COLUMNS = ("氏名", "生年月日", "住所", "介護度", "口座番号")


@dataclass(frozen=True)
class Planted:
    """The workspace and the secrets in it, as plain digits or plain text."""

    root: Path
    secrets: frozenset[str]


def plant(folder: Path) -> Planted:
    """A ward of two sound datasets, the held-back one, and one full of seeds: cells, title row, footer, a label."""
    root = copy_workspace(folder, "aed", "citizen-reports")
    cases = [case for case in seeds(7, 6) if case.kind in ERRORS | {"name", "email"}]
    _declare(root)
    raw = root / "raw" / SLUG / "記録.csv"
    raw.parent.mkdir()
    title, footer = "聞き取りの記録（担当 鈴木花子様 090-8765-4321）", "問合せは佐藤健一さん 080-1357-2468 まで"
    lines = [title, f"No,メモ,{','.join(ROW_COLUMNS)},090-2468-1357"]
    for number, case in enumerate(cases, 1):
        lines.append(",".join(map(_cell, (str(number), *_cells(case), ""))))
    lines.append(footer)
    raw.write_text("\r\n".join(lines) + "\r\n", encoding="utf-8-sig", newline="")
    secrets = {secret for case in cases for secret in _secrets(case)}
    secrets |= {"09087654321", "08013572468", "09024681357", "09012345678"}
    _plant_in_aed(root)
    return Planted(root, frozenset(secrets | {"08076543210"}))


def _plant_in_aed(root: Path) -> None:
    """A sound national table in which a mobile number stands: its report and its proposals tell of other cells."""
    path = next(p for p in (root / "raw" / "aed").iterdir() if p.suffix == ".csv")
    text = path.read_bytes().decode("cp932").replace("令和４年度に更新", "令和４年度に更新 連絡 080-7654-3210", 1)
    path.write_bytes(text.encode("cp932"))


def _declare(root: Path) -> None:
    (root / "datasets" / f"{SLUG}.toml").write_text(DECLARATION, encoding="utf-8")
    kinds = {"No": ("integer", "integer"), "生年月日": ("date", "date"), "住所": ("string", "address")}
    fields = []
    for name in ("No", "メモ", *ROW_COLUMNS):
        type_, kind = kinds.get(name, ("string", "text"))
        fields.append({"name": name, "type": type_, "title": name, "description": name, "hiraku:kind": kind})
    document = {"name": SLUG, "title": "記録", "fields": fields, "primaryKey": ["No"], "missingValues": [""]}
    (root / "schemas/local/notes.json").write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")


def _cells(case: Seed) -> list[str]:
    """メモ and the columns of a row about a person; a column that the table has not goes into メモ."""
    columns = {"birth-date": "生年月日", "home-address": "住所", "health": "介護度", "bank-account": "口座番号"}
    places = {name: name for name in ("メモ", *ROW_COLUMNS)} | dict.fromkeys(PERSONS, "氏名")
    if case.cell != "メモ" and case.kind in columns:
        places[case.cell] = columns[case.kind]
    cells = dict.fromkeys(("メモ", *ROW_COLUMNS), "")
    for name, text in case.row.items():
        place = places.get(name, "メモ")
        cells[place] += text if place == name or place != "メモ" else f"　{name} {text}"
    return list(cells.values())


def _cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _secrets(case: Seed) -> Iterable[str]:
    """What of a case may be found nowhere: its numbers without separators, its whole text otherwise."""
    text = case.row[case.cell]
    plain = unicodedata.normalize("NFKC", text)
    if case.kind == "mobile":
        yield re.sub("[^0-9]", "", _MOBILE.search(plain)[0])[-10:]  # +81-90-… has no 0 in front
    elif case.kind in NUMBERS:
        yield max((re.sub("[^0-9]", "", found) for found in _DIGITS.findall(plain)), key=len)
    elif case.kind == "email":
        yield re.sub("[._-]", "", re.search(r"[a-z._0-9-]+(?=@)", plain)[0])
    else:
        yield squeezed(text)


def squeezed(text: str) -> str:
    """Half width, without spaces and hyphens: no spelling escapes a search in this."""
    return re.sub(r"[\s\-‐-―−ー・,()（）._/~]+", "", unicodedata.normalize("NFKC", text))
