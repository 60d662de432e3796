"""The referee: Frictionless itself on the bytes of a CSV, in memory, without a cap on errors."""

import csv
import re
from collections.abc import Mapping
from threading import Lock
from typing import TYPE_CHECKING, Any

from pipelines.model.errors import DeclarationError, GateClosed
from pipelines.model.finding import Finding, Line
from pipelines.validate.engine.chunks import any_length, text_lines
from pipelines.validate.engine.source import check_utf8, dialect_of

if TYPE_CHECKING:
    import frictionless

MOST_BYTES = 5_000_000
"""Of a CSV that Frictionless itself confirms in a second or two."""


def referee(data: bytes, descriptor: Mapping[str, object], *, sniff: bool = False) -> tuple[Finding, ...]:
    """What Frictionless says about a table.

    Args:
        data: a CSV in UTF-8, with or without a byte order mark.
        descriptor: a Table Schema document.
        sniff: let Frictionless guess the delimiter, as it does with a file of unknown origin; otherwise the
            comma and the double quote of a published file are told to it.

    Returns:
        Its errors in its order: code is Frictionless's error type, line the physical line on which the record
        begins (a record may span several), value the cell, params["note"] its remark.

    Raises:
        UnreadableFile: undecodable.
        DeclarationError: invalid-schema.
    """
    body = data.removeprefix(b"\xef\xbb\xbf")
    check_utf8(body)
    lines = _record_lines(body, sniff=sniff)
    return tuple(_finding(error, lines) for error in _errors(body, descriptor, sniff=sniff))


def confirm(data: bytes, descriptor: Mapping[str, object], slug: str, *, most: int = MOST_BYTES) -> None:
    """The last look at a CSV before it is handed to any target: nothing that Frictionless objects to goes out.

    Frictionless itself reads tables of up to `most` bytes; beyond, the engine, whose list is the same (decision 0003).

    Raises:
        GateClosed: gate-referee, with the first objection's line, field and Frictionless's word for it.
    """
    with _ALONE:
        objections = _objections(data, descriptor, slug, most)
    if objections:
        line, field, code = objections[0]
        raise GateClosed("gate-referee", file=slug, line=line, field=field, detail=code, n=len(objections))


_ALONE = Lock()
"""Datasets go to CKAN side by side, but the limit of csv's cells, which both lift, is the whole process's."""


def _objections(
    data: bytes, descriptor: Mapping[str, object], slug: str, most: int
) -> list[tuple[Line | None, str, str]]:
    """(line, field, code) of everything that is not as the schema says."""
    if len(data) <= most:
        return [(f.line, f.field, f.code) for f in referee(data, descriptor)]
    from pipelines.validate.engine import examine  # noqa: PLC0415 - for huge tables only

    return list(examine(data, descriptor, name=slug).triples())


def _errors(body: bytes, descriptor: Mapping[str, object], *, sniff: bool) -> "list[frictionless.Error]":
    import frictionless  # noqa: PLC0415 - half a second that `hiraku --help` does not pay
    from frictionless import formats  # noqa: PLC0415 - the same

    options: dict[str, Any] = {"data": body, "scheme": "buffer", "format": "csv", "encoding": "utf-8"}
    if not sniff:
        # all of them, or the parser guesses those that are left out from the first hundred lines
        control = formats.CsvControl(
            delimiter=",", quote_char='"', double_quote=True, skip_initial_space=False, line_terminator="\n"
        )
        options["dialect"] = frictionless.Dialect(controls=[control])
    try:
        schema = frictionless.Schema.from_descriptor(dict(descriptor))
    except frictionless.FrictionlessException as error:
        raise DeclarationError("invalid-schema", reason=str(error)) from error
    resource = frictionless.resources.TableResource(**options, schema=schema)
    # 0 is its word for "no limit": the default stops after a thousand errors and calls the rest partial
    try:
        report = resource.validate(limit_errors=0)
    except (TypeError, ValueError, ArithmeticError, AttributeError, LookupError, re.error) as error:
        # a limit that no value of the type can be compared with ends Frictionless in the midst of a table
        raise DeclarationError("invalid-schema", reason=f"Frictionless：{error}") from error
    return [*report.errors, *(error for task in report.tasks for error in task.errors)]


def _record_lines(body: bytes, *, sniff: bool) -> list[int]:
    """Physical line on which each record begins, header included, both counted from 1."""
    starts: list[int] = []
    begin = 1
    with any_length():
        reader = csv.reader(text_lines(body), **dialect_of(body, sniff=sniff).options())
        for _ in reader:
            starts.append(begin)
            begin = reader.line_num + 1
    return starts


def _finding(error: "frictionless.Error", lines: list[int]) -> Finding:
    facts = error.to_descriptor()
    number = facts.get("rowNumber")
    if number is None and facts.get("rowNumbers"):
        number = facts["rowNumbers"][0]
    line = None
    if isinstance(number, int):
        line = lines[number - 1] if 0 < number <= len(lines) else number
    return Finding(
        str(error.type),
        "error",
        line=line,
        field=str(facts.get("fieldName") or facts.get("label") or ""),
        value=str(facts.get("cell") or ""),
        params={"note": str(facts.get("note", ""))},
    )
