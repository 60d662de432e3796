"""The numbering plan: whether digits are a telephone number in Japan, and where it is divided.

Source: `phonenumbers` (libphonenumber's metadata of 電気通信番号計画), narrowed to the area codes in use, and
0600 (FMC), which that metadata lacks.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from phonenumbers import (
    NumberParseException,
    PhoneNumberFormat,
    PhoneNumberType,
    format_number,
    is_valid_number,
    number_type,
    parse,
)

from pipelines.normalize.readers.area_codes import AREA_CODES


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

    def disputed_by(self, groups: Sequence[str]) -> bool:
        """Whether a written division begins with another area code that exists."""
        return self.geographic and len(groups) > 1 and groups[0] != self.groups[0] and groups[0] in AREA_CODES


def number_of(digits: str) -> Number | None:
    """The number that ASCII digits with their leading zero are, or None when the plan has no such number."""
    if not re.fullmatch("0[1-9][0-9]{8,9}", digits):
        return None
    if re.fullmatch("0600[0-9]{7}", digits):
        return Number((digits[:4], digits[4:7], digits[7:]), geographic=False)
    try:
        number = parse(digits, "JP")
    except NumberParseException:
        return None
    if not is_valid_number(number):
        return None
    groups = tuple(format_number(number, PhoneNumberFormat.NATIONAL).split("-"))
    geographic = number_type(number) == PhoneNumberType.FIXED_LINE
    if (geographic and groups[0] not in AREA_CODES) or len(groups) != 3:
        return None
    return Number(groups, geographic)
