"""Findings and errors as a person reads them: Japanese sentences, a terminal text, an HTML page."""

from typing import TYPE_CHECKING

from pipelines.report.messages import Message, explain, rule_title, sentence

if TYPE_CHECKING:  # a record of a report brings pandas along, which a sentence for an error does not need
    from pipelines.model.dataset import Catalog, Dataset
    from pipelines.model.report import Report

__all__ = ["Message", "explain", "render_html", "render_text", "rule_title", "sentence"]


def render_html(
    report: "Report",
    *,
    dataset: "Dataset | None",
    catalog: "Catalog | None" = None,
    checked_at: str = "",
    received_at: str = "",
    beside: tuple[str, ...] = (),
    standing: str | None = None,
) -> str:
    """The report as one HTML page without any request: see pipelines.report.html.render_html."""
    from pipelines.report.html import render_html as render  # noqa: PLC0415 - jinja2 only where a page is made

    return render(
        report,
        dataset=dataset,
        catalog=catalog,
        checked_at=checked_at,
        received_at=received_at,
        beside=beside,
        standing=standing,
    )


def render_text(report: "Report") -> str:
    """The report for a terminal: see pipelines.report.text.render_text."""
    from pipelines.report.text import render_text as render  # noqa: PLC0415 - the same

    return render(report)
