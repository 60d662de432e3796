"""The engine's list of a small table, after making sure that it is Frictionless's; and a schema in one line."""

from pipelines.validate.engine import examine
from pipelines.validate.referee import referee


def judged(document, text, **options):
    """The engine's list, after making sure that it is Frictionless's."""
    data = text.encode()
    ours = examine(data, document, **options)
    theirs = [(f.line, f.field, f.code) for f in referee(data, document, sniff=options.get("sniff", False))]
    assert ours.triples() == theirs
    return ours


def table_schema(*fields, **more):
    """A Table Schema of (name, type, other properties of the field)."""
    return {"fields": [{"name": name, "type": kind, **rest} for name, kind, rest in fields], **more}
