"""Reads identifiers (ID, 管理番号): half-width ASCII.

Grammar: printable ASCII; full-width letters and digits become half width (fold-width), odd dashes between
letters and digits become "-" (fold-dashes). Excel's exponent form (1.23457E+12) has lost digits and is
refused; 1E05 is an identifier. An identifier with a decimal tail (1024.0) came through a number column: a
proposal.

Source: standard/README, pattern of ID fields ^[0-9A-Za-z_-]+$ (inferred, so the schema judges spaces and
signs).
"""

import re
from collections.abc import Mapping

from pipelines.model.reading import Reading, refused
from pipelines.normalize.fold import DASHES
from pipelines.normalize.readers.guard import Sample, found, guarded

_ODD_DASH = re.compile(f"(?<=[0-9A-Za-z])[{DASHES}](?=[0-9A-Za-z])")

ACCEPTED: tuple[Sample, ...] = (
    ("AA0000000001", "AA0000000001"),
    ("ＡＡ－００１", "AA-001"),
    ("A−1", "A-1"),
    ("1E05", "1E05"),
)
REFUSED: tuple[str, ...] = ("1.23457E+12", "А1", "第1号", "1024.0")


@guarded(digits=True)
def read_code(text: str, _context: Mapping[str, object]) -> Reading:
    """Read an identifier; refusals: digits-lost, code-decimal (with proposal), code-character."""
    decimal = re.fullmatch(r"([0-9]{1,15})\.0+", text)
    if decimal:
        return refused(text, "code-decimal", decimal[1])
    plain = _ODD_DASH.sub("-", text)
    if not re.fullmatch("[ -~]+", plain):
        return refused(text, "code-character")
    return found(plain, "fold-dashes" if plain != text else "")
