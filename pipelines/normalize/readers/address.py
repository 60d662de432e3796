"""Reads addresses (所在地): the joined spelling is kept, its parts stand beside it.

Grammar: [〒NNN-NNNN] [prefecture] [municipality] town lot building. The text changes only where nothing can
be lost: full-width digits become half width and odd dashes between digits become "-" (fold-digits), a marked
postal code in front goes into property `postal` (postal-mark). Property `parts` holds prefecture, city (with 郡),
town, rest and building; prefecture and city come from the context's publisher (6-digit code) where the address
leaves them out. Town and lot are divided by the town table of the municipality (town_lot.py): the postal table, or
for the publisher's own addresses the list of 町字 in the context's `towns` (strings, or a TownTable). Property
`certain` lists the parts that table and code list prove; the others are the likeliest.

Refused: a cell that is nothing but a date, which is what Excel makes of 11-9, alone or behind the town that was
joined to it (address-date-damage, lot as proposal); a prefecture without any of its municipalities
(address-municipality); text without municipality when the publisher is not known (address-unknown); a town that the
table does not have (address-town-unknown, with the one town that differs in one character as proposal); several
addresses (two-values); and a division that is in doubt, by the four codes of town_lot.py, with the likeliest `parts`
beside the refusal, of which `certain` has prefecture and city (and, where 大字 may be left out, the address with it as
proposal).

The last is a doubt about the parts, not about the address. A caller that wants the joined spelling only (a column
所在地_連結表記) says so by `undivided` in the context: then the address stands, its doubtful parts are empty, property
`doubt` has the code, a text with a number may do without municipality, and a park in parts of several towns
("…の各一部") has one address.

Source: GIF 445 (住所); standard/README "Address"; 郵便番号データ of 日本郵便; design section 4.
"""

import re
from collections.abc import Iterable, Mapping

from pipelines.model.reading import Reading, refused
from pipelines.normalize.fold import Step, drop_invisible, fold_dashes, fold_radicals
from pipelines.normalize.readers.division import Division
from pipelines.normalize.readers.guard import TRIM, Sample, found, guarded
from pipelines.normalize.readers.place_names import Place, find_place
from pipelines.normalize.readers.postal_table import postal_towns
from pipelines.normalize.readers.town_lot import divide
from pipelines.normalize.readers.town_table import TownTable, listed_towns
from pipelines.standard import municipalities

_DIGITS = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)}
_STEPS: tuple[Step, ...] = (
    TRIM,
    ("drop-invisible", drop_invisible),
    ("fold-radicals", fold_radicals),
    ("fold-digits", lambda text: fold_dashes(text.translate(_DIGITS))),
)
_POSTAL = re.compile(r"〒\s*([0-9]{3})[-‐‑–—―−－ー]?([0-9]{4})\s+(?=\S)|〒\s*([0-9]{3})[-－]([0-9]{4})(?=[^0-9\s-])")
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
_DATE = re.compile(
    r"([0-9]{1,2})月([0-9]{1,2})日|[0-9]{4}[-/年][0-9]{1,2}[-/月][0-9]{1,2}日?(?:\s[0-9:]+)?|"
    rf"(?:(?:{_MONTHS.replace(' ', '|')})-[0-9]{{1,2}}|[0-9]{{1,2}}-(?:{_MONTHS.replace(' ', '|')}))"
)

_JOINED_DATE = re.compile(r"(?<=[^0-9])([0-9]{1,2})月([0-9]{1,2})日(?![0-9一-龠ぁ-ん])")
"""What a spreadsheet made of a lot, behind the town that a formula put before it (豊玉北6月12日)."""
_AREA = re.compile("各?一部$|一帯$|にまたがる")
"""One place in several towns (a park): the joined spelling rightly names them all."""

ACCEPTED: tuple[Sample, ...] = (
    ("東京都練馬区豊玉北6-12-1", "東京都練馬区豊玉北6-12-1"),
    ("練馬区豊玉北６－１２－１", "練馬区豊玉北6-12-1"),
    ("豊玉北６丁目１２番１号", "豊玉北6丁目12番1号", {"publisher": "131202"}),
    ("〒176-8501 練馬区豊玉北6−12−1", "練馬区豊玉北6-12-1"),
    ("練馬区豊玉北6-12-1　ラーメンビル①", "練馬区豊玉北6-12-1　ラーメンビル①"),
    ("札幌市中央区北1西２", "札幌市中央区北1西2"),
    ("新町3-1", "新町3-1", {"publisher": "131202", "towns": ("新町三丁目",)}),
)
REFUSED: tuple[str, ...] = (
    "11月9日",
    "2024/11/9",
    "Nov-09",
    "東京都練馬区豊玉北6月12日",
    "あいうえお",
    "東京都練間区豊玉北6-12-1",
    "練\ufffd区1-1",
    "練馬区豊王北6-12-1",
    "練馬区6-12-1",
    "練馬区錦1-1、北町2-2",
)


