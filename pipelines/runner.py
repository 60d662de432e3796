"""One dataset of a workspace through the stages, its report written where the steward looks; both edges call this."""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.decisions.merge import with_proposals
from pipelines.decisions.sheet import writable
from pipelines.export.csv_file import render_changes, render_rows
from pipelines.model.dataset import Catalog, Dataset
from pipelines.model.errors import HirakuError, TargetRefused
from pipelines.model.japan_time import now_in_japan, today_in_japan
from pipelines.model.repair import REJECT, Repair
from pipelines.model.surroundings import Surroundings
from pipelines.normalize.row_keys import row_marks
from pipelines.publish.last import read_last
from pipelines.publish.version import read_version
from pipelines.report.html import render_failure
from pipelines.report.html import render_html as render_page
from pipelines.report.judgements import judgement_of, judgement_of_failure, received_at, with_judgement
from pipelines.report.listing import HEADER, listed_findings
from pipelines.report.verdict import Done
from pipelines.stages import Judged, Outcome, process
from pipelines.validate.readability import judge_unreadable
from pipelines.workspace import Workspace

MOST_ROWS = 300_000
"""Rows of a table that still gets a workbook; beyond that tables are worked on by programs, not by hand."""

_NO_TABLE = frozenset({"not-a-table", "undecodable"})
"""Errors of files that no program can read as a table: the first rule of machine readability is about them."""

if TYPE_CHECKING:
    from pipelines.publish.ckan import CkanTarget


def process_dataset(workspace: Workspace, slug: str, *, keep: bool = True) -> Outcome:
    """Read, judge and package one dataset; whatever stops it is in the outcome, and on its page.

    `keep` False writes nothing at all: neither report nor proposals, workbook and history.
    """
    files: list[tuple[str, bytes]] = []
    repairs: tuple[Repair, ...] = ()
    try:
        dataset = workspace.dataset(slug)
        files = [(file.name, file.data) for file in workspace.raw_files(dataset)]
        local = workspace.local_schema(dataset.local) if dataset.local else None
        repairs = workspace.repairs(slug)
    except HirakuError as error:
        found = workspace.declarations.get(slug)
        outcome = Outcome(slug, found.title if isinstance(found, Dataset) else slug, error=error)
    else:
        outcome = process(dataset, files, workspace.catalog, local, repairs, surroundings(workspace, dataset))
    if not keep:
        return outcome
    try:
        write_report(workspace, outcome)
        write_proposals(workspace, outcome)
        write_workbook(workspace, outcome, repairs)
        write_history(workspace, outcome, files)
    except HirakuError as error:
        return Outcome(slug, outcome.title, outcome.judged, None, error)
    return outcome


def surroundings(workspace: Workspace, dataset: Dataset) -> Surroundings:
    """What the folder shows of this dataset and of the registers of its shared keys, and today's date."""
    registers = {}
    for key in set(dataset.keys.values()) & set(workspace.catalog.shared_keys):
        slug, field = workspace.catalog.shared_keys[key]
        register = read_last(workspace.published / slug) if slug != dataset.slug else None
        if register is not None and field in register.columns:
            registers[key] = register.columns[field]
    today = today_in_japan()
    return Surroundings(read_last(workspace.published / dataset.slug), today, registers)


def write_history(workspace: Workspace, outcome: Outcome, files: Sequence[tuple[str, bytes]]) -> None:
    """Add this judgement to reports/<slug>/history.csv, unless it is the one before over again.

    Raises:
        HirakuError: the file cannot be read any more, or not be written.
    """
    date = now_in_japan()
    if outcome.judged is not None:
        judgement = judgement_of(outcome.judged.report, date)
    elif outcome.error is not None and files:
        digests = [hashlib.sha256(data).hexdigest() for _, data in files]
        whole = digests[0] if len(digests) == 1 else hashlib.sha256("".join(digests).encode()).hexdigest()
        scores = judge_unreadable().scores if outcome.error.code in _NO_TABLE else {}
        judgement = judgement_of_failure(whole, scores, date)
    else:
        return
    before = workspace.history(outcome.slug)
    after = with_judgement(before, judgement)
    if after != before:
        workspace.write_history(outcome.slug, after)


def write_proposals(workspace: Workspace, outcome: Outcome) -> None:
    """Offer what was proposed in repairs/<slug>.csv; the file is read again, for a steward may have saved it meanwhile.

    Raises:
        HirakuError: the file cannot be read any more, or not be written.
    """
    if outcome.judged is not None:
        proposals = [proposal for proposal in outcome.judged.proposals if writable(proposal)]
        workspace.write_repairs(outcome.slug, with_proposals(workspace.repairs(outcome.slug), proposals))


