"""What the page says about the file itself: provenance, rows left out, what was and was not checked."""

import re
from collections.abc import Sequence
from importlib.metadata import version

from pipelines.model.dataset import Dataset
from pipelines.model.finding import Line
from pipelines.model.report import Report
from pipelines.model.table import Provenance
from pipelines.report.editions import edition_sentence
from pipelines.report.lines import line_ranges
from pipelines.report.messages import line_word, shown, word
from pipelines.report.national import table_of
from pipelines.report.privacy import Privacy, is_personal

_GARBLED = frozenset({"garbled-text", "broken-character", "undecodable"})
_ALWAYS_UNCHECKED = ("numbers-on-site", "names-of-people")
_OF_PLACES = ("exists-today", "coordinate-entrance")
_COORDINATES = frozenset({"lat", "lon", "coordinate"})
_LOOKED_FOR = "（個人番号、生年月日、携帯電話、個人の住所とメールアドレスなど）"
_NEWLINES = {"mixed": "改行が混在"}
_DELIMITERS = {",": "コンマ", "\t": "タブ", ";": "セミコロン", "|": "縦線", " ": "空白"}
_RULE = re.compile(r"L[1-3]-[0-9]{2}")
_COLUMNS = 6


def provenance_facts(report: Report, checked_at: str) -> list[dict[str, object]]:
    """Name, text and whether it is set in the type of values, in the order of the page."""
    found = report.provenance
    facts = [
        ("受け取ったファイル", f"{found.name}（{found.size:,}バイト）", False),
        ("検査した日時", checked_at, False),
        ("指紋（SHA-256）", found.sha256, True),
        ("文字コード・改行・区切り" if found.dialect else "形式", _form(found), False),
        ("表の位置", _position(found, report.rows), False),
        ("項目名に書かれた単位と時点", _beside_labels(found), False),
        ("照らした表", _standard(report), False),
        ("表の版", edition_sentence(report), False),
        ("検査した内容の指紋", report.table_sha256, True),
        ("検査した道具", _tool() if checked_at else "", False),
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


def recoded(found: Provenance) -> str:
    """The encoding that the file had and the published one has not, "" for UTF-8 and workbooks."""
    encoding = found.encoding.removesuffix("-sig")
    return "" if encoding in ("", "utf-8", "ascii") else word("encodings", encoding, encoding)


def _position(found: Provenance, rows: int) -> str:
    header = line_ranges(found.header_lines)[0]
    parts = [f"項目名は{header}目" if header else "項目名の行はありません", f"データは{rows:,}行"]
    around = [("表の前の文", found.preamble), ("表の後の注記", found.footer), ("除いた行", found.dropped)]
    parts.extend(f"{name}が{len(rows_of)}行" for name, rows_of in around if rows_of)
    tail = "" if found.preamble or found.footer else "表の外の注記はありません。"
    return "、".join(parts) + "。" + tail


def _beside_labels(found: Provenance) -> str:
    """What labels say beside their names, as align keeps it in the notes; not their notes on notation."""
    said = [
        f"「{key.split(':', 1)[1]}」は{text}"
        for key, text in found.notes.items()
        if key.startswith(("unit:", "as-of:"))
    ]
    more = f" など{len(said)}項目" if len(said) > _COLUMNS else ""
    return "、".join(said[:_COLUMNS]) + more


def _standard(report: Report) -> str:
    title = report.schema.get("title", "")
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
                {"line": line_word(line).removesuffix("目"), "text": _outside(line, text, privacy),
                 "reason": word("dropped", reason) if reason else ""}
                for line, text, reason in rows[:most]
            ],
            "more": max(0, len(rows) - most),
        }
        for title, rows in lists
        if rows
    ]  # fmt: skip


def _outside(line: Line, text: str, privacy: Privacy) -> str:
    return "（この画面には出していません）" if privacy.withholds(line) else shown(text, 200)


def checked(report: Report, dataset: Dataset | None) -> list[dict[str, str]]:
    """What was looked at, each with its result said aloud."""
    codes = [finding.code for finding in report.findings]
    table = table_of(report)
    fields = f"{len(table.fields)}項目の" if table else ""
    rules = f"「{report.schema.get('title', '')}」の{fields}必須、形式、選択肢、重複。"
    cells = f"{report.rows:,}行、{report.columns:,}項目、{report.rows * report.columns:,}セルのすべて。"
    found = [
        {"text": cells + "途中で打ち切っていません。"},
        *([{"text": rules}] if knows_table(report) else []),
        _aloud("個人情報の疑い：", sum(1 for code in codes if is_personal(code)), "見つかりませんでした", _LOOKED_FOR),
        _aloud("文字化け：", sum(1 for code in codes if code in _GARBLED), "ありませんでした"),
    ]
    if dataset is not None and dataset.primary_key:
        repeated = sum(1 for code in codes if code == "duplicate-id")
        found.append(_aloud(f"{'と'.join(dataset.primary_key)}の重複：", repeated, "ありませんでした"))
    return found


def _aloud(text: str, count: int, none: str, more: str = "") -> dict[str, str]:
    return {"text": text, "strong": f"{count:,}件あります" if count else none, "rest": f"{more}。"}


def knows_table(report: Report) -> bool:
    """Whether the file was judged against a table; a file that no table fits is only read and looked at."""
    return bool(report.schema.get("slug"))


def unchecked(report: Report) -> list[str]:
    """What nobody looked at, in words; codes without a word are left out rather than shown."""
    table = table_of(report)
    placed = _OF_PLACES if table and any(field.kind in _COORDINATES for field in table.fields) else ()
    codes = dict.fromkeys((*report.unchecked, *placed, *_ALWAYS_UNCHECKED))
    found = [] if knows_table(report) else [word("unchecked", "unknown-table")]
    found.extend(text for code in codes if (text := word("unchecked", code)) != code)
    return found + _unjudged_rules(report)


def _unjudged_rules(report: Report) -> list[str]:
    """The rules of machine readability that could not be judged, together with why."""
    reasons = {verdict.id: verdict.before.reason for verdict in report.readability}
    groups: dict[str, list[str]] = {}
    for code in report.unchecked:
        if _RULE.fullmatch(code):
            groups.setdefault(reasons.get(code, ""), []).append(code)
    return [
        f"機械での読みやすさのルールのうち、{'、'.join(rules)}。" + word("readability_reasons", reason, "")
        for reason, rules in groups.items()
    ]
