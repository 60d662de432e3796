"""Not one made-up secret in anything that a run writes: a search over every file, page, log and database."""

import re
import sqlite3
import unicodedata
import zipfile
from pathlib import Path

import pytest

from tests.cli.test_commands import hiraku
from tests.defs.conftest import *  # noqa: F403 - the instance of a ward
from tests.personal.planted import Planted, plant, squeezed


@pytest.fixture
def planted(tmp_path: Path) -> Planted:
    return plant(tmp_path / "planted")


def written(folder: Path) -> dict[str, str]:
    """Everything below a folder but raw/, as text: archives and workbooks unpacked, databases as their rows."""
    found = {}
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and "raw" not in p.relative_to(folder).parts):
        name = str(path.relative_to(folder))
        if path.suffix in (".xlsx", ".zip"):
            with zipfile.ZipFile(path) as archive:
                texts = [archive.read(part).decode("utf-8", "replace") for part in archive.namelist()]
        elif path.suffix == ".db":
            texts = _rows(path)
        else:
            texts = [path.read_bytes().decode("utf-8", "replace")]
        found[name] = "\n".join(texts)
    return found


def _rows(path: Path) -> list[str]:
    with sqlite3.connect(path) as database:
        tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = [row for table in tables for row in database.execute(f'SELECT * FROM "{table}"')]  # noqa: S608
    return ["\t".join(map(_plain, row)) for row in rows]


def _plain(value: object) -> str:
    """Dagster keeps events as JSON, some with escapes."""
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda code: chr(int(code[1], 16)), text)


def leaks(secrets: frozenset[str], texts: dict[str, str]) -> list[tuple[str, str]]:
    found = []
    for name, text in texts.items():
        plain, bare = squeezed(text), text.replace("\\", "")
        found.extend((name, secret) for secret in sorted(secrets) if _holds(secret, plain, bare))
    return found


def _holds(secret: str, plain: str, text: str) -> bool:
    """Short numbers are looked for as they are: fingerprints and times hold any seven digits in a row."""
    if len(secret) > 9 or not secret.isdigit():
        return secret in plain
    spelled = r"[\s\-‐-―−ー.,/]{0,2}".join(secret)
    return re.search(rf"(?<![0-9a-f]){spelled}(?![0-9a-f])", unicodedata.normalize("NFKC", text)) is not None


def test_the_search_finds_what_is_there(planted: Planted) -> None:
    raw = {p.name: p.read_text(encoding="utf-8-sig") for p in (planted.root / "raw/notes").iterdir()}
    assert len(planted.secrets) > 60
    found = {secret for _, secret in leaks(planted.secrets, raw)}
    assert planted.secrets - found <= {"08076543210", "09012345678"}  # those are in the other datasets


def test_a_run_from_the_command_line_writes_no_secret(planted: Planted) -> None:
    told = hiraku("run", "-C", planted.root)
    assert told.returncode == 1
    assert not (planted.root / "published/notes").exists()
    texts = written(planted.root) | {"stdout": told.stdout, "stderr": told.stderr}
    assert any("report.html" in name for name in texts)
    assert leaks(planted.secrets, texts) == []


@pytest.mark.parametrize("form", ["jsonl", "text", "html", "sarif", "github"])
def test_a_check_of_the_file_alone_tells_no_secret(planted: Planted, form: str) -> None:
    told = hiraku("check", planted.root / "raw/notes/記録.csv", "--format", form)
    assert told.returncode == 1
    assert leaks(planted.secrets, {"stdout": told.stdout, "stderr": told.stderr}) == []


def test_plan_and_accept_tell_no_secret(planted: Planted) -> None:
    hiraku("run", "-C", planted.root)
    told = [hiraku(*verb, "-C", planted.root) for verb in (("plan",), ("coverage",), ("accept", "--by", "みほん"))]
    texts = {str(n): one.stdout + one.stderr for n, one in enumerate(told)}
    assert leaks(planted.secrets, texts) == []


def test_a_run_in_a_real_dagster_instance_writes_no_secret(planted: Planted, make_ward, tmp_path, monkeypatch, capfd):
    ward = make_ward("aed", "citizen-reports")
    monkeypatch.setenv("HIRAKU_WORKSPACE", str(planted.root))
    result = ward.run()
    assert not result.success
    printed = capfd.readouterr()
    home = written(tmp_path / "home")
    assert any(name.endswith(".db") for name in home)
    texts = home | written(planted.root) | {"stdout": printed.out, "stderr": printed.err}
    assert leaks(planted.secrets, texts) == []
