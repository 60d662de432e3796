"""Accounts that stand in columns side by side: a bank or a kind of deposit here, a number there."""

import re
from collections.abc import Iterator, Mapping, Sequence

from pipelines.validate.columns import Distinct
from pipelines.validate.personal.folding import fold
from pipelines.validate.personal.policy import Column

_BANK = re.compile(r"銀行|信用金庫|信金|信用組合|労働金庫|農協|農業協同組合|漁協|ゆうちょ|JA")
_BANK_LABEL = re.compile(r"銀行|金融機関")
_DEPOSIT = re.compile(r"(?:普通|当座|貯蓄|総合|普|当)(?:預金|貯金|口座)?")
_SIGN = re.compile(r"1[0-9]{3}0(?:-?[0-9])?")
_SIGN_LABEL = re.compile(r"記号")
_ACCOUNT_LABEL = re.compile(r"口座")
_NUMBER_LABEL = re.compile(r"番号|口座|No|№", re.IGNORECASE)
_OTHER_LABEL = re.compile(r"電話|郵便|コード|法人|年度|金額|額|円|年月|日$|店番|支店")
_ACCOUNT, _POSTAL_ACCOUNT = re.compile(r"[0-9]{6,7}"), re.compile(r"[0-9]{2,7}1")
_MOST = 0.6
"""Share of the cells of a column that have to be what the column is taken for."""


def find_accounts(columns: Sequence[Column], cells: Mapping[str, Distinct]) -> Iterator[tuple[str, int]]:
    """(column, row) of the account numbers that only the columns beside them make one.

    A column of deposit kinds (普通, 当座) or of bank names, or one labelled as bank, with a column of six or seven
    digits that is labelled as a number; ゆうちょ: 記号 1xxx0 with a number that ends in 1.
    """
    numbers = [column for column in columns if column.says(_NUMBER_LABEL) and not column.says(_OTHER_LABEL)]
    if not numbers:
        return
    signs = [column for column in columns if column.says(_SIGN_LABEL) and _mostly(cells[column.name], _SIGN)]
    banks = [column for column in columns if column not in numbers and _is_bank(column, cells[column.name])]
    deposits = [column for column in columns if column not in numbers and _mostly(cells[column.name], _DEPOSIT)]
    for column in numbers:
        if signs and column not in signs and _mostly(cells[column.name], _POSTAL_ACCOUNT):
            yield from _filled(column, cells, _POSTAL_ACCOUNT)
        elif (deposits or (banks and column.says(_ACCOUNT_LABEL))) and _mostly(cells[column.name], _ACCOUNT):
            yield from _filled(column, cells, _ACCOUNT)


def _is_bank(column: Column, cells: Distinct) -> bool:
    return column.says(_BANK_LABEL) or _mostly(cells, _BANK, whole=False)


def _mostly(cells: Distinct, pattern: re.Pattern[str], *, whole: bool = True) -> bool:
    """Whether most distinct texts have the shape; a handful tells, so that a long column costs nothing."""
    texts = [fold(text).strip() for text in cells.values[:50] if text.strip()]
    fitting = sum(bool(pattern.fullmatch(text) if whole else pattern.search(text)) for text in texts)
    return bool(texts) and fitting >= _MOST * len(texts)


def _filled(column: Column, cells: Mapping[str, Distinct], pattern: re.Pattern[str]) -> Iterator[tuple[str, int]]:
    for row in cells[column.name].positions(lambda text: pattern.fullmatch(fold(text).strip()) is not None):
        yield column.name, row
