"""A table's schema: Frictionless Table Schema with hiraku's custom properties, as a frozen record."""

from dataclasses import dataclass, field

KINDS = (
    "date",
    "time",
    "number",
    "integer",
    "flag",
    "choice",
    "phone",
    "postal",
    "lat",
    "lon",
    "lgcode",
    "houjin",
    "coordinate",
    "townid",
    "kana",
    "address",
    "url",
    "email",
    "code",
    "weekday",
    "text",
)
"""Reader kinds a field can name: the readers of normalize/readers plus how a column calls them."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a Table Schema.

    Attributes:
        name: the published header (national Japanese header, or the ward's).
        type: Table Schema type (string, integer, number, date, time, boolean, year, yearmonth).
        title, description: Japanese.
        name_en: English name.
        kind: reader kind, one of KINDS.
        constraints: Table Schema constraints (required, unique, pattern, enum, minimum, maximum …).
        basis: constraint name -> "official" | "inferred" (also "format", "header", "required").
        importance: "mandatory" | "recommended" | "optional" | "unknown" (the standard's marks).
        codelist: name of a file in schemas/codelists without .csv, "".
        unit: "", "円", "人", "m" …
        example: a sample value.
        context: options of the reader for this field (precision, ranges, era … as design section 12).
        raw: the field descriptor as it stands in the JSON file.
    """

    name: str
    type: str = "string"
    title: str = ""
    description: str = ""
    name_en: str = ""
    kind: str = "text"
    constraints: dict[str, object] = field(default_factory=dict)
    basis: dict[str, str] = field(default_factory=dict)
    importance: str = "optional"
    codelist: str = ""
    unit: str = ""
    example: str = ""
    context: dict[str, object] = field(default_factory=dict)
    raw: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TableSchema:
    """One table in one edition.

    Attributes:
        slug: "aed", "public_toilet" … (dataset_id of the standard) or a local schema's name.
        edition: "A-2026-08-01", "2017" …, "local".
        standard: "自治体標準オープンデータセット", "推奨データセット" or "" (the ward's own).
        title: Japanese name of the table; title_en in English.
        fields: in published order.
        primary_key: field names, may be empty.
        missing_values: as Table Schema.
        order_basis: "official", "verified" or "inferred": how sure the order of columns is.
        descriptor: the whole JSON document, as Frictionless reads it.
    """

    slug: str
    edition: str
    standard: str
    title: str
    title_en: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...] = ()
    missing_values: tuple[str, ...] = ("",)
    order_basis: str = "inferred"
    descriptor: dict[str, object] = field(default_factory=dict)

    def field_named(self, name: str) -> Field | None:
        """The field of that name, or None."""
        return next((f for f in self.fields if f.name == name), None)
