"""A wrong and a right example for every code of a finding, from the TOML files in pairs/.

An example that can be run says how: `reader` (a value, with `context`), `table` (a CSV judged against that national
table), `schema` (a CSV against a Table Schema), `file` (a CSV as it is). The tests run it: the wrong one shows the
code, the right one does not. With `local` (a ward's own schema) a CSV is judged as a dataset, beside what `declared`
says of it, what is published `before` and what lies `around`. One without any of these tells what cannot be written
as a value or a CSV.
"""

import dataclasses
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Example:
    """One pair.

    Attributes:
        wrong, right: a value, a CSV text, or words.
        note: a sentence that the two sides do not say: what was declared, what day it is.
        field: the column that a value stands in, "" for a CSV.
        reader, context: the reader of a value and its options.
        table: slug of the national table that a CSV is judged against.
        schema: a Table Schema as JSON.
        file: name of a CSV that is judged as it is; "" where table or schema say more.
        ward: whether the table is judged as a dataset of the sample ward (its code, its bounds).
        local: the ward's own schema as JSON, of a CSV that is judged as a dataset.
        declared: what its declaration says besides.
        before: the CSV that is published of it, "" for none.
        around: published_at (ISO 8601), today (YYYY-MM-DD), registers (shared key -> values).
        key: fields that make a row one's own.
        weight: a key of guide_severities where the weight is neither one severity nor the field's basis.
        severity: of the finding wherever it is made, "" where the basis of the field's rule decides.
    """

    wrong: str
    right: str
    note: str = ""
    field: str = ""
    reader: str = ""
    context: Mapping[str, object] = dataclasses.field(default_factory=dict)
    table: str = ""
    schema: str = ""
    file: str = ""
    ward: bool = False
    local: str = ""
    declared: Mapping[str, object] = dataclasses.field(default_factory=dict)
    before: str = ""
    around: Mapping[str, object] = dataclasses.field(default_factory=dict)
    key: tuple[str, ...] = ()
    weight: str = ""
    severity: str = ""

    @property
    def is_csv(self) -> bool:
        """Whether the example is the text of a file."""
        return bool(self.table or self.schema or self.file or self.local)


@cache
def examples() -> Mapping[str, Example]:
    """Code -> its example."""
    return {code: example for codes in examples_by_topic().values() for code, example in codes.items()}


@cache
def examples_by_topic() -> Mapping[str, Mapping[str, Example]]:
    """Topic (name of a file in pairs/) -> code -> its example."""
    found: dict[str, dict[str, Example]] = {}
    for entry in sorted((files(__package__) / "pairs").iterdir(), key=lambda item: item.name):
        if entry.name.endswith(".toml"):
            told = tomllib.loads(entry.read_text(encoding="utf-8"))
            found[entry.name.removesuffix(".toml")] = {
                code: Example(**{**given, "key": tuple(given.get("key", ()))}) for code, given in told.items()
            }
    return found
