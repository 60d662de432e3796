"""A report never calls a row by what is personal data elsewhere in the table."""

import pandas as pd

from pipelines.model.finding import Finding
from pipelines.model.report import KnownRow
from pipelines.model.table import NormalizedTable
from pipelines.report.known import known_rows
from pipelines.validate.personal.veil import Veil
from tests.unit.report.samples import PROVENANCE

CELLS = pd.DataFrame(
    {"名称": ["見本太郎の家", "北公園"], "備考": ["", "見本太郎"]}, index=[2, 3], dtype=str
)  # fmt: skip


def test_a_name_that_repeats_personal_data_of_another_row_is_left_out():
    table = NormalizedTable(CELLS, {"名称": "名称", "備考": "備考"}, (), (), PROVENANCE)
    held = Finding("personal-data", "error", 3, "備考", "備考", "見本太郎")
    found = [held, Finding("two-values", "warning", 2, "名称"), Finding("two-values", "warning", 3, "名称")]
    assert known_rows(CELLS, found) == {2: KnownRow("見本太郎の家")}
    assert Veil(table, [held]).known(known_rows(CELLS, found)) == {}
