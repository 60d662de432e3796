"""Numbers of persons in one text: マイナンバー, licence, pension, passport, bank account, card; each behind a check."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipelines.validate.digits import valid_card, valid_houjin, valid_jan, valid_licence, valid_luhn, valid_mynumber

_SEPARATORS = r"[ ./·・_~〜-]{1,3}"
_NO_DIGIT_BEFORE = r"(?<![0-9A-Za-z])(?<![0-9]\.)"
_NO_DIGIT_AFTER = r"(?!\.?[0-9A-Za-z]|-[0-9])"
_TWELVE = re.compile(
    rf"{_NO_DIGIT_BEFORE}[0-9]{{12}}{_NO_DIGIT_AFTER}"
    rf"|{_NO_DIGIT_BEFORE}(?<![0-9][ -])[0-9]{{4}}({_SEPARATORS})[0-9]{{4}}\1[0-9]{{4}}(?![ -]{{0,2}}[0-9]|\.[0-9])"
)
_CARD = re.compile(
    rf"{_NO_DIGIT_BEFORE}(?:[0-9]{{14,16}}|4[0-9]{{12}}|(?:62|4[0-9])[0-9]{{17}}|[0-9]{{4}}({_SEPARATORS})[0-9]{{4}}\1[0-9]{{4}}\1[0-9]{{4}}"
    rf"|[0-9]{{4}}[ -][0-9]{{6}}[ -][0-9]{{4,5}}){_NO_DIGIT_AFTER}"
)
_PENSION = re.compile(rf"{_NO_DIGIT_BEFORE}(?<![0-9]-)[0-9]{{4}} ?- ?[0-9]{{6}}(?![0-9]|-[0-9])")
_NO_PENSION = re.compile(r"0120|0570|0800|0990|0180|0170|00[0-9]{2}")
"""Toll-free and information numbers are written 4-6 too."""
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_LABELLED_TWELVE = r"[^0-9]{0,12}([0-9]{12}|[0-9]{4}[ ./·・-]{1,3}[0-9]{4}[ ./·・-]{1,3}[0-9]{4})(?![0-9])"
_LABELLED: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("mynumber", re.compile(rf"(?:マイナンバ-|個人番号|my ?number){_LABELLED_TWELVE}", re.IGNORECASE)),
    ("licence", re.compile(rf"(?:免許証|免許番号|運転免許){_LABELLED_TWELVE}")),
    ("pension", re.compile(r"年金(?:手帳)?[^0-9]{0,12}([0-9]{4}[ -]{0,3}[0-9]{6})(?![0-9])")),
    ("passport", re.compile(r"(?:旅券|パスポ-ト|passport)[^0-9]{0,14}?([A-Z]{2} ?-?[0-9]{7})(?![0-9])", re.IGNORECASE)),
)
_CARD_LABELLED = re.compile(
    r"(?:クレジット|支払|決済|引落|(?<![^ 、。:(])カ-ド|VISA|JCB|MASTER ?(?:CARD)?|AMEX|アメックス|ダイナ-ス|DINERS)"
    r"(?:カ-ド)?[^0-9]{0,14}([0-9](?:[ -]?[0-9]){12,18})(?![0-9]|-[0-9])",
    re.IGNORECASE,
)
_BANK = r"(?:銀行|信用金庫|信金|信用組合|信組|労働金庫|労金|農協|農業協同組合|漁協|漁業協同組合|ゆうちょ|JA)"
_OFFICE = r"(?:支店|本店|出張所|営業部|本所|支所|営業所|店番号?|店名)"
_SEVEN = r"[0-9](?:[ -]?[0-9]){5,6}(?![0-9]|-[0-9])"
_ACCOUNT = r"([0-9](?:[ -]?[0-9]){3,7})(?![0-9]|-[0-9])"
_BANKS = tuple(
    re.compile(pattern, re.IGNORECASE | re.DOTALL)
    for pattern in (
        rf"(?:口座番号|口座No\.?|貯金番号|預金番号)[^0-9〒]{{0,12}}{_ACCOUNT}",
        rf"{_BANK}.{{0,30}}?(?:普通|当座|貯蓄|総合|口座|普\)|当\))[^0-9〒]{{0,14}}{_ACCOUNT}",
        rf"{_BANK}.{{0,16}}?{_OFFICE}[^0-9〒]{{0,10}}(?:[0-9]{{3}}[^0-9〒]{{1,8}})?(?<![0-9-])({_SEVEN})",
        rf"(?:普通|当座)(?:預金|口座)?[^0-9〒、。]{{0,6}}(?<![0-9-])({_SEVEN})",
        r"(?<![0-9-])([0-9]{7})[^0-9]{0,3}(?:普通|当座)",
        rf"{_OFFICE}[^0-9]{{0,6}}[普当][^0-9]{{0,3}}({_SEVEN})",
        r"記号[^0-9]{0,4}(1[0-9]{3}0[^0-9]{0,8}[0-9]{2,8})(?![0-9])",
        r"(?:ゆうちょ|郵便貯金)[^0-9〒]{0,10}(1[0-9]{3}0[ -]{1,3}(?:[0-9][ -]{1,3})?[0-9]{2,8})(?![0-9])",
    )
)
_OTHER_NUMBER = re.compile(
    r"(?:(?:問い?合わ?せ|注文|予約|受付|許可|管理|登録|資産|法人|証明書?|会員|整理|契約|請求書?|事業所|保険者|台帳|物件|品目|商品"
    r"|図書)(?:番号|No\.?|コ-ド|ID|[:#(\[「第])"
    r"|伝票|追跡|送り状|型式|型番|品番|製造|JAN|ISBN|コ-ド|ID|S/N|シリアル)(?:番号|No\.?|コ-ド)?(?:は|が)?"
    r"[ :#(\[「第]{0,3}$",
    re.IGNORECASE,
)
"""What stands before a number and says that it is another one."""

_PASSPORT = re.compile(r"(?<![A-Za-z0-9-])[TM][A-Z] ?[0-9]{7}(?![0-9A-Za-z-])", re.IGNORECASE)
"""Ordinary passports begin with T (ten and five years) or M."""
_NEAR = 24

CHANCE = {"mynumber": 1 / 11, "licence": 1 / 11, "credit-card": 1 / 10, "pension": 0.0}
"""How often a number of the right shape passes the check without being one."""


@dataclass(frozen=True, slots=True)
class Found:
    """One number: what it is, and the text of it."""

    kind: str
    span: str
    embedded: bool = False
    """Whether the cell says more than this number."""


def find_labelled(plain: str) -> Iterator[Found]:
    """Numbers that the text itself calls by their name."""
    for kind, pattern in _LABELLED:
        for match in pattern.finditer(plain):
            yield Found(kind, match[1])
    for match in _CARD_LABELLED.finditer(plain):
        if valid_luhn(digits_of(match[1])):
            yield Found("credit-card", match[1])
    for pattern in _BANKS:
        for match in pattern.finditer(plain):
            yield Found("bank-account", match[1])


def find_passports(plain: str) -> Iterator[str]:
    """What has the shape of a Japanese passport number, two letters and seven digits, called so or not."""
    for match in _PASSPORT.finditer(plain):
        if not _OTHER_NUMBER.search(plain[max(0, match.start() - _NEAR) : match.start()]):
            yield match.group()


def find_bare(plain: str) -> Iterator[Found]:
    """Numbers that have the shape and pass the check; whether they are that is for the whole column to say."""
    size = len(plain.strip())
    for kind, pattern, valid in _BARE:
        for match in pattern.finditer(plain):
            if valid(match.group()) and not _OTHER_NUMBER.search(plain[max(0, match.start() - _NEAR) : match.start()]):
                yield Found(kind, match.group(), embedded=len(match.group()) < size)


def shapes(plain: str) -> Iterator[Found]:
    """Everything that has the shape of a number, valid or not."""
    size = len(plain.strip())
    for kind, pattern, _ in _BARE:
        for match in pattern.finditer(plain):
            yield Found(kind, match.group(), embedded=len(match.group()) < size)


def digits_of(text: str) -> str:
    """Only the ASCII digits of a text."""
    return re.sub("[^0-9]", "", text)


def _is_card(digits: str) -> bool:
    if len(digits) == 13:  # as the oldest Visa cards have, and every article number
        return valid_luhn(digits) and not valid_jan(digits) and not valid_houjin(digits)
    return valid_card(digits)


def _is_pension(span: str) -> bool:
    return not _NO_PENSION.match(span) and not _YEAR.match(span)


_BARE: tuple[tuple[str, re.Pattern[str], Callable[[str], bool]], ...] = (
    ("mynumber", _TWELVE, lambda span: valid_mynumber(digits_of(span))),
    ("licence", _TWELVE, lambda span: valid_licence(digits_of(span))),
    ("credit-card", _CARD, lambda span: _is_card(digits_of(span))),
    ("pension", _PENSION, _is_pension),
)
