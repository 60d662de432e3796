"""The findings of files as SARIF 2.1.0, the exchange format of code review tools."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote

from pipelines.model.finding import Finding, Severity
from pipelines.report.guide.explanation import explanation_of
from pipelines.report.json_lines import message_of
from pipelines.report.messages import explain, line_word, sentence
from pipelines.report.places import FileResult

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "notice": "note"}

_IANA = {"cp932": "windows-31j", "utf-16-le": "utf-16le", "utf-16-be": "utf-16be"}
"""Python's names of encodings that the registry knows by another; SARIF asks for the registry's."""


def render_sarif(results: Sequence[FileResult]) -> str:
    """One run over all files: rules by code, a result a finding, a notification a file that could not be read.

    Columns count Unicode code points. A workbook has no lines of text: there the sheet and row are a logical location.
    """
    codes = sorted({finding.code for result in results if result.report for finding in result.report.findings})
    place = {code: number for number, code in enumerate(codes)}
    failures = [
        _notification(number, result, result.error.code, sentence(result.error))
        for number, result in enumerate(results)
        if result.error is not None
    ]
    run = {
        "tool": {
            "driver": {
                "name": "hiraku",
                "version": version("hiraku"),
                "language": "ja",
                "rules": [_rule(code) for code in codes],
            }
        },
        "language": "ja",
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": not failures, "toolExecutionNotifications": failures}],
        "artifacts": [_artifact(result) for result in results],
        "results": [told for number, result in enumerate(results) for told in _results(number, result, place)],
    }
    text = json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1)
    return text.encode("utf-8", "replace").decode("utf-8")  # a broken cell may hold half a character


def _rule(code: str) -> dict[str, Any]:
    """What a code means, without the value of any cell: its explanation where it is a finding's, else its sentence."""
    told, plain = explanation_of(code), explain(code, {})
    source = f"きまり：{told.source}" if told is not None and told.source else ""
    what, why, how = (told.what, told.why, told.how) if told is not None else (plain.what, plain.why, plain.how)
    return {
        "id": code,
        "shortDescription": {"text": plain.title},
        "fullDescription": {"text": f"{what}{why}"},
        "help": {"text": f"{how}{source}くわしくは hiraku explain {code} で読めます。"},
    }


def _artifact(result: FileResult) -> dict[str, Any]:
    told: dict[str, Any] = {"location": {"uri": _uri(result.file)}}
    if result.report is not None:
        found = result.report.provenance
        told |= {"length": found.size, "hashes": {"sha-256": found.sha256}}
        if found.encoding:
            told["encoding"] = _IANA.get(found.encoding, found.encoding)
    return told


def _results(number: int, result: FileResult, place: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    """A file's results; equal findings are told apart by their turn, for a fingerprint must not occur twice."""
    seen: Counter[str] = Counter()
    for finding in result.report.findings if result.report is not None else ():
        told = _result(number, result, finding, place[finding.code])
        mark = _fingerprint(finding)
        seen[mark] += 1
        yield {**told, "partialFingerprints": {"primaryLocationLineHash": f"{mark}:{seen[mark]}"}}


def _fingerprint(finding: Finding) -> str:
    """What stays the same when rows are added above: code, field and the (masked) value, not the line."""
    parts = (finding.code, finding.field, finding.label, finding.value)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _result(number: int, result: FileResult, finding: Finding, rule: int) -> dict[str, Any]:
    properties = {
        "field": finding.field,
        "label": finding.label,
        "value": finding.value,
        "proposal": finding.proposal,
        "basis": finding.basis,
    }
    return {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": message_of(finding)},
        "locations": [_location(number, result, finding)],
        "properties": {key: value for key, value in properties.items() if value},
    }


def _location(number: int, result: FileResult, finding: Finding) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(result.file), "index": number}}
    place = result.place_of(finding)
    if place is not None:
        physical["region"] = {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
        }
    elif isinstance(finding.line, int):
        physical["region"] = {"startLine": finding.line}
    told: dict[str, Any] = {"physicalLocation": physical}
    name = finding.field or finding.label
    if name or isinstance(finding.line, str):
        row = line_word(finding.line) if finding.line is not None else ""
        told["logicalLocations"] = [{"fullyQualifiedName": "の".join(part for part in (row, name) if part)}]
    return told


def _notification(number: int, result: FileResult, code: str, text: str) -> dict[str, Any]:
    where = {"physicalLocation": {"artifactLocation": {"uri": _uri(result.file), "index": number}}}
    return {"descriptor": {"id": code}, "level": "error", "message": {"text": text}, "locations": [where]}


def _uri(file: str) -> str:
    """A relative address where the caller named a relative path, so that it fits the repository of the reader."""
    path = PurePath(file)
    return Path(file).as_uri() if path.is_absolute() else quote(path.as_posix())
