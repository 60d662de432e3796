"""Which of two notations a whole column uses where a single cell cannot tell: day or month first, zeros lost."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipelines.model.reading import Reading
from pipelines.normalize.fold import fold_width

Read = Callable[[str, Mapping[str, object]], Reading]

_YEAR_LAST = re.compile(
    r"\s*([0-9]{1,2})([-/.])([0-9]{1,2})\2(?:[0-9]{4}(?![0-9])|([A-Za-z一-龠㋿㍻-㍾])\s*[0-9]{1,2})"
)
_LAST_MONTH = 12
_ERA = "era"
_ZERO_KINDS = ("phone", "postal", "townid", "lgcode")
"""Kinds of values that begin with a zero which a spreadsheet drops."""
DITTO = frozenset({"〃", "々", "同上"})
DITTO_PART = re.compile(r"同([年月日])(?!度)(.*)", re.DOTALL)
_DITTO_FIRST = frozenset("〃々同")
_SHARED = 2
"""How many different values must have lost their zero where the value itself has no check: one alone may be a slip."""
_CHECKED = ("phone", "lgcode")
"""Kinds whose completed value the numbering plan or a check digit confirms."""


@dataclass(frozen=True, slots=True)
class Taught:
    """What a column says about its cells.

    Attributes:
        context: for the reader, what was declared included.
        conflict: the texts that are read in doubt because the column uses two notations; () where it does not.
        examples: one text of each notation in conflict.
        exempt: texts that the proof does not reach; they are read with what was declared only.
    """

    context: dict[str, object]
    conflict: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    exempt: frozenset[str] = frozenset()


def is_ditto(text: str, kind: str) -> bool:
    """Whether a cell only points at the row above; such a cell is no evidence of how a column is written."""
    if text[:1] not in _DITTO_FIRST and not text[:1].isspace():  # nearly every cell; this runs over all of them
        return False
    plain = text.strip()
    return plain in DITTO or (kind == "date" and DITTO_PART.match(plain) is not None)


def teach_order(texts: Sequence[str], context: Mapping[str, object]) -> Taught:
    """Whether day or month stands first in dates such as 4/7/2023.

    Proven when a date can only be read in that one order and none can only be read in the other. The proof holds for
    one way of writing (a separator, or an era year): 13/7/2023 says nothing about 4.7.2023, nor about 11.6.H17, which
    has the order of the Japanese language without any proof. A column with proofs of both orders is in conflict, and
    none of its dates with the year last is read by order.
    """
    proofs, written = _proofs(texts)
    orders = {order for found in proofs.values() for order in found}
    if context.get("order") or not orders:
        return Taught(dict(context))
    if len(orders) > 1:
        examples = {order: text for found in proofs.values() for order, text in found.items()}
        told = tuple(text for way in written.values() for text in way)
        return Taught(dict(context), told, tuple(examples[order] for order in sorted(examples)))
    unproven = (text for way, found in proofs.items() if not found for text in written[way])
    return Taught({**context, "order": orders.pop()}, exempt=frozenset(unproven))


def _proofs(texts: Iterable[str]) -> tuple[dict[str, dict[str, str]], dict[str, list[str]]]:
    """By way of writing: order -> a text that proves it, and all texts with the year last."""
    proofs: dict[str, dict[str, str]] = {}
    written: dict[str, list[str]] = {}
    for text in texts:
        match = _YEAR_LAST.match(fold_width(text))
        if not match:
            continue
        way = _ERA if match[4] else match[2]
        written.setdefault(way, []).append(text)
        found = proofs.setdefault(way, {})
        first, second = int(match[1]), int(match[3])
        if first > _LAST_MONTH >= second:
            found.setdefault("dmy", text)
        elif second > _LAST_MONTH >= first:
            found.setdefault("mdy", text)
    return proofs, written


def teach_area_codes(texts: Sequence[str], read: Read, context: Mapping[str, object]) -> Taught:
    """Telephone numbers with and without area code in one column: nothing is read by it, but the column is named."""
    without = tuple(t for t in texts if read(t, context).reason == "phone-no-area-code")
    whole = next((t for t in texts if read(t, context).status != "refused"), "")
    if not without or not whole:
        return Taught(dict(context))
    return Taught(dict(context), without, (whole, without[0]))


def has_both_five_digits(texts: Sequence[str], read: Read, context: Mapping[str, object]) -> bool:
    """Whether a column of municipality codes has some that lack the zero and some that lack the check digit.

    Five digits of such a column speak against each other, and to complete one of them would hide that; 01105 has its
    zero and is no such text.
    """
    if "lost_zero" in context or not any(read(text, context).reason == "lost-zero" for text in texts):
        return False
    doubted = {**context, "lost_zero": False}
    return any(read(t, doubted).status == "refused" and read(t, context).rule == "add-check-digit" for t in texts)


def lost_zeros(
    kind: str, texts: Sequence[str], read: Read, context: Mapping[str, object], *, others: bool = False
) -> bool:
    """Whether a spreadsheet has taken the leading zeros of a column of codes.

    Args:
        kind: phone, postal, townid or lgcode; any other is never proven.
        texts: distinct texts of the column, blank ones left out.
        read: the kind's reader.
        context: what is declared.
        others: whether there are more texts, all surely canonical: whole codes that begin with no zero.

    Returns:
        True when every other text is well-formed. Where the completed value carries no check of its own (postal,
        townid) every text of digits must lack the zero, and two different ones: beside 1768501, 176850 is a slip of
        the finger. Whole texts prove as much before they are repaired as after, so that a table that is read again
        proves nothing more.
    """
    if kind not in _ZERO_KINDS or "lost_zero" in context:
        return False
    answers = {text: read(text, context) for text in texts}
    lost = [text for text, answer in answers.items() if answer.reason == "lost-zero"]
    whole = [answer for answer in answers.values() if answer.reason != "lost-zero"]
    proven = {**context, "lost_zero": True}
    if not lost or any(a.status == "refused" for a in whole) or any(read(t, proven).status == "refused" for t in lost):
        return False
    if kind in _CHECKED:
        return others or bool(whole)
    digits = [plain for text in texts if (plain := fold_width(text).strip()).isdecimal()]
    return not others and len(digits) == len(lost) >= _SHARED
