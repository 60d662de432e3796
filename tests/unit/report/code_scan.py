"""Finds the codes that pipelines/ uses, by reading its syntax trees: what the messages catalogue must know."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[3] / "pipelines"
_ERRORS = {
    "HirakuError", "DeclarationError", "UnreadableFile", "GateClosed", "TargetError", "TargetUnreachable",
    "TargetRefused",
}  # fmt: skip
# name of the call -> (kind, position of the code among its arguments)
_CALLS = {
    "Finding": ("finding", 0), "refused": ("finding", 1), "Fault": ("finding", 0), "repaired": ("rule", 1),
    "CellChange": ("rule", 4), "found": ("rule", 1), "fault": ("error", 0),
    "book_fault": ("error", 0), **dict.fromkeys(_ERRORS, ("error", 0)),
}  # fmt: skip
_KEYWORDS = {"Finding": "code", "refused": "reason", "repaired": "rule", "CellChange": "rule", "Reading": "rule"}


def used_codes() -> Iterator[tuple[str, str, str]]:
    """(kind, code, where) of every literal code in a call; both sides of a conditional expression count."""
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                where = f"{path.relative_to(ROOT.parent)}:{node.lineno}"
                yield from ((kind, code, where) for kind, code in _codes(node))


def _codes(node: ast.Call) -> Iterator[tuple[str, str]]:
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    kind, position = _CALLS.get(name, ("", 0))
    if kind and len(node.args) > position:
        yield from ((kind, code) for code in _literals(node.args[position]))
    for keyword in node.keywords:
        if keyword.arg == _KEYWORDS.get(name) and kind:
            yield from ((kind, code) for code in _literals(keyword.value))
        if keyword.arg == "reason" and name in ("Reading", "replace"):
            yield from (("finding", code) for code in _literals(keyword.value))
        if keyword.arg == "rule" and name in ("Reading", "replace", "Point", "in_era"):
            yield from (("rule", code) for code in _literals(keyword.value))


def _literals(value: ast.expr) -> Iterator[str]:
    if isinstance(value, ast.IfExp):
        yield from _literals(value.body)
        yield from _literals(value.orelse)
    elif isinstance(value, ast.Constant) and isinstance(value.value, str) and value.value:
        yield value.value
