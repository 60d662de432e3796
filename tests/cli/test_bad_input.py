"""Whatever goes wrong ends in Japanese that names the file and the remedy, and stops nobody else."""

import dataclasses
import json
import os
import re
import shutil
from pathlib import Path

import pytest

from pipelines.cli.main import main
from pipelines.model.errors import DeclarationError
from pipelines.workspace import Workspace
from tests.workspace_copy import copy_workspace

JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")


def call(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(list(arguments))
    return int(left.value.code or 0)


def told(capsys: pytest.CaptureFixture[str]) -> str:
    captured = capsys.readouterr()
    assert "Traceback" not in captured.err + captured.out
    return re.sub(r"\s+", "", captured.err)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return copy_workspace(tmp_path / "区", "publications", "certificates")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("空.csv", b""),
        ("乱.csv", bytes(range(128, 256)) * 40),
        ("頁.csv", b"<!DOCTYPE html><html><body><table><tr><td>a</td></tr></table></body></html>"),
        ("書.csv", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_one_sentence(
    name: str, data: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert call("check", str(path)) == 2
    lines = capsys.readouterr().err.strip().splitlines()
    assert len(lines) == 1
    assert name in lines[0]
    assert JAPANESE.search(lines[0])


def test_a_program_handed_in_as_csv_is_held_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "gomi.csv"
    path.write_text("var data = [\n" + "  { day: 'a', kind: 'b' },\n" * 30 + "];\nfunction f(x) { return x; }\n")
    assert call("check", str(path), "--format", "jsonl") in (1, 2)
    codes = [
        json.loads(line).get("code") or json.loads(line).get("error") for line in capsys.readouterr().out.splitlines()
    ]
    assert {"script-not-table", "not-a-table"} & set(codes)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("description =", "discription =", "datasets/publications.toml"),
        ('local = "publications"', 'table = "aed"\nedition = "1999"', "1999"),
        ('local = "publications"', 'local = "nowhere"', "schemas/local/nowhere.json"),
        ('file = "有償刊行物.csv"', 'file = "ない.csv"', "ない.csv"),
        ('section = "nerima-joho-kokai"', 'section = "nobody"', "nobody"),
    ],
)
def test_a_broken_declaration_is_told_and_the_others_go_on(
    before: str, after: str, words: str, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = workspace / "datasets" / "publications.toml"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")
    assert call("run", "-C", str(workspace)) == 2
    assert words in told(capsys)
    assert (workspace / "published" / "certificates" / "131202_certificates.csv").is_file()
    assert not (workspace / "published" / "publications").exists()


@pytest.mark.parametrize(
    "document",
    [
        "[1]",
        "{",
        "[" * 100_000,
        '{"fields": [{"name": "番号", "type": ["string"]}]}',
        '{"fields": [{"name": "番号", "missingValues": null}]}',
        '{"fields": [{"name": "番号", "type": "date", "format": 5}]}',
        '{"fields": [{"name": "番号", "type": "boolean", "trueValues": [1]}]}',
        '{"fields": [{"name": "番号", "type": "integer", "bareNumber": "no"}]}',
        '{"$schema": [1], "fields": [{"name": "番号"}]}',
    ],
    ids=lambda text: text[:60],
)
def test_a_broken_schema_of_the_ward_is_told_and_the_others_go_on(
    document: str, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (workspace / "schemas" / "local" / "publications.json").write_text(document, encoding="utf-8")
    assert call("run", "-C", str(workspace), "--format", "jsonl") == 2
    captured = capsys.readouterr()
    told_of = {line["dataset"]: line for line in map(json.loads, captured.out.splitlines())}
    assert "schemas/local/publications.json" in told_of["publications"]["message"]
    assert told_of["certificates"]["published"]
    assert (workspace / "published" / "certificates" / "131202_certificates.csv").is_file()


@pytest.mark.parametrize("command", ["check", "validate"])
@pytest.mark.parametrize("schema", [None, "[" * 100_000, "3"], ids=["a folder", "nested", "a number"])
def test_a_schema_that_cannot_be_read_is_told(
    command: str, schema: str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, named = tmp_path / "a.csv", tmp_path / "own.json"
    file.write_text("番号,名前\n1,あ\n2,い\n", encoding="utf-8")
    named.mkdir() if schema is None else named.write_text(schema, encoding="utf-8")
    assert call(command, str(file), "--schema", str(named)) == 2
    assert "own.json" in told(capsys)


def test_what_was_published_stays_when_the_next_file_is_unreadable(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("run", "-C", str(workspace)) == 0
    good = (workspace / "published" / "publications" / "131202_publications.csv").read_bytes()
    (workspace / "raw" / "publications" / "有償刊行物.csv").write_bytes(b"")
    capsys.readouterr()
    assert call("run", "-C", str(workspace)) == 1
    assert "有償刊行物.csv" in told(capsys)
    assert "有償刊行物.csv" in (workspace / "reports" / "publications" / "report.html").read_text(encoding="utf-8")
    assert (workspace / "published" / "publications" / "131202_publications.csv").read_bytes() == good


@pytest.mark.parametrize("lost", ["raw file", "declaration"])
def test_the_page_beside_the_workspace_says_what_stops_a_dataset_now_and_not_what_it_said_before(
    lost: str, workspace: Path
) -> None:
    page = workspace / "reports" / "publications" / "report.html"
    history = page.with_name("history.csv")
    assert call("run", "-C", str(workspace)) == 0
    before, lines = page.read_text(encoding="utf-8"), history.read_bytes()
    if lost == "raw file":
        (workspace / "raw" / "publications" / "有償刊行物.csv").unlink()
    else:
        (workspace / "datasets" / "publications.toml").write_text("titel = 1\n", encoding="utf-8")
    assert call("plan", "-C", str(workspace)) == 2
    assert page.read_text(encoding="utf-8") == before
    assert call("run", "-C", str(workspace)) == 2
    said = page.read_text(encoding="utf-8")
    assert ("元のファイルがありません" if lost == "raw file" else "datasets/publications.toml") in said
    assert "いま公開中の版" in said
    assert history.read_bytes() == lines


def test_no_permission_to_write_is_told_with_the_folder(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (workspace / "published").write_text("this is a file, so no folder can be made here")
    assert call("run", "-C", str(workspace)) == 2
    assert "published" in told(capsys)


def test_a_folder_without_catalog_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("run", "-C", str(tmp_path)) == 2
    assert "catalog.toml" in told(capsys)


def test_an_unknown_dataset_is_told_before_anything_runs(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("run", "-C", str(workspace), "nothing") == 2
    assert "nothing" in told(capsys)
    assert not (workspace / "published").exists()


def test_ckan_down_is_told(
    workspace: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.publish.ckan_client.PAUSES", ())
    monkeypatch.setenv("HIRAKU_CKAN_TOKEN", "geheim-token")
    assert call("publish", "-C", str(workspace), "--ckan-url", "http://127.0.0.1:9") == 2
    said = told(capsys)
    assert "127.0.0.1:9" in said
    assert "geheim" not in said


def test_a_missing_token_is_told(
    workspace: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HIRAKU_CKAN_TOKEN", raising=False)
    assert call("publish", "-C", str(workspace), "--ckan-url", "http://127.0.0.1:9") == 2
    assert "HIRAKU_CKAN_TOKEN" in told(capsys)


@pytest.mark.parametrize(
    "arguments", [("frobnicate",), ("run", "--nope"), ("clean", "x.csv"), ("read", "nonsense"), ("check",)]
)
def test_a_wrong_call_is_told_in_japanese(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert call(*arguments) == 2
    said = told(capsys)
    assert JAPANESE.search(said)
    assert "--help" in said


@pytest.mark.parametrize("lost", ["the folder", "its files"])
def test_a_workspace_without_declarations_takes_nothing_back(
    lost: str, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A share that is not mounted must not look like a ward that withdraws everything."""
    assert call("run", "-C", str(workspace)) == 0
    shutil.rmtree(workspace / "datasets")
    if lost == "its files":
        (workspace / "datasets").mkdir()
    for command in ("plan", "run", "coverage", "accept"):
        capsys.readouterr()
        assert call(command, "-C", str(workspace), *(("--by", "田中") if command == "accept" else ())) == 2
        assert "datasets/" in told(capsys)
    assert (workspace / "published" / "certificates" / "131202_certificates.csv").is_file()


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to become somebody without permission")
@pytest.mark.parametrize("file", ["有償刊行物.csv", ""])
def test_a_raw_folder_that_cannot_be_entered_is_told(file: str, tmp_path: Path) -> None:
    workspace = Workspace(copy_workspace(tmp_path / "区", "publications", "certificates"))
    dataset = dataclasses.replace(workspace.dataset("publications"), file=file)
    for path in (tmp_path, *tmp_path.parents):
        if "pytest" in str(path):
            path.chmod(0o755)
    (workspace.root / "raw" / "publications").chmod(0o700)
    os.seteuid(65534)
    try:
        with pytest.raises(DeclarationError, match="unreadable-file raw/publications/"):
            workspace.raw_paths(dataset)
    finally:
        os.seteuid(0)
