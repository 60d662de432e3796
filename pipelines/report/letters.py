"""A request to the owning section, ready to copy: which rows, what they are called, what stands there now."""

from pipelines.report.causes import Cause
from pipelines.report.details import place_of
from pipelines.report.messages import shown
from pipelines.report.scene import Scene

_LISTED = 100
_VALUE = 40


def letter_of(cause: Cause, scene: Scene) -> str:
    """The text, "" for what the section need not be asked: proposals to confirm, files as a whole, personal data."""
    if cause.hand != "fix" or len(cause.fields) != 1 or not cause.lines:
        return ""
    rows = _rows(cause, scene)
    asked = "\n".join(rows[:_LISTED]) + (f"\nほか{len(rows) - _LISTED:,}行" if len(rows) > _LISTED else "")
    example = cause.findings[0].params.get("example", "")
    told = (
        f"（例：{shown(example)}）"
        if example and len({str(f.params.get("example")) for f in cause.findings}) == 1
        else ""
    )
    asking = (
        f"オープンデータ「{scene.title}」の公開の準備で、確かめていただきたい行が{len(rows):,}あります。\n"
        f"{cause.message.title}。\n次の行の「{cause.fields[0]}」を教えてください{told}。"
    )
    parts = [f"{scene.section} 御中" if scene.section else "ご担当者 様", asking, asked, scene.office]
    return "\n\n".join(part for part in parts if part) + "\n"


def _rows(cause: Cause, scene: Scene) -> list[str]:
    rows: dict[object, str] = {}
    for finding in cause.findings:
        if finding.line is None or finding.line in rows:
            continue
        name = scene.name_of(finding.line)
        value = cause.example(finding).value if finding.value else ""
        now = f"（今の値：{shown(value, _VALUE)}）" if value else ""
        rows[finding.line] = f"{place_of(finding.line)}{'　' + name if name else ''}{now}："
    return list(rows.values())
