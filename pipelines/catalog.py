"""Reads a workspace's catalog.toml and datasets/<slug>.toml into records; text in, records out, no disk."""

import csv
import io
import re
from collections.abc import Mapping
from typing import Any

from pipelines.declaration import Declared, parse_toml
from pipelines.model.dataset import Catalog, Dataset, License, Publisher, Section, Theme, Town
from pipelines.model.errors import DeclarationError
from pipelines.model.finding import SEVERITIES, Weight
from pipelines.model.schema import KINDS
from pipelines.table_schema.declared import KEYS

_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PERSONAL = "personal"
_SHAPE = frozenset({
    "ragged-row", "unclosed-quote", "header-width", "no-header", "several-tables", "script-not-table", "undecodable",
    "pairing-unproven",
})  # fmt: skip
"""Codes after which no cell is known to stand in its own column: no reason makes that fit to be published."""
BUILT_IN_KEYS = ("市区町村コード", "年度")
"""Shared keys that need no register: a list or a form of the program's own says what their values are."""
_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,98}[a-z0-9])?")


def read_catalog(text: str, file: str = "catalog.toml") -> Catalog:
    """The catalog of a workspace.

    Raises:
        DeclarationError: invalid-toml, declaration-typo, declaration-missing or declaration-type, with file and line.
    """
    top = Declared(parse_toml(text, file), text=text, file=file, where="catalog")
    contact = _contact(top.inner("contact"))
    catalog = Catalog(
        title=top.text("title", None),
        title_en=top.text("title_en"),
        description=top.text("description", None),
        site_url=top.text("site_url"),
        keep_unknown=top.flag("keep_unknown_columns", default=True),
        publisher=_publisher(top.inner("publisher", required=True)),
        license=_license(top.inner("license", required=True)),
        sections=_sections(top),
        themes=_themes(top),
        contact_name=contact[0],
        contact_email=contact[1],
        ckan_url=_ckan(top.inner("ckan")),
        severity=_severity(top),
        shared_keys=_shared_keys(top),
    )
    top.close()
    return catalog


def _publisher(part: Declared) -> Publisher:
    bounds = part.numbers("bounds", 4)
    publisher = Publisher(
        code=part.text("code", None),
        name=part.text("name", None),
        name_en=part.text("name_en"),
        prefecture=part.text("prefecture", None),
        city=part.text("city", None),
        houjin=part.text("houjin"),
        bounds=(bounds[0], bounds[1], bounds[2], bounds[3]) if bounds else None,
        url=part.text("url"),
    )
    part.close()
    return publisher


def _license(part: Declared) -> License:
    found = License(id=part.text("id", None), title=part.text("title", None), url=part.text("url"))
    part.close()
    return found


def _sections(top: Declared) -> dict[str, Section]:
    sections = {}
    for part in top.list_of_tables("sections"):
        section = Section(
            part.text("id", None), part.text("name", None), part.text("name_en"), part.text("description")
        )
        part.close()
        sections[section.id] = section
    return sections


def _themes(top: Declared) -> dict[str, Theme]:
    themes = {}
    for part in top.list_of_tables("themes"):
        theme = Theme(part.text("id", None), part.text("title", None), part.text("title_en"))
        part.close()
        themes[theme.id] = theme
    return themes


def _contact(part: Declared) -> tuple[str, str]:
    """Name and e-mail address."""
    found = part.text("name"), part.text("email")
    part.close()
    return found


def _ckan(part: Declared) -> str:
    url = part.text("url")
    part.close()  # a token in catalog.toml is refused here as an unknown key
    return url


def _severity(top: Declared) -> dict[str, Weight]:
    """Codes of findings that the ward weighs otherwise; each one needs its reason, which the report shows."""
    weights = {}
    codes = top.inner("severity")
    for code in top.table("severity"):
        if not isinstance(codes.value(code), Mapping):
            raise top.fault("severity-no-table", code)
        part = codes.inner(code)
        level, reason = part.text("level"), part.text("reason")
        part.close()  # before what is missing: a key that is misspelt is told as what it is
        severity = next((known for known in SEVERITIES if known == level), None)
        if severity is None or not _CODE.fullmatch(code):
            raise top.fault("severity-level", code, value=level, known=list(SEVERITIES))
        if not reason:
            raise top.fault("severity-without-reason", code)
        if code.startswith(_PERSONAL) and severity != "error":
            raise top.fault("severity-personal", code)
        if code in _SHAPE and severity != "error":
            raise top.fault("severity-shape", code)
        weights[code] = Weight(severity, reason, top.line(code))
    return weights


def _shared_keys(top: Declared) -> dict[str, tuple[str, str]]:
    """Name of a key -> the dataset and the field that list all its values, written as "dataset.項目"."""
    keys = {}
    for name, place in top.text_table("shared_keys").items():
        slug, dot, column = place.partition(".")
        if not dot or not column or not _SLUG.fullmatch(slug):
            raise top.fault("declaration-type", name, expected='"データ.項目" の文字', value=place)
        keys[name] = (slug, column)
    return keys


