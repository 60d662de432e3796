"""An explanation for a terminal: plain Japanese text."""

from pipelines.report.guide.explanation import Explanation, explanations, shown_lines
from pipelines.report.messages import word


def render_explanation(told: Explanation) -> str:
    """What, why, how, weight, source and the two examples, ending with a line break."""
    lines = [
        f"{told.title}（{told.code}）",
        "",
        f"  何が　　　：{told.what}",
        f"  なぜ困るか：{told.why}",
        f"  どうするか：{told.how}",
        f"  重さ　　　：{told.weight}",
    ]
    if told.source:
        lines.append(f"  きまり　　：{told.source}")
    if told.example is not None:
        if told.example.note:
            lines.extend(["", f"  {told.example.note}"])
        where = f"（{told.example.field}）" if told.example.field else ""
        shows = (("直す前の例", told.example.wrong), ("直した後の例", told.example.right))
        for heading, text in ((("前に公開した版", told.example.before),) if told.example.before else ()) + shows:
            lines.extend(["", f"  {heading}{where}", *(f"    {line}" for line in shown_lines(told.example, text))])
    return "\n".join(lines) + "\n"


def render_list() -> str:
    """Every code with its title, by topic."""
    lines: list[str] = []
    topic = ""
    for told in explanations():
        if told.topic != topic:
            topic = told.topic
            lines.extend(["", word("guide_topics", topic)] if lines else [word("guide_topics", topic)])
        lines.append(f"  {told.code}　{told.title}")
    return "\n".join(lines) + "\n"
