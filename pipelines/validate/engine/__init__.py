"""The columnar engine: the list of faults that Frictionless gives, without its cap and many times as fast.

    bytes ──source──► labels, chunks ──judge──► Verdict
    Table Schema ──declaration──► CompiledSchema ──┘

Every type and constraint of a Table Schema is compiled into tests of whole Arrow columns; a text that no such test can
decide is read alone, exactly as Frictionless reads it (readings), or by Frictionless (foreign). A file or a schema that
the engine does not know goes to Frictionless whole: nothing is unchecked.
"""

from collections.abc import Mapping

from pipelines.model.errors import DeclarationError
from pipelines.validate.engine.declaration import CompiledSchema, compile_schema
from pipelines.validate.engine.judge import judge
from pipelines.validate.engine.patterns import SECONDS, PatternTooSlow
from pipelines.validate.engine.source import STRETCH, Octets, open_source
from pipelines.validate.engine.verdict import Verdict

__all__ = ["Verdict", "compile_schema", "examine"]


def examine(
    data: Octets,
    document: Mapping[str, object],
    *,
    file: str = "",
    name: str = "memory",
    sniff: bool = False,
    stretch: int = STRETCH,
) -> Verdict:
    """Every fault of a table against a Table Schema, in Frictionless's words.

    Args:
        data: a CSV in UTF-8, with or without a byte order mark.
        document: the Table Schema.
        file: the schema's name for messages.
        name: what the table's own foreign keys may call it, beside "".
        sniff: guess the dialect as Frictionless does with a file of unknown origin.
        stretch: bytes to look at a time.

    Raises:
        UnreadableFile: undecodable.
        DeclarationError: invalid-schema; schema-pattern-slow; those of find_contradictions.
    """
    schema = compile_schema(document, file=file)
    source = open_source(data, sniff=sniff)
    if not schema.whole or not source.labels or not _own_keys(schema, name):
        return _asked(data, document, sniff=sniff)
    try:
        found = judge(source, schema, stretch)
    except PatternTooSlow as error:
        seconds = f"{SECONDS:g}"
        raise DeclarationError("schema-pattern-slow", file=file, field=str(error), seconds=seconds) from error
    found.doubts = schema.doubts
    return found


def _own_keys(schema: CompiledSchema, name: str) -> bool:
    return all(resource in ("", name) for _, resource, _ in schema.foreign_keys)


def _asked(data: Octets, document: Mapping[str, object], *, sniff: bool) -> Verdict:
    from pipelines.validate.referee import referee  # noqa: PLC0415 - Frictionless, only for what the engine does not know

    found = referee(bytes(data), document, sniff=sniff)
    lines = [(finding.line if isinstance(finding.line, int) else None) for finding in found]
    head = [(line, f.field, f.code, f.value) for line, f in zip(lines, found, strict=True)]
    return Verdict(head=head, asked=True)
