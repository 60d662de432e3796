"""A request to the owning section, ready to copy: which rows, what they are called, what stands there now."""

from pipelines.report.causes import Cause
from pipelines.report.details import place_of
from pipelines.report.messages import shown
from pipelines.report.scene import Scene

_LISTED = 100
_VALUE = 40
_FIELDS = 6


def letter_of(cause: Cause, scene: Scene) -> str:
    """The text, "" for what the section need not be asked: proposals to confirm, files as a whole, personal data."""
    if cause.hand != "fix" or not 1 <= len(cause.fields) <= _FIELDS or not cause.lines:
        return ""
    rows = _rows(cause, scene)
    asked = "\n".join(rows[:_LISTED]) + (f"\nほか{len(rows) - _LISTED:,}か所" if len(rows) > _LISTED else "")
    example = cause.findings[0].params.get("example", "")
    told = (
        f"（例：{shown(example)}）"
        if example and len({str(f.params.get("example")) for f in cause.findings}) == 1
        else ""
    )
    asked_for = "".join(f"「{shown(name, _VALUE)}」" for name in cause.fields)
    asking = (
        f"オープンデータ「{scene.title}」の公開の準備で、確かめていただきたい所が{len(rows):,}あります。\n"
        f"{cause.message.title}。\n次の行の{asked_for}を教えてください{told}。"
    )
    parts = [f"{scene.section} 御中" if scene.section else "ご担当者 様", asking, asked, scene.office]
    return "\n\n".join(part for part in parts if part) + "\n"


def _rows(cause: Cause, scene: Scene) -> list[str]:
    rows: dict[tuple[object, str], str] = {}
    several = len(cause.fields) > 1
    for finding in cause.findings:
        field = (finding.field or finding.label) if several else ""
        if finding.line is None or (finding.line, field) in rows:
            continue
        which = f"「{shown(field, _VALUE)}」" if field else ""
        name = scene.name_of(finding.line)
        value = cause.example(finding).value if finding.value else ""
        now = f"（今の値：{shown(value, _VALUE)}）" if value else ""
        rows[finding.line, field] = f"{place_of(finding.line)}{'　' + name if name else ''}{which}{now}："
    return list(rows.values())
