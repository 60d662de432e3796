"""The house rules that no linter knows: imports run downhill, files and functions stay small, no twins."""

import ast
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "pipelines"
CODE = [ROOT / "pipelines", ROOT / "tests", ROOT / "tools", ROOT / "deploy", ROOT / "benchmarks"]

LEVELS = [
    {"definitions", "defs", "cli"},
    {"runner", "acceptance"},
    {"stages"},
    {"parts"},
    {"ingest", "align", "normalize", "validate", "report", "export", "publish", "guide"},
    {"workspace"},
    {"catalog", "standard", "decisions"},
    {"declaration", "disk", "table_schema"},
    {"look"},
    {"model"},
]
"""From the edge to the ground; a room imports only rooms further down."""

SAME_LEVEL = {("definitions", "defs")}
"""The only step sideways: an entry point into its own room."""

GUARDED = {"dagster": "defs", "ckanapi": "publish"}
"""Libraries that one room alone may know."""

MAX_FILE, MAX_FUNCTION, TWIN = 300, 40, 6


def python_files() -> list[Path]:
    return sorted(p for folder in CODE for p in folder.rglob("*.py"))


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def room_of(module: str) -> str:
    return module.split(".")[1] if module.startswith("pipelines.") else ""


def imports_of(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module


def level_of(room: str) -> int:
    return next(n for n, rooms in enumerate(LEVELS) if room in rooms)


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=name_of)
def test_imports_run_downhill_and_siblings_never_meet(path: Path) -> None:
    own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if own == "__init__":
        return
    for line, module in imports_of(path):
        other = room_of(module)
        if other in ("", own) or (own, other) in SAME_LEVEL:
            continue
        assert level_of(other) > level_of(own), f"{name_of(path)}:{line}: {own} must not import {other}"


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=name_of)
def test_a_guarded_library_is_known_to_one_room_only(path: Path) -> None:
    own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    for line, module in imports_of(path):
        room = GUARDED.get(module.split(".")[0])
        allowed = room is None or own == room or (own, room) == ("definitions", "defs")
        assert allowed, f"{name_of(path)}:{line}: only {room} may import {module}"
        assert not module.startswith("dateutil.parser"), f"{name_of(path)}:{line}: it reads 4.10.19 as 2019"


def docstring_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The contract of a function is no part of its length."""
    return len((ast.get_docstring(node, clean=False) or "").splitlines())


@pytest.mark.parametrize("path", python_files(), ids=name_of)
def test_files_and_functions_stay_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= MAX_FILE, f"{name_of(path)} has more than {MAX_FILE} lines"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1 - docstring_lines(node)
            assert length <= MAX_FUNCTION, f"{name_of(path)}:{node.lineno} {node.name} has {length} lines"


@pytest.mark.parametrize("path", python_files(), ids=name_of)
def test_every_module_says_its_one_job_in_its_first_line(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if not text.strip():
        return
    doc = ast.get_docstring(ast.parse(text))
    assert doc, f"{name_of(path)} has no charter"
    assert doc.splitlines()[0].rstrip().endswith((".", ";", ":")), f"{name_of(path)}: the first line is no sentence"


def test_no_room_is_called_utils() -> None:
    bad = [name_of(p) for p in python_files() if p.stem in {"utils", "helpers", "common", "misc"}]
    assert not bad


def test_no_import_circle_inside_a_room() -> None:
    graph: dict[str, set[str]] = {}
    for path in PACKAGE.rglob("*.py"):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        top = [n for n in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(n, ast.ImportFrom)]
        graph[module] = {n.module for n in top if n.module and n.module.startswith("pipelines")}
    done: set[str] = set()

    def visit(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, " -> ".join((*trail[trail.index(module) :], module))
        if module in done:
            return
        for other in graph.get(module, ()):
            if other != module:
                visit(other, (*trail, module))
        done.add(module)

    for module in graph:
        visit(module, ())


def _statements(path: Path) -> list[tuple[int, str]]:
    """(line number, text) of the lines that say something: no blanks, comments, imports or docstrings."""
    text = path.read_text(encoding="utf-8")
    skipped: set[int] = set()
    for node in ast.walk(ast.parse(text)):
        is_text = (
            isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        )
        if is_text or isinstance(node, ast.Import | ast.ImportFrom):
            skipped.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    lines = enumerate(text.splitlines(), 1)
    return [(n, s) for n, raw in lines if n not in skipped and re.search(r"\w{2}", s := raw.strip()) and s[0] != "#"]


def test_no_six_lines_stand_in_two_places() -> None:
    seen: dict[tuple[str, ...], tuple[str, int]] = {}
    twins: list[str] = []
    for path in (p for p in python_files() if p.is_relative_to(PACKAGE)):
        lines = _statements(path)
        for start in range(len(lines) - TWIN + 1):
            window = lines[start : start + TWIN]
            if any(b - a > 3 for (a, _), (b, _) in pairwise(window)):
                continue
            key = tuple(s for _, s in window)
            first = seen.setdefault(key, (name_of(path), window[0][0]))
            if first != (name_of(path), window[0][0]):
                twins.append(f"{first[0]}:{first[1]} = {name_of(path)}:{window[0][0]}")
    assert not twins, "\n".join(twins)


def test_nothing_of_this_machine_or_of_a_registry_is_committed() -> None:
    pattern = re.compile(r"/(?:wor[k]|roo[t]|far[m])/|py[p]i\.org|pythonhoste[d]|registry\.np[m]js|repo1?\.mave[n]")
    for path in ROOT.rglob("*"):
        parts = path.relative_to(ROOT).parts
        if parts[0].startswith((".git", ".venv", ".ckan", ".dagster", ".mypy", ".ruff", ".pytest", ".hypo")):
            continue
        if parts[0] in {"published", "reports"} or not path.is_file() or path.suffix in {".xlsx", ".png", ".pyc"}:
            continue
        found = pattern.search(path.read_bytes().decode("utf-8", "replace"))
        assert not found, f"{path.relative_to(ROOT)} names {found[0]}"
