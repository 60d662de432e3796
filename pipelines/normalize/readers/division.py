"""What an address is divided into: town, lot and building, and why that may be in doubt.

Four codes tell which doubt it is; town_lot.py says when each arises.
"""

from dataclasses import dataclass

from pipelines.normalize.readers.town_table import BARE, Town


@dataclass(frozen=True, slots=True)
class Division:
    """Town, lot and building of an address.

    Attributes:
        town: 町字 with 丁目, "" where there is none.
        rest: 小字 and 番地以下.
        building: what stands behind it.
        ward: code of the ward that the town lies in, where only the table tells.
        known: False when the table cannot divide the text.
        proven: False when the town is only a name that the table lacks.
        sure: False when a name between town and lot is in no table: it is given with the lot, and may be the town's.
        doubt: code that tells why the parts, if any, are only the likeliest of several, "".
        near: what may be meant: a town of the table that an unknown one resembles, 大字 that may be left out; "".
        near_end: index behind what was written in its place.
    """

    town: str = ""
    rest: str = ""
    building: str = ""
    ward: str = ""
    known: bool = True
    proven: bool = True
    sure: bool = True
    doubt: str = ""
    near: str = ""
    near_end: int = 0


CHOME = "address-chome-undecided"
SECTION = "address-section-undecided"
KOAZA = "address-koaza-undecided"
SPELLING = "address-spelling-undecided"
UNKNOWN = Division(known=False)
UNDECIDED = Division(doubt=CHOME)


@dataclass(frozen=True, slots=True)
class Name:
    """A town's name as it was found.

    Attributes:
        town: of the table.
        prefix: 大字 or 字 as written before it.
        spelled: the name, in the spelling that is certain.
        street: the names of streets before it (Kyoto).
        doubt: why the name itself is in doubt, "".
        extended: whether other towns of the table begin with it.
    """

    town: Town
    prefix: str
    spelled: str
    street: str
    doubt: str
    extended: bool

    def divided(
        self, behind: str, rest: str, building: str, *, chome: bool = False, sure: bool = True, doubt: str = ""
    ) -> Division:
        """The division, with what stands behind the name in the town, and with 大字 where the table has it."""
        section = self.town.chome_section if chome else self.town.section
        if self.prefix or self.street or (section.mark == "字" and behind.startswith("字")):
            section = BARE
        doubt = doubt or self.doubt or ("" if section.sure else SECTION)
        name = self.prefix + section.mark + self.spelled
        near = section.mark if doubt == SECTION else ""
        return Division(name + behind + self.street, rest, building, self.town.ward, sure=sure, doubt=doubt, near=near)
