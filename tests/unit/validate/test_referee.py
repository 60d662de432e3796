"""The referee: Frictionless's verdicts with physical lines and without a cap."""

import pytest

from pipelines.model.errors import DeclarationError, UnreadableFile
from pipelines.validate import referee

SCHEMA = {
    "fields": [
        {"name": "ID", "type": "string", "constraints": {"required": True, "unique": True}},
        {"name": "説明", "type": "string"},
        {"name": "数", "type": "integer"},
    ],
    "hiraku:note": "own properties do no harm",
}


def _of(text, **options):
    return [(f.line, f.field, f.code, f.value) for f in referee(text.encode(), SCHEMA, **options)]


def test_a_clean_table_has_no_findings():
    assert _of("ID,説明,数\na,x,1\n") == []


def test_lines_are_physical_when_cells_span_lines():
    text = 'ID,説明,数\r\na,"一\r\n二\r\n三",1\r\nb,x,x\r\n,"\r\n",2\r\n'
    assert _of(text) == [(5, "数", "type-error", "x"), (6, "ID", "constraint-error", "")]


def test_more_than_a_thousand_errors_are_all_reported():
    rows = "".join(f"{i},x,a\n" for i in range(1500))
    assert len(_of("ID,説明,数\n" + rows)) == 1500


def test_a_byte_order_mark_is_no_part_of_the_first_label():
    assert referee(b"\xef\xbb\xbf" + "ID,説明,数\na,x,1\n".encode(), SCHEMA) == ()


def test_the_comma_is_told_and_not_guessed():
    text = "ID,説明,数\n" + "".join(f"{i},あ;い;う;え,1\n" for i in range(30))
    assert _of(text) == []


def test_a_guessed_delimiter_reads_a_foreign_file():
    assert _of("ID;説明;数\na;x;1\nb;y;z\n", sniff=True) == [(3, "数", "type-error", "z")]


def test_short_and_long_rows_are_named():
    codes = {code for _, _, code, _ in _of("ID,説明,数\na,x\nb,x,1,2\n")}
    assert codes == {"missing-cell", "extra-cell"}


def test_bytes_that_are_no_utf8_are_refused():
    with pytest.raises(UnreadableFile, match="undecodable"):
        referee("ID,説明,数\n".encode("cp932"), SCHEMA)


def test_a_schema_that_frictionless_cannot_read_is_the_schemas_error():
    with pytest.raises(DeclarationError, match="invalid-schema"):
        referee(b"a\n1\n", {"fields": [{"name": "a", "type": "no-such-type"}]})
