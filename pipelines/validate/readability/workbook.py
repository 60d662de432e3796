"""The five rules about workbooks alone: objects, looks, merged and hidden cells, formulas."""

from pipelines.validate.readability.sheet import Judge, Judgement, Sheet, Unjudged, Violation


def _marked(*kinds: str) -> Judge:
    """A judge for what ingest marks as one of `kinds`."""

    def judge(sheet: Sheet) -> Judgement:
        found = [mark for mark in sheet.marks if mark.kind in kinds]
        if found:
            return [Violation(None, None, sum(m.cells for m in found), tuple(m.range for m in found if m.range))]
        return Unjudged("format-unread") if set(kinds) & set(sheet.unread) else []

    return judge


WORKBOOK: dict[str, Judge] = {
    "L1-10": _marked("object"),
    "L1-11": _marked("look"),
    "L1-12": _marked("merge"),
    "L1-13": _marked("hidden-row", "hidden-column"),
    "L2-06": _marked("formula"),
}
