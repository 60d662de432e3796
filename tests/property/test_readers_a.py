"""Properties of the readers of dates, times and numbers: samples, idempotence, linear time, round trips."""

import datetime as dt
import time
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.normalize.readers import date, number, reader
from pipelines.normalize.readers import time as clock

MODULES = {"date": date, "time": clock, "number": number}
CONTEXTS: tuple[Mapping[str, object], ...] = (
    {},
    {"ranges": True, "precision": "any"},
    {"precision": "day", "serial": True},
    {"precision": "fiscal-year", "era": {"as_of": "2022-04-01"}},
    {"precision": "month", "compact": True, "order": "mdy", "negative_brackets": True},
    {"precision": "year", "era": {"as_of": "次"}, "unit": "千円", "serial": "1904"},
)
ALPHABET = (
    "0123456789０１９〇一二三十百千万億兆元年月日度令和平成昭RHS時分午前後半:;：/.,-~～ー()（）から まで"
    "約以上円人%▲+E\u3000\n"
)
_PARTS = (
    "令和 平成 昭和 R H 元 2019 2022 31 12 5 1 09 00 30 年 月 日 年度 年度末 午前 午後 朝 夜 時 半 分 秒 正午"
    " ～ - ー から まで 以降 : ： ; / . , 、 ( ) （ ） (水) 現在 T 約 万 億 千 十 三 〇 二 点 円 人 % 以上 ▲ + ¥ FY"
)
TOKENS = (*_PARTS.split(), " ", "\n", "\u3000")
TEXTS = st.one_of(
    st.lists(st.sampled_from(TOKENS), max_size=9).map("".join),
    st.text(st.characters(exclude_categories=()), max_size=60),
    st.text(ALPHABET, max_size=24),
    st.text(max_size=12),
)


def samples(which: str):
    for kind, module in MODULES.items():
        for sample in getattr(module, which):
            text, *more = (sample,) if isinstance(sample, str) else sample
            context = more.pop() if more and isinstance(more[-1], dict) else {}
            yield pytest.param(kind, text, more, context, id=f"{kind} {text}")


@pytest.mark.parametrize(("kind", "text", "more", "context"), list(samples("ACCEPTED")))
def test_every_accepted_sample_reads_as_it_says_and_again_as_itself(kind, text, more, context):
    read, (expected,) = reader(kind), more
    reading = read(text, context)
    assert (reading.status, reading.text) == ("canonical" if text == expected else "repaired", expected)
    assert bool(reading.rule) == (text != expected)
    assert read(expected, context).status == "canonical"


@pytest.mark.parametrize(("kind", "text", "more", "context"), list(samples("REFUSED")))
def test_every_refused_sample_stays_as_it_is_with_a_reason(kind, text, more, context):
    reading = reader(kind)(text, context)
    assert (reading.status, reading.text, reading.rule) == ("refused", text, "")
    assert reading.reason


@pytest.mark.parametrize("kind", ["date", "time", "number", "integer"])
def test_blank_cells_become_empty_and_nothing_else_does(kind):
    read = reader(kind)
    assert read("", {}).status == "canonical"
    assert (read(" \u3000", {}).text, read(" \u3000", {}).rule) == ("", "trim-space")


@pytest.mark.parametrize("kind", ["date", "time", "number", "integer"])
@given(text=TEXTS, context=st.sampled_from(CONTEXTS))
@settings(max_examples=400, deadline=None)
def test_no_text_raises_and_reading_twice_is_reading_once(kind, text, context):
    read = reader(kind)
    reading = read(text, context)
    if reading.status == "refused":
        assert reading.text == text
        assert reading.reason
        assert not reading.rule
        return
    assert (reading.status == "canonical") == (reading.text == text)
    assert bool(reading.rule) == (reading.text != text)
    again = read(reading.text, context)
    assert (again.status, again.text) == ("canonical", reading.text)