@guarded(steps=_STEPS, limit=400, words=True)
def read_address(text: str, context: Mapping[str, object]) -> Reading:
    """Read an address; its parts are in property `parts`, the proven ones named in `certain`."""
    damaged = _DATE.fullmatch(text)
    if damaged:
        return refused(text, "address-date-damage", f"{damaged[1]}-{damaged[2]}" if damaged[1] else "")
    if _JOINED_DATE.search(text):
        return refused(text, "address-date-damage", _JOINED_DATE.sub(r"\1-\2", text))
    postal = _POSTAL.match(text)
    body = text[postal.end() :] if postal else text
    publisher = str(context.get("publisher", ""))
    place = find_place(body, publisher)
    if not place.known:
        return refused(text, "address-municipality")
    undivided = bool(context.get("undivided"))
    if not (place.city or place.prefecture or (undivided and re.search("[0-9]|丁目|番地", body))):
        return refused(text, "address-unknown")
    table = _table_of(place, context)
    area = undivided and _AREA.search(body)
    if not area and _another(body[place.end :], body[: place.end].strip(), place.prefecture, table):
        return refused(text, "two-values")
    division = divide(body[place.end :], table, place.code) if table else Division()
    if not division.known or not (division.proven or place.end):
        return refused(text, "address-town-unknown", _corrected(body, place.end, division), city=place.city)
    if division.doubt and not undivided:
        complete = _corrected(body, place.end, division)
        certain = complete and table and not divide(complete[place.end :], table, place.code).doubt
        return refused(text, division.doubt, complete if certain else "", **_parts(place, division))
    properties = _parts(place, Division() if division.doubt else division)
    if division.doubt:
        properties["doubt"] = division.doubt
    if postal:
        properties["postal"] = (postal[1] or postal[3]) + (postal[2] or postal[4])
    return found(body, "postal-mark" if postal else "", **properties)


def _parts(place: Place, division: Division) -> dict[str, object]:
    """Properties `parts` and `certain` (those of the parts that table and code list prove)."""
    parts = {
        "prefecture": place.prefecture,
        "city": place.city + (municipalities()[division.ward].ward if division.ward else ""),
        "town": division.town,
        "rest": division.rest,
        "building": division.building,
    }
    doubtful = [] if place.proven else ["prefecture", "city"]
    doubtful += [] if division.proven else ["town"]
    doubtful += [] if division.sure else ["town", "rest"]
    doubtful += ["town", "rest", "building"] if division.doubt else []
    return {"parts": parts, "certain": [name for name, part in parts.items() if part and name not in doubtful]}


def _table_of(place: Place, context: Mapping[str, object]) -> TownTable | None:
    """The publisher's own list of towns where the address lies there and one is given, else the postal table."""
    own = context.get("towns")
    if own and place.code == context.get("publisher"):
        return own if isinstance(own, TownTable) else listed_towns(tuple(map(str, _items(own))))
    return postal_towns(place.code)


def _corrected(body: str, start: int, division: Division) -> str:
    """The address with the known town that an unknown one resembles, or with its 大字; "" where there is none."""
    tail = body[start:].lstrip()
    return body[: len(body) - len(tail)] + division.near + tail[division.near_end :] if division.near else ""


def _items(names: object) -> Iterable[object]:
    return names if isinstance(names, Iterable) and not isinstance(names, str) else ()


def _another(tail: str, head: str, prefecture: str, table: TownTable | None) -> bool:
    """Whether a second address follows a separator: the prefecture, the same first words, or a town and a lot."""
    later = [part.strip() for part in re.split(r"[、;；\n]", tail)[1:]]
    towns = [(part, table.at(part)) for part in later if table]
    return any(part.startswith((prefecture, head or prefecture)) for part in later if prefecture) or any(
        town is not None and part[town.end : town.end + 1].isdecimal() for part, town in towns
    )
