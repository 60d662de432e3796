"""Reads addresses (所在地): the joined spelling is kept, its parts stand beside it.

Grammar: [〒NNN-NNNN] [prefecture] [municipality] town lot building. The text changes only where nothing can
be lost: full-width digits become half width and odd dashes between digits become "-" (fold-digits), a marked
postal code in front goes into property `postal` (postal-mark). Property `parts` holds prefecture, city, town,
rest and building; prefecture and city come from the context's publisher (6-digit code) where the address
leaves them out; property `certain` lists the parts that wording and code list prove. Town and lot are divided
by wording (town_lot.py).

Refused: a cell that is nothing but a date, which is what Excel makes of 11-9 (address-date-damage, lot as
proposal); a prefecture without any of its municipalities (address-municipality); text in which no place and
no number can be found when the publisher is not known (address-unknown); several addresses (two-values).

Source: GIF 445 (住所); standard/README "Address"; design section 4.
"""

import re
from collections.abc import Mapping

from pipelines.model.reading import Reading, refused
from pipelines.normalize.fold import Step, drop_invisible, fold_dashes, fold_radicals
from pipelines.normalize.readers.guard import TRIM, Sample, found, guarded
from pipelines.normalize.readers.place_names import find_place
from pipelines.normalize.readers.town_lot import divide

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

ACCEPTED: tuple[Sample, ...] = (
    ("東京都練馬区豊玉北6-12-1", "東京都練馬区豊玉北6-12-1"),
    ("練馬区豊玉北６－１２－１", "練馬区豊玉北6-12-1"),
    ("豊玉北６丁目１２番１号", "豊玉北6丁目12番1号", {"publisher": "131202"}),
    ("〒176-8501 練馬区豊玉北6−12−1", "練馬区豊玉北6-12-1"),
    ("練馬区豊玉北6-12-1　ラーメンビル①", "練馬区豊玉北6-12-1　ラーメンビル①"),
)
REFUSED: tuple[str, ...] = ("11月9日", "2024/11/9", "Nov-09", "あいうえお", "東京都練間区豊玉北6-12-1", "練\ufffd区1-1")


@guarded(steps=_STEPS, limit=400, words=True)
def read_address(text: str, context: Mapping[str, object]) -> Reading:
    """Read an address; its parts are in property `parts`, the proven ones named in `certain`."""
    damaged = _DATE.fullmatch(text)
    if damaged:
        return refused(text, "address-date-damage", f"{damaged[1]}-{damaged[2]}" if damaged[1] else "")
    postal = _POSTAL.match(text)
    body = text[postal.end() :] if postal else text
    publisher = str(context.get("publisher", ""))
    place = find_place(body, publisher)
    if not place.known:
        return refused(text, "address-municipality")
    if not publisher and not place.prefecture and not re.search("[0-9]|丁目|番地", body):
        return refused(text, "address-unknown")
    if place.end and _another(body, place.end, place.prefecture):
        return refused(text, "two-values")
    division = divide(body[place.end :])
    parts = {
        "prefecture": place.prefecture,
        "city": place.city,
        "town": division.town,
        "rest": division.rest,
        "building": division.building,
    }
    certain = [name for name in ("prefecture", "city") if parts[name] and place.proven] + [
        "town",
        "rest",
    ] * division.certain
    properties: dict[str, object] = {"parts": parts, "certain": certain}
    if postal:
        properties["postal"] = (postal[1] or postal[3]) + (postal[2] or postal[4])
    return found(body, "postal-mark" if postal else "", **properties)


def _another(text: str, start: int, prefecture: str) -> bool:
    """Whether a second address follows: the prefecture or the same first words behind a separator."""
    head = text[:start].strip()
    later = (part.strip() for part in re.split(r"[、;；\n]", text[start:])[1:])
    return any(part.startswith((prefecture, head)) for part in later if prefecture)
