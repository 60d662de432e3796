"""What the cells of one column hold: numbers, contacts, and what a cell tells about a person whom it names."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pipelines.validate.columns import Distinct
from pipelines.validate.digits import valid_luhn
from pipelines.validate.personal.contacts import (
    find_emails,
    find_mobiles,
    is_bare_mobile,
    is_eleven_digits,
    is_mobile_without_zero,
)
from pipelines.validate.personal.folding import fold
from pipelines.validate.personal.hit import Hit
from pipelines.validate.personal.numbers import (
    CHANCE,
    Found,
    digits_of,
    find_bare,
    find_labelled,
    find_passports,
    shapes,
)
from pipelines.validate.personal.policy import Column
from pipelines.validate.personal.sieve import NO_ZERO, NUMBERS, worth_reading
from pipelines.validate.personal.told import read_words

_DIGITS = re.compile(r"[0-9０-９〇零一二三四五六七八九](?:[\W_ーのA-Z]{0,4}[0-9０-９〇零一二三四五六七八九]){4}")
_AT = re.compile(r"[@＠]|[(\[（［] ?(?:at|アット)", re.IGNORECASE)
_PLAIN_NUMBER = re.compile(r"[-+]?(?:0|[1-9][0-9,]*)(?:\.[0-9]+)?")
_BY_CHANCE, _MANY = 0.2, 5
_SAME_START, _FAMILY = 6, 3
"""Numbers that begin with the same six digits, three and more of them, are ids of one list."""
_WHOLE = re.compile(r"[0-9]{4,8}|[0-9]{3}-[0-9]{7}|[0-9]{4}-[0-9]{3}-[0-9]{6,8}")
_SHORTEST_NUMBER = 7
_FEW_PASSPORTS = 4
"""More of them in one column are numbers of products or permits."""


Hits = dict[str, list[Hit]]
"""Distinct text of a column -> what it holds, the worst first."""


@dataclass(slots=True)
class _Reader:
    column: Column
    hits: Hits = field(default_factory=dict)

    def add(self, text: str, hit: Hit) -> None:
        mine = self.hits.setdefault(text, [])
        if all(other.kind != hit.kind for other in mine):
            mine.append(hit)


def read_cells(column: Column, cells: Distinct) -> Hits:
    """What every distinct text of a column holds, looked at by itself and against the column."""
    reader = _Reader(column)
    wanted = f"{NUMBERS}|{NO_ZERO}" if column.phone else NUMBERS
    chosen = cells.values if column.number_kind else worth_reading(cells.values, wanted)
    folded = {text: fold(text) for text in chosen if _may_hold_number(column, text)}
    _read_numbers(reader, folded)
    if column.policy != "public":
        _read_contacts(reader, folded)
    if column.policy == "never":
        for text in cells.values:
            if text.strip():
                reader.add(text, Hit("never", "error"))
    if column.prose:
        for text, hit in read_words(column, cells.values):
            reader.add(text, hit)
    return reader.hits


def _may_hold_number(column: Column, text: str) -> bool:
    if len(text) < _SHORTEST_NUMBER:
        return bool(column.number_kind) and len(text) >= 4
    if column.plain_numbers and _PLAIN_NUMBER.fullmatch(text):
        return bool(column.number_kind)
    return _DIGITS.search(text) is not None or _AT.search(text) is not None


def _read_numbers(reader: _Reader, folded: Mapping[str, str]) -> None:
    announced = reader.column.number_kind
    bare: dict[str, list[Found]] = {}
    for text, plain in folded.items():
        for found in find_labelled(plain):
            reader.add(text, Hit(found.kind, "error"))
        if announced and _fits_label(announced, plain):
            reader.add(text, Hit(announced, "error"))
        if reader.column.kind != "url":
            bare[text] = [f for f in find_bare(plain) if not _is_phone(reader.column, f)]
    _read_passports(reader, folded)
    for text, found in _credible(bare, folded):
        reader.add(text, Hit(found.kind, "error"))


def _read_passports(reader: _Reader, folded: Mapping[str, str]) -> None:
    """Numbers that look like those of passports, where a column is not full of ids of that shape."""
    texts = [text for text, plain in folded.items() if any(find_passports(plain))]
    if reader.column.kind != "url" and 0 < len(texts) <= _FEW_PASSPORTS:
        for text in texts:
            reader.add(text, Hit("passport", "warning", "personal-suspect"))


def _fits_label(kind: str, plain: str) -> bool:
    """Whether a cell below such a label holds such a number, right check digit or not."""
    digits = digits_of(plain)
    if kind in ("mynumber", "licence"):
        return len(digits) == 12
    if kind == "pension":
        return len(digits) == 10
    if kind == "passport":
        return re.search(r"(?<![A-Za-z])[A-Za-z]{2} ?-?[0-9]{7}(?![0-9])", plain) is not None
    if kind == "credit-card":
        return 13 <= len(digits) <= 19 and valid_luhn(digits)
    return _WHOLE.fullmatch(plain.strip().replace(" ", "")) is not None


def _is_phone(column: Column, found: Found) -> bool:
    """+81 and ten digits in a column of telephone numbers."""
    digits = digits_of(found.span)
    return column.kind == "phone" and (digits.startswith("81") or (found.kind == "pension" and digits[0] == "0"))


def _credible(bare: Mapping[str, list[Found]], folded: Mapping[str, str]) -> Iterator[tuple[str, Found]]:
    """(text, number) of kinds that are found more often than ids of that shape would pass by chance.

    One in eleven ids of twelve digits has a right check digit; of real numbers all have. Ids are counted up, so numbers
    with the same beginning are left out. Numbers in prose and cells that are nothing but a number are counted apart.
    """
    if not any(bare.values()):
        return
    listed = [found for text in bare for found in shapes(folded[text])]
    families = Counter(_family(found) for found in listed)
    alone = {family for family, n in families.items() if n < _FAMILY}
    seen = Counter((found.kind, found.embedded) for found in listed if _family(found) in alone)
    hits = [(text, found) for text, several in bare.items() for found in several if _family(found) in alone]
    counts = Counter((found.kind, found.embedded) for _, found in hits)
    credible = {key for key, n in counts.items() if _beyond_chance(n, max(seen[key], n), CHANCE[key[0]])}
    yield from ((text, found) for text, found in hits if (found.kind, found.embedded) in credible)


def _family(found: Found) -> tuple[str, str]:
    """Kind and first digits: those of pensions name an office, and are shared."""
    digits = digits_of(found.span)
    return found.kind, digits if found.kind == "pension" else digits[:_SAME_START]


def _beyond_chance(k: int, n: int, p: float) -> bool:
    """Whether k of n numbers pass a check that one in 1/p passes anyway."""
    if n >= _MANY:
        return k > p * n + 3 * math.sqrt(n * p * (1 - p))
    return 1.0 - sum(math.comb(n, i) * p**i * (1 - p) ** (n - i) for i in range(k)) < _BY_CHANCE


def _read_contacts(reader: _Reader, folded: Mapping[str, str]) -> None:
    contact = reader.column.contact
    elevens = [text for text, plain in folded.items() if is_eleven_digits(plain)]
    ids = sum(not is_bare_mobile(folded[text]) for text in elevens)
    for text, plain in folded.items():
        found = any(find_mobiles(plain)) and not (is_bare_mobile(plain) and ids * 2 > len(elevens))
        if found or (reader.column.phone and is_mobile_without_zero(plain)):
            reader.add(text, _contact("mobile", allowed=contact and reader.column.kind != "email"))
        emails = dict(find_emails(plain))
        if any(emails.values()):
            reader.add(text, _contact("email", allowed=contact and reader.column.kind != "phone"))
        elif emails:
            code = "personal-email" if contact else "personal-suspect"
            reader.add(text, Hit("email", "warning", code))


def _contact(kind: str, *, allowed: bool) -> Hit:
    return Hit(kind, "warning", f"personal-{kind}") if allowed else Hit(kind, "error")
