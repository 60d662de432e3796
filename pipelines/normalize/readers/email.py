"""Reads e-mail addresses: as written, in half width.

Grammar: local@domain in ASCII, no spaces, at least one dot in the domain. Full width becomes half width
(fold-width), `mailto:` goes (drop-mailto). Several addresses, a name around the address and spelled-out signs
([at], ★) are refused, the last two with a proposal.

Source: RFC 5321 dot-string and domain (no quoted strings, no address literals: a municipality has none).
"""

import re
from collections.abc import Mapping

from pipelines.model.reading import Reading, refused
from pipelines.normalize.readers.guard import Sample, found, guarded

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})+")
_SPELLED_AT = re.compile(r"\s*(?:[(\[<{]\s*(?:at|アット|アットマーク)\s*[)\]>}]|[★☆◎])\s*", re.IGNORECASE)

ACCEPTED: tuple[Sample, ...] = (
    ("info@city.example.jp", "info@city.example.jp"),
    ("ｉｎｆｏ＠ｃｉｔｙ．ｅｘａｍｐｌｅ．ｊｐ", "info@city.example.jp"),
    ("mailto:info@city.example.jp", "info@city.example.jp"),
)
REFUSED: tuple[str, ...] = (
    "info@city",
    "info[at]city.example.jp",
    "a@city.example.jp;b@city.example.jp",
    "係 <a@city.example.jp>",
    "なし",
)


@guarded(limit=320)
def read_email(text: str, _context: Mapping[str, object]) -> Reading:
    """Read one address; refusals: two-values, email-invalid (with a proposal where an address can be seen)."""
    bare = re.sub(r"^mailto:\s*", "", text, flags=re.IGNORECASE)
    if _ADDRESS.fullmatch(bare):
        return found(bare, "drop-mailto" if bare != text else "")
    if text.count("@") > 1:
        return refused(text, "two-values")
    inside = re.search(r"[<(]([^<>()]+)[>)]\s*$", bare)
    for candidate in (_SPELLED_AT.sub("@", bare), inside[1].strip() if inside else ""):
        if _ADDRESS.fullmatch(candidate):
            return refused(text, "email-invalid", candidate)
    return refused(text, "email-invalid")
