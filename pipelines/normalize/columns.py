"""What a column as a whole teaches its cells: context that no single cell could prove."""

import re
from collections.abc import Callable, Mapping, Sequence

from pipelines.model.reading import Reading

Read = Callable[[str, Mapping[str, object]], Reading]

_SERIAL = re.compile(r"[2-5][0-9]{4}")  # 1954-10-03 … 2064-04-07 in the 1900 date system
_YEAR_AND_MONTH = re.compile(r"20[0-4][0-9][1-9]")  # 20224 as April 2022; as serials, days of 1954 to 1956
_COMPACT = re.compile(r"(?:19|20)[0-9]{6}|[MTSHRmtshr][0-9]{6}")
_MARKED = re.compile(r"[▲△][0-9０-９,，.．]+")
_HYPHENED = re.compile(r"0[0-9]{1,4}-[0-9]{1,4}-[0-9]{3,4}")


def teach(kind: str, texts: Sequence[str], read: Read, context: Mapping[str, object]) -> dict[str, object]:
    """Context for one column, proven over all its distinct non-blank texts.

    Args:
        kind: reader kind of the field.
        texts: distinct, non-blank texts of the column.
        read: the kind's reader.
        context: what field and declaration already say; only ever added to.

    Returns:
        The context with at most one addition: serial or compact (dates) when every text that is not a date
        without it has exactly that form and not all can be 20224 for 2022-04, form="hyphen" (phones) when every
        telephone number is hyphenated, negative_marks (numbers) when ▲ and △ stand only before digits.
    """
    taught = dict(context)
    if kind == "date":
        unread = [t for t in texts if read(t, context).status == "refused"]
        if all(_SERIAL.fullmatch(t) for t in unread) and not all(_YEAR_AND_MONTH.fullmatch(t) for t in unread):
            taught.setdefault("serial", True)
        elif unread and all(_COMPACT.fullmatch(t) for t in unread):
            taught.setdefault("compact", True)
    elif kind == "phone":
        if texts and all(_HYPHENED.fullmatch(t) for t in texts):
            taught.setdefault("form", "hyphen")
    elif kind in ("number", "integer"):
        marked = [t for t in texts if "▲" in t or "△" in t]
        if marked and all(_MARKED.fullmatch(t.strip()) for t in marked):
            taught.setdefault("negative_marks", True)
    return taught
