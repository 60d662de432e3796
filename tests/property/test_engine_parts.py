"""The engine's foundations for any text: records as csv.reader tells them, patterns as Python's `re` has them."""

import csv
import re

import pyarrow as pa
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from pipelines.validate.engine.chunks import Dialect, text_lines
from pipelines.validate.engine.patterns import compile_pattern
from pipelines.validate.engine.source import Source

SHAPES = st.text(alphabet='ab,"\n\rあ', max_size=24)
WELL_FORMED = st.lists(st.lists(st.text(alphabet='ab,"\n\rあ', max_size=4), max_size=4), min_size=1, max_size=5)


def _quoted(rows: list[list[str]]) -> str:
    return "".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\r\n" for row in rows)


@settings(max_examples=300)
@given(st.one_of(SHAPES, WELL_FORMED.map(_quoted)), st.sampled_from([3, 8, 1 << 20]))
@example('a,"b\nc"\n"d""e",f\n', 1 << 20)
@example('a"b\n"c\nd"\n', 3)
@example("a\rb\r\n\n", 3)
def test_records_cells_and_lines_are_those_of_pythons_reader(text: str, stretch: int) -> None:
    data = text.encode()
    reader, expected, begin = csv.reader(text_lines(data)), [], 1
    for record in reader:
        expected.append((begin, record))
        begin = reader.line_num + 1
    found = []
    for chunk in Source(data, Dialect(), (), 0, 1).chunks(stretch):
        for row, width in enumerate(chunk.widths.tolist()):
            cells = [chunk.text(column, row) for column in range(width)]
            assert [int(chunk.lengths(column)[row]) < 0 for column in range(width + 1)] == [False] * width + [True]
            found.append((int(chunk.lines[row]), cells))
    assert found == expected


ATOMS = [
    "a",
    "b",
    "あ",
    ".",
    r"\d",
    r"\w",
    r"\s",
    "[ab]",
    "[^a]",
    "[0-9]",
    r"[^\d]",
    r"[\Wa]",
    r"\.",
    "-",
    r"\n",
    "$",
    "^",
]
ATOMS += [r"\Z", r"\A", r"\b", "[à-é]", r"[\s\S]", r"\D", r"\S", r"\W", "(?=a)", "(?!b)", "(?<=a)", r"(a)\1"]
LOOPS = ["*", "+", "?", "{2}", "{1,2}", "*?", "{0,}", "{,2}"]
PATTERNS = st.recursive(
    st.sampled_from(ATOMS),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map(lambda two: f"({two[0]}|{two[1]})"),
        st.tuples(inner, inner).map("|".join),
        st.tuples(inner, st.sampled_from(LOOPS)).map(lambda two: f"(?:{two[0]}){two[1]}"),
    ),
    max_leaves=6,
)
TEXTS = st.lists(st.text(alphabet="ab0１ \n.-あé_\x1c\x85\u3000ａ\r\t\x00", max_size=5), min_size=1, max_size=40)


@settings(max_examples=400)
@given(PATTERNS, TEXTS, st.booleans())
@example("a|b", ["ax", "xb", "b", "b\n", "\nb"], False)
@example(r"\d+", ["１", "1", "1\n"], False)
@example("(a|b$)$", ["b\n", "a\n\n"], True)
def test_a_pattern_matches_what_pythons_re_matches(pattern: str, texts: list[str], whole: bool) -> None:  # noqa: FBT001
    source = pattern if whole else f"^{pattern}$"
    try:
        python = re.compile(source)
    except re.error:
        assume(False)
    compiled = compile_pattern(source, whole=whole)
    assume(compiled.linear or not compiled.risky)
    test = python.fullmatch if whole else python.match
    assert compiled.matches(pa.array(texts)).tolist() == [test(text) is not None for text in texts]
