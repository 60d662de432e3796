"""Vectorised tests that tell, for each text of a type, that it is certainly fine or certainly not of the type."""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.table_schema.values import written
from pipelines.validate.engine.arrow import Flags, arrow_flags, flags, numbers

_YEAR = "(?:000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})"
_DAY = f"{_YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])"
_CLOCK = "(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
_URI = r"https?://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?:/[A-Za-z0-9_.~/-]*)?"

USUAL = {
    "integer": "-?(?:0|[1-9][0-9]{0,17})",
    "number": r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?",
    "date": _DAY,
    "time": _CLOCK,
    "datetime": f"{_DAY}T{_CLOCK}Z?",
    "year": "[0-9]{4}",
    "yearmonth": "[0-9]{4}-(?:0[1-9]|1[0-2])",
    "uri": _URI,
}
"""Type (or format) -> a regular expression of texts that Frictionless certainly takes: canonical ones."""

_LETTERS = "ぁ-ゖァ-ヺ一-龥"
_NEVER = {
    "integer": f".*[A-Za-z.,:/{_LETTERS}].*",
    "number": f".*[b-dghj-mo-ru-xzB-DGHJ-MO-RU-XZ,:/{_LETTERS}].*",
    "date": f"[^-]*-?[^-]*|.*[A-Za-z.,:/{_LETTERS}].*",
    "time": ".{0,7}|.{5}[^:].*",
    "datetime": ".{0,18}|.{16}[^:].*",
}
"""Type -> texts that Frictionless certainly refuses; asking Python about each would take long in a faulty column."""

_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "minimum": operator.ge,
    "maximum": operator.le,
    "exclusiveMinimum": operator.gt,
    "exclusiveMaximum": operator.lt,
}


@dataclass(frozen=True, slots=True)
class Sure:
    """What can be told of many texts at once.

    Attributes:
        kind: key of USUAL.
        bounds: constraint -> the comparable value.
    """

    kind: str
    bounds: Mapping[str, Any]

    def fine(self, texts: pa.StringArray) -> Flags:
        """Which texts are of the type and within the bounds, beyond doubt."""
        usual = flags(pc.match_substring_regex(texts, rf"\A(?:{USUAL[self.kind]})\z"))
        if not self.bounds or not usual.any():
            return usual
        if self.kind in ("integer", "number", "year"):
            return self._numbers_within(texts, usual)
        return self._texts_within(texts, usual)

    def wrong(self, texts: pa.StringArray) -> Flags:
        """Which texts are certainly not of the type."""
        never = _NEVER.get(self.kind)
        if never is None:
            return np.zeros(len(texts), dtype=bool)
        return flags(pc.match_substring_regex(texts, rf"(?s)\A(?:{never})\z"))

    def _numbers_within(self, texts: pa.StringArray, usual: Flags) -> Flags:
        known = texts if usual.all() else texts.filter(arrow_flags(usual))
        values = numbers(pc.cast(known, pa.float64()), np.float64)
        within = np.ones(len(values), dtype=bool)
        for name, bound in self.bounds.items():
            limit = _as_float(bound)
            # strictly: where the two round to the same float, the exact road decides
            within &= (values > limit) if _COMPARE[name] in (operator.ge, operator.gt) else (values < limit)
        fine = usual.copy()
        fine[usual] = within
        return fine

    def _texts_within(self, texts: pa.StringArray, usual: Flags) -> Flags:
        """Dates and times of equal width compare like their texts."""
        fine = usual
        for name, bound in self.bounds.items():
            limit = written(bound)
            if not limit:
                return np.zeros(len(texts), dtype=bool)
            test = {"minimum": pc.greater_equal, "maximum": pc.less_equal}.get(name)
            test = test or (pc.greater if name == "exclusiveMinimum" else pc.less)
            fine = fine & flags(test(texts, limit))
        return fine


def _as_float(bound: Any) -> float:
    try:
        return float(bound) if isinstance(bound, int | Decimal) else float("nan")
    except (OverflowError, ValueError):
        return float("nan")
