"""The page holds the verdict, every cause and every line; it stays small, asks nobody and shows nothing personal."""

import dataclasses
import re

import pytest

from pipelines.model.errors import DeclarationError, UnreadableFile
from pipelines.model.finding import CellChange, Finding
from pipelines.report import render_html, render_text
from pipelines.report.html import render_failure
from pipelines.report.limits import BUDGET
from pipelines.report.text import verdict
from pipelines.report.verdict import judge, judge_failure
from tests.unit.report.samples import CATALOG, DATASET, faulty, report

MOBILE = "090-1234-5678"
TOLD = (
    "公開できません。3つの原因（284件）",
    "4–115行（全行）",
    "2026年11月16日 10時24分",
    "（空欄）",
    "効果の大きい順",
    "9e10b4981b52442946dfeba8b57329d24e71c0708aea36eaad068b6850f4e041",
    "Shift_JIS系（CP932）、CRLF、コンマ",
    "公衆トイレ一覧　令和8年11月1日現在",
    "見つかりませんでした",
    "元の項目名：位置",
)


def _text(page: str) -> str:
    return re.sub(r"<[^>]+>", "", re.sub(r"(?s)<(style|script)>.*?</\1>", "", page))


def test_the_verdict_says_what_to_do_in_every_state():
    held = Finding("personal-data", "error", 3, "備考", value="●●●")
    assert verdict(faulty()) == "公開できません。3つの原因（284件）を直すと公開できます。"
    warned = report([Finding("two-values", "warning", 2, "電話番号", value="a b")])
    assert verdict(warned) == "公開できます。注意が1種類（1件）あります。"
    assert verdict(report([])) == "公開できます。指摘はありません。"
    assert verdict(report([Finding("mixed-newlines", "notice")])) == "公開できます。直すところはありません。"
    assert verdict(report([held])) == "差し止めました。個人情報の疑いが1件あります。"
    assert judge(warned, None, "2026-11-20T05:02:00Z", "published").text == "公開しました。"
    assert judge(warned, None, "2026-04-01T09:00:00Z", "unchanged").text == "変わりはありません。"
    assert judge(faulty(), None, "", "published").text == verdict(faulty())


def test_what_was_published_says_when_and_hides_no_warning():
    warned = report([Finding("two-values", "warning", 2, "電話番号", value="a b")])
    more = "注意が1種類（1件）あります。直すと使いやすくなります。"
    done = judge(warned, None, "2026-11-20T05:02:00Z", "published")
    assert (done.kind, done.note) == ("ok", f"2026年11月20日 14時02分。{more}")
    same = judge(warned, None, "2026-04-01T09:00:00Z", "unchanged")
    assert same.note == f"いま公開中の版（2026年4月1日）と同じ内容です。公開し直していません。{more}"
    assert (same.kind, same.icon) == ("", "note")


def test_a_file_that_no_table_fits_is_not_called_checked():
    unknown = dataclasses.replace(report([]), schema={"slug": "", "title": "表の種類は分かりません"})
    assert "項目のきまりは調べていません" in judge(unknown).note
    assert "国の標準の表のどれに当たるか分からない" in _text(render_html(unknown, dataset=None))


def test_a_held_dataset_tells_of_other_causes_too():
    found = [Finding("personal-data", "error", 3, "備考"), Finding("unreadable-date", "error", 4, "日", value="x")]
    assert "ほかに、公開を止めている原因が1つあります。" in judge(report(found)).note


def test_the_page_has_all_causes_facts_and_lines():
    page = render_html(faulty(), dataset=DATASET, checked_at="2026-11-16T10:24:00+09:00")
    for part in TOLD:
        assert part in _text(page), part
    assert len(page.encode()) < 200_000  # the mock-up has 204 KB


def test_the_page_asks_nobody():
    page = render_html(faulty(), dataset=DATASET)
    assert not re.search(r"""(?:src|href|action)=["']?(?:https?:)?//|url\(|@import|fetch\(""", page)


def test_what_a_file_holds_is_never_markup():
    evil = "<script>alert(1)</script>\"'>"
    found = Finding("unreadable-date", "error", 2, evil, evil, evil, evil, {"example": evil})
    page = render_html(report([found], [CellChange(2, evil, evil, "x", evil)]), dataset=None, checked_at=evil)
    assert "<script>alert" not in page


def test_a_proposal_is_copied_exactly_as_it_is_proposed():
    page = render_html(faulty(), dataset=DATASET)
    offered = re.findall(r'data-copy="([^"]*)"', page)[:2]
    assert offered == [f.proposal for f in faulty().findings if f.line == 4 and f.code == "coordinate-not-decimal"]


def test_the_same_report_gives_the_same_bytes():
    assert render_html(faulty(), dataset=DATASET) == render_html(faulty(), dataset=DATASET)


def test_personal_values_are_nowhere_on_the_page():
    found = [
        Finding("personal-data", "error", 3, "備考", "備考", "●●●", params={"kind": "mobile"}),
        Finding("two-values", "warning", 3, "備考", "備考", MOBILE, MOBILE),
        Finding("unclosed-quote", "error", 3, value=f"a,{MOBILE}"),
        Finding("garbled-text", "error", 3, label="備考", value=MOBILE),
    ]
    changes = [CellChange(3, "備考", MOBILE + " ", MOBILE, "trim-space")]
    held = report(found, changes)
    for page in (render_html(held, dataset=DATASET), render_text(held)):
        assert MOBILE not in page
        assert "個人情報の疑い" in page


def test_a_broken_character_does_not_break_the_page():
    page = render_html(report([Finding("broken-character", "error", 2, "名称", value="\ud800")]), dataset=None)
    page.encode("utf-8")


