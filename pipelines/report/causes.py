"""Groups findings into causes: what has the same code and the same cure is one card, ordered by gain (look.md, 1)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipelines.model.finding import SEVERITIES, Finding, Line, Severity
from pipelines.report.lines import count_lines
from pipelines.report.messages import Message, explain, shown
from pipelines.report.privacy import WITHHELD, Privacy, is_personal, privacy_of

_WITHOUT_CELLS = frozenset({"readability"})
"""Codes whose line and label say where to look, though no single value is at fault."""
_COMPARED = frozenset({"duplicate-id", "duplicate-row"})
"""Codes about rows that have a value in common: one of them is no example without the other."""
_POINTER = "…"
_QUOTED = 4
_FIRST = {
    "script-not-table": 0,
    **dict.fromkeys(("header-not-found", "header-width", "several-tables", "column-shifted"), 1),
}
"""Codes about the form of the whole file: mending it takes other findings along, so it gains most however few it is."""


@dataclass(frozen=True, slots=True)
class Example:
    """One finding of a cause, ready to be shown; `value` and `proposal` are as a person can see them."""

    finding: Finding
    where: str
    value: str
    proposal: str

    @property
    def line(self) -> Line | None:
        """Where it is."""
        return self.finding.line


@dataclass(frozen=True, slots=True)
class Cause:
    """All findings with one code and one cure.

    Attributes:
        code, severity: of every finding in it.
        findings: in the order of the report.
        fields: names of the columns it touches, in order, "" never among them.
        message: title, what, why and how for all of them.
        hand: who acts: "pick", "fix", "auto", "opt", "hold" (see Message).
        decisions: how many answers a person has to give.
        privacy: what may not be shown.
    """

    code: str
    severity: Severity
    findings: tuple[Finding, ...]
    fields: tuple[str, ...]
    message: Message
    hand: str
    decisions: int
    privacy: Privacy

    @property
    def count(self) -> int:
        """How many findings."""
        return len(self.findings)

    @property
    def lines(self) -> int:
        """How many different lines."""
        return count_lines(f.line for f in self.findings)

    @property
    def decisive(self) -> bool:
        """Whether mending it takes other findings along: it is about the form of the whole file."""
        return self.code in _FIRST

    def cells(self) -> list[Finding]:
        """Findings about single cells that may be shown in a table."""
        if is_personal(self.code) or self.code in _WITHOUT_CELLS:
            return []
        return [f for f in self.findings if f.line is not None and (f.field or f.label or f.value or f.proposal)]

    def examples(self, most: int = 5, lines: Collection[Line] = ()) -> list[Example]:
        """One finding for each distinct value (each line where it is blank), up to `most`; those of `lines` first."""
        chosen: dict[tuple[str, str], Finding] = {}
        for finding in sorted(self.cells(), key=lambda f: f.line not in lines) if lines else self.cells():
            place = f"{finding.line} {finding.params.get('column', '')}"
            one = finding.value and self.code not in _COMPARED
            chosen.setdefault((finding.value, "" if one else place), finding)
            if len(chosen) == most:
                break
        return [self.example(finding) for finding in chosen.values()]

    def undecided(self) -> list[str]:
        """The different values that have no proposal and may be shown, in the order of the report."""
        found = [f for f in self.findings if f.value and not f.proposal]
        visible = [f.value for f in found if not self.privacy.withholds(f.line, f.field, f.label)]
        return list(dict.fromkeys(visible)) if len(visible) == len(found) else []

    def example(self, finding: Finding) -> Example:
        """A finding as a person can see it, without what may not be shown."""
        where = finding.field or finding.label
        if not where and "column" in finding.params:
            where = f"{finding.params['column']}列目"
        if self.privacy.withholds(finding.line, finding.field, finding.label):
            return Example(finding, where, WITHHELD, "")
        proposal = shown(finding.proposal, 200) if finding.proposal else ""
        return Example(finding, where, shown(finding.value, 120), proposal)


def find_causes(findings: Iterable[Finding]) -> list[Cause]:
    """The causes of a report: worst severity first, then by how many findings one decision removes."""
    listed = list(findings)
    privacy = privacy_of(listed)
    groups: dict[tuple[object, ...], list[Finding]] = {}
    told: dict[str, tuple[object, ...]] = {}
    for finding in listed:
        # thousands of findings say the same but for their value: the sentence is made once
        same = repr((finding.code, finding.severity, finding.params, finding.field, _named_proposal(finding)))
        if same not in told:
            told[same] = _cure(finding)
        groups.setdefault(told[same], []).append(finding)
    causes = [_cause(_north_first(group), privacy) for group in groups.values()]
    return sorted(causes, key=_rank)


def causes_of(causes: Iterable[Cause], severity: Severity) -> list[Cause]:
    """Those of one severity."""
    return [cause for cause in causes if cause.severity == severity]


def _rank(cause: Cause) -> tuple[float, ...]:
    form = _FIRST.get(cause.code, len(_FIRST))
    return SEVERITIES.index(cause.severity), form, -cause.count / cause.decisions, -cause.count


def _cure(finding: Finding) -> tuple[object, ...]:
    """What makes two findings one cause: code, severity and the remedy, told without the single value."""
    params = {**finding.params, "value": "", "proposal": _named_proposal(finding), "field": finding.field}
    told = explain(finding.code, params)
    choices = finding.params.get("choices")
    offered = tuple(choices) if isinstance(choices, (list, tuple)) else ()
    return finding.severity, finding.code, told.why, told.how, offered


def _north_first(group: list[Finding]) -> list[Finding]:
    """Latitude before longitude on each line, as everybody writes them; a report sorts fields by their characters."""
    if {f.field for f in group} != {"緯度", "経度"}:
        return group
    order = {line: place for place, line in enumerate(dict.fromkeys(f.line for f in group))}
    return sorted(group, key=lambda f: (order[f.line], f.field != "緯度"))


def _named_proposal(finding: Finding) -> str:
    """A column's proposal is part of the remedy, for it has no table to stand in."""
    return finding.proposal if finding.line is None else ""


