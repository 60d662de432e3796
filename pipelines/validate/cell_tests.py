"""A field of a Table Schema compiled once into a test of one text; what is unknown here, Frictionless tests."""

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from pipelines.model.errors import DeclarationError
from pipelines.model.schema import Field, TableSchema
from pipelines.validate.casts import SUPPORTED, Cast, cast_for
from pipelines.validate.engine.arrow import arrow_texts
from pipelines.validate.engine.patterns import Pattern, compile_pattern

Check = Callable[[Any], bool]
_BOUNDS: dict[str, Callable[[Any, Any], bool]] = {
    "minimum": operator.ge,
    "maximum": operator.le,
    "exclusiveMinimum": operator.gt,
    "exclusiveMaximum": operator.lt,
}
_PASSED_ON = ("format", "trueValues", "falseValues", "decimalChar", "groupChar", "bareNumber", "missingValues")


@dataclass(frozen=True, slots=True)
class CellTest:
    """What a field asks of one text.

    Attributes:
        field: the field.
        missing: texts that stand for no value.
        required: whether a missing value is a fault.
        cast: text -> comparable value or None; decides "type".
        checks: (constraint, test of the value), in the order in which Frictionless applies them.
        pattern: the whole of the text must match it.
        foreign: text -> faults, Frictionless's own reader, where type, format or a constraint is unknown here.
    """

    field: Field
    missing: frozenset[str]
    required: bool
    cast: Cast
    checks: tuple[tuple[str, Check], ...] = ()
    pattern: Pattern | None = None
    foreign: Callable[[str], tuple[str, ...]] | None = None

    def trivial(self) -> bool:
        """Whether no text can break it, so that nobody need look at the column."""
        asks = self.required or self.checks or self.pattern is not None or self.foreign is not None
        return not asks and self.cast("") is not None

    def faults_of(self, texts: Sequence[str]) -> list[tuple[str, ...]]:
        """What each text breaks: ("type",), or names of constraints; () when it is fine.

        Raises:
            PatternTooSlow: the pattern runs away on these texts.
        """
        found = [self._faults(text) for text in texts]
        if self.pattern is not None:
            asked = [n for n, text in enumerate(texts) if text not in self.missing and found[n] != ("type",)]
            matched = self.pattern.matches(arrow_texts([texts[n] for n in asked])).tolist()
            for n, fine in zip(asked, matched, strict=True):
                if not fine:
                    found[n] = (*found[n], "pattern")
        return found

    def _faults(self, text: str) -> tuple[str, ...]:
        if text in self.missing:
            return ("required",) if self.required else ()
        if self.foreign is not None:
            return self.foreign(text)
        value = self.cast(text)
        if value is None:
            return ("type",)
        return tuple(name for name, check in self.checks if not check(value))

    def key(self, text: str) -> object:
        """What makes two texts the same value ("1.0" and "1" of a number)."""
        value = self.cast(text)
        return text if value is None else value


def compile_field(field: Field, schema: TableSchema) -> CellTest:
    """The test of a field.

    Raises:
        DeclarationError: invalid-schema, when a constraint contradicts the type or cannot be compiled.
    """
    descriptor = {key: field.raw[key] for key in _PASSED_ON if key in field.raw}
    missing = frozenset(cast("Sequence[str]", descriptor.get("missingValues", schema.missing_values)))
    wanted = {name: value for name, value in field.constraints.items() if name != "unique"}
    read = cast_for(field.type, descriptor)
    required = bool(wanted.get("required", False))
    pattern = _pattern(field, wanted.get("pattern"), schema)
    if read is None or not wanted.keys() <= SUPPORTED[field.type]:
        known_there = {name: value for name, value in wanted.items() if name != "pattern" or field.type != "string"}
        foreign = _foreign(field, {**descriptor, "constraints": known_there}, schema)
        return CellTest(field, missing, required, read or _as_text, pattern=pattern, foreign=foreign)
    checks = tuple(
        (name, _check(field, name, wanted[name], read, schema))
        for name in ("minLength", "maxLength", *_BOUNDS, "enum")
        if wanted.get(name) is not None
    )
    test = CellTest(field, missing, required, read, checks, pattern)
    if "enum" in wanted and field.type != "boolean":
        _check_choices(test, [_written(choice) for choice in cast("Sequence[object]", wanted["enum"])], schema)
    return test


def _check_choices(test: CellTest, choices: Sequence[str], schema: TableSchema) -> None:
    """Refuse a field whose every choice breaks another of its constraints: no value could ever be right."""
    if len(test.checks) == 1 and test.pattern is None and not test.missing & set(choices):
        return
    texts = [choice for choice in choices if choice not in test.missing]
    if all(test.faults_of(texts)) if texts else test.required:
        raise DeclarationError("schema-choices-none", file=schema.slug, field=test.field.name)


def _pattern(field: Field, source: object, schema: TableSchema) -> Pattern | None:
    """The whole value, also behind an alternative: stricter than Frictionless's ^a|b$."""
    if source is None or field.type != "string":
        return None
    try:
        return compile_pattern(f"(?:{source})", whole=True)
    except re.error as error:
        raise _invalid(field, schema, f"pattern: {error}") from error


def _as_text(text: str) -> object:
    return text


def _check(field: Field, name: str, limit: Any, read: Cast, schema: TableSchema) -> Check:
    try:
        if name == "minLength":
            return partial(_at_least, int(limit))
        if name == "maxLength":
            return partial(_at_most, int(limit))
        if name == "enum":
            allowed = {read(_written(choice)) for choice in limit}
            return lambda value: value in allowed
        bound, compare = read(_written(limit)), _BOUNDS[name]
    except (TypeError, ValueError) as error:
        raise _invalid(field, schema, f"{name}: {error}") from error
    if bound is None:
        raise _invalid(field, schema, f"{name}: {limit}")
    return lambda value: compare(value, bound)


def _at_least(limit: int, value: Any) -> bool:
    return len(value) >= limit


def _at_most(limit: int, value: Any) -> bool:
    return len(value) <= limit


def _written(limit: object) -> str:
    if isinstance(limit, bool):
        return "true" if limit else "false"
    return str(limit)


def _invalid(field: Field, schema: TableSchema, reason: str) -> DeclarationError:
    return DeclarationError("invalid-schema", file=schema.slug, field=field.name, reason=reason)


def _foreign(field: Field, descriptor: Mapping[str, object], schema: TableSchema) -> Callable[[str], tuple[str, ...]]:
    """Frictionless's own cell reader as a test; slow, exact, and only loaded for what we do not know."""
    import frictionless  # noqa: PLC0415 - half a second, for unusual schemas only

    try:
        document = {**descriptor, "name": field.name, "type": field.type}
        reader = frictionless.Field.from_descriptor(document).create_cell_reader()
    except (frictionless.FrictionlessException, re.error, TypeError) as error:
        raise _invalid(field, schema, str(error)) from error

    def faults(text: str) -> tuple[str, ...]:
        _, notes = reader(text)
        return tuple(notes or ())

    return faults
