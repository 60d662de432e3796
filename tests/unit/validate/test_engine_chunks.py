"""Wherever chunks end, the list is the one of the whole: a table cut everywhere, and one of 310,000 records."""

import random

import pytest

from pipelines.validate.engine import examine
from tests.unit.validate.engine_judged import judged, table_schema

KEYED = table_schema(
    ("id", "integer", {"constraints": {"unique": True}}),
    ("親", "integer", {}),
    ("名", "string", {"constraints": {"required": True, "maxLength": 3}}),
    primaryKey=["id", "名"],
    foreignKeys=[{"fields": "親", "reference": {"resource": "", "fields": "id"}}],
)
TEXT = (
    'id,親,名\r\n1,,あ\r\n\r\n2,1,"い\r\nう"\r\n02,9,\r\n,,\r\n"3","2","え""お"\r\n\r\n\r\n4,3,長い名前\r\n'
    '1,4,あ\r\nx,1,"\r\n\r\n"\r\n5\r\n6,1,か,余\r\n7,7,"き,"\r\n\r\n1,"1",x'
)


@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_a_table_is_judged_alike_wherever_it_is_cut(end):
    text = TEXT.replace("\r\n", end)
    whole = judged(KEYED, text)
    for stretch in range(1, len(text.encode()) + 2, 7):
        assert examine(text.encode(), KEYED, stretch=stretch).triples() == whole.triples(), stretch


def test_a_fault_at_the_last_record_of_a_chunk_keeps_its_line():
    rows = "".join(f"{n},x\n" for n in range(100))
    for width in (8, 64, 4096):
        text = f"id,名\n{rows}99,\n\n"
        document = table_schema(("id", "integer", {"constraints": {"unique": True}}), ("名", "string", {}))
        found = examine(text.encode(), document, stretch=width)
        assert found.triples() == [(102, "id", "unique-error"), (103, "", "blank-row")]


def test_beyond_three_hundred_thousand_records_keys_are_exact_and_counts_unlimited():
    rows = 310_000
    ids = list(range(rows))
    twice = sorted(random.Random(5).sample(range(rows // 2, rows), 50))
    for place in twice:
        ids[place] -= rows // 2
    document = table_schema(
        ("id", "integer", {"constraints": {"unique": True}}),
        ("親", "integer", {}),
        ("名", "date", {}),
        primaryKey=["id"],
        foreignKeys=[{"fields": "親", "reference": {"resource": "", "fields": "id"}}],
    )
    found = examine(
        ("id,親,名\n" + "".join(f"{n},{place},x\n" for place, n in enumerate(ids))).encode(), document, stretch=1 << 20
    )
    records = {part.code: part.records.tolist() for part in found.parts if part.code != "type-error"}
    assert len(found.lines) > 3
    assert found.counts()["名", "type-error"] == rows
    assert records["unique-error"] == records["primary-key"] == records["foreign-key"] == twice
    assert [fault.line for fault in found.findings(most=2)] == [2, 3]
