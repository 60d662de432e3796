"""What stood beside a value (an extension, a postal code, a unit) goes to its own field, or the cell stays."""

from collections.abc import Iterator

import pandas as pd

from pipelines.model.finding import CellChange, Line
from pipelines.model.reading import Reading
from pipelines.normalize.cells import HOMELESS, HOMES
from pipelines.normalize.ditto import RULE as DITTO_RULE
from pipelines.normalize.notation import is_ditto
from pipelines.normalize.work import Beside, Work, refusal

NUMBER = "（数）"
"""How the standard ends the name of a field whose unit stands in a field of its own."""


def settle_beside(work: Work) -> None:
    """Place what every waiting cell says beside its value; a cell and the ditto marks under it go together or stay."""
    for group in _groups(work.beside):
        fits = all(_fits(work, cell) for cell in group)
        for cell in group:
            (_place if fits else _refuse)(work, cell)


def _groups(cells: list[Beside]) -> Iterator[list[Beside]]:
    """Each cell with the ditto marks that repeat it."""
    group: list[Beside] = []
    for cell in cells:
        if group and not (cell.reading.rule == DITTO_RULE and cell.spec is group[0].spec):
            yield group
            group = []
        group.append(cell)
    if group:
        yield group


def _said(cell: Beside) -> dict[str, str]:
    """Key of HOMES -> what the cell says of it beside its value."""
    return {key: str(cell.reading.properties[key]) for key in HOMES if cell.reading.properties.get(key)}


def _fits(work: Work, cell: Beside) -> bool:
    if any(cell.reading.properties.get(key) for key in HOMELESS):
        return False
    return all(_is_free(work, _home(work, key, cell), cell.line, value) for key, value in _said(cell).items())


def _home(work: Work, key: str, cell: Beside) -> str:
    """The field for what stood beside a value: 員数（単位） for the unit of 員数（数）, else that of HOMES."""
    own = f"{cell.spec.name.removesuffix(NUMBER)}（{HOMES[key]}）"
    return own if cell.spec.name.endswith(NUMBER) and own in work.columns else HOMES[key]


def _is_free(work: Work, name: str, line: Line, value: str) -> bool:
    """Whether the table has that field, and its cell says the same, or is empty and no ditto mark points at that."""
    home, spec = work.columns.get(name), work.schema.field_named(name)
    if home is None or spec is None or home.at[line] not in ("", value):
        return False
    place = int(home.index.get_indexer(pd.Index([line]))[0])
    pointed = any(is_ditto(str(text), spec.kind) for text in home.iloc[place + 1 : place + 2])
    return str(home.at[line]) != "" or not pointed


def _place(work: Work, cell: Beside) -> None:
    said = _said(cell)
    for key, value in said.items():
        name = _home(work, key, cell)
        home = work.columns[name]
        if home.at[cell.line] != value:
            home.at[cell.line] = value
            work.changes.append(CellChange(cell.line, name, "", value, f"{key}-to-its-column"))
    rule = cell.reading.rule or f"{next(iter(said))}-to-its-column"
    work.changes.append(CellChange(cell.line, cell.spec.name, cell.text, cell.reading.text, rule))


def _refuse(work: Work, cell: Beside) -> None:
    """The whole cell stays; what it may mean is the proposal."""
    work.columns[cell.spec.name].at[cell.line] = cell.text
    told = Reading("refused", cell.text, reason="more-than-value", proposal=cell.reading.text)
    work.findings.append(refusal(work.schema, cell.spec, cell.label, cell.line, cell.text, told))
