"""Why a text in a column of dates is no certain date: the reason that tells a steward what to write instead.

Uncertain dates (頃, 末, 上旬), durations and recurrences (任期２年, ４年毎), ditto marks (〃, 同年), placeholders
such as ●月, lists of dates, days without a year, and digits whose form only a column can prove. None of them is ever
repaired here.
"""

import re

from pipelines.normalize.readers.date_coded import read_compact
from pipelines.normalize.readers.date_point import Point, read_point
from pipelines.normalize.readers.outcome import Fault

_VAGUE = re.compile(
    r"頃|年代|ごろ|ころ|前後|以前|上旬|中旬|下旬|初旬|初頭|末|半ば|中頃|[春夏秋冬]|予定|見込|まま|約|推定|伝"
)
_END_OF_FISCAL_YEAR = re.compile(r"(?P<year>.*年度)末(?:現在|時点)?")
_NO_DATE = re.compile(
    r"毎|隔[年月週日]|任期|[かヶケカヵ箇][年月]|年間|週間|日間|か月|年[0-9]+回|[0-9]回|おき|ごと|以内|以上|未満"
)
_PLACEHOLDER = re.compile(r"[●○◯〇XxＸ■□?*＊]+(?=[年月日])|[●◯■□]")
_NO_YEAR = re.compile(
    r"^(?:[0-9]{1,2}(?:月(?:[0-9]{1,2}日)?|[/.-][0-9]{1,2})|[0-9]{1,2}日)(?:\([月火水木金土日][^()]*\))?(?:(?:[~-]|から|より).*)?$"
)
_DITTO = frozenset({"〃", "々", "同上", "同", "同日", "同月", "同年", "同年度", '"', "''", "″", "//", "仝", "(〃)"})
_DITTO_START = re.compile(r"同[年月日上]|[(●]*〃")
_LIST = re.compile(r"[年月日度0-9](?:[・、,]|および|及び)")
_REASONS = (
    (_NO_DATE, "not-a-date"),
    (_PLACEHOLDER, "placeholder"),
    (_VAGUE, "uncertain-date"),
    (_NO_YEAR, "date-without-year"),
    (_LIST, "several-dates"),
)


def why_not(text: str, as_of: str = "", *, compact: bool = False) -> Fault:
    """The refusal of a folded text without spaces that no grammar took; `compact` says that digits were tried."""
    if text in _DITTO or _DITTO_START.match(text):
        return Fault("ditto")
    end = _END_OF_FISCAL_YEAR.fullmatch(text)
    if end:
        year = read_point(end["year"], as_of)
        if isinstance(year, Point) and year.fiscal:
            return Fault("uncertain-date", f"{year.year + 1:04d}-03-31")
        return Fault("uncertain-date")
    for pattern, reason in _REASONS:
        if pattern.search(text):
            return Fault(reason)
    digits = None if compact else read_compact(text)
    if digits is not None:
        return Fault("compact-without-context", digits.text if isinstance(digits, Point) else digits.proposal)
    return Fault("unreadable-date")
