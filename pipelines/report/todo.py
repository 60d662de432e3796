"""The to-do list: what stops publishing, what gains most first, and who can decide it."""

from collections.abc import Sequence

from pipelines.report.cards import Named
from pipelines.report.causes import Cause
from pipelines.report.messages import quote_fields, shown
from pipelines.report.scene import Scene

_MOST = 10
_NAMED = 5
"""Spellings that a note names."""


def todo_of(named: Sequence[Named], scene: Scene) -> tuple[str, list[dict[str, object]], int]:
    """(introduction, items, how many more): what stops publishing, or where nothing does, the warnings."""
    stopping = [item for item in named if item.cause.severity == "error"]
    chosen = stopping or [item for item in named if item.cause.severity == "warning"]
    if stopping and stopping[0].cause.decisive and len(named) > 1:
        intro = "まず1つめを直してください。ほかの指摘は、それで変わることがあります。"
    elif stopping:
        intro = "効果の大きい順です。" + (f"{len(stopping)}つ終わると公開できます。" if len(stopping) > 1 else "")
    else:
        intro = "直すと使いやすくなる順です。直さなくても、公開に差し支えはありません。"
    return intro, [_item(item, scene) for item in chosen[:_MOST]], max(0, len(chosen) - _MOST)


def _item(item: Named, scene: Scene) -> dict[str, object]:
    cause = item.cause
    note = _decisions(cause)
    letter = "依頼文をコピーして送れます。" if item.letter else ""
    end = "" if cause.message.how.endswith("。") or not letter else "。"  # 「例：…」 ends without
    return {
        "id": item.id, "text": _task(cause, item.title), "note": note + cause.message.how + end + letter,
        "count": cause.count, "who": scene.who(cause.hand),
    }  # fmt: skip


def _decisions(cause: Cause) -> str:
    """How often somebody has to decide, and what; of values to be mended only where they repeat."""
    if cause.hand != "pick" and (cause.hand != "fix" or cause.decisions * 2 > cause.count):
        return ""
    spellings = cause.undecided()
    named = "".join(f"「{shown(value, 20)}」" for value in spellings) if len(spellings) == cause.decisions else ""
    listed = f"（{named}）" if named and len(spellings) <= _NAMED else ""
    return f"決めるのは{cause.decisions:,}回です{listed}。"


def _task(cause: Cause, title: str) -> str:
    if cause.hand == "hold":
        return "個人情報の疑いを、情報公開課に見てもらう"
    if not cause.fields or not cause.lines:
        return title
    if cause.hand == "pick":
        return f"{quote_fields(cause.fields)}の候補を確認する"
    blank = all(not f.value for f in cause.findings)
    many = f"{quote_fields(cause.fields)}{cause.count:,}か所を"
    return many + ("原課に聞く" if blank else "直す")
