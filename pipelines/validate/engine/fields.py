"""A field of a Table Schema compiled once: which faults Frictionless finds in each of many texts."""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.model.errors import DeclarationError
from pipelines.table_schema.values import Read, reader_for
from pipelines.validate.engine.arrow import Flags, arrow_flags, arrow_texts, flags, numbers
from pipelines.validate.engine.foreign import UNCOMPARABLE, Foreign, foreign_reader
from pipelines.validate.engine.patterns import Pattern, PatternTooSlow, compile_pattern
from pipelines.validate.engine.sure import USUAL, Sure

Verdicts = npt.NDArray[np.int16]
"""Per text: 1 when it is not of the type, plus 2 for every constraint that it breaks; 0 is fine."""

WRONG_TYPE, BROKEN = 1, 2
BOUNDS: dict[str, Callable[[Any, Any], Any]] = {
    "minimum": operator.ge,
    "maximum": operator.le,
    "exclusiveMinimum": operator.gt,
    "exclusiveMaximum": operator.lt,
}
_REMEMBERED = 20_000


@dataclass(slots=True)
class FieldTest:
    """What a field asks of its cells.

    Attributes:
        name: the field's.
        missing: texts that stand for no value.
        required: whether a missing value is a fault.
        unique: whether a value may stand only once.
        read: one text -> its value, for keys and for what no vector can tell.
        plain: whether a text is its own value; formatted, whether it is once it has the format.
        bounds, allowed: minimum … and enum as values.
        lengths: (minLength, maxLength) of texts, None where there is none.
        pattern: of texts.
        sure: what can be told of many texts at once, if anything.
        foreign: Frictionless's own cell reader, where only it knows the type; text -> (value, notes).
        never: whether Sure.wrong holds for this field.
    """

    name: str
    missing: frozenset[str]
    required: bool = False
    unique: bool = False
    read: Read = str
    plain: bool = True
    formatted: bool = False
    bounds: Mapping[str, Any] = field(default_factory=dict)
    allowed: list[Any] | None = None
    lengths: tuple[int | None, int | None] = (None, None)
    pattern: Pattern | None = None
    sure: Sure | None = None
    foreign: Foreign | None = None
    never: bool = True
    known: dict[str, int] = field(default_factory=dict)

    def trivial(self) -> bool:
        """Whether nothing is asked of a text (beside its format)."""
        texts_only = self.plain or self.formatted
        return texts_only and self.allowed is None and self.pattern is None and self.lengths == (None, None)

    def verdicts(self, texts: pa.StringArray) -> Verdicts:
        """Faults of distinct texts, none of them missing.

        Raises:
            PatternTooSlow: a pattern that Python's `re` did not finish; its argument is the field.
        """
        if self.plain:
            return self._of_plain_texts(texts)
        found = self._of_typed_texts(texts)
        if self.formatted and not self.trivial():
            fine = found == 0
            found[fine] = self._of_plain_texts(texts.filter(arrow_flags(fine)))
        return found

    def _of_typed_texts(self, texts: pa.StringArray) -> Verdicts:
        found: Verdicts = np.zeros(len(texts), dtype=np.int16)
        open_: Flags = np.ones(len(texts), dtype=bool)
        if self.sure is not None:
            if self.allowed is None or self.formatted:
                open_ = ~self.sure.fine(texts)
            if self.never and open_.any():
                rest = texts if open_.all() else texts.filter(arrow_flags(open_))
                wrong = np.flatnonzero(open_)[self.sure.wrong(rest)]
                found[wrong] = WRONG_TYPE
                open_[wrong] = False
        if open_.any():
            rest = texts if open_.all() else texts.filter(arrow_flags(open_))
            found[open_] = [self._verdict(text) for text in rest.to_pylist()]
        return found

    def _of_plain_texts(self, texts: pa.StringArray) -> Verdicts:
        """A text is its own value: every constraint is a vector."""
        broken: Verdicts = np.zeros(len(texts), dtype=np.int16)
        least, most = self.lengths
        if least is not None or most is not None:
            sizes = numbers(pc.utf8_length(texts), np.int32)
            broken += (sizes < least) if least is not None else 0
            broken += (sizes > most) if most is not None else 0
        if self.pattern is not None:
            try:
                broken += ~self.pattern.matches(texts)
            except PatternTooSlow as error:
                raise PatternTooSlow(self.name) from error
        if self.allowed is not None:
            choices = arrow_texts([choice for choice in self.allowed if isinstance(choice, str)])
            broken += ~flags(pc.is_in(texts, value_set=choices))
        return broken * BROKEN

    def _verdict(self, text: str) -> int:
        found = self.known.get(text)
        if found is None:
            found = self._own_verdict(text) if self.foreign is None else _foreign_verdict(self.foreign, text)
            if len(self.known) < _REMEMBERED:
                self.known[text] = found
        return found

    def _own_verdict(self, text: str) -> int:
        value = self.read(text)
        if value is None:
            return WRONG_TYPE
        broken = sum(
            not _holds(compare, value, self.bounds[name]) for name, compare in BOUNDS.items() if name in self.bounds
        )
        if self.allowed is not None:
            broken += not _holds(operator.contains, self.allowed, value)
        return broken * BROKEN

    def value(self, text: str) -> Any:
        """What makes two texts the same value; None when there is none."""
        if text in self.missing:
            return None
        if self.foreign is None:
            return self.read(text)
        try:
            value, notes = self.foreign(text)
        except UNCOMPARABLE:
            return text
        if notes and "type" in notes and not isinstance(value, list):
            return None
        try:
            hash(value)
        except UNCOMPARABLE:
            return repr(value)
        return value


