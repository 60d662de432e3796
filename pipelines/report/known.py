"""What a person knows a row by: its name, and the town its address is in; nothing of rows with personal data."""

import re
from collections.abc import Iterable, Sequence

import pandas as pd

from pipelines.model.dataset import Catalog, Publisher, Town
from pipelines.model.finding import Finding, Line
from pipelines.model.report import KnownRow
from pipelines.report.privacy import is_personal, privacy_of

MOST = 20_000
"""Rows that are named; a page shows far fewer."""
_NAME = re.compile(r"(?:(?<![氏者人])名|名称)")
_NOT_OF_ROWS = re.compile(
    r"都道府県名|市区?町?村?名|地方公共団体名|カナ|英語|通称|代表|担当|ファイル|項目|コード|ID|番地|建物|種別|区分"
)
_ADDRESS = re.compile(r"所在地|住所|場所")


def known_rows(
    cells: pd.DataFrame, findings: Iterable[Finding], catalog: Catalog | None = None
) -> dict[Line, KnownRow]:
    """Rows that findings are about, by line.

    Args:
        cells: the normalized table; its index is the line.
        findings: of the report.
        catalog: whose towns and publisher tell in which town an address is, None for a loose file.
    """
    listed = list(findings)
    privacy = privacy_of(listed)
    secret = {f.line for f in listed if is_personal(f.code)}
    lines = list(dict.fromkeys(f.line for f in listed if f.line is not None and f.line not in secret))[:MOST]
    name = _first(cells, _NAME, privacy.columns)
    address = _first(cells, _ADDRESS, privacy.columns)
    if not name and not address:
        return {}
    place = {line: position for position, line in enumerate(cells.index)}
    called = cells[name].tolist() if name else None
    addresses = cells[address].tolist() if address else None
    towns = sorted(catalog.towns, key=lambda town: -len(town.name)) if catalog else []
    publisher = catalog.publisher if catalog else None
    known = {}
    for line in lines:
        at = place.get(line)
        if at is not None:
            town = _town(addresses[at], towns, publisher) if addresses is not None else ""
            known[line] = KnownRow(called[at] if called is not None else "", town)
    return known


def _first(cells: pd.DataFrame, kind: re.Pattern[str], secret: frozenset[str]) -> str:
    """The first column of that kind that says something; the national tables have 名称 and 所在地_連結表記 first."""
    fitting = [
        str(name)
        for name in cells.columns
        if kind.search(str(name)) and not _NOT_OF_ROWS.search(str(name)) and name not in secret
    ]
    return next((name for name in fitting if cells[name].ne("").any()), "")


def _town(address: str, towns: Sequence[Town], publisher: Publisher | None) -> str:
    """The town that an address begins with, after prefecture and city; towns are given longest first."""
    rest = address
    for part in (publisher.prefecture, publisher.city) if publisher else ():
        rest = rest.removeprefix(part)
    return next((town.name for town in towns if rest.startswith(town.name)), "")
