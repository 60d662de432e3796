"""Personal data outside the cells: in labels, which would be published as names of columns, and in rows around them."""

from collections.abc import Iterable, Sequence

from pipelines.model.errors import UnreadableFile
from pipelines.model.finding import Finding
from pipelines.model.table import Provenance
from pipelines.validate.personal.contacts import find_emails, find_mobiles
from pipelines.validate.personal.folding import fold, fold_words
from pipelines.validate.personal.hide import MASK
from pipelines.validate.personal.names import find_full, find_named, find_private, is_full_name
from pipelines.validate.personal.numbers import find_bare, find_labelled
from pipelines.validate.personal.prose import kinds_beside_names
from pipelines.validate.personal.roles import is_public_role


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


def kind_in_label(text: str) -> str:
    """Which personal data a label holds, "" for none: no label is called like a person unless the header is missing."""
    return kind_of(text) or ("name" if _names_somebody(text) else "")


def _names_somebody(text: str) -> bool:
    """Whether a short text is a full name, or holds one with a title of respect or behind a word like 保護者."""
    words = fold_words(text)
    return is_full_name(words) or any(is_full_name(name) for name in find_private(words))


def refuse_file_names(found: Iterable[Provenance]) -> None:
    """Stop a file that is called by a person's name or number, or one of whose sheets is.

    Every line of a workbook carries the name of its sheet, and every report that of its file; nobody could be told of
    anything in it without it. Bare digits are passed over: files are numbered by date and time.

    Raises:
        UnreadableFile: "file-name-personal"; it does not say the name.
    """
    for provenance in found:
        for name in (provenance.name, *provenance.sheets):
            stem = name.rpartition("/")[2]
            if calls_a_person((stem.rpartition(".")[0] or stem).replace("_", " ")):
                raise UnreadableFile("file-name-personal")


def calls_a_person(text: str) -> bool:
    """Whether a text names a private person, a mobile number, a private mail address or a number by its name.

    Bare digits are passed over, and so is whatever only a name beside it makes personal.
    """
    plain = fold(text)
    mail = any(certain for _, certain in find_emails(plain))
    return mail or any(find_mobiles(plain)) or any(find_labelled(plain)) or _names_somebody(text)


def find_in_labels(names: Sequence[object], labels: dict[str, str]) -> list[Finding]:
    """A finding for each column whose name or label holds personal data, as that of a file without header does.

    The finding names the column by its number: its name is what must not be said.
    """
    found = []
    for position, name in enumerate(names, 1):
        kind = kind_in_label(str(name)) or kind_in_label(labels.get(str(name), ""))
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
    return {text: bool(kind_of(text)) or _tells_a_name(fold_words(text)) for text in texts if text}


def _tells_a_name(words: str) -> bool:
    return any(not is_public_role(words, name) for name in (*find_named(words), *find_full(words)))
