"""What the page and the text say about a file that came in an older edition of its table."""

from pipelines.model.migration import Step
from pipelines.model.report import Report
from pipelines.standard import edition_title

_KINDS = {
    "renamed": "名前を変えた項目",
    "joined": "まとめた項目",
    "split": "分けて書いた項目",
    "kept": "元の名前で残した列",
    "new": "新しく加わった空の項目",
}


def edition_sentence(report: Report) -> str:
    """From which edition to which, "" for a file that came in the edition it was judged against."""
    moved = report.migration
    if moved is None:
        return ""
    before, after = (edition_title(moved.slug, name) for name in (moved.from_edition, moved.to_edition))
    return f"{before}の表として受け取り、{after}の表に直しました。"


def edition_steps(report: Report) -> list[dict[str, object]]:
    """Every step in the order of the words above: kind, old names, new names, rows."""
    if report.migration is None:
        return []
    return [
        {"kind": title, "before": _listed(step.before), "after": _after(step), "rows": step.rows}
        for kind, title in _KINDS.items()
        for step in report.migration.steps
        if step.kind == kind
    ]


def _after(step: Step) -> str:
    return "（今の版には移していません）" if step.kind == "kept" else _listed(step.after)


def _listed(names: tuple[str, ...]) -> str:
    return "、".join(names)
