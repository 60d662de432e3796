"""One file per kind of value; this module only knows which function reads which kind, and loads it when asked."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import cast

from pipelines.model.reading import Reading

Reader = Callable[[str, Mapping[str, object]], Reading]

READERS: dict[str, str] = {
    "date": "date:read_date",
    "time": "time:read_time",
    "number": "number:read_number",
    "integer": "number:read_integer",
    "flag": "flag:read_flag",
    "choice": "choice:read_choice",
    "phone": "phone:read_phone",
    "postal": "postal:read_postal",
    "coordinate": "coordinate:read_coordinate",
    "lat": "coordinate:read_latitude",
    "lon": "coordinate:read_longitude",
    "lgcode": "lgcode:read_lgcode",
    "houjin": "houjin:read_houjin",
    "townid": "townid:read_townid",
    "kana": "kana:read_kana",
    "address": "address:read_address",
    "url": "url:read_url",
    "email": "email:read_email",
    "code": "code:read_code",
    "weekday": "weekday:read_weekday",
    "text": "text:read_text",
}
"""Kind of value -> "module:function" in this package."""


def reader(kind: str) -> Reader:
    """The reader of a kind, imported on first use so that `hiraku read` starts with one module only.

    Raises:
        KeyError: for a kind that is not in READERS.
    """
    module, function = READERS[kind].split(":")
    return cast("Reader", getattr(import_module(f"{__name__}.{module}"), function))