def _cause(group: Sequence[Finding], privacy: Privacy) -> Cause:
    first = group[0]
    fields = tuple(dict.fromkeys(name for f in group for name in _names(f)))
    message = _message(group, fields, privacy)
    proposals = sum(1 for f in group if f.proposal)
    hand = message.hand or ("opt" if first.severity == "notice" else "fix")
    if proposals and message.hand in ("", "auto", "opt"):
        hand = "pick"
    return Cause(first.code, first.severity, tuple(group), fields, message, hand, _decisions(group, hand), privacy)


def _names(finding: Finding) -> list[str]:
    """The columns that a finding is about: its own, or those it lists."""
    listed = finding.params.get("fields") or finding.params.get("labels")
    named = [finding.field or finding.label]
    if not named[0] and isinstance(listed, (list, tuple)):
        named = [str(name) for name in listed]
    return [name for name in named if name]


def _decisions(group: Sequence[Finding], hand: str) -> int:
    """Answers to give: one for proposals that are adopted together; without one, one per spelling and blank cell."""
    if hand in ("hold", "auto", "opt"):
        return 1
    left = [f for f in group if not (hand == "pick" and f.proposal)]
    spellings = {f.value for f in left if f.value}
    return (1 if len(left) < len(group) else 0) + len(spellings) + sum(1 for f in left if not f.value) or 1


def _message(group: Sequence[Finding], fields: tuple[str, ...], privacy: Privacy) -> Message:
    """The catalogue's text for a whole group: what differs from finding to finding is left out or summed up."""
    first = group[0]
    common = _common(group)
    visible = [f for f in group if not privacy.withholds(f.line, f.field, f.label)]
    values = list(dict.fromkeys(f.value for f in visible if f.value))
    common["values"] = "".join(f"「{shown(value, 40)}」" for value in values[:2])
    common["field"] = fields
    common["label"] = first.label if len({f.label for f in group}) == 1 else ""
    common["value"] = values[0] if len(values) == 1 and len(visible) == len(group) else ""
    common["proposal"] = first.proposal if len({(f.value, f.proposal) for f in group}) == 1 and visible else ""
    told = explain(first.code, common)
    how = _remedy(group, common, told.how)
    what = told.what if len(values) < 2 or is_personal(first.code) else told.many or _spellings(values)
    if not visible and not is_personal(first.code):
        what = f"{told.title}。値は{WITHHELD.strip('（）')}。"
    return Message(what, told.why, how, told.title, told.hand)


def _common(group: Sequence[Finding]) -> dict[str, object]:
    """The parameters that all findings share; lists of columns are joined and counted, `n` else counts findings."""
    first = group[0]
    common: dict[str, object] = {
        key: value for key, value in first.params.items() if all(f.params.get(key) == value for f in group)
    }
    listed = [f.params.get("labels") for f in group]
    if len(group) > 1 and all(isinstance(labels, list) for labels in listed):
        labels = [label for part in listed if isinstance(part, list) for label in part]
        common |= {"labels": labels, "n": len(labels)}
    places = [f.params.get("column") for f in group]
    if "column" not in common and all(isinstance(place, int) for place in places):
        common["columns"] = list(dict.fromkeys(places))
    if is_personal(first.code) or "n" not in common:
        common["n"] = len(group)
    return common


def _remedy(group: Sequence[Finding], common: Mapping[str, object], how: str) -> str:
    """The remedy for all: where proposals differ it points to them instead of naming one; some may have none."""
    proposals = [f.proposal for f in group if f.proposal]
    if not proposals or len({(f.value, f.proposal) for f in group}) == 1:
        return how
    told = explain(group[0].code, {**common, "proposal": _POINTER}).how.replace(f"候補「{_POINTER}」", "候補")
    if len(proposals) == len(group) or told == how:
        return told
    without = explain(group[0].code, {**common, "proposal": ""}).how
    return f"{told}候補のないものは、{without}"


def _spellings(values: Sequence[str]) -> str:
    quoted = "".join(f"「{shown(value, 40)}」" for value in values[:_QUOTED])
    more = f"など、{len(values):,}とおりの値" if len(values) > _QUOTED else ""
    return f"{quoted}{more}が入っています。"
