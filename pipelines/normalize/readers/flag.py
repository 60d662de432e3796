"""Reads marks of presence (有無, ○×) as the column spells them.

Grammar: one word or mark. Context {"true": "有", "false": "無"} names the spellings of the column (the
default). Words of presence: ○ ◯ 〇 ● ✓ ✔ ☑ レ 有 有り あり ある 可 はい Y YES TRUE 1 1.0. Words of absence: × ✕ ✖
✗ 無 無し なし ない 不可 否 いいえ N NO FALSE 0 0.0 (pandas writes 1 as 1.0). Columns that hold "1 or nothing" (context
false "") turn × 無 なし 0 and a lone dash into nothing (flag-blank). A blank cell stays blank: unknown is not absent.
△ ◎ － and everything else is refused; a word with a note (有（要予約）) is refused with the word as proposal.

Source: standard/README "有無: the words 有 / 無", "1 or empty; 0, ○, － are errors".
"""

from collections.abc import Mapping

from pipelines.model.reading import Reading, refused
from pipelines.normalize.fold import DASHES
from pipelines.normalize.readers.guard import Sample, found, guarded

_WORDS_YES = "○ ◯ 〇 ● ✓ ✔ ☑ レ 有 有り あり ある 可 はい y yes true 1 1.0"
_WORDS_NO = "× ✕ ✖ ✗ 無 無し なし ない 不可 否 いいえ n no false 0 0.0"
_YES, _NO = frozenset(_WORDS_YES.split()), frozenset(_WORDS_NO.split())
_NOTHING = frozenset({"×", "✕", "✖", "✗", "無", "無し", "なし", "0", "0.0", "-", *DASHES})

ACCEPTED: tuple[Sample, ...] = (
    ("有", "有"),
    ("○", "有"),
    ("〇", "有"),
    ("あり", "有"),
    ("Ｙ", "有"),
    ("×", "無"),
    ("なし", "無"),
    ("○", "1", {"true": "1", "false": ""}),
    ("－", "", {"true": "1", "false": ""}),
    ("有", "○", {"true": "○", "false": "×"}),
    ("1.0", "1", {"true": "1", "false": ""}),
)
REFUSED: tuple[str, ...] = ("△", "－", "◎", "有（要予約）", "不明", "2")


@guarded(words=True)
def read_flag(text: str, context: Mapping[str, object]) -> Reading:
    """Read a flag; refusal: flag-unknown, with a proposal where a note follows a clear word."""
    yes, no = str(context.get("true", "有")), str(context.get("false", "無"))
    if text in (yes, no):
        return found(text)
    word = text.lower()
    if word in _YES:
        return found(yes, "flag-word")
    if no == "":
        return found("", "flag-blank") if word in _NOTHING else refused(text, "flag-unknown")
    if word in _NO:
        return found(no, "flag-word")
    head = text.replace("(", " ").replace("（", " ").split()[0] if text.strip("(（ ") else ""
    proposal = yes if head in ("有", "有り", "あり", "○") else no if head in ("無", "無し", "なし", "×") else ""
    return refused(text, "flag-unknown", proposal if head != text else "")
