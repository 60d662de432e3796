"""The certain rules by which cells of an older edition become cells of the current one; each answers None when unsure.

Source: schemas/source/header_aliases.csv, columns relation and transform: 「都道府県名＋市区町村名を連結」,
「7列＋祝日列を連結」, 「「;」区切りの語を各列の 有/無・可/否 に分配」.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from pipelines.model.schema import Field
from pipelines.standard import municipalities

WEEKDAYS = "月火水木金土日"
_YES = frozenset("○〇◯●有可1１")
_NO = frozenset("×✕✖無否不0０-－―")
_AFFIRMED, _DENIED = ("", "有", "あり", "有り"), ("無", "なし", "無し")


@cache
def _names() -> tuple[frozenset[str], frozenset[str]]:
    """Names of all prefectures; full names of everything below them."""
    prefectures = frozenset(place.prefecture for place in municipalities().values())
    return prefectures, frozenset(place.name for place in municipalities().values()) - prefectures


def join_names(prefecture: str, city: str) -> str | None:
    """Prefecture and municipality as one name (東京都 + 練馬区 = 東京都練馬区).

    A prefecture alone is its own name, and a municipality that is written with its prefecture already is not given it
    twice. Unsure: a municipality without prefecture, a first name that is no prefecture, two that disagree.
    """
    prefectures, full = _names()
    if not prefecture:
        return city if not city or city in full else None
    if prefecture not in prefectures:
        return None
    written = next((name for name in prefectures if city.startswith(name)), "")
    if written:
        return city if written == prefecture else None
    return prefecture + city


def join_weekdays(marks: Sequence[str], *, explicit_no: bool) -> str | None:
    """Seven marks, Monday first, as the list of days on which it is open (月火水木金).

    Args:
        marks: ○ × 1 0 有 無 or blank.
        explicit_no: whether the seven columns say no with a mark of its own somewhere; a blank then says nothing.

    Unsure: any other text (hours), a blank beside marks that say no, and a row that is closed on every day.
    """
    texts = [mark.strip() for mark in marks]
    if not any(texts):
        return ""
    days = [day for day, text in zip(WEEKDAYS, texts, strict=True) if text in _YES]
    understood = all(text in _YES or text in _NO or (not text and not explicit_no) for text in texts)
    return "".join(days) if days and understood else None


def says_no(mark: str) -> bool:
    """Whether a mark stands for no (× 無 0)."""
    return mark.strip() in _NO


def split_words(text: str, fields: Sequence[Field]) -> Mapping[str, str] | None:
    """Words between semicolons as values of the fields that are named so (「授乳室;字幕無」 = 授乳室 有, 字幕 無).

    A word counts when it is the field's very name, alone or with 有 無 あり なし behind it, or 飲食可 / 飲食不可 for
    飲食可否; a field that is not named stays empty, since nothing says that it is not there. Unsure: any other word in
    the cell, and two words for one field.
    """
    vocabulary = _vocabulary(fields)
    found: dict[str, str] = {}
    for word in filter(None, (part.strip() for part in re.split("[;；]", text))):
        if word not in vocabulary or vocabulary[word][0] in found:
            return None
        name, value = vocabulary[word]
        found[name] = value
    return found


def _vocabulary(fields: Sequence[Field]) -> dict[str, tuple[str, str]]:
    """Word -> (field, its own spelling of yes or no)."""
    words: dict[str, tuple[str, str]] = {}
    for field in fields:
        yes, no = str(field.context.get("true", "有")), str(field.context.get("false", "無"))
        if field.name.endswith("可否"):
            stem = field.name.removesuffix("可否")
            words |= {f"{stem}可": (field.name, yes), f"{stem}不可": (field.name, no), f"{stem}否": (field.name, no)}
            continue
        words |= {field.name + tail: (field.name, yes) for tail in _AFFIRMED}
        words |= {field.name + tail: (field.name, no) for tail in _DENIED}
    return words