def _huge(kinds: int, rows: int, value: str) -> list[Finding]:
    codes = ("unreadable-date", "two-values", "choice-unknown", "number-unreadable", "required-missing")
    return [
        Finding(codes[k % 5], "error", line, f"項目{k}{value[:50]}", f"元の{k}", f"{value}{line}", f"候補{line}{value}",
                {"example": f"例{k}", "choices": [f"選択肢{k}", value]})
        for k in range(kinds)
        for line in range(2, 2 + rows * 2, 2)
    ]  # fmt: skip


@pytest.mark.parametrize(("kinds", "rows", "length"), [(1, 30_000, 3), (300, 40, 400), (5, 4_000, 2_000)])
def test_the_page_stays_in_its_budget_whatever_the_file(kinds, rows, length):
    changes = [
        CellChange(n, f"項目{n % 90}", f"前{n}" + "長" * length, f"後{n}", f"rule-{n % 40}") for n in range(4_000)
    ]
    page = render_html(report(_huge(kinds, rows, "値" * length), changes, rows=rows), dataset=DATASET)
    assert len(page.encode()) <= BUDGET
    assert f"{kinds * rows:,}" in _text(page)


@pytest.mark.parametrize("part", ["value", "proposal", "label", "before", "around"])
def test_cells_and_labels_of_30000_characters_leave_the_page_in_its_budget(part):
    long = "長い文章" * 7_500
    found = [
        Finding(
            "unreadable-date", "error", n, "日付" + (long if part == "label" else ""), "日付",
            f"{n}{long}" if part == "value" else f"値{n}", long if part == "proposal" else "2026-07-01",
        )
        for n in range(2, 90)
    ]  # fmt: skip
    changes = [CellChange(n, "名称", f"{n}{long if part == 'before' else ''}", "後", "trim-space") for n in range(90)]
    around = tuple((n, long, "blank-row") for n in range(300)) if part == "around" else ()
    made = report(found, changes)
    made = dataclasses.replace(made, provenance=dataclasses.replace(made.provenance, dropped=around))
    page = render_html(made, dataset=DATASET, catalog=CATALOG)
    assert len(page.encode()) <= BUDGET
    assert long not in page
    assert page.count('data-copy="2026-07-01"') == (0 if part == "proposal" else 5)


def test_a_file_that_cannot_be_read_has_a_page_with_the_remedy():
    page = render_failure(UnreadableFile("undecodable", file="raw/aed/a.csv"), title="AED設置箇所一覧")
    assert '<h2 id="v">文字コードが分からず、読み込めません。</h2>' in page
    assert "<p>表計算ソフトで「CSV UTF-8」として保存し直してください。ほかのデータの公開には影響ありません。" in page


def test_a_failure_in_a_line_names_it_and_says_nothing_twice():
    told = judge_failure(UnreadableFile("ragged-row", file="a.csv", line=7))
    assert told.note.startswith("a.csvの7行目です。値の中の")
    assert "列の数が" in told.text
    assert "列の数が" not in told.note


def test_what_only_an_office_may_release_is_not_sent_to_the_workbook():
    held = [Finding("personal-data", "error", 3, "備考")]
    book = ("a_確認用.xlsx",)
    assert "a_確認用.xlsx" not in render_html(report(held), dataset=DATASET, beside=book)
    more = [*held, Finding("unreadable-date", "error", 3, "日付", value="春")]
    assert "a_確認用.xlsx" in render_html(report(more), dataset=DATASET, beside=book)


def test_a_failure_says_why_in_its_heading():
    page = render_failure(UnreadableFile("not-a-table", file="a.csv", kind="html"), title="AED設置箇所一覧")
    assert '<h2 id="v">読み込めません。表ではありません（ウェブページ（HTML））。</h2>' in page
    page = render_failure(DeclarationError("missing-raw-file", file="raw/aed/a.csv"), title="AED設置箇所一覧")
    assert '<h2 id="v">読み込めません。元のファイルか設定を直してください。</h2>' in page


def test_links_lead_only_to_files_that_lie_beside_the_page():
    assert "changes.csv" not in render_html(faulty(), dataset=DATASET)
    assert '<a href="changes.csv">' in render_html(faulty(), dataset=DATASET, beside=("changes.csv",))


def test_every_anchor_has_its_target_and_no_id_comes_twice():
    page = render_html(faulty(), dataset=DATASET)
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


def test_the_terminal_text_has_verdict_causes_and_repairs():
    text = render_text(faulty())
    assert text.splitlines()[1] == "公開できません。3つの原因（284件）を直すと公開できます。"
    assert "（coordinate-not-decimal）" in text
    assert "全角の数字と記号を、半角にしました　224か所" in text


def test_the_verdict_says_what_stands_published_meanwhile():
    assert judge(faulty()).note == "公開中の版があれば、そのまま残っています。"
    assert judge(faulty(), standing="").note == "このデータは、まだ公開していません。"
    stands = "いま公開中の版（2026年4月1日）は、そのまま残っています。"
    assert judge(faulty(), standing="2026-04-01T09:00:00+00:00").note == stands
    assert judge(faulty(), standing="2026-03-31T20:00:00+00:00").note == stands  # it is the next day in Japan
    assert judge(faulty(), standing="yesterday").note == judge(faulty()).note
    held = report([Finding("personal-data", "error", 3, "備考")])
    assert judge(held, standing="2026-04-01T09:00:00Z").note.endswith(stands)
    error = UnreadableFile("undecodable", file="raw/aed/a.csv")
    assert stands in render_failure(error, title="AED設置箇所一覧", standing="2026-04-01T09:00:00Z")
