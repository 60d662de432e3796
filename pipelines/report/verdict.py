"""The verdict: one sentence that says whether the data can go out and what is the way, in seven states (look.md)."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pipelines.model.errors import HirakuError, UnreadableFile
from pipelines.model.japan_time import JAPAN
from pipelines.model.report import Report
from pipelines.report.causes import Cause, causes_of, find_causes
from pipelines.report.facts import knows_table
from pipelines.report.messages import line_word, sentence
from pipelines.report.privacy import is_personal

Done = Literal["", "published", "unchanged"]
"""What publishing did: nothing yet, something new stands there, or the same stood there before."""

_UNREAD = re.compile("読み込めません|読めません|開けません")


@dataclass(frozen=True, slots=True)
class Verdict:
    """A state as it is shown: `kind` ("stop", "warn", "ok", "") gives the edge, `icon` the picture."""

    kind: str
    icon: str
    text: str
    note: str


def judge(
    report: Report, causes: Sequence[Cause] | None = None, standing: str | None = None, done: Done = ""
) -> Verdict:
    """The verdict of a report: 差し止めました, 公開できません, 公開できます or, once it went out, 公開しました.

    One that stands published already says 変わりはありません, one with warnings how many there are.

    Args:
        report: what was found.
        causes: of its findings, where they are known already.
        standing: ISO 8601 day since when a version stands published, "" where none does, None where nobody looked.
        done: what publishing did with it; `standing` is the time of that where it "published".
    """
    found = find_causes(report.findings) if causes is None else causes
    stopping, warnings, notices = (causes_of(found, severity) for severity in ("error", "warning", "notice"))
    held = [cause for cause in stopping if is_personal(cause.code)]
    if held:
        note = "情報公開課が確かめるまで、公開できません。該当する値はこの画面に出していません。"
        if len(held) < len(stopping):
            note += f"ほかに、公開を止めている原因が{len(stopping) - len(held):,}つあります。"
        note += "" if standing is None else _stands(standing)
        return Verdict("stop", "stop", f"差し止めました。個人情報の疑いが{_count(held):,}件あります。", note)
    if stopping:
        way = f"{len(stopping):,}つの原因（{_count(stopping):,}件）を直すと公開できます。"
        return Verdict("stop", "stop", f"公開できません。{way}", _stands(standing))
    if done:
        return _done(report, warnings, standing, done)
    if warnings:
        text = f"公開できます。注意が{len(warnings):,}種類（{_count(warnings):,}件）あります。"
        return Verdict("warn", "warn", text, "直さなくても公開できます。直すと使いやすくなります。" + _caution(report))
    note = f"{report.rows:,}行、{report.rows * report.columns:,}セルをすべて調べました。" + _caution(report)
    if notices:
        note += f"お知らせが{len(notices):,}種類（{_count(notices):,}件）あります。"
        return Verdict("ok", "ok", "公開できます。直すところはありません。", note)
    return Verdict("ok", "ok", "公開できます。指摘はありません。", note)


def judge_failure(error: HirakuError, standing: str | None = None) -> Verdict:
    """The verdict on a file that could not become a table, or a piece of work that stopped; `standing` as in judge."""
    note = _remedy(error) + "ほかのデータの公開には影響ありません。" + ("" if standing is None else _stands(standing))
    return Verdict("stop", "stop", _failed(error), note)


def _done(report: Report, warnings: Sequence[Cause], standing: str | None, done: Done) -> Verdict:
    """What stands published, which takes nothing of the warnings away."""
    more = (
        f"注意が{len(warnings):,}種類（{_count(warnings):,}件）あります。直すと使いやすくなります。" if warnings else ""
    )
    more += _caution(report)
    at = _moment(standing)
    if done == "published":
        told = f"{_day(at)} {at.hour}時{at.minute:02}分。" if at else ""
        return Verdict("ok", "ok", "公開しました。", told + more)
    version = f"いま公開中の版（{_day(at)}）" if at else "いま公開中の版"
    return Verdict("", "note", "変わりはありません。", f"{version}と同じ内容です。公開し直していません。{more}")


def _remedy(error: HirakuError) -> str:
    """What the heading does not say yet: where, and what to do."""
    told, where = sentence(error), _place(error)
    rest = told.removeprefix(f"{where}：").partition("。")[2]
    if not isinstance(error, UnreadableFile) or not rest:
        return told
    return rest if error.line is None else f"{where}です。{rest}"


def _place(error: HirakuError) -> str:
    return error.file if error.line is None else f"{error.file}の{line_word(error.line)}"


def _failed(error: HirakuError) -> str:
    """What could not be read and why, in one line; a file that was read but not used is a matter of its declaration."""
    if not isinstance(error, UnreadableFile):
        return "読み込めません。元のファイルか設定を直してください。"
    first = sentence(error).removeprefix(f"{_place(error)}：").split("。", 1)[0]
    return f"{first}。" if _UNREAD.search(first) else f"読み込めません。{first}。"


def _stands(standing: str | None) -> str:
    """What is published meanwhile: "not published" must not read as "gone"."""
    if standing == "":
        return "このデータは、まだ公開していません。"
    at = _moment(standing)
    if at is None:
        return "公開中の版があれば、そのまま残っています。"
    return f"いま公開中の版（{_day(at)}）は、そのまま残っています。"


def _moment(standing: str | None) -> dt.datetime | None:
    """In Japanese time; None where nobody looked, or what stands there was written by another hand."""
    try:
        return dt.datetime.fromisoformat(standing or "").astimezone(JAPAN)
    except ValueError:
        return None


def _day(at: dt.datetime) -> str:
    return f"{at.year}年{at.month}月{at.day}日"


def _caution(report: Report) -> str:
    """What a good verdict must not hide: nobody knew which rules to apply."""
    return "" if knows_table(report) else "どの標準の表か分からないので、項目のきまりは調べていません。"


def _count(causes: Sequence[Cause]) -> int:
    return sum(cause.count for cause in causes)
