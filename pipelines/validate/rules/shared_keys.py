"""Keys by which datasets are joined: values that their register, list or form does not know."""

import re
from collections.abc import Iterator

from pipelines.catalog import BUILT_IN_KEYS
from pipelines.model.dataset import Dataset
from pipelines.model.finding import Finding
from pipelines.model.surroundings import Surroundings
from pipelines.standard import municipalities
from pipelines.validate.rules.places import address_key, name_key
from pipelines.validate.rules.rule import Rule, Subject
from pipelines.validate.rules.sample import Sample

_MUNICIPALITY, _YEAR = BUILT_IN_KEYS
_FISCAL = re.compile(r"(FY)?[0-9]{4}")


def _find_form(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """Municipalities and fiscal years: the program itself knows what a value must be."""
    for name, key in (subject.dataset.keys if subject.dataset else {}).items():
        column = subject.column(name)
        if column is None or key not in BUILT_IN_KEYS:
            continue
        for row in column.positions(lambda text, key=key: bool(text) and not _has_form(key, text)):  # type: ignore[misc]
            yield rule.finding(subject, name, row, value=column.text(row), key=key)


def _has_form(key: str, text: str) -> bool:
    return text in municipalities() if key == _MUNICIPALITY else _FISCAL.fullmatch(text) is not None


def _find_stranger(subject: Subject, rule: Rule) -> Iterator[Finding]:
    """Towns, facilities: another dataset of the ward publishes all of them."""
    for name, key in (subject.dataset.keys if subject.dataset else {}).items():
        register, column = subject.around.registers.get(key), subject.column(name)
        if register is None or column is None:
            continue
        known = frozenset(register)
        for row in column.positions(lambda text, known=known: bool(text) and text not in known):  # type: ignore[misc]
            text = column.text(row)
            yield rule.finding(subject, name, row, value=text, proposal=_same(text, register), key=key)


def _same(text: str, register: tuple[str, ...]) -> str:
    """The only value of the register that differs in spelling alone, "" without one."""
    wanted = {name_key(text), address_key(text)}
    same = {known for known in register if known and name_key(known) == name_key(text)}
    same = same or {known for known in register if known and address_key(known) in wanted}
    return same.pop() if len(same) == 1 else ""


def _sample(columns: dict[str, list[str]], keys: dict[str, str], *finds: tuple[int, str]) -> Sample:
    around = Surroundings(registers={"施設名": ("光が丘図書館", "練馬図書館"), "町名": ("豊玉北六丁目",)})
    return Sample(columns, finds, dataset=Dataset("x", "x", "x", "x", keys=keys), around=around)


FORM = Rule(
    "key-form",
    "workspace",
    "[keys] of the declaration: the same key has the same form in every dataset",
    _find_form,
    violating=(
        _sample({"市": ["131202", "13120"]}, {"市": _MUNICIPALITY}, (3, "市")),
        _sample({"年": ["2022", "令和4年度"]}, {"年": _YEAR}, (3, "年")),
    ),
    clean=(
        _sample({"市": ["131202", ""], "年": ["FY2022", "2022"]}, {"市": _MUNICIPALITY, "年": _YEAR}),
        _sample({"市": ["13120"]}, {}),
    ),
)
STRANGER = Rule(
    "key-unknown",
    "inferred",
    "[keys] of the declaration and [shared_keys] of the catalog: rows that name the same thing can be joined",
    _find_stranger,
    violating=(
        _sample({"名称": ["光が丘図書館", "光が丘 図書館", "南図書館"]}, {"名称": "施設名"}, (3, "名称"), (4, "名称")),
        _sample({"町": ["豊玉北６丁目"]}, {"町": "町名"}, (2, "町")),
    ),
    clean=(
        _sample({"名称": ["光が丘図書館", ""]}, {"名称": "施設名"}),
        _sample({"名称": ["どこか"]}, {"名称": "登録されていないキー"}),
    ),
    momentary=True,
)
