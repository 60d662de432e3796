"""A total that differs from the sum of its parts, only where the schema declares it: `hiraku:sumOf`."""

import re
from collections.abc import Iterator
from decimal import Decimal

from pipelines.model.finding import Finding
from pipelines.model.schema import Field
from pipelines.validate.rules.rule import Rule, Subject
from pipelines.validate.rules.sample import Sample

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def _find(subject: Subject, rule: Rule) -> Iterator[Finding]:
    for field in subject.schema.fields:
        total = subject.column(field.name)
        # an empty part is not zero: a column that is wholly empty makes the sum unknowable, too
        parts = [column for name in _parts(field) if (column := subject.column(name)) is not None]
        if total is None or not parts or len(parts) != len(_parts(field)):
            continue
        for row, text in enumerate(total.texts()):
            texts = [part.text(row) for part in parts]
            if not all(_NUMBER.fullmatch(piece) for piece in (text, *texts)):
                continue
            expected = sum((Decimal(piece) for piece in texts), start=Decimal(0))
            if Decimal(text) != expected:
                proposal = format(expected, "f")
                yield rule.finding(subject, field.name, row, value=text, proposal=proposal, parts=_parts(field))


def _parts(field: Field) -> list[str]:
    names = field.raw.get("hiraku:sumOf", [])
    return [str(name) for name in names] if isinstance(names, list) else []


_SUM = (Field("総数", type="integer", kind="integer", raw={"hiraku:sumOf": ["男", "女"]}),)
# the ward itself declared the sum
RULE = Rule(
    "sum-mismatch",
    "workspace",
    "hiraku:sumOf of the field",
    _find,
    violating=(Sample({"総数": ["3", "4"], "男": ["1", "1"], "女": ["2", "2"]}, ((3, "総数"),), _SUM),),
    clean=(
        Sample({"総数": ["3", "5"], "男": ["1", ""], "女": ["2", "4"]}, (), _SUM),
        Sample({"総数": ["9"], "男": ["1"], "女": ["2"]}),
    ),
)
