"""Mobile telephone numbers and private mail addresses in one text."""

import re
from collections.abc import Iterator

_GAP = r"[ ().\-/・_~〜]{0,3}"
_MOBILE = re.compile(
    rf"(?<![0-9])(?<![0-9]\.)(?<!〒)(?:0|\+?81[ -]?\(?0?\)?)[6789]0{_GAP}[0-9]{{4}}{_GAP}[0-9]{{4}}(?![0-9]|-[0-9])"
)
_AT = re.compile(r"[(\[<{] ?(?:at|アット(?:マ-ク)?) ?[)\]>}]", re.IGNORECASE)
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64} ?@ ?((?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24})")
_NO_ZERO = re.compile(r"[6789]0[- ]?[0-9]{4}[- ]?[0-9]{4}")
_CALLED_MOBILE = re.compile(rf"携帯[^0-9]{{0,6}}{_NO_ZERO.pattern}(?![0-9]|-[0-9])")
_ELEVEN = re.compile(r"(?<![0-9])[0-9]{11}(?![0-9])")
_FREE = frozenset(
    {
        *("gmail.com", "googlemail.com", "yahoo.co.jp", "yahoo.ne.jp", "yahoo.com", "ymail.ne.jp", "outlook.jp"),
        *("outlook.com", "hotmail.com", "hotmail.co.jp", "live.jp", "live.com", "msn.com", "icloud.com", "me.com"),
        *("mac.com", "aol.com", "aol.jp", "proton.me", "protonmail.com", "gmx.com", "zoho.com", "mail.com"),
        *("docomo.ne.jp", "ezweb.ne.jp", "au.com", "softbank.ne.jp", "i.softbank.jp", "disney.ne.jp"),
        *("vodafone.ne.jp", "jp-d.ne.jp", "ymobile.ne.jp", "y-mobile.ne.jp", "ymobile1.ne.jp", "willcom.com"),
        *("pdx.ne.jp", "wcm.ne.jp", "emobile.ne.jp", "uqmobile.jp", "rakumail.jp", "rakuten.jp", "excite.co.jp"),
        *("goo.jp", "mail.goo.ne.jp", "infoseek.jp", "livedoor.com", "nifmail.jp", "tutanota.com", "qq.com"),
        *("163.com", "naver.com", "hanmail.net"),
    }
)
_PROVIDERS = frozenset(
    {
        *("nifty.com", "nifty.ne.jp", "biglobe.ne.jp", "biglobe.jp", "ocn.ne.jp", "so-net.ne.jp", "so-net.jp"),
        *("plala.or.jp", "dion.ne.jp", "odn.ne.jp", "odn.jp", "jcom.home.ne.jp", "jcom.zaq.ne.jp", "zaq.ne.jp"),
        *("eonet.ne.jp", "asahi-net.or.jp", "hi-ho.ne.jp", "dti.ne.jp", "wakwak.com", "ybb.ne.jp", "bbiq.jp"),
        *("commufa.jp", "infoweb.ne.jp", "tiki.ne.jp", "mopera.net", "itscom.net", "cts.ne.jp"),
    }
)
"""Private persons and small offices alike: such an address alone decides nothing."""


def find_mobiles(plain: str) -> Iterator[str]:
    """Mobile telephone numbers: 070, 080, 090 and, from 2026, 060; without its zero where the word stands before it."""
    for pattern in (_MOBILE, _CALLED_MOBILE):
        for match in pattern.finditer(plain):
            yield match.group()


def is_mobile_without_zero(plain: str) -> bool:
    """Whether a cell of a column of telephone numbers is a mobile number whose zero a spreadsheet took."""
    return _NO_ZERO.fullmatch(plain.strip()) is not None


def is_bare_mobile(plain: str) -> bool:
    """Whether a text is nothing but eleven digits that could be a mobile number, as ids can be too."""
    return len(plain.strip()) == 11 and _MOBILE.fullmatch(plain.strip()) is not None


def is_eleven_digits(plain: str) -> bool:
    """Whether a text is nothing but eleven digits."""
    return _ELEVEN.fullmatch(plain.strip()) is not None


def find_emails(plain: str) -> Iterator[tuple[str, bool]]:
    """(address, certain) of private mail addresses; those of providers that offices use too are not certain."""
    spelled = _AT.sub("@", plain)
    for match in _EMAIL.finditer(spelled) if "@" in spelled else ():
        domain = match.group(1).lower()
        # mobile carriers and providers gave addresses below regional names: a.docomo.ne.jp, xx.ocn.ne.jp
        parents = (domain, domain.partition(".")[2])
        if any(name in _FREE for name in parents):
            yield match.group(), True
        elif any(name in _PROVIDERS for name in parents):
            yield match.group(), False
