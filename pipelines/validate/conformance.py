"""Conformance of a normalized table to its Table Schema, as findings that a steward can read."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipelines.model.dataset import Publisher
from pipelines.model.finding import SEVERITIES, CellChange, Finding, Line, Severity, severity_for
from pipelines.model.schema import Field, TableSchema
from pipelines.model.table import NormalizedTable
from pipelines.validate.codes import OTHER_USE, USES, basis_key, code_for
from pipelines.validate.columns import Columns
from pipelines.validate.digits import valid_houjin, valid_lgcode
from pipelines.validate.faults import Fault, field_faults, key_faults

_CHECK_DIGITS: dict[str, Callable[[str], bool]] = {"lgcode": valid_lgcode, "houjin": valid_houjin}


def basis_of(field: Field, constraint: str, schema: TableSchema) -> str:
    """Where a constraint of a field comes from: "official", "inferred", or "workspace" for the ward's own table."""
    if not schema.standard:
        return "workspace"
    exact = field.basis.get(constraint)
    return exact or field.basis.get(basis_key(constraint), "inferred")


def find_nonconformance(
    table: NormalizedTable, schema: TableSchema, columns: Columns, publisher: Publisher | None = None
) -> list[Finding]:
    """Every cell that breaks its field's type, constraints, check digit or the key, one finding a cell and code.

    Cells that table.findings already reports at least as severely are left out.

    Raises:
        DeclarationError: invalid-schema.
    """
    judge = _Judge(table, schema, columns, publisher)
    found: list[Finding] = []
    for field in schema.fields:
        if field.name in columns:
            found.extend(judge.field(field))
    found.extend(judge.key())
    found.extend(judge.recommended())
    return as_received(found, table.changes)


def as_received(found: list[Finding], changes: Sequence[CellChange]) -> list[Finding]:
    """The findings with the text that the section wrote, where it was changed before it was tested."""
    told = {(f.line, f.field) for f in found if f.line is not None and "fields" not in f.params}
    read = {(c.line, c.field): c for c in changes if (c.line, c.field) in told} if told else {}
    return [replace(f, value=change.before) if (change := _read(f, read)) is not None else f for f in found]


def _read(finding: Finding, read: Mapping[tuple[Line, str], CellChange]) -> CellChange | None:
    """The change of the cell whose text a finding shows; a pair of coordinates is no cell's text."""
    if finding.line is None or "fields" in finding.params:
        return None
    change = read.get((finding.line, finding.field))
    return change if change is not None and change.after == finding.value else None


@dataclass(frozen=True, slots=True)
class _Cause:
    """What all findings of one code on one value share."""

    code: str
    severity: Severity
    basis: str
    params: dict[str, object]


