"""What a workbook asks a steward: one question a finding, and one for all findings that a single answer settles."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from pipelines.decisions.book_format import LEAVE_BLANK, ONE_BY_ONE, TAKE_ALL, fingerprint
from pipelines.model.finding import Finding, Line, Severity
from pipelines.model.repair import OWN, REJECT
from pipelines.report.causes import Cause
from pipelines.report.messages import explain
from pipelines.report.privacy import is_personal

_MANY = 5
"""Different values of one cause from which its proposals are adopted together instead of value by value."""
_MOST_CHOICES = 12
_ROW_BY_ROW = frozenset({"duplicate-id", "duplicate-row"})
"""Codes whose cells hold the same value because that is the fault: one answer for all would keep it."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One finding about one cell that asks for a decision, or all findings of a cause about one value of a field.

    Attributes:
        finding: with line and field.
        same: the other findings of its cause about that value, where a workbook has no room for a row each.
        value: what the cell holds now, as データ shows it.
        title, how: its sentences.
        group: key of the row of まとめて判断 that settles it too, "".
        rank: where it stands in 直すところ.
    """

    finding: Finding
    line: Line
    value: str
    title: str
    how: str
    group: str = ""
    rank: tuple[int, ...] = ()
    same: tuple[Finding, ...] = ()

    @property
    def count(self) -> int:
        """Findings that its answer settles."""
        return 1 + len(self.same)


@dataclass(frozen=True, slots=True)
class Group:
    """One row of まとめて判断: findings of one cause that one answer settles.

    Attributes:
        key: its 番号 and a fingerprint; joins 直すところ to it.
        severity, fields, count, how: of its findings.
        value, proposal: of them all, or of the first where `several`; proposal "" for none.
        several: whether values and proposals differ.
        options: what can be answered.
    """

    key: str
    severity: Severity
    fields: tuple[str, ...]
    count: int
    value: str
    proposal: str
    several: bool
    options: tuple[str, ...]
    how: str


def is_asked(cause: Cause) -> bool:
    """Whether a steward decides on findings of this cause: notices ask nothing, personal data is decided elsewhere."""
    return cause.severity != "notice" and not is_personal(cause.code)


def find_asks(
    causes: Sequence[Cause],
    value_of: Callable[[Line, str], str | None],
    places: Mapping[Line, int],
    most: int,
    *,
    by_value: bool = False,
) -> tuple[list[Ask], list[Group]]:
    """Questions in the order of 直すところ, and those of まとめて判断 in the order of gain.

    Args:
        causes: of the report, by gain.
        value_of: a cell's text; None where it may not be shown or there is no such cell.
        places: line -> its place in the table.
        most: how many questions are asked.
        by_value: whether all findings of a cause about one value are one question; causes whose fault is that values
            are equal stay row by row.
    """
    asks: list[Ask] = []
    groups: list[Group] = []
    for number, cause in enumerate(causes):
        if not is_asked(cause):
            continue
        room = most - len(asks)
        together = by_value and cause.code not in _ROW_BY_ROW
        found = _by_value(cause, value_of) if together else (_ask(f, value_of) for f in cause.findings)
        mine = list(islice((ask for ask in found if ask is not None), room))
        made = [
            (replace(group, key=f"{len(groups) + n}:{group.key}"), members)
            for n, (group, members) in enumerate(_groups(cause, mine, number), 1)
        ]
        groups.extend(group for group, _ in made)
        home = {id(ask): group for group, members in made for ask in members}
        for ask in mine:
            group = home.get(id(ask))
            rank = (
                int(cause.severity != "error"), _turn(cause, group), number, places[ask.line],
            )  # fmt: skip
            asks.append(replace(ask, group=group.key if group else "", rank=rank))
    return sorted(asks, key=lambda ask: ask.rank), groups


def _by_value(cause: Cause, value_of: Callable[[Line, str], str | None]) -> Iterator[Ask | None]:
    """One question for each field, value and proposal, the most frequent first."""
    alike: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in cause.findings:
        value = value_of(finding.line, finding.field) if finding.line is not None and finding.field else None
        if value is not None:
            alike.setdefault((finding.field, value, finding.proposal), []).append(finding)
    for first, *others in sorted(alike.values(), key=len, reverse=True):
        ask = _ask(first, value_of)
        yield replace(ask, same=tuple(others)) if ask is not None else None


def _ask(finding: Finding, value_of: Callable[[Line, str], str | None]) -> Ask | None:
    if finding.line is None or not finding.field:
        return None
    value = value_of(finding.line, finding.field)
    if value is None:
        return None
    told = {**finding.params, "value": finding.value, "field": finding.field, "proposal": finding.proposal}
    message = explain(finding.code, told)
    # the field has a column of its own beside it
    title = re.sub(f"^「{re.escape(finding.field)}」[にがはを]、", "", message.title)
    return Ask(finding, finding.line, value, title, message.how)


def _turn(cause: Cause, group: Group | None) -> int:
    """Required first, then what is decided one by one, then what まとめて判断 settles anyway."""
    if cause.code == "required-missing":
        return 0
    return 2 if group is not None and group.several else 1


def _groups(cause: Cause, asks: Sequence[Ask], number: int) -> list[tuple[Group, list[Ask]]]:
    made: list[tuple[Group, list[Ask]]] = []
    if cause.code in _ROW_BY_ROW:
        return made
    offered = [ask for ask in asks if ask.finding.proposal]
    different = {(ask.value, ask.finding.proposal) for ask in offered}
    together = len(different) > _MANY and 2 * len(different) > len(offered)
    if together:
        made.append((_group(cause, offered, number, several=True), offered))
    by_value: dict[tuple[str, str], list[Ask]] = {}
    for ask in asks:
        if not (together and ask.finding.proposal):
            by_value.setdefault((ask.value, ask.finding.proposal), []).append(ask)
    for members in sorted(by_value.values(), key=len, reverse=True):
        first = members[0]
        decidable = first.finding.proposal or first.value or _choices(first)
        if len(members) > 1 and decidable:
            made.append((_group(cause, members, number, several=False), members))
    return made


def _group(cause: Cause, asks: Sequence[Ask], number: int, *, several: bool) -> Group:
    first = asks[0]
    told = ("*", "") if several else (first.value, first.finding.proposal)
    key = fingerprint("\n".join((str(number), cause.code, cause.severity, *told)))
    return Group(
        key=key,
        severity=cause.severity,
        fields=tuple(dict.fromkeys(ask.finding.field for ask in asks)),
        count=sum(ask.count for ask in asks),
        value=first.value,
        proposal=first.finding.proposal,
        several=several,
        options=_options(asks, several=several),
        how=cause.message.how if several else first.how,
    )


def _options(asks: Iterable[Ask], *, several: bool) -> tuple[str, ...]:
    listed = list(asks)
    if several:
        return TAKE_ALL, ONE_BY_ONE, REJECT
    take = (TAKE_ALL,) if listed[0].finding.proposal else ()
    choices = _choices(listed[0])
    if choices and all(_choices(ask) == choices for ask in listed):
        return *take, *choices, LEAVE_BLANK, ONE_BY_ONE
    return *take, OWN, ONE_BY_ONE, REJECT


def _choices(ask: Ask) -> tuple[str, ...]:
    found = ask.finding.params.get("choices")
    choices = tuple(str(choice) for choice in found) if isinstance(found, (list, tuple)) else ()
    words = {TAKE_ALL, ONE_BY_ONE, LEAVE_BLANK, OWN, REJECT}
    return choices if len(choices) <= _MOST_CHOICES and not words.intersection(choices) else ()
