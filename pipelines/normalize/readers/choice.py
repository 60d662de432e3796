"""Reads a value of a controlled vocabulary as the code list spells it.

Grammar: context {"choices": [...]} holds the spellings. A value that differs from exactly one of them only in
width, spaces, brackets or middle dots is that one (choice-spelling); characters are never folded beyond that
(① is not 1). So is a word of SAME_WORDS, a short list of words that mean just that choice wherever it is offered.
Anything else is refused (choice-unknown). The proposal is the one choice that holds the text as it stands or is held
by it (公園 → 公園便所), unless what is between them denies it; a choice that is only spelled alike can be the opposite
(認可保育所, 認可外保育所) and is never proposed. Without choices the value is kept.

Source: design section 4 (never NFKC a choice blindly); codelists of the standard.
"""

from collections.abc import Mapping

from pipelines.model.reading import Reading, refused
from pipelines.normalize.fold import fold_width
from pipelines.normalize.readers.guard import Sample, found, guarded
from pipelines.normalize.readers.text import LETTERS

_DENIALS = frozenset("外非無不未否除")
SAME_WORDS = {"階": "階数"}
"""Word -> the choice that it means: 高度の種別 is 階数, 標高 or 地表高; 階 is the unit of 階数 (定義書: 階 or m)."""
_HEIGHTS = {"choices": ["階数", "標高", "地表高"]}
_TOILETS = {"choices": ["公衆便所", "公園便所", "児童遊園便所"]}

ACCEPTED: tuple[Sample, ...] = (
    ("公園便所", "公園便所", _TOILETS),
    (" 公園 便所", "公園便所", _TOILETS),
    ("保育所(公立)", "保育所（公立）", {"choices": ["保育所（公立）", "幼稚園"]}),
    ("階", "階数", _HEIGHTS),
    ("なんでも", "なんでも"),
)
REFUSED: tuple[str, ...] = ("練馬\ufffd",)


@guarded(steps=LETTERS, limit=400, words=True)
def read_choice(text: str, context: Mapping[str, object]) -> Reading:
    """Read a choice; refusal: choice-unknown, with a proposal where one choice holds the text."""
    given = context.get("choices")
    choices = [str(choice) for choice in given] if isinstance(given, (list, tuple)) else []
    if not choices or text in choices:
        return found(text)
    same = [choice for choice in choices if _key(choice) == _key(text)]
    if len(same) == 1:
        return found(same[0], "choice-spelling")
    proposal = _proposal(_key(text), choices)
    if proposal and SAME_WORDS.get(_key(text)) == proposal:
        return found(proposal, "choice-spelling")
    return refused(text, "choice-unknown", proposal)


def _proposal(key: str, choices: list[str]) -> str:
    """The only choice that is the text with something added or left out, "" where that may turn its meaning."""
    holding = [choice for choice in choices if key and (key in _key(choice) or _key(choice) in key)]
    if len(holding) != 1:
        return ""
    longer, shorter = sorted((key, _key(holding[0])), key=len, reverse=True)
    return "" if _DENIALS & set(longer.replace(shorter, "", 1)) else holding[0]


def _key(text: str) -> str:
    return "".join(fold_width(text).replace("･", "・").split())
