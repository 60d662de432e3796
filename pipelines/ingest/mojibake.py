"""Text that was decoded wrongly before it reached us: what it was, where the whole way back and forth agrees.

Three ways are known, alone or one after the other: CP932 read as Windows-1252 ("Ž{Ý–¼"), UTF-8 read as Windows-1252
("æ—¥æœ¬"), and UTF-8 read as CP932 ("繧ｳ繝ｼ繝"). Nothing is repaired: the answer is a proposal.
"""

import re

from pipelines.ingest.fidelity import windows_bytes

_WESTERN = re.compile("[\u00a1-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2020-\u2022]")
_DOUBLE = re.compile("[\u7e3a\u7e67\u7e5d\u86df\u8b5b\u8ad0]|[\u4e00-\u9fff][\uff61-\uff9f]")
_DOUBLE_SURE = re.compile("(?:[\u7e3a\u7e67\u7e5d].){3}|(?:[\u7e3a\u7e67\u7e5d][\uff61-\uff9f]){2}")
_JAPANESE = re.compile("[\u3041-\u30ff\u4e00-\u9fff\uff66-\uff9f]")
_UTF8 = re.compile(rb"[\xe2-\xef][\x80-\xbf]{2}")
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_ROUNDS = 3
"""How often a file may have gone through the same mistake."""


def meant(text: str) -> str | None:
    """What a garbled text was before, where undoing the wrong decoding gives Japanese; None for sound text.

    "" for text that is surely garbled and cannot be undone, bytes having been lost on the way, or whose recovered
    text would not become this one again.
    """
    found: str | None = None
    for _ in range(_ROUNDS):
        step = _undone(text if found is None else found)
        if step is None:
            return found
        found = step
        if not step:
            return ""
    return found if _undone(found or "") is None else ""


def _undone(text: str) -> str | None:
    """One wrong decoding undone; see meant."""
    if not _JAPANESE.search(text) and len(_WESTERN.findall(text)) >= 2:
        raw = _western_bytes(text)
        if raw is None:
            return None
        encodings = ("utf-8",) if _was_utf8(raw) else ("utf-8", "cp932")
        shown = {raw.decode("latin-1"), _western_text(raw)}
        guess = _recovered(raw, text, encodings, shown)
        return "" if guess is None and len(encodings) == 1 else guess
    if not _DOUBLE.search(text):
        return None
    raw = _cp932_bytes(text)
    guess = _recovered(raw, text, ("utf-8",), {raw.decode("cp932")}) if raw else None
    return "" if guess is None and _DOUBLE_SURE.search(text) else guess


def _was_utf8(raw: bytes) -> bool:
    """Whether half of the bytes are whole characters of UTF-8, so that what is broken among them is no CP932 either."""
    return 2 * sum(map(len, _UTF8.findall(raw))) >= len(_BEYOND_ASCII.findall(raw))


def _recovered(raw: bytes, text: str, encodings: tuple[str, ...], shown: set[str]) -> str | None:
    """The Japanese text that `raw` is in one of `encodings`; "" where the way back would not give `text` again."""
    for encoding in encodings:
        try:
            guess = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _JAPANESE.search(guess):
            again = windows_bytes(guess) if encoding == "cp932" else guess.encode()
            return guess if again == raw and text in shown else ""
    return None


def _cp932_bytes(text: str) -> bytes | None:
    try:
        return text.encode("cp932")
    except UnicodeEncodeError:
        return None


def _western_bytes(text: str) -> bytes | None:
    """Bytes that Windows-1252 (or Latin-1, for the five places where it has no letter) shows as this text."""
    out = bytearray()
    for character in text:
        try:
            out += character.encode("cp1252")
        except UnicodeEncodeError:
            if ord(character) > 0xFF:
                return None
            out.append(ord(character))
    return bytes(out)


def _western_text(raw: bytes) -> str:
    """What Windows-1252 shows for bytes; the five places without a letter as Latin-1 has them."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in raw)
