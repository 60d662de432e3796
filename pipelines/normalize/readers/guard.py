"""What every reader of my kind does around its grammar: blank, over-long and broken text, and which answer it is.

A grammar gets text that is already tidied and says what it means; `guarded` compares that with the cell as it
was written, so that no grammar can call a change canonical or lose the input of a refusal.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import wraps
from types import MappingProxyType
from typing import Protocol

from pipelines.model.reading import Reading, canonical, refused, repaired
from pipelines.normalize.fold import DASHES, Step, apply_steps, drop_invisible, fold_width, strip_space

NO_CONTEXT: Mapping[str, object] = MappingProxyType({})
"""The default of every reader: nothing is known about the column."""

Grammar = Callable[[str, Mapping[str, object]], Reading]
Sample = tuple[str, str] | tuple[str, str, Mapping[str, object]]

TRIM: Step = ("trim-space", strip_space)
TIDY: tuple[Step, ...] = (TRIM, ("drop-invisible", drop_invisible), ("fold-width", fold_width))
"""The folding of values that are digits, codes and marks; free text has its own."""

_EXPONENT = re.compile(r"[0-9](?:\.[0-9]+)?E\+[0-9]{2,}", re.IGNORECASE)
_NO_VALUE = frozenset({"-", *DASHES, "--", "なし", "無し", "無", "該当なし", "不明", "未定", "N/A", "n/a", "…"})
_BROKEN = re.compile("[\ufffd\ud800-\udfff\x80-\x84\x86-\x9f]")  # the last: CP932 read as Latin-1 or the like


class Guarded(Protocol):
    """A finished reader, as the registry hands it out."""

    def __call__(self, text: str, context: Mapping[str, object] = ...) -> Reading:
        """Read one cell."""
        ...


def guarded(
    *, steps: tuple[Step, ...] = TIDY, limit: int | None = 200, words: bool = False, digits: bool = False
) -> Callable[[Grammar], Guarded]:
    """Turn a grammar into a reader.

    Args:
        steps: folding (rule, function) done before the grammar sees the text.
        words: whether words and marks such as なし and － can be values; where they cannot they are refused as what
            they are (no-value-mark), for the cell should be empty.
        digits: whether the value is a long row of digits, of which Excel's exponent form has lost some (digits-lost).
        limit: characters a cell of this kind can have; a longer one is refused unread, which bounds time.
    """

    def wrap(grammar: Grammar) -> Guarded:
        @wraps(grammar)
        def read(text: str, context: Mapping[str, object] = NO_CONTEXT) -> Reading:
            if limit is not None and len(text) > limit and text.strip():
                return refused(text, "too-long")
            folded, rule = apply_steps(text, steps)
            folded = folded.strip()
            if not folded:
                return repaired("", "trim-space") if text else canonical("")
            reason = _unreadable(folded, words=words, digits=digits)
            if reason:
                return refused(text, reason)
            answer = grammar(folded, context)
            if answer.status == "refused":
                return replace(answer, text=text)
            if answer.text == text:
                return replace(answer, status="canonical", rule="")
            return replace(answer, status="repaired", rule=answer.rule or rule or "trim-space")

        return read

    return wrap


def _unreadable(folded: str, *, words: bool, digits: bool) -> str:
    """Why no grammar need look at a text, or ""."""
    if _BROKEN.search(folded):
        return "broken-character"
    if not words and folded in _NO_VALUE:
        return "no-value-mark"
    return "digits-lost" if digits and _EXPONENT.fullmatch(folded) else ""


def found(text: str, rule: str = "", **properties: object) -> Reading:
    """What a grammar answers when it is sure; `guarded` finds out whether anything changed."""
    return Reading("canonical", text, rule=rule, properties=properties)


def check_weights(digits: str, weights: tuple[int, ...]) -> int:
    """Weighted sum of digits, as check digits need it; both have the same length."""
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))
