"""L3-07 beside the version that is published now: the form of a table stays from edition to edition."""

import pytest

from pipelines.model.report import Report
from pipelines.model.surroundings import LastVersion
from pipelines.validate import judge_readability
from pipelines.validate.readability import Readability

NAMES = ("名称", "住所", "階", "台数", "備考")


def judged(make_raw, make_table, *, last: tuple[str, ...] | None) -> Readability:
    table = make_table({name: ["見本"] for name in NAMES})
    raw = make_raw(list(NAMES), [["見本"] * len(NAMES)])
    before = LastVersion("2026-04-01T00:00:00+00:00", dict.fromkeys(last, ("見本",))) if last else None
    return judge_readability(raw, table, None, before)


@pytest.mark.parametrize(
    ("last", "status"),
    [
        (NAMES, "kept"),
        (NAMES[::-1], "kept"),
        ((*NAMES[:4], "説明"), "kept"),
        (("名称", "住所", "フロア", "数", "備考"), "broken"),
    ],
)
def test_the_form_is_held_against_what_is_published(make_raw, make_table, last, status):
    found = judged(make_raw, make_table, last=last)
    rule = next(verdict for verdict in found.verdicts if verdict.id == "L3-07")
    assert rule.after.status == "unchecked"
    assert rule.beside.status == status
    assert [f.momentary for f in found.findings if f.params["rule"] == "L3-07"] == [True] * (status == "broken")


def test_nothing_published_says_nothing(make_raw, make_table):
    found = judged(make_raw, make_table, last=None)
    assert not [verdict for verdict in found.verdicts if verdict.beside]


def test_what_is_true_only_beside_the_published_version_is_in_no_points_and_in_no_published_report(
    make_raw, make_table
):
    found = judged(make_raw, make_table, last=("別の名前",))
    assert found.scores == judged(make_raw, make_table, last=None).scores
    table = make_table({name: ["見本"] for name in NAMES})
    report = Report("s", "t", "0", 1, 5, found.findings, (), table.provenance, readability=found.verdicts)
    lasting = report.lasting()
    assert not [verdict for verdict in lasting.readability if verdict.beside]
    assert not [finding for finding in lasting.findings if finding.params["rule"] == "L3-07"]
