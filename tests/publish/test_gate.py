"""The gate in front of publishing: nothing goes out but what was judged and found free of errors."""

import dataclasses

import pytest

from pipelines.export import build_package
from pipelines.model.errors import GateClosed
from pipelines.model.finding import Finding
from pipelines.publish.gate import check_gate, verify_clearance
from pipelines.runner import process_dataset
from pipelines.workspace import Workspace
from tests.export_samples import CATALOG, ROWS, SCHEMA, dataset, package, report, table
from tests.publish.folder_samples import publish
from tests.workspace_copy import copy_workspace


def test_a_report_with_errors_closes_the_gate():
    judged = table()
    with pytest.raises(GateClosed) as closed:
        check_gate(judged, report(judged, (Finding("personal-data", "error"),)))
    assert (closed.value.code, closed.value.params) == ("gate-closed", {"n": 1})


def test_a_report_of_another_table_is_stale():
    with pytest.raises(GateClosed, match="gate-stale"):
        check_gate(table(), report(table(ROWS[:2])))


def test_warnings_pass_the_gate():
    judged = table()
    assert check_gate(judged, report(judged, (Finding("x", "warning"),))).rows == 3


def _altered(cell: int = 1, row: int = 0) -> tuple:
    rows = [list(r) for r in ROWS]
    rows[row][cell] = "練馬太郎"
    return tuple(map(tuple, rows))


@pytest.mark.parametrize("rows", [_altered(), _altered(9, 1), ROWS[:2], ROWS[::-1], (*ROWS, ROWS[0])])
def test_a_package_of_other_data_than_were_judged_is_refused_by_the_target(tmp_path, rows):
    good = package()
    smuggled = dataclasses.replace(good, files=package(rows=tuple((f"{i}", *r[1:]) for i, r in enumerate(rows))).files)
    assert publish(tmp_path, [smuggled]) == [("public-toilet", "create", "gate-stale")]
    assert not (tmp_path / "public-toilet").exists()


def test_a_package_without_clearance_is_refused_and_the_others_go_on(tmp_path):
    judged = table()
    bare = build_package(dataset("bare"), judged, SCHEMA, report(judged), CATALOG, report_html="")
    assert publish(tmp_path, [bare, package()]) == [("bare", "create", "gate-closed"), ("public-toilet", "create", "")]


def test_a_clearance_does_not_cover_a_report_with_errors():
    good = package()
    facts = {**good.facts, "report": {**good.facts["report"], "errors": 2}}
    with pytest.raises(GateClosed, match="gate-closed"):
        verify_clearance(dataclasses.replace(good, facts=facts))


def test_a_column_may_be_held_back_but_none_added():
    judged = table()
    clearance = check_gate(judged, report(judged))
    fewer = dataclasses.replace(judged, cells=judged.cells.drop(columns="管理番号"))
    more = dataclasses.replace(judged, cells=judged.cells.assign(メモ=["", "", "秘密"]))
    made = [
        build_package(dataset(), one, SCHEMA, report(judged), CATALOG, report_html="", clearance=clearance)
        for one in (fewer, more)
    ]
    verify_clearance(made[0])
    with pytest.raises(GateClosed, match="gate-stale"):
        verify_clearance(made[1])


def test_frictionless_confirms_the_very_bytes_that_a_target_is_about_to_write(tmp_path):
    """A schema that does not hold for the data must not go out beside them, whatever the report says."""
    made = process_dataset(Workspace(copy_workspace(tmp_path / "ward", "certificates")), "certificates").package
    assert publish(tmp_path / "good", [made]) == [("certificates", "create", "")]
    fields = [{**made.schema.descriptor["fields"][0], "type": "integer"}, *made.schema.descriptor["fields"][1:]]
    lying = dataclasses.replace(made.schema, descriptor={**made.schema.descriptor, "fields": fields})
    assert publish(tmp_path / "bad", [dataclasses.replace(made, schema=lying)]) == [
        ("certificates", "create", "gate-referee")
    ]
    assert not (tmp_path / "bad" / "certificates").exists()


def test_a_package_that_turns_out_unchanged_is_not_confirmed_again(tmp_path):
    looked = []
    judged = table()
    clearance = check_gate(judged, report(judged), lambda data, _schema, slug: looked.append((slug, data)))
    seen = dataclasses.replace(package(), clearance=clearance)
    publish(tmp_path, [seen])
    publish(tmp_path, [seen])
    assert looked == [("public-toilet", seen.files[0].data)]
