"""Check digits: municipality code, 法人番号, マイナンバー, driving licence, cards; each function takes ASCII digits."""

_LGCODE_WEIGHTS = (6, 5, 4, 3, 2)
_MYNUMBER_WEIGHTS = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
_LICENCE_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
_LICENCE_OFFICES = frozenset(
    {*range(10, 15), *range(20, 26), 30, *range(40, 50), *range(50, 56), *range(60, 66)}
    | {*range(70, 75), *range(80, 84), *range(90, 98)}
)
"""公安委員会 by number; Hokkaido has five."""


def valid_lgcode(text: str) -> bool:
    """Whether six digits are a 全国地方公共団体コード: prefecture 01 … 47 and a right check digit (総務省)."""
    if len(text) != 6 or not _digits(text) or not 1 <= int(text[:2]) <= 47:
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_LGCODE_WEIGHTS, text[:5], strict=True))
    return (11 - total % 11) % 10 == int(text[5])


def valid_houjin(text: str) -> bool:
    """Whether thirteen digits are a 法人番号 (国税庁: the first is the check digit, modulus 9)."""
    if len(text) != 13 or not _digits(text):
        return False
    total = sum(int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(text[1:])))
    return 9 - total % 9 == int(text[0])


def valid_mynumber(text: str) -> bool:
    """Whether twelve digits are a 個人番号 (平成26年総務省令第85号第5条)."""
    if len(text) != 12 or not _digits(text) or len(set(text)) == 1:
        return False
    rest = sum(w * int(digit) for w, digit in zip(_MYNUMBER_WEIGHTS, text[:11], strict=True)) % 11
    return (0 if rest <= 1 else 11 - rest) == int(text[11])


def valid_licence(text: str) -> bool:
    """Whether twelve digits are a 運転免許証番号: a 公安委員会, and the check digit in the eleventh place.

    The twelfth counts reissues. The check digit is the last digit of 11 minus the rest (警察庁通達の記載要領).
    """
    if len(text) != 12 or not _digits(text) or int(text[:2]) not in _LICENCE_OFFICES:
        return False
    rest = sum(w * int(digit) for w, digit in zip(_LICENCE_WEIGHTS, text[:10], strict=True)) % 11
    return (11 - rest) % 10 == int(text[10])


def valid_card(text: str) -> bool:
    """Whether 14 to 19 digits are a payment card: an issuer's range and the Luhn digit (ISO/IEC 7812)."""
    return _digits(text) and _issued(text) and valid_luhn(text)


def valid_luhn(text: str) -> bool:
    """Whether ASCII digits end in the digit that Luhn's sum asks for."""
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(text))]
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0


def valid_jan(text: str) -> bool:
    """Whether thirteen digits end in the check digit of a JAN code (GS1: weights 1 and 3)."""
    if len(text) != 13 or not _digits(text):
        return False
    return sum(int(digit) * (1 + 2 * (place % 2)) for place, digit in enumerate(text)) % 10 == 0


def _issued(text: str) -> bool:
    head = int(text[:4]) if len(text) >= 4 else 0
    if (len(text) in (16, 19) and text[:2] == "62") or (len(text) == 19 and text[0] == "4"):
        return True
    if len(text) == 16:
        visa, jcb = 4000 <= head <= 4999, 3528 <= head <= 3589
        discover = head == 6011 or 6440 <= head <= 6599
        return visa or jcb or discover or 5100 <= head <= 5599 or 2221 <= head <= 2720
    if len(text) == 15:
        return text[:2] in ("34", "37")
    return len(text) == 14 and (3000 <= head <= 3059 or text[:2] in ("36", "38"))


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit()
