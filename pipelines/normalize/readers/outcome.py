"""What the grammars of dates, times and numbers hand their readers when a text is none: the reason, in one shape."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

_NOTHING: Mapping[str, object] = MappingProxyType({})


class Fault(NamedTuple):
    """Why a text is refused.

    Attributes:
        reason: the finding's code, kebab-case.
        proposal: what a steward may choose, "" where nothing sensible exists.
        beside: properties of the refusal (start and end of a range, the unit of a cell).
    """

    reason: str
    proposal: str = ""
    beside: Mapping[str, object] = _NOTHING
