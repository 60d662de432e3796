"""Each reader keeps the promises written beside it: every accepted and every refused sample."""

from importlib import import_module

import pytest

MODULES = (
    "phone", "postal", "coordinate", "lgcode", "houjin", "townid", "kana", "address",
    "url", "email", "flag", "choice", "code", "weekday", "text",
)  # fmt: skip


def samples(name):
    module = import_module(f"pipelines.normalize.readers.{name}")
    return module, getattr(module, f"read_{name}")


ACCEPTED = [(name, *sample) for name in MODULES for sample in samples(name)[0].ACCEPTED]
REFUSED = [(name, text) for name in MODULES for text in samples(name)[0].REFUSED]


@pytest.mark.parametrize("case", ACCEPTED, ids=str)
def test_an_accepted_sample_is_read_as_written_beside_it_and_reading_it_again_changes_nothing(case):
    name, text, expected, *context = case
    read = samples(name)[1]
    answer = read(text, *context)
    assert (answer.text, answer.reason) == (expected, "")
    assert answer.status == ("canonical" if text == expected else "repaired")
    assert bool(answer.rule) == (answer.status == "repaired")
    again = read(answer.text, *context)
    assert (again.status, again.text) == ("canonical", expected)


@pytest.mark.parametrize("case", REFUSED, ids=ascii)
def test_a_refused_sample_keeps_its_text_and_says_why(case):
    name, text = case
    answer = samples(name)[1](text)
    assert (answer.status, answer.text, answer.rule) == ("refused", text, "")
    assert answer.reason
    assert answer.proposal != text


@pytest.mark.parametrize("name", MODULES)
@pytest.mark.parametrize("blank", ["", " ", "　", "\u00a0\u200b", "\r\n"])
def test_a_blank_cell_is_blank_for_every_reader(name, blank):
    answer = samples(name)[1](blank)
    assert (answer.text, answer.rule) == ("", "trim-space" if blank else "")
