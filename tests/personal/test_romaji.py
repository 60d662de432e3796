"""Names in Latin letters: a surname beside a given name, in either order; a word that is only one of them is none."""

import pytest

from pipelines.validate.personal.romaji import is_romaji_name


@pytest.mark.parametrize(
    "text", ["Hanako Yamada", "YAMADA Hanako", "Yamada, Hanako", "Satou Yuko", "Satō Yūko", " Kenji Suzuki "]
)
def test_a_surname_beside_a_given_name_is_a_person(text):
    assert is_romaji_name(text)


@pytest.mark.parametrize(
    "text",
    ["Sakura Hall", "Hanako", "Yamada", "Yamada Suzuki", "Hanako Sakura", "Yamada Building", "Hanako Yamada Hall", ""],
)
def test_a_house_a_word_or_one_half_of_a_name_is_none(text):
    assert not is_romaji_name(text)
