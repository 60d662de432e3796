"""Which field a single label means in one schema, and how surely: the order of trust is written here only."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from pipelines.align.labels import bare_labels, fold_label, uri_tail
from pipelines.model.errors import DeclarationError
from pipelines.model.schema import TableSchema
from pipelines.standard import aliases, renamed, schema, slugs

STRENGTH = {"accepted": 0, "exact": 1, "width": 2, "alias": 3}
"""How a label was understood -> rank; the smallest wins a field that several labels claim."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One label's claim to a field; `rank` orders claims of the same `how` (place in the alias table)."""

    field: str
    how: str
    rank: int = 0


class Lookup:
    """The labels that one schema understands."""

    def __init__(self, table: TableSchema, accepted: Mapping[str, str]) -> None:
        """Index the schema's field names, its aliases and what the steward accepted.

        Raises:
            DeclarationError: "unknown-field" when an accepted alias names a field that the schema has not.
        """
        self._names = {field.name for field in table.fields}
        self._units = {field.unit for field in table.fields}
        for label, name in accepted.items():
            if name not in self._names:
                raise DeclarationError("unknown-field", label=label, field=name, table=table.slug)
        self._accepted = dict(accepted)
        self._folded_accepted = {fold_label(label): name for label, name in accepted.items()}
        self._folded = _unambiguous([(fold_label(field.name), field.name) for field in table.fields])
        self._unit_of = {field.name: field.unit for field in table.fields}
        self._aliases = self._known_aliases(table.slug) if table.standard and table.slug in slugs() else {}
        self._rank = {name: n for n, name in enumerate(self._aliases)}

    def _known_aliases(self, slug: str) -> dict[str, str]:
        """Folded alias -> field of this edition; names of the newer edition lead back to those of the old."""
        back = {new: old for old, new in renamed(slug).items() if old in self._names}
        pairs = [*back.items(), *aliases(slug).items()]
        found: dict[str, str] = {}
        for label, target in pairs:
            name = target if target in self._names else back.get(target, "")
            if name:
                found.setdefault(fold_label(label), name)
        return found

    def claim(self, label: str) -> Claim | None:
        """The field that the label means, or None when that is not certain."""
        if label in self._accepted:
            return Claim(self._accepted[label], "accepted")
        if label in self._names:
            return Claim(label, "exact")
        folded = fold_label(label)
        if folded in self._folded_accepted:
            return Claim(self._folded_accepted[folded], "accepted", 1)
        if folded in self._folded:
            return Claim(self._folded[folded], "width")
        tail = uri_tail(label)
        return self._by_alias(tail) or self._by_bare_label(tail)

    def _by_alias(self, label: str) -> Claim | None:
        folded = fold_label(label)
        name = self._folded.get(folded) or self._aliases.get(folded)
        return Claim(name, "alias", self._rank.get(folded, -1)) if name else None

    def _by_bare_label(self, label: str) -> Claim | None:
        """Try again without decorations; a unit is only taken off when the field has that very unit."""
        for unit in ("", *sorted(self._units)):
            for bare in bare_labels(label, unit):
                name = self._folded.get(bare) or self._aliases.get(bare)
                if name and unit in ("", self._unit_of[name]):
                    return Claim(name, "alias", len(self._rank) + 1)
        return None


def _unambiguous(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """Folded name -> field, without names that two fields share once folded."""
    found: dict[str, str] = {}
    shared = set()
    for folded, name in pairs:
        if found.setdefault(folded, name) != name:
            shared.add(folded)
    return {folded: name for folded, name in found.items() if folded not in shared}


@lru_cache(maxsize=256)
def _national(slug: str, edition: str) -> Lookup:
    return Lookup(schema(slug, edition), {})


def lookup_for(table: TableSchema) -> Lookup:
    """A national table's lookup without accepted aliases; kept, since identify asks all of them."""
    return _national(table.slug, table.edition)
