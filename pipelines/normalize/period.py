"""Which time a whole table holds for: read from its caption, held against what the declaration says."""

import dataclasses
import re
from collections.abc import Mapping

from pipelines.model.finding import Finding
from pipelines.model.statistics import PERIOD_NOTE, fiscal_days
from pipelines.model.table import NormalizedTable
from pipelines.normalize.readers.date import read_date

_YEAR_END = re.compile(r"(.+年度)\s*末")
_FISCAL = re.compile(r"FY([0-9]{4})")


def read_period(text: str, era: Mapping[str, object] | None = None) -> str:
    """The period that a caption names, "" where it is not certain.

    Args:
        text: "３年度", "４年３月", "令和３年度末" …, without 現在.
        era: as in a date's context: by which day a year without its era's name is read.
    """
    context: dict[str, object] = {"precision": "any", "ranges": True, **({"era": era} if era else {})}
    end = _YEAR_END.fullmatch(text.strip())
    reading = read_date(end[1] if end else text, context)
    if reading.status == "refused" or (end and not _FISCAL.fullmatch(reading.text)):
        return ""
    period = fiscal_days(reading.text)
    return period.partition("/")[2] if end else period


def with_period(table: NormalizedTable, contexts: Mapping[str, Mapping[str, object]], temporal: str) -> NormalizedTable:
    """The table with its period in the provenance; what the file says goes before what the declaration says.

    Args:
        table: whose notes hold "as-of" or "period" as written.
        contexts: of the declaration's fields; the first that has an `era` tells how bare years are read.
        temporal: the declaration's own, "" where it has none.
    """
    notes = table.provenance.notes
    era = next((e for c in contexts.values() if isinstance(e := c.get("era"), Mapping)), None)
    written = notes.get("as-of") or notes.get("period") or ""
    period = read_period(written, era) if written else ""
    findings = []
    if written and not period:
        findings.append(Finding("period-unreadable", "warning", value=written))
    elif period and temporal and not _within(period, temporal):
        findings.append(Finding("period-differs", "warning", value=written, params={"declared": temporal}))
    provenance = dataclasses.replace(table.provenance, notes={**notes, PERIOD_NOTE: period or temporal})
    return dataclasses.replace(table, provenance=provenance, findings=(*table.findings, *findings))


def _within(period: str, temporal: str) -> bool:
    start, _, end = period.partition("/")
    first, _, last = temporal.partition("/")
    last = last or first
    return first[: len(start)] <= start and (end or start) <= last + "\uffff"
