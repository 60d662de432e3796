"""Reads town identifiers (町字ID): seven digits, four for the 大字・町 and three for the 丁目・小字.

Grammar: 7 digits; a hyphen after the fourth is accepted (townid-hyphen): the 2026 sheet's own sample has it.
Fewer digits have lost zeros in a spreadsheet (7002 for 0007002): a proposal, or a repair where the column
proved it (context {"lost_zero": true}).

Source: アドレス・ベース・レジストリ 町字マスター; standard/README "store 7 digits".
"""

import re
from collections.abc import Mapping

from pipelines.model.reading import Reading, refused
from pipelines.normalize.fold import DASHES
from pipelines.normalize.readers.guard import Sample, found, guarded

ACCEPTED: tuple[Sample, ...] = (
    ("0002002", "0002002"),
    ("0008-001", "0008001"),
    ("０００８００１", "0008001"),
    ("7002", "0007002", {"lost_zero": True}),
)
REFUSED: tuple[str, ...] = ("7002", "00080011", "豊玉北", "0000000")


@guarded(digits=True)
def read_townid(text: str, context: Mapping[str, object]) -> Reading:
    """Read a 町字ID; refusals: townid-invalid, lost-zero (with proposal), digits-lost."""
    hyphened = re.fullmatch(rf"([0-9]{{4}})[-{DASHES}]([0-9]{{3}})", text)
    digits = hyphened[1] + hyphened[2] if hyphened else text
    if not re.fullmatch("[0-9]{4,7}", digits) or not digits.strip("0"):
        return refused(text, "townid-invalid")
    if len(digits) == 7:
        return found(digits, "townid-hyphen" if hyphened else "")
    if context.get("lost_zero"):
        return found(digits.zfill(7), "add-lost-zero")
    return refused(text, "lost-zero", digits.zfill(7))
