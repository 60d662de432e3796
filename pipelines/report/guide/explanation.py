"""One explanation a code: what, why and how, what decides its weight, and an example of wrong and right."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from pipelines.model.errors import HirakuError
from pipelines.model.finding import severity_for
from pipelines.report.guide.examples import Example, examples, examples_by_topic
from pipelines.report.messages import explain, known_codes, rule_title, sentence, shown, source_of, word

_NEAR = 3


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a person reads about one code of a finding.

    Attributes:
        topic: key of the group it is listed under.
        weight: a sentence: does it stop publishing.
        source: whole sentences: which standard or whose promise the rule comes from, and its clause.
        example: None for a code without one (a test forbids it).
    """

    code: str
    topic: str
    title: str
    what: str
    why: str
    how: str
    weight: str
    source: str
    example: Example | None


def explanation_of(code: str, bases: Mapping[str, str] | None = None) -> Explanation | None:
    """The explanation of a finding's code, None for a code that no finding has.

    Args:
        code: of a finding.
        bases: code -> basis ("official", "inferred" …) of the rules that have one of their own, not a field's.
    """
    if code not in known_codes()["findings"]:
        return None
    example = examples().get(code)
    params: dict[str, object] = {}
    if example is not None and not example.is_csv:
        params = {"field": example.field, "value": example.wrong if example.field else ""}
    told = explain(code, params)
    if any(shown("") in text for text in (told.title, told.what, told.why, told.how)):
        told = explain(code, {**params, "value": "…"})
    topic = _topic(code)
    return Explanation(
        code=code,
        topic=topic,
        title=told.title,
        what=told.what,
        why=told.why,
        how=told.how,
        weight=word("guide_severities", _weight(example, topic, (bases or {}).get(code, ""))),
        source=_source(code),
        example=example,
    )


def _weight(example: Example | None, topic: str, basis: str) -> str:
    """Which sentence tells how much a code weighs: its rule's basis, what its example says, else the field's basis."""
    if basis:
        return severity_for(basis)
    if topic == "referee":
        return topic
    return (example.weight or example.severity if example is not None else "") or "basis"


def _source(code: str) -> str:
    found = source_of(code)
    return f"{word('source_kinds', found.kind)}。{found.text}" if found is not None else ""


def explanations(bases: Mapping[str, str] | None = None) -> list[Explanation]:
    """All of them, by topic in the order of the topics' words, then by code."""
    topics = [*sorted(known_codes()["guide_topics"] - {"other"}, key=_rank), "other"]
    found = [told for code in sorted(known_codes()["findings"]) if (told := explanation_of(code, bases))]
    return sorted(found, key=lambda told: topics.index(told.topic))


def _rank(topic: str) -> int:
    order = ("files", "columns", "values", "dates", "personal", "rules", "referee")
    return order.index(topic) if topic in order else len(order)


def _topic(code: str) -> str:
    found = next((topic for topic, codes in examples_by_topic().items() if code in codes), "other")
    return found if found in known_codes()["guide_topics"] else "other"


def other_word(code: str) -> str:
    """What a code says that is no finding's: an error's sentence or the name of a repair rule; "" for neither."""
    known = known_codes()
    if code in known["errors"]:
        return sentence(HirakuError(code))
    return f"自動で直したきまりです。{rule_title(code)}。" if code in known["rules"] else ""


def near_codes(text: str) -> list[str]:
    """Codes that were probably meant, the nearest first."""
    known = known_codes()
    every = sorted(known["findings"] | known["errors"] | known["rules"])
    holding = [code for code in every if text and text in code]
    return [*dict.fromkeys([*get_close_matches(text, every, _NEAR, 0.5), *holding])][:_NEAR]


def shown_lines(example: Example, text: str) -> list[str]:
    """An example's text line by line, with what cannot be seen made visible."""
    if not example.is_csv:
        return [shown(text, 400)]
    return [shown(line, 400) if line else "" for line in text.strip("\n").replace("\r\n", "⏎\n").split("\n")]
