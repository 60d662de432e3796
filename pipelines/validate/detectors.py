"""Detectors of personal data in one text, each with a check behind its pattern."""

import re
import unicodedata
from collections.abc import Callable

from pipelines.validate.digits import valid_card, valid_mynumber

_URL = re.compile(r"https?://\S+")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−ー", "-"))
_TWELVE = re.compile(r"(?<![0-9A-Za-z])(?<![0-9]\.)([0-9]{4})([ -]?)([0-9]{4})\2([0-9]{4})(?!\.?[0-9]|-[0-9])")
_CARD = re.compile(
    r"(?<![0-9A-Za-z])(?<![0-9]\.)"
    r"(?:[0-9]{14,16}|[0-9]{4}([ -])[0-9]{4}\1[0-9]{4}\1[0-9]{4}|[0-9]{4}[ -][0-9]{6}[ -][0-9]{4,5})"
    r"(?!\.?[0-9]|-[0-9])"
)
_PRIVATE_DOMAINS = frozenset(
    {
        *("gmail.com", "googlemail.com", "yahoo.co.jp", "yahoo.ne.jp", "ymail.ne.jp", "outlook.jp", "outlook.com"),
        *("hotmail.com", "hotmail.co.jp", "live.jp", "live.com", "msn.com", "icloud.com", "me.com", "mac.com"),
        *("aol.com", "proton.me", "protonmail.com", "gmx.com", "docomo.ne.jp", "ezweb.ne.jp", "au.com"),
        *("softbank.ne.jp", "i.softbank.jp", "vodafone.ne.jp", "ymobile.ne.jp", "y-mobile.ne.jp", "willcom.com"),
        *("pdx.ne.jp", "emobile.ne.jp", "uqmobile.jp", "rakumail.jp", "excite.co.jp"),
    }
)
_MOBILE = re.compile(
    r"(?<![0-9])(?<![0-9]\.)(?:0|\+81[ -]?\(?0?\)?)[789]0[ ().-]{0,2}[0-9]{4}[ ().-]{0,2}[0-9]{4}(?![0-9])"
)
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@((?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,})")


def fold(text: str) -> str:
    """The text as detectors read it: half width, plain dashes, addresses of pages left out (ids hide there)."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text).translate(_DASHES)
    return _URL.sub(" ", plain) if "://" in plain else plain


def has_mynumber(text: str) -> bool:
    """A 個人番号: twelve digits with their check digit, not part of a longer number."""
    return any(valid_mynumber("".join(match.group(1, 3, 4))) for match in _TWELVE.finditer(text))


def has_twelve_digits(text: str) -> bool:
    """Anything in the shape of a 個人番号."""
    return _TWELVE.search(text) is not None


def has_card(text: str) -> bool:
    """A payment card's number: 14 to 16 digits of an issuer's range with their Luhn digit."""
    return any(valid_card(re.sub(r"[ -]", "", match.group())) for match in _CARD.finditer(text))


def has_card_digits(text: str) -> bool:
    """Anything in the shape of a card's number."""
    return _CARD.search(text) is not None


def has_mobile(text: str) -> bool:
    """A mobile telephone number, 070, 080 or 090."""
    return _MOBILE.search(text) is not None


def has_private_email(text: str) -> bool:
    """A mail address at a provider for private persons."""
    for match in _EMAIL.finditer(text) if "@" in text else ():
        domain = match.group(1).lower()
        # mobile carriers once gave addresses below regional names: a.docomo.ne.jp, t.vodafone.ne.jp
        if domain in _PRIVATE_DOMAINS or domain.partition(".")[2] in _PRIVATE_DOMAINS:
            return True
    return False


Shape = Callable[[str], bool]
NUMBERS: tuple[tuple[str, Shape, Shape], ...] = (
    ("mynumber", has_mynumber, has_twelve_digits),
    ("credit-card", has_card, has_card_digits),
)
"""Kind, detector, and the bare shape against which a column of ids shows that it is no such number."""
