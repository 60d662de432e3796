"""The certain rules between editions, and what they leave alone."""

import pytest

from pipelines.normalize.migration_rules import join_names, join_weekdays, split_words
from pipelines.standard import schema

BARRIERS = schema("tourism").fields[30:48]


@pytest.mark.parametrize(
    ("prefecture", "city", "joined"),
    [
        ("東京都", "練馬区", "東京都練馬区"),
        ("石川県", "", "石川県"),
        ("", "", ""),
        ("東京都", "東京都練馬区", "東京都練馬区"),
        ("", "東京都練馬区", "東京都練馬区"),
        ("", "練馬区", None),
        ("東京", "練馬区", None),
        ("練馬区", "東京都", None),
        ("埼玉県", "東京都練馬区", None),
        ("京都府", "京都市", "京都府京都市"),
    ],
)
def test_names_are_joined_only_behind_a_prefecture(prefecture: str, city: str, joined: str | None) -> None:
    assert join_names(prefecture, city) == joined


@pytest.mark.parametrize(
    ("marks", "explicit_no", "joined"),
    [
        ("○○○○○××", True, "月火水木金"),
        ("11111  ", False, "月火水木金"),
        ("有有有有有無無", True, "月火水木金"),
        ("       ", False, ""),
        ("○○○○○× ", True, None),
        ("×××××××", True, None),
        ("○○○○○△×", True, None),
    ],
)
def test_weekday_marks_become_a_list_where_every_day_is_told(
    marks: str, explicit_no: object, joined: str | None
) -> None:
    assert join_weekdays(list(marks), explicit_no=bool(explicit_no)) == joined


def test_hours_under_a_weekday_are_no_mark() -> None:
    assert join_weekdays(["9:00-17:00", *"○○○○○○"], explicit_no=False) is None


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("授乳室;字幕", {"授乳室": "有", "字幕": "有"}),
        ("車椅子可；ベビーカー貸出無", {"車椅子可": "可", "ベビーカー貸出": "無"}),
        ("飲食不可", {"飲食可否": "否"}),
        ("授乳室あり; ", {"授乳室": "有"}),
        ("多目的トイレ", None),
        ("授乳室;スロープ", None),
        ("授乳室;授乳室無", None),
        ("授乳室、字幕", None),
    ],
)
def test_only_a_cell_of_known_words_is_split(text: str, values: dict[str, str] | None) -> None:
    assert split_words(text, BARRIERS) == values
