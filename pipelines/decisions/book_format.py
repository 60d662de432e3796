"""What the workbook's writer and its reader agree on: names of sheets and columns, hidden keys, fingerprints."""

import re
from hashlib import sha256

FORMAT = "hiraku-workbook/1"

INTRO, GROUPS, ASKS, DATA = "はじめに", "まとめて判断", "直すところ", "データ"
NOTES, FIELDS, IDENTITY = "お知らせ", "項目の説明", "_hiraku"

DECISION, OWN_VALUE = "判断 ▼", "手入力の値"
GROUP_KEY, GROUP_OPTIONS = "判断の鍵", "選べる判断"
GROUP_HEADINGS = ("番号", "重さ", "項目", "今の値", "候補", "件数", DECISION, OWN_VALUE, "どうするか")
GROUP_HIDDEN = (GROUP_KEY, GROUP_OPTIONS)

ASK_KEY, ASK_FIELD, ASK_PRINT, ASK_GROUP, ASK_PROPOSAL = (
    "指摘の鍵", "項目の名前", "今の値の指紋", "まとめての鍵", "候補の指紋",
)  # fmt: skip
EVERY_ROW = "*"
"""Row of a question about all cells with one value."""
PROPOSAL = "候補"
ASK_HEADINGS = (
    "番号", "重さ", "行", "名称", "項目", "今の値", "問題", PROPOSAL, DECISION, OWN_VALUE, "セルへ",
)  # fmt: skip
ASK_HIDDEN = (ASK_KEY, ASK_FIELD, ASK_PRINT, ASK_GROUP, ASK_PROPOSAL)

MARKS, LINE, ROW_KEY = "しるし", "元の行", "行の鍵"

TAKE_ALL, ONE_BY_ONE, LEAVE_BLANK = "全部採用", "行ごとに決める", "空欄"
NO_PROPOSAL, MASKED = "（なし）", "●●●"

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST = 32_000
"""Characters of a cell; Excel holds 32,767."""


def cell_text(text: str) -> str:
    """A text as a cell can hold it: line breaks as LF, what XML cannot say as □, at most 32,000 characters."""
    plain = _ILLEGAL.sub("□", text.replace("\r\n", "\n").replace("\r", "\n"))
    return plain if len(plain) <= _LONGEST else plain[:_LONGEST] + "…"


def fingerprint(text: str, digits: int = 12) -> str:
    """The first hex digits of the SHA-256 over a value as its cell shows it."""
    return sha256(cell_text(text).encode()).hexdigest()[:digits]


CELL_DIGITS = 8
"""Hex digits by which データ remembers each value that was handed out."""


def issued_print(lines: list[str]) -> str:
    """SHA-256 over データ as it was handed out: one text a row."""
    return sha256("\n".join(lines).encode()).hexdigest()
