"""Whatever a reader answers to its own samples has Japanese words, also codes that the source builds at run time."""

from collections.abc import Iterator
from importlib import import_module

import pytest

from pipelines.normalize.readers import READERS, reader
from pipelines.report.messages import known_codes

KNOWN = known_codes()


def _samples(kind: str) -> Iterator[tuple[str, dict[str, object]]]:
    module = import_module(f"pipelines.normalize.readers.{READERS[kind].split(':')[0]}")
    for sample in (*module.ACCEPTED, *module.REFUSED, "", " ", "－", "なし", "\ufffd", "あ" * 500):
        texts = (sample,) if isinstance(sample, str) else sample
        yield texts[0], texts[-1] if isinstance(texts[-1], dict) else {}


@pytest.mark.parametrize("kind", sorted(READERS))
def test_every_answer_of_a_reader_has_words(kind):
    read = reader(kind)
    answers = [read(text, context) for text, context in _samples(kind)]
    assert {a.reason for a in answers if a.reason} <= KNOWN["findings"]
    assert {a.rule for a in answers if a.rule} <= KNOWN["rules"]
