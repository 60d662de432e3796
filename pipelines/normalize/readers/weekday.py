"""Reads days of the week: 月火水木金土日, Monday first, nothing between.

Grammar: days (月, 月曜, 月曜日) with ・ 、 , / ; or spaces between, and ranges (月～金, 月-金,
月曜日から金曜日まで); 毎日 is all seven. The result is put in order. 平日 and 年中無休 speak of public
holidays as well, 祝 is one: they are refused with the days as proposal, since the standard sends holidays to
特記事項. Exceptions (第2月曜を除く) are refused.

Source: GIF 441 曜日 (codelists: weekday).
"""

import re
from collections.abc import Mapping

from pipelines.model.reading import Reading, refused
from pipelines.normalize.fold import DASHES
from pipelines.normalize.readers.guard import Sample, found, guarded

DAYS = "月火水木金土日"
_DAY = f"([{DAYS}])(?:曜日?)?"
_RANGE = re.compile(rf"{_DAY}\s*(?:[~～〜\-{DASHES}]|から)\s*{_DAY}(?:まで)?")
_SEPARATORS = re.compile(r"[\s・、,/;･]+")
_HOLIDAY = re.compile(r"[・、,/;\s]*[((]?(?:国民の)?祝(?:祭日|休日|日)?(?:を?除く|は?休み|も可)?[))]?$")
_SPOKEN = {"平日": DAYS[:5], "年中無休": DAYS, "土日祝日": DAYS[5:]}

ACCEPTED: tuple[Sample, ...] = (
    ("月火水木金", "月火水木金"),
    ("月～金", "月火水木金"),
    ("月・水・金", "月水金"),
    ("月曜日から金曜日まで", "月火水木金"),
    ("日、土", "土日"),
    ("毎日", "月火水木金土日"),
    ("火～木・土", "火水木土"),
    ("金～月", "月金土日"),
)
REFUSED: tuple[str, ...] = ("平日", "土日祝", "第2月曜日", "月月", "火曜を除く", "年中無休", "Mon")


@guarded()
def read_weekday(text: str, _context: Mapping[str, object]) -> Reading:
    """Read days of the week; refusals: weekday-holiday (with proposal), weekday-invalid."""
    if text in ("毎日", "全日"):
        return found(DAYS, "weekday-words")
    if text in _SPOKEN:
        return refused(text, "weekday-holiday", _SPOKEN[text])
    holiday = _HOLIDAY.search(text)
    if holiday and not holiday.start():
        return refused(text, "weekday-holiday")
    days = _days(text[: holiday.start()] if holiday else text)
    if days is None:
        return refused(text, "weekday-invalid")
    if holiday:
        return refused(text, "weekday-holiday", days)
    return found(days, "weekday-list")


def _days(text: str) -> str | None:
    """The days in order, each once, or None when anything else is in the text."""
    spread = _RANGE.sub(lambda m: _between(m[1], m[2]), text)
    plain = re.sub(_DAY, r"\1", _SEPARATORS.sub("", spread))
    if not plain or set(plain) - set(DAYS) or len(set(plain)) != len(plain):
        return None
    return "".join(sorted(plain, key=DAYS.index))


def _between(first: str, last: str) -> str:
    start, end = DAYS.index(first), DAYS.index(last)
    return DAYS[start : end + 1] if start <= end else DAYS[start:] + DAYS[: end + 1]
