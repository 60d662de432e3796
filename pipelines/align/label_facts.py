"""What a label says beside its name: a unit, a day it holds for, a note on notation; kept as provenance."""

import re
from collections.abc import Iterable

from pipelines.align.labels import AS_OF, fold_label, is_notation

_UNIT = re.compile(
    "[百千]?[万億]?円|千円|百万円|億円|人|名|世帯|戸|台|件|個|基|棟|室|床|席|冊|回|便器|校|園|"
    "㎡|m2|m²|㎢|km2|ha|ヘクタール|平方メートル|㎥|m3|mm|cm|m|km|メートル|kg|t|トン|l|リットル|"
    "%|％|‰|度|°|℃|歳|才|年|月|日|時間|分|秒|点|階"
)
_BRACKET = re.compile(r"[（(\[［〔【]([^（）()\[\]［］〔〕【】]*)[）)\]］〕】]\s*$")
_STATED = re.compile(r"単位\s*[:：]?\s*(\S.*)")


def find_label_facts(labels: Iterable[str]) -> dict[str, str]:
    """By "unit:", "as-of:" or "note:" and the label: what the label says, as it is written there."""
    facts: dict[str, str] = {}
    for label in labels:
        shown = " ".join(label.split())
        day = AS_OF.search(label)
        if day and day.start():
            facts[f"as-of:{shown}"] = day["day"].strip()
        name = label[: day.start()] if day and day.start() else label
        bracket = _BRACKET.search(name)
        if bracket is None or not bracket.start():
            continue
        content = bracket[1].strip()
        stated = _STATED.fullmatch(content)
        unit = stated[1].strip() if stated else content
        if stated or _UNIT.fullmatch(unit):
            facts[f"unit:{shown}"] = unit
        elif is_notation(fold_label(content)):
            facts[f"note:{shown}"] = content
    return facts
