"""The catalog and its datasets as declared by a ward: catalog.toml and datasets/<slug>.toml as records."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipelines.model.finding import Weight


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes. `bounds` is (south, north, west, east) in decimal degrees around the publisher's area."""

    code: str
    name: str
    name_en: str
    prefecture: str
    city: str
    houjin: str = ""
    bounds: tuple[float, float, float, float] | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class License:
    """Licence of the data: CKAN licence id, Japanese title, address."""

    id: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the ward that owns data; `id` (ASCII) outlives renamings of `name`."""

    id: str
    name: str
    name_en: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Town:
    """Where a town (町) of the publisher lies: about its middle, decimal degrees, JGD2011."""

    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme by which visitors browse; a group in CKAN."""

    id: str
    title: str
    title_en: str = ""


@dataclass(frozen=True, slots=True)
class Catalog:
    """A workspace's catalog.toml.

    Attributes:
        ckan_url: the CKAN to publish to, "" for none. The token comes from HIRAKU_CKAN_TOKEN, never from here.
        site_url: public address of published/, "" when unknown; stable URLs are made from it.
        keep_unknown: whether columns that no schema knows are published (after the standard ones) or held back.
        contact_name, contact_email: shown on every dataset page and in DCAT.
        towns: places of the publisher's towns (towns.csv), by which candidates for coordinates are looked at.
        severity: code of a finding -> how the ward weighs it in every dataset.
        shared_keys: name of a key -> (dataset, field) that is its register; datasets join by it.
    """

    title: str
    description: str
    publisher: Publisher
    license: License
    sections: dict[str, Section]
    themes: dict[str, Theme]
    title_en: str = ""
    contact_name: str = ""
    contact_email: str = ""
    ckan_url: str = ""
    site_url: str = ""
    keep_unknown: bool = True
    towns: tuple[Town, ...] = ()
    severity: Mapping[str, Weight] = field(default_factory=dict)
    shared_keys: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Dataset:
    """One declaration, datasets/<slug>.toml.

    Attributes:
        slug: ASCII name: asset key, folder, CKAN name ("[a-z0-9-]+").
        table: slug of the national table, or "" when `local` names the ward's own schema.
        edition: edition of the national table, "" for the newest that has one.
        local: name of schemas/local/<local>.json, "".
        file: name in raw/<slug>/, "" when the folder holds exactly one file.
        files: several files that make one dataset, stacked in this order (overrides `file`).
        sheet: sheet of a workbook, "" for the one that holds the table.
        yomi: kana reading of the title for search; synonyms: more words a visitor may search by.
        frequency: Japanese update frequency ("年1回" …).
        temporal: period that the data covers, "2021-04-01/2022-03-31" or "".
        aliases: the ward's label -> field name, accepted by the steward.
        fill: field -> value that the declaration supplies where the cell is empty or the column absent.
        contexts: field -> reader context (design, section 12).
        definitions: field -> kind, title, title_en, description, unit, example of a column of the ward's own, or of a
            text field that holds more than text there.
        stack: column name -> one value per file of `files`, written into each file's rows (T11 + T12).
        note: what a visitor must know (made-up values, caveats), Japanese.
        severity: code of a finding -> how the ward weighs it in this dataset (before the catalog's).
        keys: field -> name of the shared key that it holds.
    """

    slug: str
    title: str
    description: str
    section: str
    table: str = ""
    edition: str = ""
    local: str = ""
    file: str = ""
    files: tuple[str, ...] = ()
    sheet: str = ""
    title_en: str = ""
    description_en: str = ""
    yomi: str = ""
    synonyms: tuple[str, ...] = ()
    frequency: str = ""
    temporal: str = ""
    themes: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    primary_key: tuple[str, ...] = ()
    aliases: dict[str, str] = field(default_factory=dict)
    fill: dict[str, str] = field(default_factory=dict)
    contexts: dict[str, dict[str, object]] = field(default_factory=dict)
    stack: dict[str, tuple[str, ...]] = field(default_factory=dict)
    license: License | None = None
    note: str = ""
    severity: Mapping[str, Weight] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)
    definitions: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
