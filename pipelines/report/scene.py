"""What a page knows around a report: whom to ask, what rows are called, where towns lie, which files lie beside it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipelines.model.dataset import Catalog, Dataset, Publisher, Town
from pipelines.model.finding import Line
from pipelines.model.report import KnownRow, Report
from pipelines.report.messages import shown, word

_TITLE = 120
_OWNER = re.compile("原課(?=[にで])")


@dataclass(frozen=True, slots=True)
class Scene:
    """Names for one page; every one of them may be "" or empty, for a loose file belongs to no workspace.

    Attributes:
        title: of the dataset.
        rows: records of the table.
        section: the section that owns the data (原課).
        office: the section that publishes it, without the publisher's name before it.
        contact: the office as readers write to it.
        publisher: whose data it is.
        towns: places of the publisher's towns, for the map.
        known: what a person knows a row by.
        beside: names of files that lie beside the page and may be linked.
    """

    title: str
    rows: int
    section: str = ""
    office: str = ""
    contact: str = ""
    publisher: Publisher | None = None
    towns: tuple[Town, ...] = ()
    known: Mapping[Line, KnownRow] = field(default_factory=dict)
    beside: tuple[str, ...] = ()

    def name_of(self, line: Line | None) -> str:
        """What the row is called, "" where that is not known or not to be shown."""
        row = self.known.get(line) if line is not None else None
        return shown(row.name, 80) if row is not None and row.name else ""

    def file(self, ending: str) -> str:
        """The file beside the page with that ending, "" where there is none."""
        return next((name for name in self.beside if name.endswith(ending)), "")

    def naming_section(self, text: str) -> str:
        """A remedy with the section's name where it says 原課 first."""
        return _OWNER.sub(f"原課（{self.section}）", text, count=1) if self.section else text

    def who(self, hand: str) -> str:
        """Who can decide: by name where the catalog names them."""
        name = {"pick": self.office, "opt": self.office, "fix": self.section}.get(hand, "")
        return word("who_named", hand).replace("{name}", name) if name else word("who", hand)


def scene_of(report: Report, dataset: Dataset | None, catalog: Catalog | None, beside: Sequence[str]) -> Scene:
    """The scene of a report; without a catalog nobody is named."""
    title = shown(dataset.title if dataset else report.title, _TITLE)
    if catalog is None:
        return Scene(title, report.rows, known=report.known, beside=tuple(beside))
    owner = catalog.sections.get(dataset.section) if dataset else None
    return Scene(
        title,
        report.rows,
        section=owner.name if owner else "",
        office=catalog.contact_name.removeprefix(catalog.publisher.name).strip(" 　"),
        contact=catalog.contact_name,
        publisher=catalog.publisher,
        towns=catalog.towns,
        known=report.known,
        beside=tuple(beside),
    )
