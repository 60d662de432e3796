"""Machine readability as the page tells it: points of the three levels, and each of the 30 rules, before and now."""

import re
from collections.abc import Mapping

from pipelines.model.readability import RuleVerdict, Verdict
from pipelines.model.report import Report
from pipelines.report.messages import shown, word

_LEVEL = re.compile(r"[1-3]")
_COLUMNS = 6
_PLACES = 3
_LOOKS = {"kept": ("ok", "ok"), "mended": ("ok", "auto"), "left": ("warn", "warn"), "broken": ("warn", "warn")}
"""Result -> class and icon; results without one are plain."""


def score_rows(scores: dict[str, float], reach: Mapping[int, float]) -> list[dict[str, object]]:
    """Levels 1 to 3 with the points before, now and when all is done ("―" where nobody knows).

    Names of `scores` carry the level's digit and "before" for the raw file; `reach` is by level.
    """
    levels: dict[str, dict[str, float]] = {}
    for name, points in scores.items():
        level = _LEVEL.search(name)
        if level:
            levels.setdefault(level.group(), {})["before" if "before" in name else "now"] = points
    return [
        {
            "level": level,
            "title": word("levels", level),
            "before": _points(found.get("before")),
            "now": _points(found.get("now")),
            "reach": _points(reach.get(int(level))),
            "width": max(0, min(100, round(found.get("now", found.get("before", 0))))),
        }
        for level, found in sorted(levels.items())
    ]


def _points(points: float | None) -> str:
    return "―" if points is None else f"{points:.0f}"


def rule_rows(report: Report) -> list[dict[str, object]]:
    """The 30 rules by number: how much they cost, what came of them, where; [] where they were left out."""
    labels = _labels(report)
    return [_row(verdict, labels.get(verdict.id, [])) for verdict in report.readability]


def judged_rules(report: Report) -> int:
    """How many rules could be judged in the raw file."""
    return sum(1 for verdict in report.readability if verdict.before.status != "unchecked")


def _labels(report: Report) -> dict[str, list[str]]:
    """Rule -> the raw file's columns that break it, with how often."""
    found: dict[str, list[str]] = {}
    for finding in report.findings:
        if finding.code == "readability" and finding.label:
            n = finding.params.get("n", 1)
            told = f"{shown(finding.label, 40)} {n:,}" if isinstance(n, int) and n > 1 else shown(finding.label, 40)
            found.setdefault(str(finding.params.get("rule", "")), []).append(told)
    return found


def _row(verdict: RuleVerdict, labels: list[str]) -> dict[str, object]:
    result = _result(verdict)
    look, icon = _LOOKS.get(result, ("sub", "minus"))
    return {
        "id": verdict.id,
        "name": verdict.name,
        "cost": "0点に" if verdict.deduction is None else f"−{verdict.deduction}",
        "result": word("rule_results", result),
        "look": look,
        "icon": icon,
        "where": _where(verdict, labels) or _reason(verdict, result),
    }


def _reason(verdict: RuleVerdict, result: str) -> str:
    """What a rule was judged by, or why it was not."""
    if verdict.beside is not None:
        return word("rule_reasons", "beside-last")
    return _why(verdict.before) if result in ("foreign", "unchecked") else ""


def _result(verdict: RuleVerdict) -> str:
    """What came of a rule: kept, mended, left, broken (nothing is published), foreign or unchecked."""
    before, after = verdict.before, verdict.after
    if verdict.beside is not None:
        return "kept" if verdict.beside.status == "kept" else "left"
    if before.reason == "other-format" and (after is None or after.status != "broken"):
        return "foreign"
    if after is None or after.status == "unchecked":
        # a CSV has no merged cells, colours or formulas any more
        gone = after is not None and after.reason == "other-format" and before.status == "broken"
        return "mended" if gone else before.status
    if after.status == "broken":
        return "left"
    return "mended" if before.status == "broken" else "kept"


def _where(verdict: RuleVerdict, labels: list[str]) -> str:
    """Columns of the raw file, else cell ranges; "" where nothing is broken."""
    broken = next((v for v in (verdict.before, verdict.after) if v is not None and v.status == "broken"), None)
    if broken is None:
        return ""
    if labels:
        return "、".join(labels[:_COLUMNS]) + (f" など{len(labels)}列" if len(labels) > _COLUMNS else "")
    places = "、".join(broken.places[:_PLACES]) + ("など" if len(broken.places) > _PLACES else "")
    count = f"{broken.n:,}か所" if broken.n > 1 or not places else ""
    return f"{places}（{count}）" if places and count else places or count


def _why(verdict: Verdict) -> str:
    return word("rule_reasons", verdict.reason, " ").strip() if verdict.reason else ""
