"""Reads a value of a controlled vocabulary as the code list spells it.

Grammar: context {"choices": [...]} holds the spellings. A value that differs from exactly one of them only in
width, spaces, brackets or middle dots is that one (choice-spelling); characters are never folded beyond that
(① is not 1). Anything else is refused (choice-unknown) with the nearest spelling as proposal. Without choices
the value is kept.

Source: design section 4 (never NFKC a choice blindly); codelists of the standard.
"""

from collections.abc import Mapping
from difflib import get_close_matches

from pipelines.model.reading import Reading, refused
from pipelines.normalize.fold import fold_width
from pipelines.normalize.readers.guard import Sample, found, guarded
from pipelines.normalize.readers.text import LETTERS

_TOILETS = {"choices": ["公衆便所", "公園便所", "児童遊園便所"]}

ACCEPTED: tuple[Sample, ...] = (
    ("公園便所", "公園便所", _TOILETS),
    (" 公園 便所", "公園便所", _TOILETS),
    ("保育所(公立)", "保育所（公立）", {"choices": ["保育所（公立）", "幼稚園"]}),
    ("なんでも", "なんでも"),
)
REFUSED: tuple[str, ...] = ("練馬\ufffd",)


@guarded(steps=LETTERS, limit=400, words=True)
def read_choice(text: str, context: Mapping[str, object]) -> Reading:
    """Read a choice; refusal: choice-unknown (the nearest spelling as proposal)."""
    given = context.get("choices")
    choices = [str(choice) for choice in given] if isinstance(given, (list, tuple)) else []
    if not choices or text in choices:
        return found(text)
    same = [choice for choice in choices if _key(choice) == _key(text)]
    if len(same) == 1:
        return found(same[0], "choice-spelling")
    return refused(text, "choice-unknown", next(iter(get_close_matches(text, choices, 1, 0.6)), ""))


def _key(text: str) -> str:
    return "".join(fold_width(text).replace("･", "・").split())
