"""How much a finding weighs: what is merely plausible never blocks, and a workspace may weigh a code otherwise."""

import dataclasses
import re
from collections.abc import Iterable, Mapping

from pipelines.model.finding import SEVERITIES, Finding, Weight
from pipelines.validate.personal import CODES

_PLAUSIBLE = re.compile(r"address-town-unknown|address-[a-z]+-undecided")
"""Codes whose proof is weaker than the field's rule: the postal table names most towns, and not every one; and an
address that could be taken apart in two ways may well be whole and right as it stands."""


def weigh(findings: Iterable[Finding], weights: Mapping[str, Weight]) -> tuple[Finding, ...]:
    """The findings with the severity that counts.

    Args:
        findings: of any room, weighed by their basis.
        weights: code -> what the ward decided (its dataset's before its catalog's).

    Returns:
        The same findings in order, less those that another one of their cell tells better; where the ward decided,
        `severity_before` and `reason` tell what and why. Findings about personal data are never lowered.
    """
    told = list(findings)
    # 草野町地内 is no riddle where its own row names the municipality: address-scope says what to type
    completed = {(f.line, f.field) for f in told if f.code == "address-scope" and f.proposal}
    left = (f for f in told if f.code != "address-unknown" or (f.line, f.field) not in completed)
    return tuple(_decided(_plausible(finding), weights.get(finding.code)) for finding in left)


def _plausible(finding: Finding) -> Finding:
    if finding.severity != "error" or not _PLAUSIBLE.fullmatch(finding.code):
        return finding
    return dataclasses.replace(finding, severity="warning", basis="inferred")


def _decided(finding: Finding, weight: Weight | None) -> Finding:
    if weight is None or weight.severity == finding.severity:
        return finding
    lowered = SEVERITIES.index(weight.severity) > SEVERITIES.index(finding.severity)
    if lowered and (finding.code in CODES or finding.code.startswith("personal")):
        return finding
    return dataclasses.replace(
        finding, severity=weight.severity, severity_before=finding.severity, reason=weight.reason
    )