def read_towns(text: str, file: str = "towns.csv") -> tuple[Town, ...]:
    """Where the publisher's towns lie: a CSV with the columns 町, 緯度 and 経度 (decimal degrees).

    Raises:
        DeclarationError: towns-invalid with the line that is no town.
    """
    lines = csv.DictReader(io.StringIO(text))
    towns = []
    for row in lines:
        try:
            town = Town(str(row["町"]).strip(), float(row["緯度"]), float(row["経度"]))
        except (KeyError, TypeError, ValueError) as error:
            raise DeclarationError("towns-invalid", file=file, line=lines.line_num) from error
        if not town.name or not (20 <= town.latitude <= 46 and 122 <= town.longitude <= 154):
            raise DeclarationError("towns-invalid", file=file, line=lines.line_num)
        towns.append(town)
    return tuple(towns)


def read_dataset(text: str, slug: str, catalog: Catalog, file: str) -> Dataset:
    """The declaration of one dataset.

    Args:
        text: the TOML document.
        slug: from the file's name.
        catalog: the workspace's catalog, whose sections and themes the declaration may name.
        file: name for messages.

    Raises:
        DeclarationError: as read_catalog, and invalid-slug, unknown-section, unknown-theme, declaration-missing.
    """
    if not _SLUG.fullmatch(slug):
        raise DeclarationError("invalid-slug", file=file, slug=slug)
    top = Declared(parse_toml(text, file), text=text, file=file, where=slug)
    dataset = Dataset(
        slug=slug,
        title=top.text("title", None),
        description=top.text("description", None),
        section=top.text("section", None),
        table=top.text("table"),
        edition=top.text("edition"),
        local=top.text("local"),
        file=top.text("file"),
        files=top.texts("files"),
        sheet=top.text("sheet"),
        title_en=top.text("title_en"),
        description_en=top.text("description_en"),
        yomi=top.text("yomi"),
        synonyms=top.texts("synonyms"),
        frequency=top.text("frequency"),
        temporal=top.text("temporal"),
        themes=top.texts("themes"),
        tags=top.texts("tags"),
        primary_key=top.texts("primary_key"),
        aliases=top.text_table("aliases"),
        fill=top.text_table("fill"),
        contexts=_contexts(top),
        definitions=_definitions(top),
        stack=_stack(top),
        license=_license(top.inner("license")) if top.table("license") else None,
        note=top.text("note"),
        severity=_severity(top),
        keys=top.text_table("keys"),
    )
    top.close()
    _check_references(dataset, top, catalog)
    return dataset


def _contexts(top: Declared) -> dict[str, dict[str, object]]:
    contexts: dict[str, Any] = top.table("fields")
    for name, context in contexts.items():
        if not isinstance(context, dict):
            raise top.fault("declaration-type", name, expected="表", value=repr(context))
    read = {name: {key: value for key, value in said.items() if key not in KEYS} for name, said in contexts.items()}
    return {name: context for name, context in read.items() if context}


def _definitions(top: Declared) -> dict[str, dict[str, str]]:
    """Field -> what the ward says that it is: the keys of [fields."項目"] that are not for its reader."""
    fields, found = top.inner("fields"), {}
    for name, said in top.table("fields").items():
        part = fields.inner(name)
        told = {key: part.text(key) for key in KEYS if key in said}
        if told.get("kind", "text") not in KINDS:
            raise part.fault("declaration-value", "kind", value=told["kind"], known=list(KINDS))
        if told:
            found[name] = told
    return found


def _stack(top: Declared) -> dict[str, tuple[str, ...]]:
    columns = top.inner("stack")
    return {name: columns.texts(name) for name in top.table("stack")}


def _check_references(dataset: Dataset, top: Declared, catalog: Catalog) -> None:
    if dataset.section not in catalog.sections:
        raise top.fault("unknown-section", "section", value=dataset.section, known=sorted(catalog.sections))
    for theme in dataset.themes:
        if theme not in catalog.themes:
            raise top.fault("unknown-theme", "themes", value=theme, known=sorted(catalog.themes))
    if bool(dataset.table) == bool(dataset.local):
        raise top.fault("declaration-table-or-local", "table")
    for name, key in dataset.keys.items():
        if key not in catalog.shared_keys and key not in BUILT_IN_KEYS:
            raise top.fault("unknown-shared-key", name, value=key, known=[*BUILT_IN_KEYS, *catalog.shared_keys])
    for name, values in dataset.stack.items():
        if len(values) != len(dataset.files):
            raise top.fault("declaration-stack", name, n=len(values), files=len(dataset.files))
