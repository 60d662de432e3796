"""Whatever stands in a table, a rule raises nothing and speaks only of lines and columns that are there."""

import dataclasses
import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from pipelines.model.finding import SEVERITIES
from pipelines.model.surroundings import LastVersion, Surroundings
from pipelines.validate.rules import RULES

SAMPLES = [(rule, sample) for rule in RULES for sample in (*rule.violating, *rule.clean)]
TEXTS = st.sampled_from([
    "", " ", "0", "-1", "12.5", "１２", "139.65", "35.7", "2022-04-01", "11月9日", "09:00", "合計", "小計", "131202",
    "139998", "東京都練馬区豊玉北六丁目12番1号", "豊玉北６丁目", "十丁目", "光が丘 図書館", "\ufffd", "a@b.jp",
]) | st.text(max_size=12)  # fmt: skip


@given(st.data())
def test_a_rule_survives_any_text_in_its_columns(data: st.DataObject) -> None:
    rule, sample = data.draw(st.sampled_from(SAMPLES))
    rows = data.draw(st.integers(0, 8))
    before = data.draw(st.integers(0, 8))
    columns, earlier = (st.lists(TEXTS, min_size=n, max_size=n) for n in (rows, before))
    last = LastVersion(
        data.draw(st.sampled_from(["2022-04-01T00:00:00+00:00", "", "?"])),
        {name: tuple(data.draw(earlier)) for name in sample.columns if data.draw(st.booleans())},
    )
    around = Surroundings(last, dt.date(2024, 2, 29), {"施設名": tuple(data.draw(columns))})
    drawn = {name: data.draw(columns) for name in sample.columns}
    subject = dataclasses.replace(sample, columns=drawn, around=around).subject()
    for finding in rule.find(subject, rule):
        assert finding.severity in SEVERITIES
        assert finding.line is None or 2 <= int(finding.line) < rows + 2
        assert finding.field == "" or finding.field in drawn
        assert all(isinstance(value, (str, int, float, list)) for value in finding.params.values())


@given(st.data())
def test_a_table_that_is_its_own_last_version_has_not_drifted(data: st.DataObject) -> None:
    rule, sample = data.draw(st.sampled_from([pair for pair in SAMPLES if pair[0].code.startswith(("drift", "id-"))]))
    rows = data.draw(st.integers(1, 8))
    drawn = {name: data.draw(st.lists(TEXTS, min_size=rows, max_size=rows)) for name in sample.columns}
    last = LastVersion("2022-04-01T00:00:00+00:00", {name: tuple(texts) for name, texts in drawn.items()})
    subject = dataclasses.replace(sample, columns=drawn, around=Surroundings(last)).subject()
    assert list(rule.find(subject, rule)) == []
