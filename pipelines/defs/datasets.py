"""The factory: one chain raw → normalized → published per declared dataset."""

import hashlib
from importlib.metadata import version

import dagster as dg

from pipelines.defs import checks
from pipelines.defs.metadata import of_report, report_link
from pipelines.defs.resources import WorkspaceResource, raw_version
from pipelines.export.site import StaticSite
from pipelines.model.dataset import Dataset
from pipelines.model.errors import HirakuError, TargetRefused
from pipelines.model.package import Package, Target
from pipelines.publish.folder import FolderTarget
from pipelines.report.messages import sentence
from pipelines.runner import ckan_settings
from pipelines.workspace import Workspace

RAW_VERSION_TAG = "hiraku/raw_version"
"""Tag of a `normalized` materialization: the raw version it was made from; the sensor compares it."""

_BUSY_RETRIES = 10
_BUSY_SECONDS = 2


def chain(dataset: Dataset) -> tuple[dg.AssetSpec, dg.AssetsDefinition, dg.AssetsDefinition]:
    """The three assets of one dataset: keys [slug, stage], one flat group per dataset."""
    return raw_spec(dataset), normalized_asset(dataset), published_asset(dataset)


def group_of(slug: str) -> str:
    """Group names know no hyphens."""
    return slug.replace("-", "_")


def raw_spec(dataset: Dataset) -> dg.AssetSpec:
    """The raw files as an external asset: a sensor reports their version, nothing here writes them."""
    return dg.AssetSpec(
        [dataset.slug, "raw"],
        group_name=group_of(dataset.slug),
        description=f"{dataset.title}：受付フォルダー raw/{dataset.slug}/ の元のファイル",
        kinds={"csv"},
    )


def normalized_asset(dataset: Dataset) -> dg.AssetsDefinition:
    """Ingest, align, normalize and validate, with the checks in the same step."""
    slug = dataset.slug
    key = dg.AssetKey([slug, "normalized"])

    @dg.asset(
        key=key,
        deps=[dg.AssetKey([slug, "raw"])],
        group_name=group_of(slug),
        check_specs=checks.specs(key),
        description=f"{dataset.title}：直せるところを直し、検査した表",
        code_version=code_version(dataset),
        kinds={"pandas"},
    )
    def normalized(context: dg.AssetExecutionContext, workspace: WorkspaceResource) -> dg.MaterializeResult:
        opened = workspace.open()
        try:
            outcome = workspace.outcome(slug, context.run_id)
        except HirakuError as error:
            raise failure(error) from None
        if outcome.judged is None:
            raise failure(outcome.error) from None
        report = outcome.judged.report
        return dg.MaterializeResult(
            metadata=of_report(report, opened.root),
            check_results=checks.results(report, key),
            data_version=dg.DataVersion(report.table_sha256[:40]),
            tags={RAW_VERSION_TAG: raw_version(opened, slug)},
        )

    return normalized


def published_asset(dataset: Dataset) -> dg.AssetsDefinition:
    """Publish whole or not at all; the gate is in here, whatever the checks of other runs said."""
    slug = dataset.slug

    @dg.asset(
        key=[slug, "published"],
        deps=[dg.AssetKey([slug, "normalized"])],
        group_name=group_of(slug),
        description=f"{dataset.title}：公開しているもの（published/{slug}/ と、あれば CKAN）",
        kinds={"ckan"},
    )
    def published(context: dg.AssetExecutionContext, workspace: WorkspaceResource) -> dg.MaterializeResult:
        opened = workspace.open()
        try:
            outcome = workspace.outcome(slug, context.run_id)
            if outcome.error is not None:
                raise outcome.error
            if outcome.package is None:
                raise refusal(opened, slug, outcome.judged.report.counts()["error"])
            done = [publish_one(target, outcome.package, opened) for target in targets(opened)]
        except TargetRefused as error:
            if error.code == "publish-busy":
                raise dg.RetryRequested(_BUSY_RETRIES, _BUSY_SECONDS) from error
            raise failure(error) from None
        except HirakuError as error:
            raise failure(error) from None
        return dg.MaterializeResult(
            metadata={
                "結果": dg.MetadataValue.text("、".join(done)),
                "行": dg.MetadataValue.int(outcome.package.rows),
                "ファイル": dg.MetadataValue.int(len(outcome.package.files)),
                "指紋": dg.MetadataValue.text(outcome.package.fingerprint()),
                "検査の結果": report_link(opened.root, slug),
                "dagster/row_count": dg.MetadataValue.int(outcome.package.rows),
            },
            data_version=dg.DataVersion(outcome.package.fingerprint()[:40]),
        )

    return published


def targets(workspace: Workspace) -> list[Target]:
    """The folder always; CKAN when its address is known (the token comes from the environment)."""
    found: list[Target] = [FolderTarget(workspace.published, StaticSite(workspace.catalog))]
    settings = ckan_settings(workspace.catalog)
    if settings is not None:
        found.append(settings.target(workspace.catalog))
    return found


def publish_one(target: Target, package: Package, workspace: Workspace) -> str:
    """Plan and apply one package; returns what was done, in Japanese.

    Raises:
        HirakuError: what the target answered.
    """
    words = {
        "create": "新しく公開しました",
        "update": "更新しました",
        "leave": "変わりはありません",
        "withdraw": "取り下げました",
    }
    plan = target.plan([package], list(workspace.declarations))
    said = ""
    for result in target.apply(plan):
        if result.error is not None:
            raise result.error
        if result.action.slug == package.dataset.slug:
            said = f"{target.name}：{words[result.action.name]}"
    return said


def code_version(dataset: Dataset) -> str:
    """Changes with the program's version and with the declaration, so that Dagster shows both as out of date."""
    return hashlib.sha256(f"{version('hiraku')}\0{dataset!r}".encode()).hexdigest()[:16]


def failure(error: HirakuError) -> dg.Failure:
    """One Japanese sentence for the steward; a second try would say the same."""
    return dg.Failure(description=sentence(error), metadata={"コード": error.code}, allow_retries=False)


def refusal(workspace: Workspace, slug: str, errors: int) -> dg.Failure:
    """Why the gate stayed shut, with the report one click away."""
    return dg.Failure(
        description=f"公開を止めている指摘が{errors}件あります。検査の結果を見て、元のファイルを直してください。前の版はそのままです。",
        metadata={"検査の結果": report_link(workspace.root, slug)},
        allow_retries=False,
    )
