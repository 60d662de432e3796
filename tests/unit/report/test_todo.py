"""The to-do list says how often somebody decides and between what, and never what may not be shown."""

from pipelines.model.finding import Finding
from pipelines.report.cards import name_causes
from pipelines.report.causes import find_causes
from pipelines.report.scene import scene_of
from pipelines.report.todo import todo_of
from tests.unit.report.samples import CATALOG, DATASET, faulty, report


def _notes(findings):
    made = report(findings)
    scene = scene_of(made, DATASET, CATALOG, ())
    return [str(item["note"]) for item in todo_of(name_causes(find_causes(made.findings), scene), scene)[1]]


def _flags(values):
    return [Finding("flag-unknown", "error", n, "車椅子", value=value) for n, value in enumerate(values, 4)]


def test_spellings_that_repeat_are_named_as_decisions():
    assert _notes(_flags("△－△－△"))[0].startswith("決めるのは2回です（「△」「－」）。")


def test_values_that_do_not_repeat_are_work_and_no_decisions():
    assert "決めるのは" not in _notes(_flags("△－☆"))[0]


def test_many_spellings_are_counted_and_not_listed():
    assert _notes(_flags("△－☆◇◆▽" * 3))[0].startswith("決めるのは6回です。")


def test_proposals_are_one_decision():
    made = faulty()
    scene = scene_of(made, DATASET, CATALOG, ())
    first = todo_of(name_causes(find_causes(made.findings), scene), scene)[1][0]
    assert str(first["note"]).startswith("決めるのは1回です。")


def test_a_value_that_may_not_be_shown_is_not_named():
    held = [Finding("personal-data", "error", 4, "車椅子", value="●●●")]
    notes = _notes([*held, *_flags(["太郎", "太郎", "△", "△"])])
    assert "太郎" not in "".join(notes)
    assert "決めるのは2回です。" in "".join(notes)
