"""The parts of an address that a migration may fill beside 所在地_連結表記: only those that the reader proves.

An address whose town cannot be told for sure stays as it is, without town and lot; one notice says how many do.
"""

from collections.abc import Mapping

from pipelines.model.dataset import Publisher
from pipelines.model.migration import Step
from pipelines.model.reading import Reading
from pipelines.normalize.migration_work import Work
from pipelines.normalize.readers import reader

_ADDRESS = "所在地_連結表記"
_PARTS = {
    "prefecture": "所在地_都道府県",
    "city": "所在地_市区町村",
    "town": "所在地_町字",
    "rest": "所在地_番地以下",
}


def split_addresses(work: Work, publisher: Publisher | None, contexts: Mapping[str, Mapping[str, object]]) -> None:
    """Fill the part fields of rows that have none of them (「分割できるときは…も埋める」); the address itself stays.

    Prefecture and city must both be proven, and town and the rest are written together or not at all.
    """
    if _ADDRESS not in work.cells or not set(_PARTS.values()) <= work.cells.keys():
        return
    context = {**contexts.get(_ADDRESS, {}), **({"publisher": publisher.code} if publisher else {}), "undivided": True}
    column = work.cells[_ADDRESS]
    filled = [any(parts) for parts in zip(*(work.cells[name] for name in _PARTS.values()), strict=True)]
    wanted = [n for n, text in enumerate(column) if text and not filled[n]]
    read = reader("address")
    readings = {text: read(text, context) for text in {column[n] for n in wanted}}
    known = {text: _parts(reading) for text, reading in readings.items()}
    doubtful = {text for text, reading in readings.items() if _is_doubtful(reading)}
    done = 0
    for n in wanted:
        parts = known[column[n]]
        done += bool(parts)
        for name, value in parts.items():
            work.write(n, _PARTS[name], value, "edition-address-parts")
    if done:
        work.steps.append(Step("split", (_ADDRESS,), tuple(_PARTS.values()), done))
    if doubtful:
        work.tell("address-undivided", _ADDRESS, sum(column[n] in doubtful for n in wanted))


def _is_doubtful(reading: Reading) -> bool:
    """Whether a sound address has a town that is not proven."""
    parts, certain = reading.properties.get("parts"), reading.properties.get("certain")
    supposed = isinstance(parts, Mapping) and isinstance(certain, list) and parts["town"] and "town" not in certain
    return reading.status != "refused" and bool(supposed or reading.properties.get("doubt"))


def _parts(reading: Reading) -> dict[str, str]:
    parts, certain = reading.properties.get("parts"), reading.properties.get("certain")
    if reading.status == "refused" or not isinstance(parts, Mapping) or not isinstance(certain, list):
        return {}
    if not {"prefecture", "city"} <= set(certain):
        return {}
    wanted = _PARTS if {"town", "rest"} <= set(certain) else ("prefecture", "city")
    return {name: str(parts[name]) for name in wanted if parts[name]}
