"""A latitude and a longitude in each other's cell: each is offered the other's value, and stays as it was."""

import pandas as pd

from pipelines.model.schema import Field, TableSchema
from pipelines.model.table import Column, LabelledTable, Provenance, RawTable
from pipelines.normalize.table import normalize

LAT, LON = Field("緯度", type="number", kind="lat"), Field("経度", type="number", kind="lon")
OTHER = Field("出口の緯度", type="number", kind="lat")


def offered(lats: list[str], lons: list[str], *more: Field) -> list[tuple[object, str, str, str]]:
    cells = pd.DataFrame({0: lats, 1: lons}, dtype="str", index=range(2, 2 + len(lats)))
    raw = RawTable(cells, ("緯度", "経度"), Provenance("見本.csv", "0" * 64, 1))
    columns = (Column(0, "緯度", "緯度", "exact"), Column(1, "経度", "経度", "exact"))
    schema = TableSchema("t", "e", "標準", "表", "table", (LAT, LON, *more))
    for field in (LAT, LON):
        field.context["japan"] = True
    table = normalize(LabelledTable(raw, columns), schema)
    assert list(table.cells["緯度"]) == lats
    assert list(table.cells["経度"]) == lons
    return [(f.line, f.field, f.code, f.proposal) for f in table.findings if f.line is not None]


def test_each_cell_of_the_row_is_offered_what_the_other_one_says() -> None:
    assert sorted(offered(["35.735608", "139.651700"], ["139.651700", "３５．７３５６０８"])) == [
        (3, "経度", "coordinate-swapped", "139.651700"),
        (3, "緯度", "coordinate-swapped", "35.735608"),
    ]


def test_a_longitude_alone_in_the_cell_of_a_latitude_says_nothing_of_the_latitude() -> None:
    assert offered(["139.651700"], ["139.651700"]) == [(2, "緯度", "coordinate-swapped", "")]
    assert offered(["139.651700"], [""]) == [(2, "緯度", "coordinate-swapped", "")]


def test_where_a_row_has_several_points_nothing_is_offered() -> None:
    found = offered(["139.651700"], ["35.735608"], OTHER)
    assert {proposal for *_, proposal in found} == {""}
