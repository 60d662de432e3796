"""The numbering plan: whether digits are a telephone number in Japan, and where it is divided.

Source: `phonenumbers` (libphonenumber's metadata of 電気通信番号計画), narrowed to the area codes in use, and
0600 (FMC), which that metadata lacks.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipelines.normalize.readers.area_codes import AREA_CODES

_SHAPE = re.compile("0[1-9][0-9]{8,9}")


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the plan.

    Attributes:
        groups: its digits as the plan divides them: ("03", "3993", "1111").
        geographic: it begins with an area code.
    """

    groups: tuple[str, ...]
    geographic: bool

    @property
    def hyphen(self) -> str:
        """03-3993-1111."""
        return "-".join(self.groups)

    @property
    def national(self) -> str:
        """(03)3993-1111; numbers without area code are hyphenated in the national form too."""
        return f"({self.groups[0]}){'-'.join(self.groups[1:])}" if self.geographic else self.hyphen

    @property
    def conformant(self) -> tuple[str, ...]:
        """Every spelling that may stay as it is; freephone numbers are officially written 0120-999999."""
        freephone = (f"{self.groups[0]}-{''.join(self.groups[1:])}",) if self.groups[0] == "0120" else ()
        return (self.hyphen, self.national, *freephone)

    def rendered(self, form: str) -> str:
        """In the form of a column: "national", anything else hyphenated."""
        return self.national if form == "national" else self.hyphen

    def differs_from(self, form: str, written: str) -> bool:
        """Whether a conformant spelling is not the one that the column has; "" is a column that says nothing."""
        return bool(form) and self.geographic and written != self.rendered(form)

    def disputed_by(self, groups: Sequence[str]) -> bool:
        """Whether a written division begins with another area code that exists."""
        return self.geographic and len(groups) > 1 and groups[0] != self.groups[0] and groups[0] in AREA_CODES


def number_of(digits: str) -> Number | None:
    """The number that ASCII digits with their leading zero are, or None when the plan has no such number."""
    if not _SHAPE.fullmatch(digits):
        return None
    if digits.startswith("0600"):
        return Number((digits[:4], digits[4:7], digits[7:]), geographic=False) if len(digits) == 11 else None
    plan, national = _plan(), digits[1:]
    geographic = bool(plan.fixed.fullmatch(national))
    if not geographic and not plan.other.fullmatch(national):
        return None
    groups = next((cut.groups() for cut in (pattern.fullmatch(national) for pattern in plan.divisions) if cut), ())
    if len(groups) != 3:
        return None
    number = Number(("0" + groups[0], groups[1], groups[2]), geographic)
    return None if geographic and number.groups[0] not in AREA_CODES else number


@dataclass(frozen=True, slots=True)
class _Plan:
    """The metadata's patterns, compiled: calling its parser for every cell would cost three times as much."""

    fixed: re.Pattern[str]
    other: re.Pattern[str]
    divisions: tuple[re.Pattern[str], ...]


@cache
def _plan() -> _Plan:
    from phonenumbers import PhoneMetadata  # noqa: PLC0415  other readers start without it

    data = PhoneMetadata.metadata_for_region("JP", None)
    if data is None or data.fixed_line is None:  # the package always carries the metadata of every region
        raise LookupError("JP")
    kinds = (data.mobile, data.toll_free, data.premium_rate, data.voip, data.pager, data.uan)
    others = [kind.national_number_pattern for kind in kinds if kind and kind.national_number_pattern]
    return _Plan(
        fixed=re.compile(str(data.fixed_line.national_number_pattern)),
        other=re.compile("|".join(others)),
        divisions=tuple(
            re.compile("".join(f"(?={leading})" for leading in rule.leading_digits_pattern[-1:]) + str(rule.pattern))
            for rule in data.number_format
        ),
    )
