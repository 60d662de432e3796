"""Folding of labels: what carries no meaning in a header goes, everything else stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.align.labels import bare_labels, fold_label, uri_tail

ANY_LABEL = st.text(max_size=30) | st.text("ー―－-・、,（）()［］０aＡｱア㎡ \n\u3000←※1.①ﾞﬀß", max_size=20)


@pytest.mark.parametrize(
    ("label", "same"),
    [
        ("建物名等（方書）", "建物名等(方書)"),
        ("名称＿ｶﾅ", "名称_カナ"),
        ("都道府県コ―ド", "都道府県コード"),
        ("盲導犬・介助犬・聴導犬同伴", "盲導犬・介助犬、聴導犬同伴"),
        ("トイレ名" + "\u3000" * 27, "トイレ名"),
        ("緯度：北緯\n(世界測地系10進法)", "緯度：北緯（世界測地系10進法）"),
        ("ＵＲＬ", "url"),
        ("0－4歳の男性", "0-4歳の男性"),
        ("\ufeffID", "ID"),
    ],
)
def test_labels_that_differ_in_notation_only_fold_alike(label, same):
    assert fold_label(label) == fold_label(same)


@pytest.mark.parametrize(
    ("label", "other"),
    [
        ("名称_カナ", "名称カナ"),
        ("緯度", "経度"),
        ("員数（数）", "員数（単位）"),
        ("0-4歳の男性", "0-4歳の女性"),
        ("料金", "料金1"),
    ],
)
def test_labels_that_differ_in_meaning_do_not(label, other):
    assert fold_label(label) != fold_label(other)


@pytest.mark.parametrize("label", ["ß\u0301", "\u0345\u00a8", "\u03aa\u0301"])
def test_letters_that_fold_in_two_steps_are_folded_to_the_end(label):
    assert fold_label(fold_label(label)) == fold_label(label)


@given(ANY_LABEL)
def test_folding_twice_is_folding_once(label):
    assert fold_label(fold_label(label)) == fold_label(label)


@given(ANY_LABEL, st.sampled_from(["", "円", "人", "度"]))
def test_taking_off_decorations_never_fails_and_never_leaves_nothing(label, unit):
    assert all(bare_labels(label, unit)) or not bare_labels(label, unit)


@pytest.mark.parametrize(
    ("label", "unit", "bare"),
    [
        ("定員（名）", "人", "定員"),
        ("口径［mm］", "mm", "口径"),
        ("電話番号※", "", "電話番号"),
        ("名称【必須】", "", "名称"),
        ("郵便番号（半角）（任意）", "", "郵便番号"),
        ("1.名称", "", "名称"),
        ("①名称", "", "名称"),
        ("備考←データの項目名を入力", "", "備考"),
    ],
)
def test_units_notes_and_numbering_are_taken_off(label, unit, bare):
    assert bare in bare_labels(label, unit)


@pytest.mark.parametrize(
    ("label", "unit"),
    [
        ("料金（千円）", "円"),
        ("定員（％）", "人"),
        ("電話番号（夜間）", ""),
        ("収容人数（一時）", "人"),
        ("0-4歳の男性", "人"),
    ],
)
def test_a_bracket_that_may_change_the_meaning_stays(label, unit):
    assert bare_labels(label, unit) == ()


def test_a_uri_gives_its_last_name():
    assert uri_tail("http://www.w3.org/2003/01/geo/wgs84_pos#lat") == "lat"
    assert uri_tail("https://schema.org/name") == "name"
    assert uri_tail("https://example.jp/rdf/#%E5%B9%B4") == "年"
    assert uri_tail("名称/通称") == "名称/通称"
