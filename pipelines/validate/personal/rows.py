"""What the cells of a row tell together: an address, a birth or an illness beside the name of a person."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipelines.validate.columns import Distinct
from pipelines.validate.personal.banks import find_accounts
from pipelines.validate.personal.cells import Hits
from pipelines.validate.personal.folding import fold, fold_words
from pipelines.validate.personal.hit import NAME, PERSON, Hit
from pipelines.validate.personal.name_lists import is_surname
from pipelines.validate.personal.names import is_full_name, is_kana_name, is_organisation, is_person
from pipelines.validate.personal.numbers import find_passports
from pipelines.validate.personal.policy import Column
from pipelines.validate.personal.prose import find_addresses, find_births, find_health

_NOTHING = frozenset(
    {"", "無", "なし", "無し", "非該当", "該当なし", "×", "-", "－", "―", "0", "いいえ", "否", "不明", "対象外"}
)
_MOST_NAMES = 0.6


@dataclass(frozen=True, slots=True)
class RowHit:
    """One thing found in one row of one column."""

    column: str
    row: int
    hit: Hit


Cells = Mapping[str, Distinct]


def find_in_rows(columns: Sequence[Column], cells: Cells, found: Mapping[str, Hits]) -> Iterator[RowHit]:
    """Everything that only the neighbours of a cell make personal.

    A row is about a person where a column for names of persons is filled with one; where another column names a
    facility it is about that, unless the label says 利用者氏名, 世帯主 and the like.
    """
    people = [column for column in columns if column.of_person or _full_of_names(column, cells, found)]
    facility = any(column.of_facility for column in columns)
    named: dict[str, set[int]] = {column.name: _rows_with_person(column, cells[column.name]) for column in people}
    for column in people:
        private = column.of_subject or (column.of_person and not column.office)
        yield from (RowHit(column.name, row, PERSON if private else NAME) for row in sorted(named[column.name]))
        yield from _kana(column, columns, cells, named[column.name])
    about = [column for column in people if not facility or column.of_subject]
    rows = set().union(*(named[column.name] for column in about))
    told = rows | _rows_that_name(columns, cells, found) if not facility else rows
    officials = _rows_with_official(columns, cells)
    anybody = officials.union(*named.values())
    if any(column.own_home for column in columns):
        anybody |= _rows_with_owner(columns, cells)
    for column in columns:
        if column not in people and column.policy != "public":
            labelled = column.home or column.health or column.birth
            mine = told | officials if column.home and not facility else told if labelled else rows
            yield from _beside(column, cells[column.name], anybody if column.own_home else mine)
            yield from _births(column, cells[column.name], told)
    yield from _proprietors(columns, cells)
    for name, row in find_accounts(columns, cells):
        yield RowHit(name, row, Hit("bank-account", "error"))


def _full_of_names(column: Column, cells: Cells, found: Mapping[str, Hits]) -> bool:
    """A column that says nothing of persons in its label, and holds little else."""
    if not (column.may_name or column.latin_name) or not found.get(column.name):
        return False
    names = sum(any(hit.kind == "name" for hit in hits) for hits in found[column.name].values())
    filled = sum(bool(text.strip()) for text in cells[column.name].values)
    return names > 0 and names >= _MOST_NAMES * filled


def _rows_that_name(columns: Sequence[Column], cells: Cells, found: Mapping[str, Hits]) -> set[int]:
    """Rows in whose cells somebody is named, in prose or alone, who is no official and no owner."""
    rows: set[int] = set()
    for column in columns:
        hits = {} if column.of_official else found[column.name]
        texts = {text for text, several in hits.items() if any(hit.kind == "name" for hit in several)}
        rows.update(cells[column.name].positions(texts.__contains__) if texts else ())
    return rows


def _rows_with_person(column: Column, cells: Distinct) -> set[int]:
    half = column.half_name
    return set(cells.positions(lambda text: bool(text.strip()) and is_person(fold_words(text), half=half)))


def _rows_with_official(columns: Sequence[Column], cells: Cells) -> set[int]:
    """Rows with the full name of somebody who speaks for an office: no secret, but their home is one."""
    rows: set[int] = set()
    for column in columns:
        if column.of_official:
            rows.update(cells[column.name].positions(lambda text: is_full_name(fold_words(text))))
    return rows


def _rows_with_owner(columns: Sequence[Column], cells: Cells) -> set[int]:
    """Rows in which somebody stands in a column for officials and owners, under whatever name."""
    return set().union(*(_rows_with_person(column, cells[column.name]) for column in columns if column.of_official))


def _kana(column: Column, columns: Sequence[Column], cells: Cells, rows: set[int]) -> Iterator[RowHit]:
    """The reading beside a name: the neighbour to the right or left that is one."""
    place = list(columns).index(column)
    for other in (*columns[place + 1 : place + 2], *columns[max(0, place - 1) : place]):
        if not other.kana or other.policy == "facility":
            continue
        for row in sorted(rows):
            if cells[other.name].text(row).strip():
                yield RowHit(other.name, row, PERSON)


def _beside(column: Column, cells: Distinct, rows: set[int]) -> Iterator[RowHit]:
    """Addresses and words of health in rows about a person."""
    if not rows or not column.prose:
        return
    told: dict[str, Hit | None] = {}
    for row in sorted(rows):
        text = cells.text(row)
        if text not in told:
            told[text] = _told(column, text)
        hit = told[text]
        if hit is not None:
            yield RowHit(column.name, row, hit)


def _told(column: Column, text: str) -> Hit | None:
    words = fold_words(text).strip()
    if words in _NOTHING or column.policy in ("contact", "facility"):
        return None
    address = any(find_addresses(words))
    if column.home and (address or any(map(str.isdigit, words))):
        return Hit("home-address", "error")
    if column.health and not column.birth:
        return Hit("health", "error")
    if not column.home and any(find_health(words)):
        return Hit("health", "error")
    if any(find_passports(fold(text))):
        return Hit("passport", "error")
    if any(find_births(words)):
        return Hit("birth-date", "error")
    return Hit("home-address", "error") if address and not column.of_facility else None


def _births(column: Column, cells: Distinct, rows: set[int]) -> Iterator[RowHit]:
    """Dates of birth: beside a name they block, alone they are worth a look."""
    if not column.birth:
        return
    for row in cells.positions(lambda text: any(map(str.isdigit, text))):
        alone = Hit("birth-date", "warning", "personal-suspect")
        yield RowHit(column.name, row, Hit("birth-date", "error") if row in rows else alone)


def _proprietors(columns: Sequence[Column], cells: Cells) -> Iterator[RowHit]:
    """Persons in a field where the standard expects a company: somebody has to decide."""
    for column in columns:
        if column.policy == "proprietor":
            for row in cells[column.name].positions(_is_proprietor):
                yield RowHit(column.name, row, Hit("proprietor", "error"))


def _is_proprietor(text: str) -> bool:
    words = fold_words(text).strip()
    if not words or is_organisation(words):
        return False
    return is_full_name(words) or is_kana_name(words) or (is_person(words) and is_surname(words.split(" ")[0]))
