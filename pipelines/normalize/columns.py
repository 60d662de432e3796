"""What a column as a whole teaches its cells: context that no single cell could prove."""

import re
from collections.abc import Mapping, Sequence

from pipelines.normalize.notation import Read, Taught, lost_zeros, teach_area_codes, teach_order

_SERIAL = re.compile(r"[2-5][0-9]{4}")  # 1954-10-03 … 2064-04-07 in the 1900 date system
_YEAR_AND_MONTH = re.compile(r"20[0-4][0-9][1-9]")  # 20224 as April 2022; as serials, days of 1954 to 1956
_COMPACT = re.compile(r"(?:19|20)[0-9]{6}|[MTSHRmtshr][0-9]{6}")
_MARKED = re.compile(r"[▲△][0-9０-９,，.．]+")
_HYPHENED = re.compile(r"0[0-9]{1,4}-[0-9]{1,4}-[0-9]{3,4}")


def teach(
    kind: str, texts: Sequence[str], read: Read, context: Mapping[str, object], *, others: bool = False
) -> Taught:
    """Context for one column, proven over all its distinct non-blank texts.

    Args:
        kind: reader kind of the field.
        texts: distinct, non-blank texts of the column.
        others: whether there are more, all surely canonical (canonical.py).
        read: the kind's reader.
        context: what field and declaration already say; only ever added to.

    Returns:
        The context with what the column proves: serial or compact (dates) when every text that is not a date
        without it has exactly that form and not all can be 20224 for 2022-04, order (dates) as notation.teach_order
        says, form="hyphen" (phones) when every telephone number is hyphenated, lost_zero (codes) as
        notation.lost_zeros says, negative_marks (numbers) when ▲ and △ stand only before digits. Two notations in
        conflict are named in it.
    """
    if kind == "date":
        return _teach_dates(texts, read, context)
    if kind == "phone" and texts and all(_HYPHENED.fullmatch(t) for t in texts):
        return Taught({"form": "hyphen", **context})
    if lost_zeros(kind, texts, read, context, others=others):
        return Taught({**context, "lost_zero": True})
    if kind == "phone":
        return teach_area_codes(texts, read, context)
    if kind in ("number", "integer"):
        marked = [t for t in texts if "▲" in t or "△" in t]
        if marked and all(_MARKED.fullmatch(t.strip()) for t in marked):
            return Taught({"negative_marks": True, **context})
    return Taught(dict(context))


def _teach_dates(texts: Sequence[str], read: Read, context: Mapping[str, object]) -> Taught:
    taught = teach_order(texts, context)
    told = (read(t, context if t in taught.exempt else taught.context) for t in texts)
    unread = [t for t, reading in zip(texts, told, strict=True) if reading.status == "refused"]
    if all(_SERIAL.fullmatch(t) for t in unread) and not all(_YEAR_AND_MONTH.fullmatch(t) for t in unread):
        taught.context.setdefault("serial", True)
    elif unread and all(_COMPACT.fullmatch(t) for t in unread):
        taught.context.setdefault("compact", True)
    return taught