@pytest.mark.parametrize("kind", ["date", "time", "number", "integer"])
@pytest.mark.parametrize(
    "text",
    [
        *("9" * 1_000_000, "(" * 100_000, "年" * 1_000_000, " " * 1_000_000, "9" * 10_000, "1," * 500_000),
        *("一" * 200, "1~" * 100, "1 " * 100, "2020年" * 40, "10:00-" * 33, "万" * 200, "(" * 100 + ")" * 100),
        *("約" * 200, "-" * 200, "1/" * 100),
    ],
    ids=lambda text: f"{text[:3]!r}x{len(text)}",
)
def test_long_and_nested_texts_cost_no_more_than_their_length(kind, text):
    read = reader(kind)
    begun = time.perf_counter()
    for context in CONTEXTS:
        read(text, context)
    assert time.perf_counter() - begun < 0.5


ERAS = (("明治", "M", dt.date(1868, 1, 25)), ("大正", "T", dt.date(1912, 7, 30)), ("昭和", "S", dt.date(1926, 12, 25)),
        ("平成", "H", dt.date(1989, 1, 8)), ("令和", "R", dt.date(2019, 5, 1)))  # fmt: skip
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
PLACES = ("", "十", "百")


def era_of(day: dt.date) -> tuple[str, str, int]:
    name, letter, first = [era for era in ERAS if era[2] <= day][-1]
    return name, letter, day.year - first.year + 1


def kanji(value: int) -> str:
    digits = "〇一二三四五六七八九"
    tens, ones = divmod(value % 100, 10)
    hundreds = value // 100
    head = "" if not hundreds else ("" if hundreds == 1 else digits[hundreds]) + "百"
    return head + ("" if not tens else ("" if tens == 1 else digits[tens]) + "十") + (digits[ones] if ones else "")


def notations(day: dt.date):
    name, letter, year = era_of(day)
    first = "元" if year == 1 else str(year)
    yield f"{day.year}/{day.month}/{day.day}"
    yield f"{day.year}.{day.month:02d}.{day.day:02d}"
    yield f"{day.year}年{day.month}月{day.day}日".translate(WIDE)
    yield f"{day.year} 年 {day.month} 月 {day.day} 日({'月火水木金土日'[day.weekday()]})"
    yield f"{name}{first}年{day.month}月{day.day}日"
    yield f"{name}{first}({day.year})年{day.month}月{day.day}日現在"
    yield f"{letter}{year}.{day.month}.{day.day}"
    yield f"{letter.lower()}{year:02d}/{day.month:02d}/{day.day:02d}"
    yield f"{name}{kanji(year)}年{kanji(day.month)}月{kanji(day.day)}日"
    yield f"{day.month}.{day.day}.{letter}{year}"


@given(day=st.dates(dt.date(1873, 1, 1), dt.date(2100, 12, 31)))
@settings(max_examples=300, deadline=None)
def test_every_day_since_the_solar_calendar_reads_back_from_each_notation(day):
    for text in notations(day):
        if era_of(day)[2] > 99 and text[0] in "RHr":
            continue
        assert date.read_date(text).text == day.isoformat(), text


@given(value=st.integers(-(10**15), 10**15), places=st.integers(0, 3))
@settings(max_examples=300, deadline=None)
def test_every_number_reads_back_with_commas_triangles_and_full_width(value, places):
    plain = f"{value / 10**places:.{places}f}" if abs(value) < 10**12 else str(value)
    if plain.startswith("-0") and not plain.strip("-0."):
        return
    magnitude = plain.lstrip("-")
    whole, point, fraction = magnitude.partition(".")
    grouped = f"{int(whole):,}" + point + fraction
    sign = "▲" if plain.startswith("-") else ""
    for text in (plain, sign + grouped, (sign + grouped).translate(WIDE), sign + grouped + " 人"):
        assert number.read_number(text).text == plain, text


@given(hour=st.integers(0, 29), minute=st.integers(0, 59))
def test_every_time_of_a_business_day_reads_back_from_each_notation(hour, minute):
    canonical = f"{hour:02d}:{minute:02d}"
    texts = [f"{hour}:{minute:02d}", f"{hour}；{minute:02d}".translate(WIDE), f"{hour}時{minute}分"]
    if 12 < hour < 24:
        texts += [f"午後{hour - 12}時{minute}分", f"{hour - 12}:{minute:02d} PM"]
    for text in texts:
        assert clock.read_time(text).text == canonical, text
