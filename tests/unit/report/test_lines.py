"""Line numbers read like a person writes them, and none of them is lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.report.lines import line_ranges


@pytest.mark.parametrize(
    ("lines", "rows", "told"),
    [
        ([4, 8, 12], 0, "4、8、12行"), ([2, 3, 4, 9], 0, "2–4、9行"), ([2, 3], 0, "2、3行"),
        ([2, 3, 4], 3, "2–4行（全行）"), ([5, 5, 5], 0, "5行"), ([], 9, ""), ([None], 9, ""),
        (["施設!3", "施設!4", "施設!5"], 0, "シート「施設」の3–5行"), ([7], 1, "7行"),
        (["a.csv:3", "b.csv:4", "a.csv:5"], 3, "「a.csv」の3、5、「b.csv」の4行（全行）"),
        (["a:1.xlsx:施設!3"], 0, "「a:1.xlsx」のシート「施設」の3行"),
    ],
)  # fmt: skip
def test_three_in_a_row_become_a_range(lines, rows, told):
    assert line_ranges(lines, rows=rows) == (told, "")


def test_beyond_the_limit_the_rest_is_counted_and_the_whole_is_kept():
    lines = range(1, 200, 2)
    short, full = line_ranges(lines, most=60)
    assert short.endswith("、119、ほか 40行")
    assert full == "、".join(map(str, lines)) + "行"


@given(st.sets(st.integers(1, 500)))
def test_the_ranges_hold_exactly_the_lines(lines):
    text, _ = line_ranges(lines, most=10_000)
    found = set()
    for first, last in re.findall(r"([0-9]+)(?:–([0-9]+))?", text):
        found.update(range(int(first), int(last or first) + 1))
    assert found == lines
