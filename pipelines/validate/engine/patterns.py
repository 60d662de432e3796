r"""Regular expressions over many texts at once: RE2 where it means the same as Python's `re`, never an endless search.

Frictionless asks Python's `re` whether `^pattern$` matches. Python searches by trying, which some patterns make take
longer than anybody lives; RE2 (in Arrow) cannot. A pattern is rewritten for RE2 from its syntax tree, and only where
every part means the same in both; `\d`, `\w`, `\s` and `\b` do for ASCII texts alone. The rest is Python's, in a
process of its own with a time limit where the pattern could run away.
"""

import json
import math
import re
import subprocess
import sys
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.validate.engine.arrow import Flags, arrow_flags, arrow_texts, flags

SECONDS = 10.0
"""How long a pattern that could run away may take for the texts of one stretch of a column."""

_MOST_REPEATS = 1000
_ASCII_CLASSES = {
    "CATEGORY_DIGIT": "0-9",
    "CATEGORY_NOT_DIGIT": r"\x{0}-\x{2f}\x{3a}-\x{7f}",
    "CATEGORY_WORD": "0-9A-Z_a-z",
    "CATEGORY_NOT_WORD": r"\x{0}-\x{2f}\x{3a}-\x{40}\x{5b}-\x{5e}\x{60}\x{7b}-\x{7f}",
    "CATEGORY_SPACE": r"\x{9}-\x{d}\x{1c}-\x{20}",
    "CATEGORY_NOT_SPACE": r"\x{0}-\x{8}\x{e}-\x{1b}\x{21}-\x{7f}",
}
_PLACES = {"AT_BEGINNING": r"\A", "AT_BEGINNING_STRING": r"\A", "AT_END_STRING": r"\z"}
_ASCII_PLACES = {"AT_BOUNDARY": r"\b"}  # of an empty text, \B is not the same in both
_WORKER = """
import json, re, sys
source, whole, texts = json.loads(sys.stdin.buffer.read())
pattern = re.compile(source)
test = pattern.fullmatch if whole else pattern.match
print(json.dumps([test(text) is not None for text in texts]))
"""


class PatternTooSlow(Exception):
    """A pattern did not finish within its time."""


class _Unlike(Exception):
    """A part of a pattern that RE2 does not know, or knows otherwise."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern.

    Attributes:
        python: as Python compiles it.
        whole: whether the whole text must match (`fullmatch`) or `match` is asked.
        linear: the same for RE2, "" where there is no such thing.
        ascii_only: whether that holds for ASCII texts alone.
        risky: whether Python's search could run away.
    """

    python: re.Pattern[str]
    whole: bool
    linear: str
    ascii_only: bool
    risky: bool

    def matches(self, texts: pa.StringArray) -> Flags:
        """Which texts match.

        Raises:
            PatternTooSlow: after SECONDS.
        """
        if not self.linear:
            return self._searched(texts.to_pylist())
        found = flags(pc.match_substring_regex(texts, self.linear))
        if self.ascii_only:
            other = ~flags(pc.string_is_ascii(texts))
            if other.any():
                found[other] = self._searched(texts.filter(arrow_flags(other)).to_pylist())
        return found

    def _searched(self, texts: list[str]) -> Flags:
        if self.risky and texts:
            return self._searched_apart(texts)
        test = self.python.fullmatch if self.whole else self.python.match
        return np.fromiter((test(text) is not None for text in texts), dtype=bool, count=len(texts))

    def _searched_apart(self, texts: list[str]) -> Flags:
        """In a process of its own, which can be ended: a search holds the interpreter until it is over."""
        request = json.dumps([self.python.pattern, self.whole, texts]).encode("ascii")
        command = [sys.executable, "-I", "-c", _WORKER]
        try:
            done = subprocess.run(command, input=request, capture_output=True, timeout=SECONDS, check=True)
        except subprocess.TimeoutExpired as error:
            raise PatternTooSlow(self.python.pattern) from error
        return np.array(json.loads(done.stdout), dtype=bool)


@lru_cache(maxsize=512)
def compile_pattern(source: str, *, whole: bool = False) -> Pattern:
    """A pattern for many texts.

    Args:
        source: a regular expression of Python, anchors included.
        whole: ask for `fullmatch` instead of `match`.

    Raises:
        re.error: as `re.compile`, also where the expression is too large or too deep for it.
    """
    try:
        python = re.compile(source)
        tree = import_module("re._parser").parse(source)  # private, but there is no other syntax tree
    except (OverflowError, RecursionError) as error:
        raise re.error(str(error), source) from error
    linear, ascii_only = _rewritten(tree, whole=whole)
    return Pattern(python, whole, linear, ascii_only, _risky(tree))


def _rewritten(tree: Any, *, whole: bool) -> tuple[str, bool]:
    writer = _Writer(whole=whole)
    try:
        linear = rf"\A(?:{writer.sequence(list(tree), last=True)})" + (r"\z" if whole else "")
        pc.match_substring_regex(arrow_texts([""]), linear)
    except (_Unlike, pa.ArrowInvalid, UnicodeEncodeError, RecursionError):
        return "", False
    return linear, writer.ascii_only


