"""Reads corporate numbers (法人番号): thirteen digits, the first of which checks the other twelve.

Grammar: 13 digits, hyphens or spaces between groups allowed (houjin-hyphen). Check digit = 9 - (sum of the
twelve digits from the right, weighted 1, 2, 1, 2 … , mod 9); it is never 0, so no leading zero can be lost.
Twelve digits are a company registration number: the check digit can be computed, which is a proposal. T and
13 digits is an invoice registration number, which for a person is not a corporate number: a proposal too.
Excel's exponent form has lost digits.

Source: 法人番号の指定等に関する省令 (Ordinance of the Ministry of Finance 70 of 2014), article 2.
"""

import re
from collections.abc import Mapping

from pipelines.model.reading import Reading, refused
from pipelines.normalize.fold import DASHES
from pipelines.normalize.readers.guard import Sample, check_weights, found, guarded

_WEIGHTS = (2, 1) * 6
_BETWEEN = re.compile(rf"(?<=[0-9])[-{DASHES} ](?=[0-9])")

ACCEPTED: tuple[Sample, ...] = (
    ("3000020131202", "3000020131202"),
    ("３００００２０１３１２０２", "3000020131202"),
    ("3-0000-2013-1202", "3000020131202"),
)
REFUSED: tuple[str, ...] = ("3000020131203", "00002013120", "000020131202", "6.00002E+12", "T3000020131202", "練馬区")


@guarded(digits=True)
def read_houjin(text: str, _context: Mapping[str, object]) -> Reading:
    """Read a corporate number; refusals: digits-lost, check-digit, houjin-invalid, houjin-invoice (proposal)."""
    digits = _BETWEEN.sub("", text)
    if re.fullmatch("[0-9]{13}", digits):
        if digits[0] != _check_digit(digits[1:]):
            return refused(text, "check-digit")
        return found(digits, "houjin-hyphen" if digits != text else "")
    if re.fullmatch("[0-9]{12}", digits):
        return refused(text, "houjin-invalid", _check_digit(digits) + digits)
    if re.fullmatch("[Tt][0-9]{13}", digits) and digits[1] == _check_digit(digits[2:]):
        return refused(text, "houjin-invoice", digits[1:])
    return refused(text, "houjin-invalid")


def _check_digit(twelve: str) -> str:
    return str(9 - check_weights(twelve, _WEIGHTS) % 9)
