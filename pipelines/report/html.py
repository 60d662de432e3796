"""The report as one HTML page that needs no network: verdict, to-do list, causes as cards, repairs, the file."""

import datetime as dt
from functools import cache
from typing import Any

import jinja2
from markupsafe import Markup

from pipelines.look import copy_script, icons, stylesheet
from pipelines.model.dataset import Dataset
from pipelines.model.errors import HirakuError
from pipelines.model.report import Report
from pipelines.report.cards import count_causes, name_causes, sections_of, todo_of
from pipelines.report.causes import Cause, find_causes
from pipelines.report.editions import edition_steps
from pipelines.report.facts import broken_rules, checked, provenance_facts, rows_around, score_rows, unchecked
from pipelines.report.limits import ATTEMPTS, BUDGET, Limits
from pipelines.report.lines import line_ranges
from pipelines.report.messages import shown
from pipelines.report.privacy import privacy_of
from pipelines.report.repairs import Repair, find_repairs
from pipelines.report.verdict import Verdict, judge, judge_failure

_ICONS = ("auto", "copy", "minus", "note", "ok", "person", "pick", "stop", "warn")


def render_html(report: Report, *, dataset: Dataset | None, checked_at: str = "", beside: tuple[str, ...] = ()) -> str:
    """The report as a self-contained page of at most BUDGET bytes, however large the file was.

    Args:
        report: what was found and done.
        dataset: its declaration, None for a loose file.
        checked_at: ISO 8601 time of the check, "" to leave it out (a package has no clock inside).
        beside: names of files that lie beside the page and may be linked: "changes.csv", "findings.csv".
    """
    causes = find_causes(report.findings)
    repairs = find_repairs(report.changes, privacy_of(report.findings))
    frame = _frame(
        dataset.title if dataset else report.title, report.provenance.name, judge(report, causes),
        dataset.note if dataset else "", checked_at,
    )  # fmt: skip
    page = ""
    for limits in ATTEMPTS:
        view = _view(report, dataset, causes, repairs, limits, frame)
        view["changes_file"] = next((name for name in beside if name.startswith("changes")), "")
        view["findings_file"] = next((name for name in beside if name.startswith("findings")), "")
        page = _environment().get_template("report.html.j2").render(**frame, view=view)
        if len(page.encode("utf-8", "replace")) <= BUDGET:
            break
    return _sound(page)


def render_failure(error: HirakuError, *, title: str, checked_at: str = "") -> str:
    """The page of a file that could not be read: the verdict with what to do, nothing else."""
    frame = _frame(title, error.file, judge_failure(error), "", checked_at)
    return _sound(_environment().get_template("failure.html.j2").render(**frame))


def _frame(title: str, file: str, verdict: Verdict, note: str, checked_at: str) -> dict[str, Any]:
    """What every page of this room has."""
    return {
        "title": shown(title, 120),
        "file": shown(file, 200),
        "verdict": verdict,
        "note": note,
        "checked_at": _japanese_time(checked_at),
        "css": Markup(stylesheet() + _source("report.css")),  # noqa: S704 - our own file
        "js": Markup(copy_script() + _source("report.js")),  # noqa: S704 - our own file
        "icons": Markup(icons(*_ICONS)),  # noqa: S704 - our own file
    }


def _view(
    report: Report,
    dataset: Dataset | None,
    causes: list[Cause],
    repairs: list[Repair],
    limits: Limits,
    frame: dict[str, Any],
) -> dict[str, Any]:
    named = name_causes(causes)
    intro, todo, todo_more = todo_of(named)
    return {
        "findings": len(report.findings), "causes": len(causes), "changes": len(report.changes),
        "stopping": report.counts()["error"], "stopping_causes": count_causes(causes, "error"),
        "rows": report.rows, "columns": report.columns,
        "todo": todo, "todo_intro": intro, "todo_more": todo_more,
        "sections": sections_of(named, report.rows, frame["title"], limits),
        "repairs": _repair_groups(repairs, report.rows, limits),
        "scores": score_rows(report.scores), "broken_rules": broken_rules(report),
        "checked": checked(report, dataset), "unchecked": unchecked(report),
        "provenance": provenance_facts(report, frame["checked_at"]),
        "aside": rows_around(report.provenance, privacy_of(report.findings), limits.aside),
        "edition_steps": edition_steps(report),
    }  # fmt: skip


def _repair_groups(repairs: list[Repair], rows: int, limits: Limits) -> list[dict[str, Any]]:
    """書き方を直した and ほかの値から補った, each with its rules; the rows that all rules may show are shared out."""
    left = limits.all_pairs
    shown_rules: dict[bool, list[dict[str, Any]]] = {False: [], True: []}
    for repair in repairs:
        pairs = repair.pairs[: min(limits.pairs, max(left, 1))]
        left -= len(pairs)
        shown_rules[repair.fills].append({
            "rule": repair.rule, "title": repair.title, "count": repair.count, "first": repair.pairs[0],
            "rows": [
                {"field": shown(p.field, 80), "before": p.before, "after": p.after,
                 "lines": line_ranges(p.lines, rows=rows, most=min(20, limits.ranges))[0]}
                for p in pairs
            ],
            "more": repair.count - sum(len(p.lines) for p in pairs),
        })  # fmt: skip
    titles = {False: "書き方を直した", True: "ほかの値から補った"}
    return [
        {"title": titles[fills], "repairs": listed, "count": sum(r["count"] for r in listed)}
        for fills, listed in shown_rules.items()
        if listed
    ]


def _japanese_time(moment: str) -> str:
    """2026-11-16T10:24:00+09:00 as 2026年11月16日 10時24分; anything else as it is."""
    try:
        at = dt.datetime.fromisoformat(moment)
    except ValueError:
        return moment
    return f"{at.year}年{at.month}月{at.day}日 {at.hour}時{at.minute:02}分"


def _sound(page: str) -> str:
    """Without lone surrogates, which a broken cell may hold and no UTF-8 file can."""
    return page.encode("utf-8", "replace").decode("utf-8")


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("pipelines.report", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["num"] = lambda number: f"{number:,}"
    environment.globals["icon"] = _icon
    return environment


def _icon(name: str, size: str = "") -> Markup:
    return Markup('<svg class="i {}" aria-hidden="true"><use href="#i-{}"/></svg>').format(size, name)


@cache
def _source(name: str) -> str:
    loader = _environment().loader
    if loader is None:
        raise RuntimeError(name)
    return loader.get_source(_environment(), name)[0]
