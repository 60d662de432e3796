"""What title rows and notes say about the whole table: caption, unit, period, day, total; kept as provenance."""

import re
from collections.abc import Iterable

_ERA = r"(?:(?:明治|大正|昭和|平成|令和)\s*)?"
_DIGITS = "[元0-9０-９一二三四五六七八九十]"
_APART = r"(?:^|(?<=[\s\u3000\t）)〕\]】]))"
_COUNTER = "件|人|名|か所|箇所|ヶ所|カ所|ヵ所|施設|台|枚|冊"
_COUNT = rf"([0-9０-９][0-9０-９,，]*)\s*({_COUNTER})"
_PATTERNS = (
    ("unit", re.compile(r"[（(〔\[]?\s*単位\s*[:\uff1a]?\s*([^\s）)〕\]、,]{1,10})")),
    (
        "as-of",
        re.compile(
            rf"((?:明治|大正|昭和|平成|令和)\s*{_DIGITS}{{1,3}}\s*年[^\s）)（(]{{0,10}}|[0-9０-９]{{4}}\s*[年/.-][^\s）)（(]{{0,8}})"
            r"\s*(?:現在|時点)"
        ),
    ),
    # a bare era year: which era it is, only the dataset's declaration knows
    (
        "as-of",
        re.compile(
            rf"{_APART}({_DIGITS}{{1,2}}\s*年(?:\s*[0-9０-９]{{1,2}}\s*月[^\s）)（(]{{0,4}}|度末))\s*(?:現在|時点)"
        ),
    ),
    ("period", re.compile(rf"{_APART}({_ERA}{_DIGITS}{{1,4}}\s*年度)(?=$|[\s\u3000\t（(〔\[【])")),
    ("caption", re.compile(r"^[\s\u3000]*〔([^〕]{2,})〕")),
)
_TOTALS = (
    re.compile(rf"【(?:全|計|合計)\s*{_COUNT}】"),
    re.compile(rf"^\s*[※＊*]?\s*(?:合\s*計|総\s*計|総\s*数|計|全)\s*[:：]?\s*{_COUNT}\s*$"),
)
_PLAIN = str.maketrans("０１２３４５６７８９", "0123456789", ",，")


def find_facts(texts: Iterable[str]) -> dict[str, str]:
    """Facts by name ("unit", "as-of", "period", "caption", "total"), each as the first row that states it has it.

    "total" is the number of cases or places that a caption or note claims, in plain digits with its counter ("335件").
    """
    facts: dict[str, str] = {}
    for text in texts:
        for name, pattern in _PATTERNS:
            found = pattern.search(text)
            if found and name not in facts:
                facts[name] = found[1].strip()
        total = next((found for pattern in _TOTALS if (found := pattern.search(text))), None)
        if total and "total" not in facts:
            facts["total"] = total[1].translate(_PLAIN) + total[2]
    return facts
