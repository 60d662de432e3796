"""Rows that a steward added or took out: blank rows filled by decisions, rows that go only as they were."""

import dataclasses

import pytest

from pipelines.model.dataset import Dataset
from pipelines.model.repair import Repair
from pipelines.normalize.propose import raw_texts
from pipelines.normalize.row_keys import added_key, is_added_key, row_marks
from pipelines.report.lines import line_ranges
from pipelines.report.messages import line_word
from pipelines.stages import Judged, judge_files, package_of
from pipelines.standard import schema
from pipelines.workspace import Workspace
from tests.workspace_copy import ROOT

CATALOG = Workspace(ROOT).catalog
SIGHTS = Dataset(
    "sights", "観光", "説明", next(iter(CATALOG.sections)), table="tourism", primary_key=("ID",),
    fill={"全国地方公共団体コード": "131202", "所在地_連結表記": "東京都練馬区豊玉北6-12-1"},
)  # fmt: skip
RAW = "ID,名称,連絡先電話番号,備考\n1,甲,(03)3993-1111,一\n2,乙,(03)3993-1112,二\n3,丙,(03)3993-1113,三\n"
NEW = {"ID": "9", "名称": "丁", "連絡先電話番号": "03-3993-1119"}
KEY = added_key("sights", NEW)


def judge(*repairs: Repair, raw: str = RAW, dataset: Dataset = SIGHTS) -> Judged:
    return judge_files(dataset, [("sights.csv", raw.encode())], CATALOG, None, repairs)


def adding(key: str = KEY, **texts: str) -> list[Repair]:
    facts = {"decision": "追加", "by": "田中", "on": "2026-11-21", "code": "row-added", "dataset": "sights"}
    return [Repair(key, name, "", text, **facts) for name, text in (texts or NEW).items()]


def removing(judged: Judged, line: object, **words: str) -> Repair:
    keys = judged.keys[-1]
    facts = {"decision": "行を除く", "by": "田中", "on": "2026-11-21", "code": "row-removed", **words}
    return Repair(keys.key_of(line), "", keys.print_of(line), "", **facts)  # type: ignore[arg-type]


def codes(judged: Judged) -> set[str]:
    return {f.code for f in judged.report.findings} & {
        "row-not-removed", "row-removal-open", "added-row-exists", "added-row-homeless", "repair-not-applicable",
        "repair-not-accepted", "repair-not-canonical",
    }  # fmt: skip


def test_an_added_row_stands_below_the_others_in_their_form_and_every_value_is_on_record() -> None:
    judged = judge(*adding())
    assert list(judged.table.cells.index) == [2, 3, 4, "追加1"]
    assert judged.table.cells.at["追加1", "連絡先電話番号"] == "(03)3993-1119"
    recorded = [(c.field, c.before, c.after) for c in judged.table.changes if c.rule == "row-added"]
    assert set(recorded) == {("ID", "", "9"), ("名称", "", "丁"), ("連絡先電話番号", "", "(03)3993-1119")}
    assert not codes(judged)


def test_a_value_of_an_added_row_that_no_rule_can_read_stays_out_and_is_told() -> None:
    judged = judge(*adding(**{**NEW, "連絡先電話番号": "03-39931"}))
    assert judged.table.cells.at["追加1", "連絡先電話番号"] == ""
    assert codes(judged) == {"repair-not-canonical"}


def test_a_row_is_not_added_when_the_section_has_added_it_meanwhile() -> None:
    judged = judge(*adding(), raw=RAW + "９,丁,(03)3993-1119,\n")
    assert list(judged.table.cells.index) == [2, 3, 4, 5]
    assert codes(judged) == {"added-row-exists"}


def test_of_two_added_rows_with_one_primary_key_the_first_is_added() -> None:
    twin = adding("+" + "0" * 16, **{**NEW, "名称": "戊"})
    judged = judge(*adding(), *twin)
    assert list(judged.table.cells["名称"]) == ["甲", "乙", "丙", "丁"]
    assert codes(judged) == {"added-row-exists"}


def test_a_row_that_nobody_signed_is_not_added() -> None:
    judged = judge(*(dataclasses.replace(row, by="") for row in adding()))
    assert len(judged.table.cells) == 3
    assert codes(judged) == {"repair-not-accepted"}


def test_a_later_decision_on_an_added_row_is_about_its_own_cell() -> None:
    rows = adding()
    rows[1] = dataclasses.replace(rows[1], after="新しい名", decision="手入力")
    assert judge(*rows).table.cells.at["追加1", "名称"] == "新しい名"
    gone = judge(*rows[:2], dataclasses.replace(rows[2], after="（空欄）", decision="手入力"))
    assert gone.table.cells.at["追加1", "連絡先電話番号"] == ""


def test_a_removed_row_goes_with_a_record_that_does_not_repeat_it() -> None:
    judged = judge(removing(judge(), 3))
    assert list(judged.table.cells["名称"]) == ["甲", "丙"]
    assert judged.table.provenance.dropped == ((3, "", "row-removed"),)
    assert judged.report.rows == 2
    assert not codes(judged)
    assert "乙".encode() not in b"".join(file.data for file in package_of(judged, CATALOG).files)


def test_what_was_decided_on_the_cells_of_a_removed_row_is_no_fault() -> None:
    about = Repair("ID=2", "備考", "二", "弐", "手入力", "田中", "2026-11-21", dataset="sights")
    assert not codes(judge(about, removing(judge(), 3)))


@pytest.mark.parametrize("raw", [RAW.replace("2,乙", "2,己"), RAW.replace("2,乙", "5,乙"), "ID,名称\n1,甲\n"])
def test_a_row_that_says_something_else_by_now_stays_and_the_decision_is_told(raw: str) -> None:
    judged = judge(removing(judge(), 3), raw=raw)
    assert len(judged.table.cells) == raw.count("\n") - 1
    assert codes(judged) == {"row-not-removed"}


