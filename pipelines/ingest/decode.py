"""Bytes to text: which encoding a file is in, strictly; a file that none fits is refused, never patched."""

import codecs
import re
from dataclasses import dataclass

from pipelines.model.errors import UnreadableFile

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# the escape sequences that ISO-2022-JP (and its extensions) announce a character set with
_ESCAPE = re.compile(rb"\x1b(?:\$[@B(]|\([BJI])")
_KANA = re.compile("[\u3041-\u3093\u30a1-\u30f6\u30fc\u3001\u3002]")
_HALF_KANA = re.compile("[\uff61-\uff9f]")
_ODD = re.compile("[\ue000-\uf8ff\u0080-\u009f]")
_KANJI = re.compile("[\u4e00-\u9fff]")
_SIGNS = re.compile("[\u2010-\u27ff\u3000\u3003-\u301d\u3200-\u33ff\uff01-\uff5e\uffe5]")
_BEYOND_ASCII = bytes(range(0x80, 0x100))
_SAMPLE = 50_000
"""Bytes or characters that a guess looks at; the decoding itself is strict to the last byte."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text of a file.

    Attributes:
        text: all of it, without the byte order mark.
        encoding: Python's name in lower case with "-".
        bom: whether a byte order mark stood in front.
    """

    text: str
    encoding: str
    bom: bool


def decode(data: bytes, name: str) -> Decoded:
    """Text of `data` in the one encoding that fits it.

    Order: byte order mark, escape sequences (ISO-2022-JP), the NUL pattern of UTF-16 without a mark, strict UTF-8,
    then CP932 against EUC-JP by what Japanese text looks like.

    Raises:
        UnreadableFile: "undecodable" when none fits strictly.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            text = _strict(data[len(mark) :], encoding)
            if text is not None:
                return Decoded(text, encoding.removesuffix("-le").removesuffix("-be"), bom=True)
            raise UnreadableFile("undecodable", file=name, encoding=encoding)
    for guess in (_escaped, _utf16_without_mark, _utf8):
        found = guess(data)
        if found is not None:
            return found
    # every third byte of Japanese UTF-8 makes some kanji in CP932: a cut file must not turn into 縺薙
    damaged = _nearly_utf8(data)
    found = None if damaged else _legacy(data)
    if found is None:
        raise UnreadableFile("undecodable", file=name, encoding="utf-8" if damaged else "")
    return found


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _escaped(data: bytes) -> Decoded | None:
    if not _ESCAPE.search(data) or max(data, default=0) > 0x7F:
        return None
    for codec in ("iso2022_jp", "iso2022_jp_ext", "iso2022_jp_3", "iso2022_jp_2004"):
        text = _strict(data, codec)
        if text is not None:
            return Decoded(text, "iso-2022-jp", bom=False)
    return None


def _utf16_without_mark(data: bytes) -> Decoded | None:
    """UTF-16 without a mark shows NULs at positions of one parity only: the high bytes of commas and line ends."""
    if len(data) % 2 or b"\x00" not in data[:_SAMPLE]:
        return None
    even, odd = data[0:_SAMPLE:2].count(0), data[1:_SAMPLE:2].count(0)
    if 2 * (even + odd) < data.count(b",", 0, _SAMPLE) + data.count(b"\n", 0, _SAMPLE):
        return None  # in UTF-16 a NUL stands beside every comma and line end; this is another text with a stray NUL
    # U+3000 and U+3100 … put a NUL into the other half now and then; the ASCII signs outnumber them
    if min(even, odd) * 10 > max(even, odd):
        return None
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    text = _strict(data, encoding)
    if text is None or "\x00" in text or not re.search(r"[,\t\r\n<]", text):
        return None
    return Decoded(text, encoding, bom=False)


def _utf8(data: bytes) -> Decoded | None:
    text = _strict(data, "utf-8")
    if text is None or text.count("\x00") * 10 > len(text):
        return None  # a tenth NULs: UTF-16 that was cut or mended by hand, no text in ASCII
    return Decoded(text, "utf-8", bom=False)


def _nearly_utf8(data: bytes) -> bool:
    """Whether nearly all bytes beyond ASCII are sound UTF-8, so that the file is a damaged one of that encoding."""
    part = data[:_SAMPLE]
    beyond = len(part) - len(part.translate(None, _BEYOND_ASCII))
    good = part.decode("utf-8", "ignore").encode()  # to count by, never to read
    kept = len(good) - len(good.translate(None, _BEYOND_ASCII))
    return beyond >= 6 and kept >= 0.8 * beyond


def _legacy(data: bytes) -> Decoded | None:
    """CP932 against EUC-JP; a tie goes to CP932, which is what offices in Japan write."""
    if data.count(b"\x00") * 10 > len(data):
        return None
    texts = {encoding: _strict(data, encoding) for encoding in ("cp932", "euc_jp", "euc_jis_2004")}
    best = max(texts, key=lambda encoding: _looks_japanese(texts[encoding]))
    text = texts[best]
    if text is None or _looks_japanese(text) < 0:
        return None
    return Decoded(text, "cp932" if best == "cp932" else "euc-jp", bom=False)


def _looks_japanese(text: str | None) -> float:
    """Score per character; -1 for no text or one that is mostly nothing that anybody writes."""
    if text is None:
        return -1.0
    sample = [c for c in text[:_SAMPLE] if c > "\x7f"]
    if not sample:
        return 0.0
    joined = "".join(sample)
    kana = len(_KANA.findall(joined))
    half = len(_HALF_KANA.findall(joined))
    odd = len(_ODD.findall(joined))
    kanji = sum(1 for c in _KANJI.findall(joined) if _first_level(c))
    signs = len(_SIGNS.findall(joined))
    score = (2 * kana + kanji + signs + 0.05 * half - 3 * odd) / len(sample)
    # half-width kana alone are real text (カナ欄), just less likely than anything else that fits
    return max(score, 0.001) if half + kana + kanji + signs > 3 * odd else -1.0


def _first_level(character: str) -> bool:
    """Whether a kanji is among the 2,965 common ones (JIS X 0208 level 1, rows 16 to 47)."""
    try:
        code = character.encode("euc_jp")
    except UnicodeEncodeError:
        return False
    return len(code) == 2 and 0xB0 <= code[0] <= 0xCF
