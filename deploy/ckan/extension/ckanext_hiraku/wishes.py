"""What a caller asks for, checked before anything is written: columns, rows as a CSV stream, indexes, metadata."""

import csv
import io
import json
from dataclasses import dataclass, field
from typing import IO, Any

from ckan.plugins import toolkit
from ckanext.datastore.helpers import is_valid_field_name

# Type names stand in SQL as they are, so only known ones pass.
TYPES = {"text", "numeric", "int", "int4", "int8", "integer", "bigint", "float", "float8", "bool", "boolean"}
TYPES |= {"date", "time", "timestamp", "timestamptz", "json", "jsonb"}
NAME_BYTES = 63  # PostgreSQL cuts longer names silently; CKAN counts characters, which is not enough for Japanese


@dataclass(frozen=True)
class Wish:
    """A replacement. `rows` stands behind the header; `revise` is for package_revise or None."""

    resource_id: str
    fields: list[dict[str, Any]]
    rows: IO[str]
    indexes: list[list[str]] = field(default_factory=list)
    full_text: bool = True
    revise: dict[str, Any] | None = None

    @property
    def ids(self) -> list[str]:
        """The column names, in order."""
        return [column["id"] for column in self.fields]


def refuse(key: str, reason: str) -> toolkit.ValidationError:
    """A refusal in CKAN's form."""
    return toolkit.ValidationError({key: [reason]})


def _plain(words: dict[str, Any], key: str, default: Any) -> Any:
    """A value; beside a file every value comes as text, so text is read as JSON."""
    value = words.get(key, default)
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise refuse(key, "not JSON") from None


def _check_fields(fields: Any) -> list[dict[str, Any]]:
    if not isinstance(fields, list) or not fields or not all(isinstance(f, dict) for f in fields):
        raise refuse("fields", "a list of columns {id, type, info} is needed")
    for column in fields:
        name = column.get("id")
        if not isinstance(name, str) or not is_valid_field_name(name):
            raise refuse("fields", f"{name!r} is not a valid column name")
        if len(name.encode()) > NAME_BYTES:
            raise refuse("fields", f"{name!r} has more than {NAME_BYTES} bytes")
        if column.get("type") not in TYPES:
            raise refuse("fields", f"{column.get('type')!r} is not a type for {name!r}")
    if len({column["id"] for column in fields}) != len(fields):
        raise refuse("fields", "a column name stands twice")
    return fields


def _from_csv(stream: IO[bytes], ids: list[str]) -> IO[str]:
    """The file behind its header. The header must be the column names, so that no column lands in another."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    try:
        header = next(csv.reader(text, strict=True), [])
    except (csv.Error, UnicodeDecodeError) as trouble:
        raise refuse("upload", str(trouble)) from trouble
    if header != ids:
        raise refuse("upload", "the header is not the list of columns")
    return text


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


def _from_records(records: Any, ids: list[str]) -> IO[str]:
    if not isinstance(records, list) or not all(isinstance(row, dict) for row in records):
        raise refuse("records", "a list of objects, or a file under upload, is needed")
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL)
    for number, row in enumerate(records, start=1):
        if unknown := sorted(set(row) - set(ids)):
            raise refuse("records", f"row {number} has unknown columns: {', '.join(map(str, unknown))}")
        writer.writerow([_cell(row.get(name)) for name in ids])
    text.seek(0)
    return text


def read_wish(words: dict[str, Any]) -> Wish:
    """Read the action's data. Raises ValidationError for anything that is not right."""
    resource_id = toolkit.get_or_bust(words, "resource_id")
    fields = _check_fields(_plain(words, "fields", None))
    ids = [column["id"] for column in fields]
    indexes = [[keys] if isinstance(keys, str) else keys for keys in _plain(words, "indexes", [])]
    if not all(isinstance(keys, list) and keys and set(keys) <= set(ids) for keys in indexes):
        raise refuse("indexes", "lists of column names are needed")
    revise = _plain(words, "revise", None)
    if revise is not None and not isinstance(revise, dict):
        raise refuse("revise", "the data of package_revise is needed")
    upload = words.get("upload")
    if isinstance(upload, str):
        raise refuse("upload", "a file is needed")
    rows = _from_records(words.get("records"), ids) if upload is None else _from_csv(upload.stream, ids)
    full_text = toolkit.asbool(words.get("full_text", True))
    return Wish(resource_id, fields, rows, indexes, full_text=full_text, revise=revise)
