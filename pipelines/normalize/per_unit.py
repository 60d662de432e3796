"""「1通 200円」 in a column of 円/通: the number for one, only where the field itself is declared per one."""

import dataclasses
import re
from collections.abc import Callable, Mapping

from pipelines.model.reading import Reading
from pipelines.model.schema import Field

Read = Callable[[str, Mapping[str, object]], Reading]


def reading_per_unit(read: Read, field: Field) -> Read:
    """The reader of a field, which in a column of "円/通" knows 1通 before the amount too.

    An amount for two, or for one of something else, is left to the reader, which refuses it.
    """
    base, slash, one = field.unit.partition("/")
    if not slash or field.kind not in ("number", "integer"):
        return read
    prefix = re.compile(rf"\s*[1１一]\s*{re.escape(one)}(?:につき|当たり|あたり)?[\s\u3000]*(?=\S)")

    def read_per_one(text: str, context: Mapping[str, object]) -> Reading:
        match = prefix.match(text)
        reading = read(text[match.end() :], context) if match else read(text, context)
        if match is None or reading.properties.get("unit") != base:
            return read(text, context)
        beside = {**reading.properties, "unit": field.unit}
        return dataclasses.replace(reading, status="repaired", rule="per-unit-split", properties=beside)

    return read_per_one
