"""Personal data outside the cells: in labels, which would be published as names of columns, and in rows around them."""

from collections.abc import Iterable, Sequence

from pipelines.model.finding import Finding
from pipelines.model.table import Provenance
from pipelines.validate.personal.contacts import find_emails, find_mobiles
from pipelines.validate.personal.folding import fold, fold_words
from pipelines.validate.personal.hide import MASK
from pipelines.validate.personal.names import find_named
from pipelines.validate.personal.numbers import find_bare, find_labelled
from pipelines.validate.personal.prose import kinds_beside_names


def kind_of(text: str) -> str:
    """Which personal data a text that stands by itself holds, "" for none."""
    plain = fold(text)
    for found in (*find_labelled(plain), *find_bare(plain)):
        return found.kind
    if any(find_mobiles(plain)):
        return "mobile"
    if any(certain for _, certain in find_emails(plain)):
        return "email"
    kinds = kinds_beside_names(fold_words(text))
    return kinds[0] if kinds else ""


def find_in_labels(names: Sequence[object], labels: dict[str, str]) -> list[Finding]:
    """A finding for each column whose name or label holds personal data, as that of a file without header does.

    The finding names the column by its number: its name is what must not be said.
    """
    found = []
    for position, name in enumerate(names, 1):
        kind = kind_of(str(name)) or kind_of(labels.get(str(name), ""))
        if kind:
            params: dict[str, object] = {"kind": kind, "n": 1, "column": position}
            place = column_mask(position)
            found.append(Finding("personal-data", "error", None, place, value=MASK, params=params, basis="official"))
    return found


def column_mask(position: int) -> str:
    """What a column is called whose name must not be said."""
    return f"{MASK}（{position}列目）"


def rows_around(found: Provenance) -> dict[str, bool]:
    """Text of each row outside the table -> whether it holds personal data."""
    rows = (*found.preamble, *found.footer, *((line, text) for line, text, _ in found.dropped))
    texts: Iterable[str] = (*(text for _, text in rows), *found.notes.values())
    return {text: bool(kind_of(text)) or any(find_named(fold_words(text))) for text in texts if text}
