"""What a column as a whole teaches its cells: context that no single cell could prove."""

import re
from collections.abc import Mapping, Sequence

from pipelines.normalize.fold import fold_width
from pipelines.normalize.notation import Read, Taught, has_both_five_digits, lost_zeros, teach_area_codes, teach_order

_SERIAL = re.compile(r"[2-5][0-9]{4}")  # 1954-10-03 … 2064-04-07 in the 1900 date system
_YEAR_AND_MONTH = re.compile(r"20[0-4][0-9][1-9]")  # 20224 as April 2022; as serials, days of 1954 to 1956
_COMPACT = re.compile(r"(?:19|20)[0-9]{6}|[MTSHRmtshr][0-9]{6}")
_MARKED = re.compile(r"[▲△][0-9０-９,，.．]+")
_BRACKETED = re.compile(r"[^0-9(]*\(?0[0-9]{1,4}[()]")


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
        says, form (phones) as _phone_form says, lost_zero (codes) as notation.lost_zeros says, negative_marks
        (numbers) when ▲ and △ stand only before digits. Two notations in conflict are named in it.
    """
    if kind == "date":
        return _teach_dates(texts, read, context)
    if kind == "phone":
        return _teach_phones(texts, read, context, others=others)
    if kind == "lgcode" and has_both_five_digits(texts, read, context):
        return Taught({**context, "lost_zero": False})
    if lost_zeros(kind, texts, read, context, others=others):
        return Taught({**context, "lost_zero": True})
    if kind in ("number", "integer"):
        marked = [t for t in texts if "▲" in t or "△" in t]
        if marked and all(_MARKED.fullmatch(t.strip()) for t in marked):
            return Taught({"negative_marks": True, **context})
    return Taught(dict(context))


def _teach_phones(texts: Sequence[str], read: Read, context: Mapping[str, object], *, others: bool) -> Taught:
    form = {} if "form" in context else _phone_form(texts, read, context)
    if lost_zeros("phone", texts, read, context, others=others):
        return Taught({**form, **context, "lost_zero": True})
    taught = teach_area_codes(texts, read, context)
    taught.context.update(form)
    return taught


def _phone_form(texts: Sequence[str], read: Read, context: Mapping[str, object]) -> dict[str, object]:
    """One form for the whole column (design, section 4): national, unless all that has separators is hyphenated.

    A number whose area code is in brackets makes the column national; hyphens alone make it hyphenated, and then
    bare digits follow them. Without either, each number has the form that the reader gives it.
    """
    told = [(text, reading.text) for text in texts if (reading := read(text, context)).status != "refused"]
    if any(number.startswith("(") and _BRACKETED.match(fold_width(text)) for text, number in told):
        return {"form": "national"}
    dashed = [number for _, number in told if not number.startswith("(")]
    hyphened = any(read(number, {**context, "form": "national"}).text.startswith("(") for number in dashed)
    return {"form": "hyphen"} if hyphened else {}


def _teach_dates(texts: Sequence[str], read: Read, context: Mapping[str, object]) -> Taught:
    taught = teach_order(texts, context)
    told = (read(t, context if t in taught.exempt else taught.context) for t in texts)
    unread = [t for t, reading in zip(texts, told, strict=True) if reading.status == "refused"]
    if all(_SERIAL.fullmatch(t) for t in unread) and not all(_YEAR_AND_MONTH.fullmatch(t) for t in unread):
        taught.context.setdefault("serial", True)
    elif unread and all(_COMPACT.fullmatch(t) for t in unread):
        taught.context.setdefault("compact", True)
    return taught
