"""Tables on which the engine and Frictionless once disagreed: one each, so that they never do again."""

import pytest

from pipelines.validate.engine import examine
from tests.unit.validate.engine_judged import judged, table_schema


@pytest.mark.parametrize(
    ("kind", "form", "good", "bad"),
    [
        ("integer", "number", ["1", "１"], ["1.5"]),
        ("integer", "date", ["12"], ["2020-01-01"]),
        ("number", "integer", ["1.5", "1e3"], ["x"]),
        ("year", "number", ["2020", "+202"], ["1", "2020.5"]),
        ("yearmonth", "date", ["2020-01", "2020-1"], ["2020-01-01"]),
        ("boolean", "integer", ["1"], ["5"]),
        ("any", "date", ["x"], []),
        ("date", "date", [], ["2020-01-01"]),
        ("date", "time", [], ["09:00:00", "2020-01-01"]),
        ("time", "date", [], ["2020-01-01", "09:00:00"]),
        ("time", "", [], ["09:00:00", "x"]),
        ("date", "", [], ["2020-01-01"]),
        ("datetime", "", [], ["2020-01-01T00:00:00"]),
    ],
)
def test_a_format_means_what_the_type_makes_of_it_and_never_another_type(kind, form, good, bad):
    text = "a,b\n" + "".join(f"{cell},x\n" for cell in [*good, *bad])
    found = judged(table_schema(("a", kind, {"format": form}), ("b", "string", {})), text)
    assert found.triples() == [(line, "a", "type-error") for line in range(2 + len(good), 2 + len(good) + len(bad))]


def test_a_zone_of_a_hundred_hours_breaks_its_limit_and_stops_nothing():
    limits = {"format": "any", "constraints": {"minimum": "2020-01-01T00:00:00"}}
    found = examine(b"a\n2021-01-01 00:00 +99:00\n2019-01-01\n", table_schema(("a", "datetime", limits)))
    assert found.triples() == [(2, "a", "constraint-error"), (3, "a", "constraint-error")]


def test_looking_at_the_choices_of_a_list_leaves_them_as_they_are():
    item = {"arrayItem": {"type": "integer"}, "constraints": {"enum": [["a", "b"], "[1,2,3]"]}}
    found = judged(table_schema(("a", "array", item)), 'a\n"[""a"",""b""]"\n"[1,2,3]"\n[1]\n')
    assert found.triples() == [(2, "a", "type-error"), (4, "a", "constraint-error")]
