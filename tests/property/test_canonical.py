"""The vectorised short cut says canonical only where the reader itself would."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.normalize.canonical import SURE, surely_canonical
from pipelines.normalize.readers import reader
from pipelines.normalize.readers.digits import MISSING

CONTEXTS: dict[str, list[dict[str, object]]] = {
    "date": [{}, {"precision": "day"}, {"precision": "any", "ranges": True}, {"era": {"as_of": "2022-04-01"}}],
    "lat": [{}, {"publisher": "131202"}],
    "lon": [{}, {"publisher": "131202"}],
    "number": [{}, {"unit": "千円"}, {"negative_marks": True}],
    "integer": [{}, {"unit": "千円"}],
}


@pytest.mark.parametrize("kind", sorted(SURE))
@given(data=st.data())
def test_what_the_short_cut_takes_the_reader_calls_canonical(kind: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(SURE[kind], fullmatch=True))
    for context in CONTEXTS.get(kind, [{}]):
        if text in surely_canonical(kind, [text], context):
            reading = reader(kind)(text, context)
            assert (reading.status, reading.text) == ("canonical", text)


@pytest.mark.parametrize("kind", sorted(SURE))
def test_a_token_for_no_value_is_never_taken(kind: str) -> None:
    for token in sorted(MISSING):
        taken = token in surely_canonical(kind, [token], {})
        assert not taken or reader(kind)(token, {}).status == "canonical"


@pytest.mark.parametrize("text", ["2022-10-19\n", "２０２２-10-19", "2022-02-29", " 2022-10-19", "44853", ""])
def test_what_only_looks_like_it_is_read(text: str) -> None:
    assert not surely_canonical("date", [text], {})
    assert not surely_canonical("integer", ["007", "1,000", "１", "1\n"], {})


def test_serials_and_other_precisions_are_always_read() -> None:
    assert not surely_canonical("date", ["2022-10-19"], {"serial": True})
    assert not surely_canonical("date", ["2022-10-19"], {"precision": "month"})
    assert surely_canonical("date", ["2022-10-19"], {"precision": "day"})


def test_a_column_of_english_is_always_read() -> None:
    assert not surely_canonical("text", ["練馬区"], {"ascii": True})
    assert not surely_canonical("text", ["内科、外科"], {"list": ";"})
    assert surely_canonical("text", ["練馬区"], {})
