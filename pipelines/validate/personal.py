"""The personal-data gate, first form: what must not be published, told without repeating it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from pipelines.model.finding import CellChange, Finding, Line, Severity
from pipelines.model.schema import Field
from pipelines.validate.columns import Distinct
from pipelines.validate.detectors import NUMBERS, fold, has_mobile, has_private_email
from pipelines.validate.rules.rule import Subject

MASK = "●●●"
# eleven digits, as a mobile has, with at most three marks between two of them; the other numbers have more
_ELEVEN_DIGITS = re.compile(r"[0-9０-９](?:[\Wー]{0,3}[0-9０-９]){10}")
CODES = frozenset({"personal-data", "personal-mobile", "personal-email"})
# columns whose ordinary values are long numbers; a twelve-digit 法人番号 or code is none of them
_PLAIN_NUMBERS = frozenset({"lat", "lon", "phone", "number", "integer", "url"})
# parameters in which a finding shows the cells beside its own; "fields" are the parts of a joined value
_OTHER_CELLS = frozenset({"start", "stated", "fields"})
_BIRTH = ("生年月日", "誕生日")
_NAMES = ("氏名", "姓名", "名前", "本人", "代表者", "申請者", "営業者", "届出者")


@dataclass(frozen=True, slots=True)
class _Hit:
    code: str
    kind: str
    severity: Severity
    rows: list[int]


def find_personal_data(subject: Subject, policy: Mapping[str, object]) -> list[Finding]:
    """Personal data in any column, known to the schema or not.

    Args:
        subject: the table.
        policy: policy["personal"] maps a field to "public" where the ward decided that it may go out; a schema
            says the same with `hiraku:personal`.

    Returns:
        One finding a cell; `value` is always MASK. n counts the cells of that kind in the column.
    """
    decided = policy.get("personal")
    public = {k for k, v in decided.items() if v == "public"} if isinstance(decided, Mapping) else set()
    found: list[Finding] = []
    for name in subject.columns.names:
        field = subject.schema.field_named(name) or Field(name)
        if name in public or field.raw.get("hiraku:personal") == "public":
            continue
        for hit in _hits(subject, field):
            found.extend(_finding(subject, name, hit, row) for row in hit.rows)
    return found


def _hits(subject: Subject, field: Field) -> Iterator[_Hit]:
    column = subject.columns[field.name]
    folded = {text: fold(text) for text in column.values if _worth_reading(text)}
    # the standard asks for the telephone and the mail address of whoever answers for a facility
    contact = field.kind if subject.schema.standard else ""
    mobiles = {text for text, plain in folded.items() if has_mobile(plain)}
    if mobiles and field.kind not in ("lat", "lon", "number", "integer"):
        rows = column.positions(mobiles.__contains__)
        yield _contact_hit("personal-mobile", "mobile", rows, allowed=contact == "phone")
    emails = {text for text, plain in folded.items() if has_private_email(plain)}
    if emails:
        rows = column.positions(emails.__contains__)
        yield _contact_hit("personal-email", "email", rows, allowed=contact == "email")
    if field.kind not in _PLAIN_NUMBERS:
        yield from _number_hits(column, folded)
    births = _birth_rows(subject, field)
    if births:
        beside_name = any(_is_labelled(subject, other, _NAMES) for other in subject.columns.names)
        yield _Hit("personal-data", "birth-date", "error" if beside_name else "warning", births)


def _worth_reading(text: str) -> bool:
    """Whether a text could hold anything that a detector knows."""
    if "@" in text or "＠" in text:
        return True
    return len(text) > 10 and _ELEVEN_DIGITS.search(text) is not None


def _contact_hit(code: str, kind: str, rows: list[int], *, allowed: bool) -> _Hit:
    return _Hit(code, kind, "warning", rows) if allowed else _Hit("personal-data", kind, "error", rows)


def _number_hits(column: Distinct, folded: Mapping[str, str]) -> Iterator[_Hit]:
    for kind, detect, shape in NUMBERS:
        hits = {text for text, plain in folded.items() if detect(plain)}
        # one in eleven ids of twelve digits has a right check digit by chance; of real numbers all have
        if hits and 2 * len(hits) > sum(map(shape, folded.values())):
            yield _Hit("personal-data", kind, "error", column.positions(hits.__contains__))


def _birth_rows(subject: Subject, field: Field) -> list[int]:
    if not _is_labelled(subject, field.name, _BIRTH):
        return []
    return subject.columns[field.name].positions(lambda text: any(map(str.isdigit, text)))


def _is_labelled(subject: Subject, name: str, words: Iterable[str]) -> bool:
    label = subject.labels.get(name, "")
    filled = subject.column(name) is not None
    return filled and any(word in name or word in label for word in words)


def _finding(subject: Subject, name: str, hit: _Hit, row: int) -> Finding:
    return Finding(
        hit.code,
        hit.severity,
        line=subject.columns.lines[row],
        field=name,
        label=subject.labels.get(name, ""),
        value=MASK,
        params={"kind": hit.kind, "n": len(hit.rows)},
        basis="official",
    )


def hide_values(findings: Iterable[Finding], personal: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings, none of which shows the text of a cell that holds personal data.

    Args:
        findings: of the same table, from any room.
        personal: what find_personal_data found.
    """
    cells = _cells(personal)
    lines = {line for line, _ in cells}
    return tuple(
        _masked(finding)
        if (finding.line, finding.field) in cells
        or (finding.line in lines and (not finding.field or not _OTHER_CELLS.isdisjoint(finding.params)))
        else finding
        for finding in findings
    )


def hide_changes(changes: Iterable[CellChange], personal: Iterable[Finding]) -> tuple[CellChange, ...]:
    """The changes as a report may show them: before and after of cells with personal data are masked."""
    cells = _cells(personal)
    return tuple(
        replace(change, before=MASK, after=MASK) if (change.line, change.field) in cells else change
        for change in changes
    )


def _cells(personal: Iterable[Finding]) -> set[tuple[Line | None, str]]:
    return {(finding.line, finding.field) for finding in personal if finding.code in CODES}


def _masked(finding: Finding) -> Finding:
    if finding.code in CODES:
        return finding
    texts = [text for text in (finding.value, finding.proposal) if text]

    def masked(key: str, value: object) -> object:
        return MASK if key in ("start", "stated") or any(text in str(value) for text in texts) else value

    return replace(
        finding,
        value=MASK if finding.value else "",
        proposal=MASK if finding.proposal else "",
        params={key: masked(key, value) for key, value in finding.params.items()},
    )
