"""Sample tables, catalogs and packages for the tests of export and publish; every value is made up."""

import pandas as pd

from pipelines.export import build_package
from pipelines.model.dataset import Catalog, Dataset, License, Publisher, Section, Theme
from pipelines.model.finding import CellChange, Finding
from pipelines.model.package import Package
from pipelines.model.report import Report
from pipelines.model.schema import Field, TableSchema
from pipelines.model.table import NormalizedTable, Provenance
from pipelines.publish.gate import check_gate

CATALOG = Catalog(
    title="見本区オープンデータ",
    title_en="Mihon City open data",
    description="見本区が公開しているデータを探せます。",
    publisher=Publisher("131202", "見本区", "Mihon City", "東京都", "見本区", url="https://www.example.jp/"),
    license=License("CC-BY-4.0", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/deed.ja"),
    sections={
        "doboku": Section("doboku", "土木部計画課", "Public Works Planning"),
        "kiki": Section("kiki", "危機管理課", "Crisis Management"),
    },
    themes={
        "town": Theme("town", "まちづくり・道路", "Town and roads"),
        "safety": Theme("safety", "防災・安全", "Safety"),
    },
    contact_name="情報政策課",
    contact_email="opendata@example.jp",
)

FIELDS = (
    Field("ID", title="ID", name_en="identifier", constraints={"unique": True}, importance="recommended"),
    Field("名称", title="名称", name_en="name", constraints={"required": True}, importance="mandatory"),
    Field("緯度", "number", name_en="latitude", kind="lat", unit="度", constraints={"minimum": 20, "maximum": 46}),
    Field("経度", "number", name_en="longitude", kind="lon", unit="度"),
    Field("男性トイレ総数", "integer", name_en="totalMaleToilet", unit="便器", constraints={"minimum": 0}),
    Field("車椅子使用者用トイレ有無", name_en="wheelchair", kind="flag", constraints={"enum": ["有", "無"]}),
    Field("利用開始時間", "time", name_en="startTime", kind="time", raw={"format": "%H:%M"}),
    Field("設置年月日", "date", name_en="installationDate", kind="date"),
    Field("電話番号", name_en="phone", kind="phone"),
)
SCHEMA = TableSchema("public_toilet", "A-2026-08-01", "自治体標準オープンデータセット", "公衆トイレ一覧",
                     "Public toilets", FIELDS, primary_key=("ID",))  # fmt: skip
ROWS = (
    ("0001", "見本公園トイレ", "35.7356", "139.6517", "3", "有", "09:00", "2001-04-01", "(03)1234-5678", "A"),
    ("0002", "駅前トイレ", "35.740", "139.6", "1", "無", "", "1999-12-31", "", ""),
    ("0003", "土支田,「農業」\n公園", "", "", "", "", "", "", "", "x\ry"),
)


def dataset(slug: str = "public-toilet", **more: object) -> Dataset:
    """A declaration with every text that pages show."""
    return Dataset(**{
        "slug": slug,
        "title": "公衆トイレ一覧",
        "title_en": "Public toilets",
        "description": "区が管理する公衆トイレの場所と設備です。",
        "section": "doboku",
        "table": "public_toilet",
        "yomi": "こうしゅうトイレいちらん",
        "synonyms": ("お手洗い",),
        "frequency": "年2回",
        "themes": ("town",),
        "tags": ("施設",),
        "note": "この表の値は作りもので、実在の施設を表しません。",
        **more,
    })  # fmt: skip


def table(rows: tuple[tuple[str, ...], ...] = ROWS, extra: str = "管理番号", fields=FIELDS) -> NormalizedTable:
    """A normalized table whose rows stand from line 2 on; `extra` names the unknown column."""
    names = [spec.name for spec in fields] + ([extra] if extra else [])
    cells = pd.DataFrame([list(row) for row in rows], columns=names, index=range(2, len(rows) + 2), dtype="str")
    return NormalizedTable(
        cells,
        {name: name for name in names},
        (CellChange(2, "緯度", "３５．７３５６", "35.7356", "width"),),
        (),
        Provenance("トイレ.csv", "0" * 64, 1234, encoding="cp932"),
    )


def report(of: NormalizedTable, findings: tuple[Finding, ...] = (), slug: str = "public-toilet") -> Report:
    """A report bound to the table."""
    return Report(slug, "公衆トイレ一覧", of.sha256(), len(of.cells), len(of.cells.columns), findings, of.changes,
                  of.provenance, {"第1段階": 88.0})  # fmt: skip


def package(
    slug: str = "public-toilet", rows: tuple[tuple[str, ...], ...] = ROWS, schema: TableSchema = SCHEMA, **more: object
) -> Package:
    """A package that went through the gate."""
    judged = table(rows, fields=schema.fields)
    verdict = report(judged, slug=slug)
    clearance = check_gate(judged, verdict)
    return build_package(
        dataset(slug, **more), judged, schema, verdict, CATALOG, report_html="<p>検査</p>", clearance=clearance
    )
