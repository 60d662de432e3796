"""The report as one HTML page that needs no network: verdict, to-do list, causes as cards, repairs, the file."""

from functools import cache
from typing import Any

import jinja2
from markupsafe import Markup

from pipelines.look import content_policy, copy_script, icons, stylesheet
from pipelines.model.dataset import Catalog, Dataset
from pipelines.model.errors import HirakuError
from pipelines.model.report import Report
from pipelines.report.candidate_map import WIDTH as MAP_WIDTH
from pipelines.report.cards import Named, name_causes, sections_of
from pipelines.report.causes import find_causes
from pipelines.report.editions import edition_steps
from pipelines.report.facts import checked, unchecked
from pipelines.report.levels import judged_rules, rule_rows, score_rows
from pipelines.report.limits import ATTEMPTS, BUDGET, DATA, Limits
from pipelines.report.lines import line_ranges
from pipelines.report.messages import shown
from pipelines.report.national import table_of
from pipelines.report.origin import Times, beyond_cells, japanese_time, provenance_facts, rows_around
from pipelines.report.payload import NO_DATA, rows_as_data
from pipelines.report.privacy import privacy_of
from pipelines.report.repairs import Repair, find_repairs
from pipelines.report.scene import Scene, scene_of
from pipelines.report.todo import todo_of
from pipelines.report.verdict import Done, Verdict, judge, judge_failure

_ICONS = ("auto", "copy", "minus", "note", "ok", "person", "pick", "stop", "warn")


def render_html(
    report: Report,
    *,
    dataset: Dataset | None,
    catalog: Catalog | None = None,
    checked_at: str = "",
    received_at: str = "",
    beside: tuple[str, ...] = (),
    standing: str | None = None,
    done: Done = "",
) -> str:
    """The report as a self-contained page of at most BUDGET bytes, however large the file was.

    Args:
        report: what was found and done.
        dataset: its declaration, None for a loose file.
        catalog: the workspace's, which names sections, publisher and towns; None for a loose file.
        checked_at: ISO 8601 time of the check, "" to leave it out (a package has no clock inside).
        received_at: ISO 8601 time when this content was first seen, "" to leave it out.
        beside: names of files that lie beside the page and may be linked: "changes.csv", "findings.csv", a workbook.
        standing: ISO 8601 day since when a version stands published, "" where none does, None where nobody looked.
        done: what publishing did with it, see verdict.judge.
    """
    causes = find_causes(report.findings)
    repairs = find_repairs(report.changes, privacy_of(report.findings))
    scene = scene_of(report, dataset, catalog, beside)
    named = name_causes(causes, scene)
    verdict = judge(report, causes, standing, done)
    frame = _frame(scene, report.provenance.name, verdict, _plain(dataset.note) if dataset else "", checked_at)
    facts = _facts(report, dataset, named, scene, Times(frame["checked_at"], japanese_time(received_at)))
    page = data = ""
    for limits in ATTEMPTS:
        view = facts | _lists(report, named, repairs, limits, scene)
        page = _sound(_environment().get_template("report.html.j2").render(**frame, view=view))
        left = BUDGET - len(page.encode("utf-8"))
        data, whole = rows_as_data(named, view["sections"], left)
        if left >= 0 and (whole or left >= DATA):
            break
    return page.replace(NO_DATA, data)


def render_failure(
    error: HirakuError,
    *,
    title: str,
    checked_at: str = "",
    catalog: Catalog | None = None,
    standing: str | None = None,
) -> str:
    """The page of a file that could not be read: the verdict with what to do, nothing else."""
    publisher, contact = (catalog.publisher, catalog.contact_name) if catalog else (None, "")
    scene = Scene(shown(title, 120), 0, publisher=publisher, contact=contact)
    frame = _frame(scene, error.file, judge_failure(error, standing), "", checked_at)
    return _sound(_environment().get_template("failure.html.j2").render(**frame))


def _frame(scene: Scene, file: str, verdict: Verdict, note: str, checked_at: str) -> dict[str, Any]:
    """What every page of this room has."""
    script = copy_script() + _source("report.js")
    return {
        "title": scene.title,
        "file": shown(file, 200),
        "publisher": scene.publisher.name if scene.publisher else "",
        "contact": scene.contact,
        "verdict": verdict,
        "note": note,
        "checked_at": japanese_time(checked_at),
        "policy": content_policy(script),
        "css": Markup(stylesheet() + _source("report.css")),  # noqa: S704 - our own file
        "js": Markup(script),  # noqa: S704 - our own file
        "icons": Markup(icons(*_ICONS)),  # noqa: S704 - our own file
    }


def _plain(text: str) -> str:
    """A text of several lines as one, with what cannot be seen made visible."""
    return shown(" ".join(text.split()), 1_000) if text.strip() else ""


def _facts(report: Report, dataset: Dataset | None, named: list[Named], scene: Scene, times: Times) -> dict[str, Any]:
    """What the page says whatever of its lists there is room for."""
    intro, todo, todo_more = todo_of(named, scene)
    stopping = [item.cause.hand for item in named if item.cause.severity == "error"]
    return {
        "findings": len(report.findings), "causes": len(named), "changes": len(report.changes),
        "stopping": report.counts()["error"], "stopping_causes": len(stopping),
        "rows": report.rows, "columns": report.columns,
        "todo": todo, "todo_intro": intro, "todo_more": todo_more,
        "scores": score_rows(report.scores, report.reach), "reach": bool(report.reach),
        "rules": rule_rows(report), "judged_rules": judged_rules(report),
        "checked": checked(report, dataset), "unchecked": unchecked(report),
        "provenance": provenance_facts(report, times),
        "edition_steps": edition_steps(report), "map_width": MAP_WIDTH, "beyond_cells": beyond_cells(report),
        "changes_file": scene.file("changes.csv"), "findings_file": scene.file("findings.csv"),
        # of what only an office may release the workbook has nothing to decide
        "workbook": "" if stopping and all(hand == "hold" for hand in stopping) else scene.file(".xlsx"),
    }  # fmt: skip


def _lists(report: Report, named: list[Named], repairs: list[Repair], limits: Limits, scene: Scene) -> dict[str, Any]:
    """The lists of the page, as long as there is room for them."""
    return {
        "sections": sections_of(named, scene, table_of(report), limits),
        "repairs": _repair_groups(repairs, report.rows, limits),
        "aside": rows_around(report.provenance, named[0].cause.privacy if named else privacy_of(()), limits.aside),
    }


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
