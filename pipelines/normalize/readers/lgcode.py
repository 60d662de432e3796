"""Reads local government codes (全国地方公共団体コード): six digits, the last of which checks the other five.

Grammar: 6 digits, or 5 and a hyphen and the check digit (lgcode-hyphen). S = 6·d1 + 5·d2 + 4·d3 + 3·d4 +
2·d5, check digit = (11 - S mod 11) mod 10; the first two digits are a prefecture, 01 to 47.

Five digits are either the JIS X 0402 code without check digit or a code whose first zero a spreadsheet
dropped. The check digit is added (add-check-digit) only when the first reading is an existing municipality
and the second one is not. A lost zero is put back (add-lost-zero) when the column proved it (context
{"lost_zero": true}) or the code is the publisher's own (context publisher); otherwise it is a proposal. In a
column that has both kinds (context {"lost_zero": false}) neither is certain, and both are proposals. A
wrong check digit is refused; the proposal is the one existing code that differs in one digit or in two
neighbours swapped, where there is just one.

Source: 総務省 全国地方公共団体コード仕様; standard/README "Check digits"; schemas/codelists for what exists.
"""

import re
from collections.abc import Mapping

from pipelines.model.reading import Reading, refused
from pipelines.normalize.fold import DASHES
from pipelines.normalize.readers.guard import Sample, check_weights, found, guarded
from pipelines.standard import municipalities

ACCEPTED: tuple[Sample, ...] = (
    ("131202", "131202"),
    ("１３１２０２", "131202"),
    ("13120-2", "131202"),
    ("13120", "131202"),
    ("01105", "011053"),
    ("11053", "011053", {"lost_zero": True}),
    ("11053", "011053", {"publisher": "011053"}),
)
REFUSED: tuple[str, ...] = ("131203", "11002", "990001", "1.31E+05", "練馬区", "1312022")


@guarded(digits=True)
def read_lgcode(text: str, context: Mapping[str, object]) -> Reading:
    """Read a code; refusals: check-digit, lost-zero (with proposals), digits-lost, lgcode-invalid."""
    hyphened = re.fullmatch(rf"([0-9]{{5}})[-{DASHES}]([0-9])", text)
    digits = hyphened[1] + hyphened[2] if hyphened else text
    if not re.fullmatch("[0-9]{4,6}", digits):
        return refused(text, "lgcode-invalid")
    if len(digits) == 6:
        if not "01" <= digits[:2] <= "47":
            return refused(text, "lgcode-invalid")
        if digits != _complete(digits[:5]):
            return refused(text, "check-digit", _meant(digits))
        return found(digits, "lgcode-hyphen" if hyphened else "")
    if len(digits) == 4:
        code = _complete("0" + digits)
        return refused(text, "lost-zero", code) if code in municipalities() else refused(text, "lgcode-invalid")
    return _five(digits, context)


def _five(digits: str, context: Mapping[str, object]) -> Reading:
    """Five digits: without check digit, or without the first zero."""
    known = municipalities()
    stem, with_zero = _complete(digits), "0" + digits
    whole = with_zero == _complete(with_zero[:5]) and with_zero in known
    if digits[0] != "0" and whole:
        proved = bool(context.get("lost_zero")) or (context.get("publisher") == with_zero and stem not in known)
        return found(with_zero, "add-lost-zero") if proved else refused(digits, "lost-zero", with_zero)
    if stem in known and (digits[0] == "0" or not context.get("lost_zero")):
        unclear = digits[0] != "0" and context.get("lost_zero") is False
        return refused(digits, "lost-zero", stem) if unclear else found(stem, "add-check-digit")
    return refused(digits, "lgcode-invalid")


def _complete(stem: str) -> str:
    """Five digits with the sixth that checks them."""
    return stem + str((11 - check_weights(stem, (6, 5, 4, 3, 2)) % 11) % 10)


def _meant(digits: str) -> str:
    """The only existing code that is one slip of the finger away, or ""."""
    slips = {digits[:i] + d + digits[i + 1 :] for i in range(6) for d in "0123456789"}
    slips |= {digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :] for i in range(5)}
    near = [code for code in slips if code in municipalities()]
    return near[0] if len(near) == 1 else ""