def write_report(workspace: Workspace, outcome: Outcome, *, published: bool = False) -> None:
    """Put report.html, changes.csv and findings.csv of a dataset into the workspace's reports folder.

    A dataset whose file could not be read has a page too, which says why and what to do. `published` when it went out
    a moment ago: the page that said it could says that it did.
    """
    checked_at = now_in_japan()
    if outcome.judged is None:
        if outcome.error is not None:
            page = render_failure(
                outcome.error,
                title=outcome.title,
                checked_at=checked_at,
                catalog=workspace.catalog,
                standing=_standing(workspace, outcome.slug),
            )
            workspace.write_report(outcome.slug, {"report.html": page, "changes.csv": "", "findings.csv": ""})
        return
    report, dataset = outcome.judged.report, outcome.judged.dataset
    book = (workspace.workbook_file(outcome.slug, outcome.title).name,) if report.rows <= MOST_ROWS else ()
    beside = ("changes.csv", "findings.csv", *book)
    done: Done = "published" if published else "unchanged" if _unchanged(workspace, outcome) else ""
    html = render_page(
        report,
        dataset=dataset,
        catalog=workspace.catalog,
        checked_at=checked_at,
        received_at=received_at(workspace.history(outcome.slug), report.provenance.sha256) or checked_at,
        beside=beside,
        standing=checked_at if published else _standing(workspace, outcome.slug),
        done=done,
    )
    changes = render_changes(report.changes).decode("utf-8", "surrogatepass")
    # with a byte order mark: it is made for a spreadsheet, which would show other characters without
    findings = "\ufeff" + render_rows(HEADER, listed_findings(report)).decode("utf-8", "surrogatepass")
    workspace.write_report(outcome.slug, {"report.html": html, "changes.csv": changes, "findings.csv": findings})


def _unchanged(workspace: Workspace, outcome: Outcome) -> bool:
    """Whether what could go out stands published already."""
    version = read_version(workspace.published / outcome.slug) if outcome.package is not None else None
    if version is None or version.withdrawn_at or outcome.package is None:
        return False
    return version.fingerprint == outcome.package.fingerprint()


def _standing(workspace: Workspace, slug: str) -> str:
    """Since when a version stands published, "" where none does."""
    version = read_version(workspace.published / slug)
    return "" if version is None or version.withdrawn_at else version.published_at


def write_workbook(workspace: Workspace, outcome: Outcome, repairs: Sequence[Repair]) -> None:
    """Put the workbook that a steward decides in beside the report; none for a table that no person goes through.

    Raises:
        HirakuError: the disk refuses, or Excel holds the file open.
    """
    judged = outcome.judged
    if judged is None or judged.report.rows > MOST_ROWS:
        return

    def made() -> bytes:
        from pipelines.report.workbook.book import stamped  # noqa: PLC0415 - openpyxl only where a workbook is made

        checked_at = now_in_japan()
        return stamped(workbook_of(judged, workspace.catalog, repairs), checked_at)

    workspace.write_workbook(outcome.slug, outcome.title, _told(judged, workspace.catalog, repairs), made)


def _told(judged: Judged, catalog: Catalog, repairs: Sequence[Repair]) -> bytes:
    """Everything that a workbook is made of: as long as it is the same, no workbook need be made to see that."""
    report = judged.report
    refused = [repair for repair in repairs if repair.decision == REJECT]
    parts = (report.table_sha256, report.rows, report.findings, report.changes, report.provenance, judged.dataset)
    whole = (*parts, judged.schema.fields, catalog.publisher, catalog.contact_name, refused, _program())
    return repr(whole).encode("utf-8", "surrogatepass")


@cache
def _program() -> str:
    """Fingerprint of the words and the code that make a workbook."""
    digest = hashlib.sha256()
    for path in sorted((Path(__file__).parent / "report").rglob("*")):
        if path.suffix in (".py", ".toml"):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def workbook_of(judged: Judged, catalog: Catalog | None = None, repairs: Sequence[Repair] = ()) -> bytes:
    """The workbook of a judged table, its time of check left open (report.workbook.book.stamped).

    Args:
        judged: with the keys of its rows.
        catalog: whose publisher and contact it names; None for a file outside any workspace.
        repairs: of its repairs file; refused proposals are shown as refused.
    """
    from pipelines.report.workbook.book import render_workbook  # noqa: PLC0415 - as above
    from pipelines.report.workbook.facts import Origin  # noqa: PLC0415

    slug = judged.dataset.slug if catalog else ""
    refused = [repair for repair in repairs if repair.taken_in and repair.decision == REJECT]
    lines = ((line, r.field) for r in refused for keys in judged.keys if (line := keys.stacked_line_of(r.key)))
    origin = Origin(
        dataset=slug,
        publisher=catalog.publisher.code if catalog else "",
        raw_sha256=judged.table.provenance.sha256,
        row_keys=row_marks(slug, judged.keys),
        contact=catalog.contact_name if catalog else "",
        rejected=frozenset(lines),
        note=judged.dataset.note,
    )
    return render_workbook(judged.report, judged.table, judged.schema, origin)


@dataclass(frozen=True)
class CkanSettings:
    """Where to publish in CKAN; the token lives in the environment only."""

    url: str
    token: str

    def target(self, catalog: Catalog) -> "CkanTarget":
        """The target; ckanapi is loaded only now."""
        from pipelines.publish.ckan import CkanTarget  # noqa: PLC0415

        return CkanTarget(self.url, self.token, catalog)


def ckan_settings(catalog: Catalog, url: str = "") -> CkanSettings | None:
    """The CKAN that the caller, HIRAKU_CKAN_URL or catalog.toml names, or None.

    Raises:
        TargetRefused: ckan-no-token when an address is known and HIRAKU_CKAN_TOKEN is not set.
    """
    address = url or os.environ.get("HIRAKU_CKAN_URL", "") or catalog.ckan_url
    if not address:
        return None
    token = os.environ.get("HIRAKU_CKAN_TOKEN", "")
    if not token:
        raise TargetRefused("ckan-no-token", file=address)
    return CkanSettings(address, token)
