"""What the words of one column tell: whom a cell names, and what it tells about a person whom it names."""

import re
from collections.abc import Iterator, Sequence

from pipelines.validate.personal.folding import fold_words
from pipelines.validate.personal.hit import NAME, PERSON, Hit
from pipelines.validate.personal.name_lists import begin_like_names
from pipelines.validate.personal.names import (
    find_full,
    find_named,
    find_private,
    is_full_name,
    names_addressee,
)
from pipelines.validate.personal.policy import Column
from pipelines.validate.personal.prose import kinds_beside_names
from pipelines.validate.personal.roles import is_public_role
from pipelines.validate.personal.romaji import is_romaji_name
from pipelines.validate.personal.sieve import ADDRESSEE, BARE_NAMES, LABELLED, LATIN, WORDS, worth_reading

_LONGEST_NAME = 12
_LABELLED = re.compile(r"[^:。]{1,10}: ?([^:。]{2,10})")
"""連絡役：日下部美和, and nothing else in the cell."""


def read_words(column: Column, texts: Sequence[str]) -> Iterator[tuple[str, Hit]]:
    """(text, what it holds) of every distinct text of a column that names somebody or tells about somebody."""
    named: set[str] = set()
    if column.may_name:
        for text in begin_like_names(texts):
            if _is_name(text):
                named.add(text)
                yield text, PERSON if any(find_private(fold_words(text))) else NAME
    if column.latin_name:
        for text in worth_reading(texts, LATIN):
            if is_romaji_name(text):
                yield text, NAME
    if column.policy == "proprietor":
        return
    if column.kind == "address":
        if column.policy not in ("contact", "facility"):
            for text in worth_reading(texts, ADDRESSEE):
                if names_addressee(fold_words(text)):
                    yield text, Hit("home-address", "error")
        return
    more = f"|{BARE_NAMES}" if column.notes else f"|{LABELLED}" if column.may_name else ""
    for text in worth_reading(texts, WORDS + more):
        if len(text) > 1 and text not in named:
            for hit in _read_prose(column, fold_words(text)):
                yield text, hit


def _is_name(text: str) -> bool:
    return len(text) <= _LONGEST_NAME and is_full_name(fold_words(text))


def _read_prose(column: Column, words: str) -> Iterator[Hit]:
    for kind in kinds_beside_names(words):
        yield Hit(kind, "error")
    if column.policy in ("contact", "facility"):
        return
    if any(not is_public_role(words, name) for name in find_private(words)):
        yield PERSON
    elif column.may_name and any(not is_public_role(words, name) for name in _suspects(column, words)):
        yield NAME


def _suspects(column: Column, words: str) -> Iterator[str]:
    yield from find_named(words)
    labelled = _LABELLED.fullmatch(words.strip())
    if labelled and len(labelled[1]) > 3 and is_full_name(labelled[1]):  # サイズ：大迫力
        yield labelled[1]
    if column.notes:
        yield from find_full(words)
