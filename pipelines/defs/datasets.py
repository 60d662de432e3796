"""The factory: one chain raw → normalized → published per declared dataset."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version

import dagster as dg

from pipelines.defs import checks
from pipelines.defs.metadata import of_package, of_report
from pipelines.defs.publishing import publish, tell_steward, told
from pipelines.defs.resources import WorkspaceResource
from pipelines.defs.stopping import failure, refusal
from pipelines.defs.versions import RAW_VERSION_TAG, raw_version
from pipelines.model.dataset import Dataset
from pipelines.model.errors import HirakuError
from pipelines.report.messages import sentence
from pipelines.stages import Outcome
from pipelines.workspace import Workspace

_BUSY_RETRIES = 10
_BUSY_SECONDS = 2
_NAMELESS = ("invalid-slug",)


@dataclass(frozen=True)
class Subject:
    """What the factory needs to know of a dataset; one whose declaration is broken has its slug for a title."""

    slug: str
    title: str
    about: str
    owner: str
    code_version: str

    @property
    def group(self) -> str:
        """Group names know no hyphens."""
        return self.slug.replace("-", "_")

    def key(self, stage: str) -> dg.AssetKey:
        """Asset key of one stage."""
        return dg.AssetKey([self.slug, stage])

    def facts(self, text: str, kind: str) -> dict:
        """What all three assets say of themselves in Dagster's catalog."""
        description = f"{self.title}：{text}" + (f"\n\n{self.about}" if self.about else "")
        owners = [f"team:{self.owner}"] if self.owner else []
        return {"group_name": self.group, "description": description, "kinds": {kind}, "owners": owners}


def subjects(workspace: Workspace) -> list[Subject]:
    """Every declared dataset. A broken declaration keeps its chain, whose runs say what is wrong; the others go on."""
    found = []
    for slug, declared in workspace.declarations.items():
        if isinstance(declared, Dataset):
            code = code_version(workspace, declared)
            found.append(Subject(slug, declared.title, declared.description, declared.section, code))
        elif declared.code not in _NAMELESS:  # a name that Dagster could not carry either
            found.append(Subject(slug, slug, f"設定を読めません。{sentence(declared)}", "", ""))
    return found


def code_version(workspace: Workspace, dataset: Dataset) -> str:
    """Changes with the program, the declaration, the ward's own schema and the catalog's common facts.

    Dagster shows a dataset as out of date when this is not the one that it was made with.
    """
    local = ""
    if dataset.local:
        try:
            local = repr(workspace.local_schema(dataset.local))
        except HirakuError as error:
            local = str(error)
    catalog = workspace.catalog
    weights = (catalog.severity, catalog.shared_keys, catalog.towns)
    common = repr((catalog.publisher, catalog.license, catalog.keep_unknown, *weights))
    return hashlib.sha256("\0".join([version("hiraku"), repr(dataset), local, common]).encode()).hexdigest()[:16]


def chain(subject: Subject) -> tuple[dg.AssetSpec, dg.AssetsDefinition, dg.AssetsDefinition]:
    """The three assets of one dataset: keys [slug, stage], one flat group per dataset."""
    return raw_spec(subject), normalized_asset(subject), published_asset(subject)


def raw_spec(subject: Subject) -> dg.AssetSpec:
    """The raw files as an external asset: a sensor reports their version, nothing here writes them."""
    return dg.AssetSpec(
        subject.key("raw"), **subject.facts(f"受付フォルダー raw/{subject.slug}/ の元のファイル", "file")
    )


def normalized_asset(subject: Subject) -> dg.AssetsDefinition:
    """Ingest, align, normalize and validate, with the checks in the same step."""
    key = subject.key("normalized")

    @dg.asset(
        key=key,
        deps=[subject.key("raw")],
        check_specs=checks.specs(key),
        code_version=subject.code_version or None,
        **subject.facts("直せるところを直し、検査した表", "pandas"),
    )
    def normalized(context: dg.AssetExecutionContext, workspace: WorkspaceResource) -> Iterator[dg.MaterializeResult]:
        outcome = judged(workspace, subject.slug, context.run.run_id)
        report = outcome.judged.report
        opened = workspace.open()
        yield dg.MaterializeResult(
            metadata=of_report(report, opened.root, opened.history(subject.slug), section_histories(opened, subject)),
            check_results=checks.results(report, key, opened.root),
            data_version=dg.DataVersion(report.table_sha256[:40]),
            tags={RAW_VERSION_TAG: raw_version(opened, subject.slug)},
        )
        if outcome.package is None:
            raise refusal(report, opened)  # the blocking checks would say it in English and with a stack

    return normalized


def section_histories(opened: Workspace, subject: Subject) -> list[bytes]:
    """The history of every dataset of the subject's section, its own included."""
    declared = [found for found in opened.declarations.values() if isinstance(found, Dataset)]
    return [opened.history(dataset.slug) for dataset in declared if dataset.section == subject.owner]


def published_asset(subject: Subject) -> dg.AssetsDefinition:
    """Publish whole or not at all; the gate is in here, whatever the checks of other runs said."""

    @dg.asset(
        key=subject.key("published"),
        deps=[subject.key("normalized")],
        code_version=subject.code_version or None,
        # right after its own `normalized`, so that a run keeps one dataset in memory and the first goes out early
        op_tags={"dagster/priority": "1"},
        **subject.facts(f"公開しているもの（published/{subject.slug}/ と、あれば CKAN）", "csv"),
    )
    def published(context: dg.AssetExecutionContext, workspace: WorkspaceResource) -> dg.MaterializeResult:
        opened = workspace.open()
        outcome = judged(workspace, subject.slug, context.run.run_id)
        if outcome.package is None:
            raise refusal(outcome.judged.report, opened)
        try:
            done = publish(outcome.package, opened)
            tell_steward(done, outcome, opened)
        except HirakuError as error:
            if error.code == "publish-busy" and context.retry_number < _BUSY_RETRIES:
                raise dg.RetryRequested(_BUSY_RETRIES, _BUSY_SECONDS) from error
            raise failure(error) from None
        for name, result in done:
            if result.error is not None:  # of another dataset that was to be withdrawn: no fault of this one
                context.log.warning("%s：%s：%s", name, result.action.slug, sentence(result.error))
        return dg.MaterializeResult(
            metadata=of_package(outcome.package, told(done, subject.slug), opened.root),
            data_version=dg.DataVersion(outcome.package.fingerprint()[:40]),
        )

    return published


def judged(workspace: WorkspaceResource, slug: str, run_id: str) -> Outcome:
    """The outcome of a dataset that could be read and judged.

    Raises:
        Stopped: with the sentence that says why it could not.
    """
    try:
        outcome = workspace.outcome(slug, run_id)
        if outcome.error is not None:
            raise outcome.error
    except HirakuError as error:
        raise failure(error) from None
    return outcome