def test_a_removal_that_nobody_confirmed_changes_nothing_and_is_asked_again() -> None:
    question = removing(judge(), 3, decision="", by="")
    judged = judge(question)
    assert len(judged.table.cells) == 3
    assert [(f.code, f.line, f.momentary) for f in judged.report.findings if f.code == "row-removal-open"] == [
        ("row-removal-open", 3, True)
    ]
    assert judged.proposals[0] == question
    assert package_of(judged, CATALOG).files == package_of(judge(), CATALOG).files
    assert judge(question, raw=RAW.replace("乙", "己")).proposals == judge(raw=RAW.replace("乙", "己")).proposals


def test_a_decision_to_keep_a_row_settles_the_question() -> None:
    judged = judge(removing(judge(), 3, decision="不採用"))
    assert len(judged.table.cells) == 3
    assert not codes(judged)
    assert not judged.proposals


def test_an_added_row_can_be_taken_out_again() -> None:
    added = judge(*adding())
    judged = judge(*adding(), removing(added, "追加1"))
    assert len(judged.table.cells) == 3
    assert judged.table.provenance.dropped == (("追加1", "", "row-removed"),)


def test_of_two_equal_rows_the_named_one_goes() -> None:
    twins = RAW + "2,乙,(03)3993-1112,二\n"
    judged = judge(removing(judge(raw=twins), 5), raw=twins)
    assert list(judged.table.cells.index) == [2, 3, 4]


def test_a_ditto_mark_under_a_removed_row_is_not_read_from_another_row() -> None:
    raw = RAW.replace("三", "〃")
    assert judge(raw=raw).table.cells.at[4, "備考"] == "二"
    assert judge(removing(judge(raw=raw), 3), raw=raw).table.cells.at[4, "備考"] == "〃"


def test_what_was_found_in_a_removed_row_is_not_said_any_more() -> None:
    raw = RAW.replace("2,乙,(03)3993-1112,二\n", "2,乙,(03)3993-1112,二,余り\n")
    before = judge(raw=raw)
    assert not before.report.publishable()
    assert judge(removing(before, 3), raw=raw).report.publishable()


def test_rows_of_a_dataset_of_several_files_need_what_tells_the_files_apart() -> None:
    both = dataclasses.replace(SIGHTS, files=("一.csv", "二.csv"), stack={"備考": ("一年", "二年")})
    files = [("一.csv", b"ID,\xe5\x90\x8d\xe7\xa7\xb0\n1,a\n"), ("二.csv", b"ID,\xe5\x90\x8d\xe7\xa7\xb0\n2,b\n")]
    without = judge_files(both, files, CATALOG, None, adding())
    assert codes(without) == {"added-row-homeless"}
    rows = adding(**{**NEW, "備考": "一年"})
    whole = judge_files(both, files, CATALOG, None, rows)
    assert list(whole.table.cells["備考"]) == ["一年", "二年", "一年"]
    assert whole.table.cells.index[-1] == "二.csv:追加1"
    assert row_marks("sights", whole.keys)["二.csv:追加1"] == KEY


def test_the_report_names_an_added_row_as_a_steward_knows_it() -> None:
    assert line_word("追加2") == "追加した2行目"
    assert line_word("二.csv:追加1") == "「二.csv」の追加した1行目"
    assert line_ranges(["追加1", 4, "追加2", "追加3", 5, 6]) == ("追加した1–3、4–6行", "")


def test_the_key_of_an_added_row_is_made_of_its_values_in_any_order() -> None:
    assert added_key("sights", dict(reversed(NEW.items()))) == KEY
    assert is_added_key(KEY)
    assert is_added_key(f"{KEY}-2")
    assert not is_added_key("+1")
    assert added_key("other", NEW) != KEY


def test_rows_are_added_to_and_taken_out_of_a_file_of_an_older_edition() -> None:
    labels = [field.name for field in schema("aed", "2017").fields]
    cells = {"都道府県コード又は市区町村コード": "131202", "NO": "1", "名称": "甲", "電話番号": "03-3993-1111"}
    rows = [cells, {**cells, "NO": "2", "名称": "乙"}]
    text = "\n".join([",".join(labels), *(",".join(row.get(name, "") for name in labels) for row in rows)])
    aed = Dataset("aed", "AED", "説明", next(iter(CATALOG.sections)), table="aed")

    def run(*repairs: Repair) -> Judged:
        return judge_files(aed, [("aed.csv", f"{text}\n".encode())], CATALOG, None, repairs)

    before = run()
    assert before.table.migration is not None
    new = {"ID": "9", "名称": "丁", "電話番号": "03-3993-1119"}
    facts = {"decision": "追加", "by": "田中", "dataset": "aed"}
    added = [Repair(added_key("aed", new), name, "", value, **facts) for name, value in new.items()]
    keys = before.keys[-1]
    gone = Repair(keys.key_of(2), "", keys.print_of(2), "", "行を除く", "田中", code="row-removed", dataset="aed")
    table = run(*added, gone).table
    assert list(table.cells.index) == [3, "追加1"]
    assert table.cells.loc["追加1", list(new)].tolist() == list(new.values())


def test_a_row_of_which_reading_leaves_nothing_can_be_decided_about_without_harm() -> None:
    raw = RAW + "－,－,－,－\n"
    judged = judge(raw=raw)
    line = 5
    assert raw_texts(judged.table)(line, "備考") in ("", "－")
    about = Repair(judged.keys[0].key_of(line), "備考", "－", "四", "手入力", "田中", dataset="sights")
    assert not codes(judge(about, raw=raw)) - {"repair-not-applicable"}
