"""What title rows and notes say about the whole table: its unit and the day it holds for, kept as provenance."""

import re
from collections.abc import Iterable

_UNIT = re.compile(r"[（(〔\[]?\s*単位\s*[:\uff1a]?\s*([^\s）)〕\]、,]{1,10})")
_AS_OF = re.compile(
    r"((?:明治|大正|昭和|平成|令和)\s*[元0-9０-９一二三四五六七八九十]{1,3}\s*年[^\s）)（(]{0,10}|[0-9０-９]{4}\s*[年/.-][^\s）)（(]{0,8})"
    r"\s*(?:現在|時点)"
)


def find_facts(texts: Iterable[str]) -> dict[str, str]:
    """Facts by name ("unit", "as-of"), each as it is written in the first row that states it."""
    facts: dict[str, str] = {}
    for text in texts:
        for name, pattern in (("unit", _UNIT), ("as-of", _AS_OF)):
            found = pattern.search(text)
            if found and name not in facts:
                facts[name] = found[1].strip()
    return facts