class _Writer:
    """Writes a syntax tree of `re` in the language of RE2."""

    def __init__(self, *, whole: bool) -> None:
        self._end = r"\z" if whole else r"\n?\z"
        self.ascii_only = False

    def sequence(self, items: list[Any], *, last: bool) -> str:
        """Parts one after the other; `last` tells whether nothing follows them."""
        parts = []
        for place, (kind, value) in enumerate(items):
            rest = [following.name for following, _ in items[place + 1 :]]
            anchors = last and all(
                name == "AT" and mark.name == "AT_END" for name, (_, mark) in zip(rest, items[place + 1 :], strict=True)
            )
            parts.append(self._part(kind.name, value, last=anchors))
        return "".join(parts)

    def _part(self, kind: str, value: Any, *, last: bool) -> str:
        if kind == "LITERAL":
            return _character(value)
        if kind == "NOT_LITERAL":
            return f"[^{_character(value)}]"
        if kind == "ANY":
            return r"[^\n]"
        if kind == "IN":
            return self._class(value)
        if kind == "BRANCH":
            return "(?:" + "|".join(self.sequence(list(branch), last=last) for branch in value[1]) + ")"
        if kind == "SUBPATTERN" and not value[1] and not value[2]:
            return f"(?:{self.sequence(list(value[3]), last=last)})"
        if kind in ("MAX_REPEAT", "MIN_REPEAT"):
            return self._repeat(*value)
        if kind == "AT":
            return self._place(value.name, last=last)
        raise _Unlike(kind)

    def _place(self, name: str, *, last: bool) -> str:
        if name == "AT_END" and last:
            return self._end
        if name in _ASCII_PLACES:
            self.ascii_only = True
            return _ASCII_PLACES[name]
        if name not in _PLACES:
            raise _Unlike(name)
        return _PLACES[name]

    def _repeat(self, least: int, most: Any, body: Any) -> str:
        endless = not isinstance(most, int) or most > 2**31
        if least > _MOST_REPEATS or (not endless and most > _MOST_REPEATS):
            raise _Unlike("repeat")
        return f"(?:{self.sequence(list(body), last=False)}){{{least},{'' if endless else int(most)}}}"

    def _class(self, members: list[Any]) -> str:
        written = []
        for kind, value in members:
            if kind.name == "NEGATE":
                written.append("^")
            elif kind.name == "LITERAL":
                written.append(_character(value))
            elif kind.name == "RANGE":
                written.append(f"{_character(value[0])}-{_character(value[1])}")
            elif kind.name == "CATEGORY" and value.name in _ASCII_CLASSES:
                self.ascii_only = True
                written.append(_ASCII_CLASSES[value.name])
            else:
                raise _Unlike(kind.name)
        return f"[{''.join(written)}]"


def _character(code: int) -> str:
    return rf"\x{{{code:x}}}"


def _risky(tree: Any) -> bool:
    """Whether Python's search could take more than a few passes over a text."""
    ways, endless = _ways(list(tree))
    return ways > _MOST_WAYS or endless > 1


_MOST_WAYS = 1000
_MOST_TURNS = 10
_ENDLESS = 1 << 31


def _ways(items: list[Any]) -> tuple[float, int]:
    """In how many ways a sequence can be tried at a place, and how many parts in it may be of any length."""
    ways, endless = 1.0, 0  # a product of floats ends at infinity
    for kind, value in items:
        inner = [_ways(list(part)) for part in _parts(kind.name, value)]
        loops = sum(count for _, count in inner)
        numbers = [number for number, _ in inner]
        here = sum(numbers) if kind.name == "BRANCH" else math.prod(numbers)
        if kind.name.endswith("_REPEAT"):
            least, most = value[0], min(int(value[1]), _ENDLESS)
            if most == _ENDLESS:
                here = math.inf if here > 1 or loops else 1
                loops = 1
            elif most > 1 and (loops or (here > 1 and most > _MOST_TURNS)):
                here = math.inf
            else:
                here = here ** min(most, _MOST_TURNS) * (most - least + 1)
        elif kind.name.startswith("GROUPREF"):
            loops += 1  # what a group held is compared with each place to which a loop may have brought it
        ways, endless = ways * here, endless + loops
    return ways, endless


def _parts(kind: str, value: Any) -> list[Any]:
    """The sequences inside a part of a syntax tree."""
    if kind == "BRANCH":
        return list(value[1])
    if kind == "GROUPREF_EXISTS":
        return [part for part in value[1:] if part is not None]
    if kind == "ATOMIC_GROUP":
        return [value]
    if kind.endswith("_REPEAT") or kind in ("SUBPATTERN", "ASSERT", "ASSERT_NOT"):
        return [value[-1]]
    return []
