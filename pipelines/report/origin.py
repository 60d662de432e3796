"""The record of the file on the page: what was received and when, how it was read, what was judged and by what."""

import datetime as dt
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version

from pipelines.model.finding import Line
from pipelines.model.repair import ROW_REMOVED
from pipelines.model.report import Report
from pipelines.model.table import Provenance
from pipelines.report.editions import edition_sentence
from pipelines.report.lines import line_ranges
from pipelines.report.messages import line_word, shown, split_line, word
from pipelines.report.national import table_of
from pipelines.report.privacy import Privacy

_NEWLINES = {"mixed": "改行が混在"}
_DELIMITERS = {",": "コンマ", "\t": "タブ", ";": "セミコロン", "|": "縦線", " ": "空白"}
_COLUMNS = 6
_DIGITS = 8
"""Of each fingerprint in a result's number: short enough to be read out on the telephone."""


@dataclass(frozen=True, slots=True)
class Times:
    """In Japanese, "" where the page has no clock inside: when it was checked, and when the file was first seen."""

    checked: str = ""
    received: str = ""


def japanese_time(moment: str) -> str:
    """2026-11-16T10:24:00+09:00 as 2026年11月16日 10時24分; anything else as it is."""
    try:
        at = dt.datetime.fromisoformat(moment)
    except ValueError:
        return moment
    return f"{at.year}年{at.month}月{at.day}日 {at.hour}時{at.minute:02}分"


def result_number(report: Report) -> str:
    """この結果の番号: dataset, the received file, and what was found in it; equal input has the equal number.

    Only what lasts is in it, so that the page of the steward and the published one of the same result have one number
    and a person can find one by the other.
    """
    found = report.lasting()
    told = (
        found.table_sha256,
        sorted(found.schema.items()),
        [(f.code, f.severity, f.line, f.field, f.label, f.value, f.proposal) for f in found.findings],
        [(c.line, c.field, c.before, c.after, c.rule) for c in found.changes],
    )
    digest = hashlib.sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{found.slug}/{found.provenance.sha256[:_DIGITS]}/{digest[:_DIGITS]}"


def provenance_facts(report: Report, times: Times) -> list[dict[str, object]]:
    """Name, text and whether it is set in the type of values, in the order of the page."""
    found = report.provenance
    facts = [
        ("受け取ったファイル", f"{shown(found.name, 200)}（{found.size:,}バイト）", False),
        ("受け取った日時", f"{times.received}（この内容を初めて検査したとき）" if times.received else "", False),
        ("検査した日時", times.checked, False),
        ("指紋（SHA-256）", found.sha256, True),
        ("文字コード・改行・区切り" if found.dialect else "形式", _form(found), False),
        ("表の位置", _position(report), False),
        ("項目名に書かれた単位と時点", _beside_labels(found), False),
        ("照らした表", _standard(report), False),
        ("表の版", edition_sentence(report), False),
        ("検査した内容の指紋", report.table_sha256, True),
        ("検査した道具", _tool() if times.checked else "", False),
        ("この結果の番号", result_number(report), True),
    ]
    return [{"name": name, "text": text, "mono": mono} for name, text, mono in facts if text]


def _form(found: Provenance) -> str:
    if found.dialect is None:
        sheet = f"、シート「{found.sheet}」" if found.sheet else ""
        return word("containers", found.container) + sheet
    parts = [
        word("encodings", found.encoding.removesuffix("-sig"), found.encoding) + ("（BOM付き）" if found.bom else ""),
        _NEWLINES.get(found.newline, found.newline),
        _DELIMITERS.get(found.dialect.delimiter, f"「{found.dialect.delimiter}」"),
    ]
    return "、".join(part for part in parts if part)


def beyond_cells(report: Report) -> str:
    """What was done to the file beside its cells: its encoding and its column names; "" for nothing."""
    encoding = report.provenance.encoding.removesuffix("-sig")
    renamed = sum(1 for finding in report.findings if finding.code == "column-renamed")
    coded = "" if encoding in ("", "utf-8", "ascii") else word("encodings", encoding, encoding)
    parts = [f"文字コードを{coded}からUTF-8に直し"] if coded else []
    parts += [f"{renamed:,}の項目名を標準の名前にそろえ"] if renamed else []
    return "、".join(parts) + "ました。" if parts else ""


def _position(report: Report) -> str:
    found, rows = report.provenance, f"{report.rows:,}行"
    header = line_ranges(found.header_lines)[0]
    data = _span(report)
    parts = [
        f"項目名は{header}目" if header else "項目名の行はありません",
        f"データは{data}（{rows}）" if data else f"データは{rows}",
    ]
    around = [("表の前の文", found.preamble), ("表の後の注記", found.footer), ("除いた行", found.dropped)]
    parts.extend(f"{name}が{len(rows_of)}行" for name, rows_of in around if rows_of)
    tail = "" if found.preamble or found.footer else "表の外の注記はありません。"
    return "、".join(parts) + "。" + tail


def _span(report: Report) -> str:
    """4–119行: from the first to the last record; "" where they are not of one file and sheet."""
    if report.span is None:
        return ""
    (place, first), (other, last) = map(split_line, report.span)
    return f"{place}{first}–{last}行" if place == other and first != last else ""


def _beside_labels(found: Provenance) -> str:
    """What labels say beside their names, as align keeps it in the notes; not their notes on notation."""
    said = [
        f"「{shown(key.split(':', 1)[1], 80)}」は{shown(text, 80)}"
        for key, text in found.notes.items()
        if key.startswith(("unit:", "as-of:"))
    ]
    more = f" など{len(said)}項目" if len(said) > _COLUMNS else ""
    return "、".join(said[:_COLUMNS]) + more


def _standard(report: Report) -> str:
    title = shown(report.schema["title"], 120) if report.schema.get("title") else ""
    edition = report.schema.get("edition", "")
    day = re.search(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", edition)
    fitting = f"{day[1]}年{int(day[2])}月{int(day[3])}日版" if day else "区独自の表" if edition == "local" else edition
    table = table_of(report)
    if table is not None:
        return f"{table.standard} {title}（{fitting}、{len(table.fields)}項目）".strip()
    return f"{title}（{fitting}）" if title and fitting else title


def _tool() -> str:
    """Only where the time of the check stands beside it: a published page must not change with the program alone."""
    return f"hiraku {version('hiraku')}、機械での読みやすさのルール30項目"


def rows_around(found: Provenance, privacy: Privacy, most: int) -> list[dict[str, object]]:
    """Lists of what stood before, after and inside the table without being a record; empty ones are left out."""
    lists: list[tuple[str, Sequence[tuple[Line, str, str]]]] = [
        ("表の前に書かれていた文", [(line, text, "") for line, text in found.preamble]),
        ("表の後に書かれていた注記", [(line, text, "") for line, text in found.footer]),
        ("除いた行", found.dropped),
    ]
    return [
        {
            "title": f"{title}（{len(rows):,}行）",
            "reasons": any(reason for _, _, reason in rows),
            "rows": [
                {"line": line_word(line).removesuffix("目"), "text": _outside(line, text, privacy, reason),
                 "reason": word("dropped", reason) if reason else ""}
                for line, text, reason in rows[:most]
            ],
            "more": max(0, len(rows) - most),
        }
        for title, rows in lists
        if rows
    ]  # fmt: skip


def _outside(line: Line, text: str, privacy: Privacy, reason: str) -> str:
    hidden = reason == ROW_REMOVED or privacy.withholds(line)  # what a person takes out may be what nobody should read
    return "（この画面には出していません）" if hidden else shown(text, 200)
