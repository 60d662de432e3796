"""Rule L2-01 where a definition says what a column is: number data is bare, a text may say what it likes."""

import pytest

from pipelines.model.schema import Field, TableSchema
from pipelines.model.table import NormalizedTable
from pipelines.validate import judge_readability

FLOORS, BAYS = ["1階", "2階", "3階"], ["300台", "1,200", "80台"]
FEES = ["500", "無料", "応相談"]


def statuses(make_raw, make_table, label: str, values: list[str], spec: Field | None, own: str = "") -> tuple[str, str]:
    """L2-01 before and after, of a column that the ward calls `label` and the definition `spec.name`."""
    name = spec.name if spec else label
    schema = TableSchema("t", "e", "標準", "表", "table", (spec,) if spec else (Field("他"),))
    raw = make_raw([label], [[value] for value in values])
    table = make_table({name: values}, labels={name: own or label})
    assert isinstance(table, NormalizedTable)
    verdict = next(v for v in judge_readability(raw, table, schema).verdicts if v.id == "L2-01")
    assert verdict.after is not None
    return verdict.before.status, verdict.after.status


@pytest.mark.parametrize(
    ("label", "values", "spec", "expected"),
    [
        ("階", FLOORS, None, "broken"),
        ("階", FLOORS, Field("設置階", kind="text"), "kept"),
        ("台数", BAYS, None, "broken"),
        ("台数", BAYS, Field("最大駐輪台数", kind="text"), "broken"),
        ("台数", BAYS, Field("最大駐輪台数", kind="integer"), "broken"),
        ("料金", FEES, None, "kept"),
        ("料金", FEES, Field("料金(基本)", kind="integer"), "broken"),
        ("料金", FEES, Field("料金(詳細)", kind="text"), "kept"),
        ("区分", ["１番", "２番", "３番"], Field("区分", kind="code"), "kept"),
        ("料金", ["500", "x", "…"], Field("料金(基本)", kind="integer"), "kept"),
    ],
)
def test_what_a_definition_says_of_a_column_holds_before_and_after(make_raw, make_table, label, values, spec, expected):
    assert statuses(make_raw, make_table, label, values, spec) == (expected, expected)


def test_a_column_that_only_the_file_knows_is_no_text_by_definition(make_raw, make_table):
    unknown = Field("台数", raw={"hiraku:unknown": True})
    assert statuses(make_raw, make_table, "台数", FLOORS, unknown) == ("broken", "broken")