class _Judge:
    """One table against one schema."""

    def __init__(
        self, table: NormalizedTable, schema: TableSchema, columns: Columns, publisher: Publisher | None
    ) -> None:
        self._labels = table.labels
        self._schema = schema
        self._columns = columns
        self._city = publisher.name if publisher else "日本"
        self._known: dict[tuple[Line | None, str], int] = {}
        self._columns_known = {f.field for f in table.findings if f.code == "column-missing"}
        for finding in table.findings:
            place = (finding.line, finding.field)
            rank = SEVERITIES.index(finding.severity)
            self._known[place] = min(rank, self._known.get(place, rank))

    def field(self, field: Field) -> Iterator[Finding]:
        """Findings of one column, in order of rows."""
        column = self._columns[field.name]
        absent = not self._labels.get(field.name) and column.blank()
        if absent:
            wanted = _required(field) or field.importance == "mandatory"
            if wanted and field.name not in self._columns_known and len(self._columns):
                yield self._finding(field, self._cause(field, Fault(0, "", "required"), code="column-missing"))
            return
        causes: dict[tuple[str, str], _Cause] = {}
        seen: set[tuple[int, str]] = set()
        for fault in self._faults(field):
            cause = causes.get((fault.constraint, fault.value))
            if cause is None:
                cause = causes[fault.constraint, fault.value] = self._cause(field, fault)
            # a cell that breaks pattern and enum alike has one fault for the person who mends it
            if (fault.row, cause.code) in seen:
                continue
            seen.add((fault.row, cause.code))
            if not self._reported(fault.row, field, cause):
                yield self._finding(field, cause, fault)

    def _faults(self, field: Field) -> Iterator[Fault]:
        yield from field_faults(self._columns, field, self._schema)
        column = self._columns[field.name]
        check = _CHECK_DIGITS.get(field.kind)
        if check is not None:
            length = 6 if field.kind == "lgcode" else 13
            wrong = column.positions(lambda text: _is_number(text, length) and not check(text))
            for row in wrong:
                yield Fault(row, column.text(row), "checkDigit")

    def key(self) -> Iterator[Finding]:
        """Rows whose primary key is empty or shared."""
        names = self._schema.primary_key
        field = self._schema.field_named(names[0]) if names else None
        if field is None or (len(names) == 1 and field.constraints.get("unique")):
            return
        for fault in key_faults(self._columns, self._schema):
            if fault.value == "" and _required(field):
                continue
            cause = self._cause(field, fault, code="required-missing" if fault.value == "" else "")
            cause.params["fields"] = list(names)
            if not self._reported(fault.row, field, cause):
                yield self._finding(field, cause, fault)

    def recommended(self) -> Iterator[Finding]:
        """One notice for all recommended fields that hold nothing at all."""
        empty = [
            field
            for field in self._schema.fields
            if field.importance == "recommended"
            and (field.name not in self._columns or self._columns[field.name].blank())
        ]
        if empty and len(self._columns):
            uses = list(dict.fromkeys(USES[field.kind] for field in empty if field.kind in USES))
            params: dict[str, object] = {
                "n": len(empty),
                "fields": [field.name for field in empty],
                "use": "、".join(uses) or OTHER_USE,
            }
            severity = severity_for("official", weight="recommended")
            yield Finding("recommended-missing", severity, params=params, basis="style")

    def _reported(self, row: int, field: Field, cause: _Cause) -> bool:
        known = self._known.get((self._columns.lines[row], field.name))
        return known is not None and known <= SEVERITIES.index(cause.severity)

    def _cause(self, field: Field, fault: Fault, code: str = "") -> _Cause:
        code = code or ("check-digit" if fault.constraint == "checkDigit" else "")
        code = code or code_for(field, fault.constraint, fault.value)
        basis = basis_of(field, fault.constraint, self._schema)
        return _Cause(code, severity_for(basis), basis, self._params(field, code, fault))

    def _params(self, field: Field, code: str, fault: Fault) -> dict[str, object]:
        params: dict[str, object] = {}
        if code in ("required-missing", "column-missing"):
            params = {"use": USES.get(field.kind, OTHER_USE), "example": field.example}
        elif code == "duplicate-id":
            params = {"n": fault.count}
        elif code == "choice-unknown":
            params = {"choices": [str(choice) for choice in _choices(field)]}
        elif code == "coordinate-outside":
            params = {"city": self._city}
        elif code in _LIMITS:
            limits = ((key, field.constraints.get(name)) for key, name in _LIMITS[code])
            params = {key: str(limit) for key, limit in limits if limit is not None}
        elif code == "pattern-mismatch":
            params = {"example": field.example}
        # a message chooses its sentence by the parameters there are
        return {key: value for key, value in params.items() if value not in ("", [])}

    def _finding(self, field: Field, cause: _Cause, fault: Fault | None = None) -> Finding:
        line = self._columns.lines[fault.row] if fault else None
        return Finding(
            cause.code,
            cause.severity,
            line=line,
            field=field.name,
            label=self._labels.get(field.name, ""),
            value=fault.value if fault else "",
            params=cause.params,
            basis=cause.basis,
        )


_LIMITS = {
    "length-outside": (("least", "minLength"), ("most", "maxLength")),
    "value-outside": (
        ("least", "minimum"),
        ("most", "maximum"),
        ("least", "exclusiveMinimum"),
        ("most", "exclusiveMaximum"),
    ),
}


def _required(field: Field) -> bool:
    # not the standard's mark: a flag that is "1 or empty" is marked mandatory and may be empty
    return bool(field.constraints.get("required"))


def _choices(field: Field) -> list[object]:
    allowed = field.constraints.get("enum") or field.raw.get("trueValues") or []
    return list(allowed) if isinstance(allowed, list | tuple) else []


def _is_number(text: str, length: int) -> bool:
    return len(text) == length and text.isascii() and text.isdigit()
