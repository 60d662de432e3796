"""A latitude and a longitude that stand in each other's cell: each cell is offered what the other one says."""

import dataclasses

from pipelines.model.finding import Finding
from pipelines.normalize.readers.coordinate import read_latitude, read_longitude
from pipelines.normalize.work import Work

CODE = "coordinate-swapped"
_READERS = {"lat": read_latitude, "lon": read_longitude}


def offer_exchange(work: Work) -> None:
    """Give both refusals of a row the other's value as proposal, where it reads as a value of this axis.

    One cell alone cannot know it: 139.65 in a column of latitudes is a longitude, but of which place only its row says.
    Tables with several points a row are left alone, for there nothing says which cells belong together.
    """
    axes = {kind: [spec.name for spec in work.schema.fields if spec.kind == kind] for kind in _READERS}
    if any(len(names) != 1 for names in axes.values()):
        return
    other = {axes["lat"][0]: axes["lon"][0], axes["lon"][0]: axes["lat"][0]}
    kinds = {names[0]: kind for kind, names in axes.items()}
    said = {(f.line, f.field): f.value for f in work.findings if f.code == CODE and f.field in kinds}
    if said:
        work.findings = [
            _offered(f, kinds.get(f.field, ""), said.get((f.line, other.get(f.field, "")), "")) for f in work.findings
        ]


def _offered(finding: Finding, kind: str, text: str) -> Finding:
    """The finding with that text as proposal, if it is one about an exchange and the text has its axis."""
    if finding.code != CODE or finding.proposal or not (kind and text):
        return finding
    reading = _READERS[kind](text, {"japan": True})
    return finding if reading.status == "refused" else dataclasses.replace(finding, proposal=reading.text)
