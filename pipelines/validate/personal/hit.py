"""What was found in a cell, and how much it weighs."""

from dataclasses import dataclass

from pipelines.model.finding import Severity


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found in the cells of a column that hold one text."""

    kind: str
    severity: Severity
    code: str = "personal-data"


NAME = Hit("name", "warning", "personal-suspect")
"""Somebody is named; whether he is an official, an author or a neighbour, a person has to say."""
PERSON = Hit("name", "error")
"""The label, the reading beside it, a title or an announcing word says that this is a private person."""
