"""Reads postal codes: seven digits without hyphen.

Grammar: [〒 | 郵便番号[:]] NNN [-] NNNN, any of nine dashes or a space between. Repairs: postal-mark (〒),
postal-hyphen, postal-from-address: one code, marked by 〒 or hyphenated between spaces (or seven digits
before a prefecture), beside an address in the same cell; what stood beside it is returned as property `rest`.
Six digits are a code whose first zero a spreadsheet dropped: only a proposal, unless the column proved it
(context {"lost_zero": true}; then also five digits). 000-NNNN does not exist.

Source: standard/README "郵便番号: 7 digits, no hyphen"; 郵便法 (three digits and four).
"""

import re
from collections.abc import Mapping

from pipelines.model.reading import Reading, refused
from pipelines.normalize.fold import DASHES
from pipelines.normalize.readers.guard import Sample, found, guarded

_MARK = r"(?:[〒〠〶]|郵便番号\s*:?)\s*"
_CODE = re.compile(rf"({_MARK})?([0-9]{{3}})\s*[-{DASHES}]?\s*([0-9]{{4}})")
_APART = re.compile(
    rf"{_MARK}([0-9]{{3}})[-{DASHES}]?([0-9]{{4}})(?![-0-9{DASHES}])|(?<!\S)([0-9]{{3}})[-{DASHES}]([0-9]{{4}})(?!\S)|"
    r"^([0-9]{3})([0-9]{4})(?=\s+(?:東京都|北海道|(?:京都|大阪)府|[^0-9\s]{2,3}県))"
)
_PLACE = re.compile(r"[都道府県市区町村]")

ACCEPTED: tuple[Sample, ...] = (
    ("1768501", "1768501"),
    ("176-8501", "1768501"),
    ("〒１７６－８５０１", "1768501"),
    ("176ー8501", "1768501"),
    ("郵便番号：176-8501", "1768501"),
    ("〒176-8501 東京都練馬区豊玉北6-12-1", "1768501"),
    ("640941", "0640941", {"lost_zero": True}),
)
REFUSED: tuple[str, ...] = ("640941", "17685012", "176", "0001234", "練馬区豊玉北6-12-1", "176-85o1")


@guarded()
def read_postal(text: str, context: Mapping[str, object]) -> Reading:
    """Read a postal code; refusals: postal-invalid, lost-zero (with proposal), two-values."""
    whole = _CODE.fullmatch(text)
    if whole:
        code = whole[2] + whole[3]
        rule = "postal-mark" if whole[1] else "postal-hyphen" if code != text else ""
        return _checked(text, code, rule)
    if re.fullmatch("[0-9]{5,6}", text):
        code = text.zfill(7)
        proved = bool(context.get("lost_zero"))
        if code.startswith("000") or (len(text) == 5 and not proved):
            return refused(text, "postal-invalid")
        return found(code, "add-lost-zero") if proved else refused(text, "lost-zero", code)
    return _beside_address(text)


def _checked(text: str, code: str, rule: str, **properties: object) -> Reading:
    if code.startswith("000"):
        return refused(text, "postal-invalid")
    return found(code, rule, **properties)


def _beside_address(text: str) -> Reading:
    codes = list(_APART.finditer(text))
    if len(codes) > 1:
        return refused(text, "two-values", _digits(codes[0]))
    if not codes or not _PLACE.search(text):
        return refused(text, "postal-invalid")
    hit = codes[0]
    rest = " ".join((text[: hit.start()] + " " + text[hit.end() :]).split())
    return _checked(text, _digits(hit), "postal-from-address", rest=rest)


def _digits(code: re.Match[str]) -> str:
    return "".join(group for group in code.groups() if group)
