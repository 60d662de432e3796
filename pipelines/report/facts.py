"""What the page says was looked at, each with its result said aloud, and what was not."""

import re

from pipelines.model.dataset import Dataset
from pipelines.model.report import Report
from pipelines.report.messages import shown, word
from pipelines.report.national import table_of
from pipelines.report.privacy import is_personal

_GARBLED = frozenset({"garbled-text", "broken-character", "undecodable"})
_ALWAYS_UNCHECKED = ("numbers-on-site", "names-of-people")
_OF_PLACES = ("exists-today", "coordinate-entrance")
_COORDINATES = frozenset({"lat", "lon", "coordinate"})
_LOOKED_FOR = "（個人番号、生年月日、携帯電話、個人の住所とメールアドレスなど）"
_RULE = re.compile(r"L[1-3]-[0-9]{2}")


def checked(report: Report, dataset: Dataset | None) -> list[dict[str, str]]:
    """What was looked at, each with its result said aloud."""
    codes = [finding.code for finding in report.findings]
    table = table_of(report)
    fields = f"{len(table.fields)}項目の" if table else ""
    rules = f"「{shown(report.schema.get('title', ''), 120)}」の{fields}必須、形式、選択肢、重複。"
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
    reasons = {verdict.id: verdict.before.reason for verdict in report.readability if verdict.beside is None}
    groups: dict[str, list[str]] = {}
    for code in report.unchecked:
        if _RULE.fullmatch(code) and (code in reasons or not report.readability):
            groups.setdefault(reasons.get(code, ""), []).append(code)
    return [
        f"機械での読みやすさのルールのうち、{'、'.join(rules)}。" + word("readability_reasons", reason, "")
        for reason, rules in groups.items()
    ]
