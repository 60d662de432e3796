"""How a dataset fared over time: reports/<slug>/history.csv, one line for each judgement that differs from the last."""

import csv
import io
from collections.abc import Mapping
from dataclasses import astuple, dataclass

from pipelines.model.report import Report

HEADER = (
    "日付", "結果", "元のファイルの指紋", "内容の指紋", "行", "止めている", "注意", "お知らせ", "自動で直した",
    "読みやすさ1（前）", "読みやすさ2（前）", "読みやすさ3（前）",
    "読みやすさ1（今）", "読みやすさ2（今）", "読みやすさ3（今）",
)  # fmt: skip
"""The columns, one for each attribute of Judgement, in its order."""

PUBLISHABLE, HELD, UNREADABLE = "公開できます", "止めています", "読めません"
_DIGITS = 16
"""Of a fingerprint: enough to tell versions apart, short enough to be compared by eye."""
_LEVELS = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Judgement:
    """One line; every cell is text, "" where there is nothing to say. `date` is ISO 8601 with the local offset."""

    date: str
    result: str
    raw: str
    table: str = ""
    rows: str = ""
    errors: str = ""
    warnings: str = ""
    notices: str = ""
    changes: str = ""
    before_1: str = ""
    before_2: str = ""
    before_3: str = ""
    after_1: str = ""
    after_2: str = ""
    after_3: str = ""


def judgement_of(report: Report, date: str) -> Judgement:
    """What a report says, in figures; nothing of any cell."""
    counts = report.counts()
    scores = [_points(report.scores, level, when) for when in ("before", "after") for level in _LEVELS]
    return Judgement(
        date,
        PUBLISHABLE if report.publishable() else HELD,
        report.provenance.sha256[:_DIGITS],
        report.table_sha256[:_DIGITS],
        str(report.rows),
        str(counts["error"]),
        str(counts["warning"]),
        str(counts["notice"]),
        str(len(report.changes)),
        *scores,
    )


def judgement_of_failure(raw_sha256: str, scores: Mapping[str, float], date: str) -> Judgement:
    """Files that could not be judged, with the points that they have all the same (a PDF has none for level 1)."""
    return Judgement(date, UNREADABLE, raw_sha256[:_DIGITS], before_1=_points(scores, 1, "before"))


def with_judgement(history: bytes, judgement: Judgement) -> bytes:
    """The history with a line for the judgement, or as it was where the last line says the same.

    Lines are only ever added: what stands there, by whatever hand, stays.
    """
    known = read_judgements(history)
    if known and astuple(known[-1])[1:] == astuple(judgement)[1:]:
        return history
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, lineterminator="\n")
    if not history:
        writer.writerow(HEADER)
    writer.writerow(astuple(judgement))
    if not history:
        return lines.getvalue().encode("utf-8-sig")
    end = b"" if history.endswith(b"\n") else b"\n"
    return history + end + lines.getvalue().encode(_encoding(history).removesuffix("-sig"))


def read_judgements(history: bytes) -> tuple[Judgement, ...]:
    """The lines of a history that are in order, oldest first; others (a later program's, a person's) are left out."""
    try:
        rows = list(csv.reader(io.StringIO(history.decode(_encoding(history)), newline="")))
    except (UnicodeDecodeError, csv.Error):
        return ()
    return tuple(Judgement(*row) for row in rows if len(row) == len(HEADER) and tuple(row) != HEADER)


def received_at(history: bytes, raw_sha256: str) -> str | None:
    """When the file that lies there now was first judged, None for one that never was.

    The folder keeps no better time: a copied file brings the time of its last change along, and a fresh clone gives
    every file its own. One that was replaced and came back was received when it came back.

    Args:
        history: of the dataset.
        raw_sha256: of what was received, as Report.provenance has it.

    Returns:
        ISO 8601, as the history has it.
    """
    found = None
    for judgement in reversed(read_judgements(history)):
        if not judgement.raw or judgement.raw != raw_sha256[: len(judgement.raw)]:
            break
        found = judgement.date
    return found


def _encoding(history: bytes) -> str:
    """UTF-8 as this module writes it, or CP932 as Japanese Excel saves a CSV."""
    try:
        history.decode("utf-8")
    except UnicodeDecodeError:
        return "cp932"
    return "utf-8-sig"


def _points(scores: Mapping[str, float], level: int, when: str) -> str:
    points = scores.get(f"L{level}-{when}")
    return "" if points is None else f"{points:g}"
