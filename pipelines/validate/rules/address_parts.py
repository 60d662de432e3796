"""Parts of an address that say something else than the whole: 市区町村, 町字, 番地以下 beside 所在地_連結表記."""

import re
from collections.abc import Iterator
from functools import cache

from pipelines.model.finding import Finding
from pipelines.validate.columns import Distinct
from pipelines.validate.rules.places import address_key, numbers, split_place
from pipelines.validate.rules.rule import Rule, Subject
from pipelines.validate.rules.sample import Sample

_WHOLE, _PREFECTURE = "所在地_連結表記", "所在地_都道府県"
_CITY, _TOWN, _LOT = "所在地_市区町村", "所在地_町字", "所在地_番地以下"
_LEFT_OVER = re.compile(r"(?<=[0-9])[の‐−―ー]$")
"""What a part keeps of the sign that joined it to the next one (門前町道下7の | 175番地)."""
_EXCEL_DATE = re.compile(r"[0-9]{1,2}月[0-9]{1,2}日")


def _find(subject: Subject, rule: Rule) -> Iterator[Finding]:
    wholes = subject.column(_WHOLE)
    if wholes is None:
        return
    columns = [subject.column(name) for name in (_PREFECTURE, _CITY, _TOWN, _LOT)]
    if all(column is None for column in columns[1:]):
        return
    key, place = cache(address_key), cache(split_place)
    for row, whole in enumerate(wholes.texts()):
        if not whole.strip():
            continue
        prefecture, city, town, lot = (_text(column, row) for column in columns)
        stated = place(whole, prefecture)[1] if city else ""
        if city and stated and not (city.endswith(stated) or stated.startswith(city) or stated.endswith(city)):
            yield rule.finding(subject, _CITY, row, value=city, stated=whole)
            continue
        town_key = _LEFT_OVER.sub("", key(town))
        rest = _behind(key(whole), town_key)
        if rest is None:
            yield rule.finding(subject, _TOWN, row, value=town, stated=whole)
        elif lot:
            yield from _lot(subject, rule, row, whole, lot, rest, town=bool(town_key))


def _behind(whole: str, town: str) -> str | None:
    """What the key of the whole address says behind the town's; None where it does not name it (豊玉北12 is no 北1)."""
    start = whole.find(town)
    while start >= 0:
        rest = whole[start + len(town) :]
        if not (town[-1:].isdecimal() and rest[:1].isdecimal()):
            return rest.strip("-")
        start = whole.find(town, start + 1)
    return None


def _lot(subject: Subject, rule: Rule, row: int, whole: str, lot: str, rest: str, *, town: bool) -> Iterator[Finding]:
    """A lot beside `rest`, the key of what the whole address says behind the town, or of all that it says."""
    told, found = numbers(rest), numbers(address_key(lot))
    if not town and any(told[n : n + len(found)] == found for n in range(len(told))):
        return  # 北1条西2 3番: the numbers before the lot belong to a town that no column holds
    damaged = _EXCEL_DATE.fullmatch(lot) is not None and _EXCEL_DATE.search(whole) is None
    # the whole may go on with a building's floor, and may leave the lot out altogether
    if damaged or (told and found and told[: len(found)] != found and found[: len(told)] != told):
        proposal = rest if damaged and re.fullmatch(r"[0-9]+(-[0-9]+)+", rest) else ""
        yield rule.finding(subject, _LOT, row, value=lot, proposal=proposal, stated=whole)


def _text(column: Distinct | None, row: int) -> str:
    return column.text(row).strip() if column is not None else ""


VIOLATING = (
    Sample({_WHOLE: ["東京都板橋区板橋2-66-1"], _PREFECTURE: ["東京都"], _CITY: ["練馬区"]}, ((2, _CITY),)),
    Sample({_WHOLE: ["東京都練馬区豊玉北6-12-1"], _TOWN: ["豊玉南六丁目"]}, ((2, _TOWN),)),
    Sample({_WHOLE: ["東京都練馬区豊玉北12-1"], _TOWN: ["豊玉北一丁目"]}, ((2, _TOWN),)),
    Sample({_WHOLE: ["石川県珠洲市飯田町1-1-9"], _TOWN: ["飯田町"], _LOT: ["11月9日"]}, ((2, _LOT),)),
    Sample({_WHOLE: ["石川県珠洲市飯田町2-23"], _TOWN: ["飯田町"], _LOT: ["2月23日"]}, ((2, _LOT),)),
    Sample({_WHOLE: ["東京都練馬区豊玉北6-12-1"], _TOWN: ["豊玉北六丁目"], _LOT: ["13-1"]}, ((2, _LOT),)),
)
CLEAN = (
    Sample({
        _WHOLE: ["東京都練馬区豊玉北6-12-1", "東京都練馬区豊玉北六丁目12番1号 本庁舎3階", "札幌市中央区北1条西2"],
        _PREFECTURE: ["東京都", "東京都", "北海道"],
        _CITY: ["練馬区", "練馬区", "札幌市"],
        _TOWN: ["豊玉北六丁目", "豊玉北６丁目", "北一条西"],
        _LOT: ["12-1", "１２番１号", "2"],
    }),
    Sample({_WHOLE: ["輪島市門前町道下7の175番地"], _TOWN: ["門前町道下7の"], _LOT: ["175番地"]}),
    Sample({_WHOLE: ["輪島市里町32字36番地"], _TOWN: ["里町３２字"], _LOT: ["36番地"]}),
    Sample({_WHOLE: ["札幌市中央区北1条西2-3"], _CITY: ["中央区"], _LOT: ["3"]}),
    Sample({_WHOLE: ["金沢市福久町ヘ47番地1"], _CITY: ["金沢市"], _TOWN: ["福久町へ"], _LOT: ["47番地1"]}),
    Sample({_WHOLE: ["焼津市鰯ヶ島"], _TOWN: ["鰯ケ島"], _LOT: [""]}),
)  # fmt: skip

RULE = Rule(
    "address-parts-differ",
    "inferred",
    "標準: 所在地_連結表記 joins the parts beside it",
    _find,
    violating=VIOLATING,
    clean=CLEAN,
)
