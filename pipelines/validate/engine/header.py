"""The header of a table against the fields of its schema, as Frictionless pairs them: by position."""

from collections.abc import Sequence

from pipelines.validate.engine.declaration import CompiledSchema
from pipelines.validate.engine.fields import FieldTest
from pipelines.validate.engine.verdict import Fault


def header_faults(labels: Sequence[str], names: Sequence[str], line: int) -> list[Fault]:
    """Faults of a header in Frictionless's order.

    Args:
        labels: stripped, at least one.
        names: of the schema's fields, in order.
        line: on which the header begins.
    """
    found: list[Fault] = [(line, label, "extra-label", label) for label in labels[len(names) :]]
    found += [(line, name, "missing-label", "") for name in names[len(labels) :]]
    seen: set[str] = set()
    for name, label in zip(names, labels, strict=False):
        if not label:
            found.append((line, name, "blank-label", ""))
        elif label in seen:
            found.append((line, name, "duplicate-label", label))
        elif label != name:
            found.append((line, name, "incorrect-label", label))
        seen.add(label)
    return found


def column_tests(labels: Sequence[str], schema: CompiledSchema) -> list[FieldTest]:
    """What is asked of each column of the file: its field, or nothing where the schema has no more."""
    known = list(schema.fields[: len(labels)])
    used = {test.name for test in known}
    for label in labels[len(known) :]:
        name, number = label, 2
        while name in used:
            name, number = f"{label}{number}", number + 1
        used.add(name)
        known.append(FieldTest(name, frozenset({""})))
    return known
