r"""Reads web addresses: as written, half width.

Grammar: http:// or https://, a host, and no white space. Full-width characters in scheme and host are folded
(that is what a browser does, UTS 46); in the path they could be part of a file name, so folding there is only
a proposal, unless the whole address is in full width. A scheme in capitals becomes small (url-scheme). A
missing scheme or ttp:// is refused with a proposal; several addresses, other schemes and inner spaces are
refused.

Source: RFC 3986 section 3, UTS 46 mapping; pattern of the standard ^https?://\S+$.
"""

import re
from collections.abc import Mapping

from pipelines.model.reading import Reading, refused
from pipelines.normalize.fold import drop_invisible, fold_width
from pipelines.normalize.readers.guard import TRIM, Sample, found, guarded

_WEB = re.compile(r"(https?://)([^\s/?#\\]+)([/?#]\S*)?", re.IGNORECASE)
_HOST = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}(?::[0-9]+)?(?:[/?#]\S*)?")
_ANOTHER = re.compile(r"[\s;,、，]\s*https?://", re.IGNORECASE)
_WIDE = re.compile("[！-～]")

ACCEPTED: tuple[Sample, ...] = (
    ("https://www.city.example.jp/a?b=1", "https://www.city.example.jp/a?b=1"),
    ("ｈｔｔｐｓ：／／ｗｗｗ．ｃｉｔｙ．ｅｘａｍｐｌｅ．ｊｐ／", "https://www.city.example.jp/"),
    ("HTTPS://www.city.example.jp/A", "https://www.city.example.jp/A"),
    ("https://例え.jp/図書館", "https://例え.jp/図書館"),
)
REFUSED: tuple[str, ...] = (
    "www.city.example.jp",
    "ttp://city.example.jp",
    "https://a.jp https://b.jp",
    "ftp://a.jp/",
    "https://a.jp/１",
    "なし",
)


@guarded(steps=(TRIM, ("drop-invisible", drop_invisible)), limit=2000)
def read_url(text: str, _context: Mapping[str, object]) -> Reading:
    """Read one web address; refusals: two-values, url-no-scheme, url-width (proposals), url-invalid."""
    if _ANOTHER.search(fold_width(text)):
        return refused(text, "two-values")
    folded = fold_width(text)
    web = _WEB.fullmatch(folded)
    if not web:
        return _without_scheme(text, folded)
    scheme, host, rest = web[1].lower(), web[2], web[3] or ""
    written = text[web.start(3) :] if web[3] else ""
    if _WIDE.search(written) and re.search("[!-~]", text):
        return refused(text, "url-width", scheme + host + rest)
    plain = scheme + host + rest
    return found(plain, "fold-width" if folded != text else "url-scheme" if scheme != web[1] else "")


def _without_scheme(text: str, folded: str) -> Reading:
    if re.match(r"ttps?://", folded, re.IGNORECASE) and _WEB.fullmatch("h" + folded):
        return refused(text, "url-no-scheme", "h" + folded)
    if _HOST.fullmatch(folded):
        return refused(text, "url-no-scheme", "https://" + folded)
    return refused(text, "url-invalid")
