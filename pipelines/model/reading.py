"""What a reader says about one text: canonical, repaired by a named rule, or refused."""

from dataclasses import dataclass, field
from typing import Literal

Status = Literal["canonical", "repaired", "refused"]


@dataclass(frozen=True, slots=True)
class Reading:
    """One of three answers, never a fourth (design, section 4).

    Attributes:
        status: canonical (text is as it was), repaired (text is the canonical form), refused (text is the input).
        text: the canonical form or, refused, the input unchanged.
        rule: kebab-case name of the certain rule that repaired it; "" unless repaired.
        reason: kebab-case finding code why it was refused; "" unless refused.
        proposal: a value that a steward may accept; only ever beside a refusal, "" where there is none.
        properties: what the cell held beside the value: unit, approximate, bound, extension, parts …
    """

    status: Status
    text: str
    rule: str = ""
    reason: str = ""
    proposal: str = ""
    properties: dict[str, object] = field(default_factory=dict)


def canonical(text: str, **properties: object) -> Reading:
    """The text is already in its canonical form."""
    return Reading("canonical", text, properties=properties)


def repaired(text: str, rule: str, **properties: object) -> Reading:
    """The named rule, certain on its own, turned the input into `text`."""
    return Reading("repaired", text, rule=rule, properties=properties)


def refused(text: str, reason: str, proposal: str = "", **properties: object) -> Reading:
    """The input stays; `reason` is the finding's code, `proposal` what a steward may choose."""
    return Reading("refused", text, reason=reason, proposal=proposal, properties=properties)