def _foreign_verdict(reader: Foreign, text: str) -> int:
    try:
        notes = reader(text)[1] or {}
    except UNCOMPARABLE:
        # a value that its own bounds cannot be compared with: Frictionless ends here, we go on
        return BROKEN
    return ("type" in notes) * WRONG_TYPE + (len(notes) - ("type" in notes)) * BROKEN


def _holds(compare: Callable[[Any, Any], Any], value: Any, limit: Any) -> bool:
    """Whether a comparison holds; what cannot be compared (NaN, a time with and one without a zone) does not."""
    try:
        itself = value == value  # noqa: PLR0124 - NaN is what does not equal itself
        return bool(itself) and bool(compare(value, limit))
    except UNCOMPARABLE:
        return False


def compile_field(descriptor: Mapping[str, Any], missing: list[str]) -> FieldTest:
    """The test of a field.

    Args:
        descriptor: the field's, known to be valid.
        missing: the schema's missing values.

    Raises:
        re.error: the pattern is no regular expression.
        DeclarationError: invalid-schema from Frictionless, for a type that only it knows.
    """
    constraints = {name: value for name, value in descriptor.get("constraints", {}).items() if value is not None}
    kind, form = descriptor.get("type", "string"), descriptor.get("format", "default")
    read = reader_for(descriptor)
    textual = kind in ("any", "string")
    test = FieldTest(
        descriptor["name"],
        frozenset(descriptor.get("missingValues", missing)),
        required=bool(constraints.get("required")),
        unique=bool(constraints.get("unique")),
        read=read or _as_it_is,
        plain=textual and read is not None,
        formatted=textual and read is None,
        never=descriptor.get("bareNumber", True) is True,
    )
    sure = _sure_kind(kind, form)
    beyond_vectors = constraints.keys() - {"required", "unique"} if read is None and not textual else set()
    if sure in USUAL and not beyond_vectors and not _SPELLINGS & descriptor.keys():
        test.sure = Sure(sure, {})
    if read is None:
        test.foreign = foreign_reader(descriptor, {} if textual else constraints)
    if read is not None or textual:
        _constrain(test, constraints)
    return test


def _sure_kind(kind: str, form: str) -> str:
    """Key of USUAL: Frictionless looks at the format of texts, dates and times only, whatever other types may write."""
    if kind == "string":
        return "uri" if form == "uri" else ""
    return kind if form == "default" or kind in _WITHOUT_FORMAT else ""


_WITHOUT_FORMAT = frozenset({"integer", "number", "year", "yearmonth"})
_SPELLINGS = frozenset({"decimalChar", "groupChar", "floatNumber", "bareNumber"})


def _as_it_is(value: Any) -> Any:
    return value


def _constrain(test: FieldTest, constraints: Mapping[str, Any]) -> None:
    test.bounds = {name: test.read(constraints[name]) for name in BOUNDS if name in constraints}
    if test.sure is not None:
        test.sure = Sure(test.sure.kind, test.bounds)
    if "enum" in constraints:
        test.allowed = [test.read(choice) for choice in constraints["enum"]]
    test.lengths = (constraints.get("minLength"), constraints.get("maxLength"))
    if "pattern" in constraints:
        test.pattern = compile_pattern(f"^{constraints['pattern']}$")


def find_doubt(test: FieldTest) -> DeclarationError | None:
    """schema-choices-none where every choice of a field breaks another of its constraints: no value could be right."""
    if test.allowed is None:
        return None
    if not (test.plain or test.formatted):
        limits = [(BOUNDS[name], limit) for name, limit in test.bounds.items()]
        fine = any(all(_holds(compare, value, limit) for compare, limit in limits) for value in test.allowed)
    else:
        texts = [choice for choice in test.allowed if isinstance(choice, str) and choice not in test.missing]
        try:
            fine = bool((test.verdicts(arrow_texts(texts)) == 0).any()) if texts else not test.required
        except PatternTooSlow:
            return None  # told where the cells are judged
    return None if fine else DeclarationError("schema-choices-none", field=test.name)
