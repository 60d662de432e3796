"""`hiraku validate`: the command's contract on real processes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

HIRAKU = Path(sys.executable).parent / "hiraku"
SCHEMA = {
    "fields": [{"name": "名称", "type": "string"}, {"name": "数", "type": "integer", "constraints": {"minimum": 2}}]
}
TEXT = '名称,数\r\n練馬,1\r\n"石神井\r\n公園",x\r\n光が丘,2,多\r\n,\r\n'
FAULTS = [
    (2, "数", "constraint-error", "1"),
    (3, "数", "type-error", "x"),
    (5, "", "extra-cell", "多"),
    (6, "", "blank-row", ""),
]


def validate(folder: Path, data: bytes, document: object = SCHEMA) -> subprocess.CompletedProcess[str]:
    (folder / "d.csv").write_bytes(data)
    (folder / "s.json").write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    command = [str(HIRAKU), "validate", "d.csv", "--schema", "s.json"]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=folder, check=False)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "euc_jp", "utf-16", "utf-16-le", "iso2022_jp"])
def test_one_line_a_fault_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    done = validate(tmp_path, TEXT.encode(encoding))
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(f["line"], f["field"], f["code"], f["value"]) for f in lines] == FAULTS
    assert (done.returncode, done.stderr) == (1, "")


def test_a_sound_file_says_nothing(tmp_path: Path) -> None:
    done = validate(tmp_path, "名称,数\n練馬,2\n".encode())
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize(
    ("constraints", "word"),
    [({"minimum": 3, "maximum": 2}, "maximum"), ({"enum": ["二"]}, "enum"), ({"pattern": "a"}, "pattern")],
)
def test_a_schema_that_contradicts_itself_is_one_sentence_and_no_verdict(
    tmp_path: Path, constraints: dict[str, object], word: str
) -> None:
    document = {"fields": [SCHEMA["fields"][0], {"name": "数", "type": "integer", "constraints": constraints}]}
    done = validate(tmp_path, TEXT.encode(), document)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    assert "s.json" in done.stderr
    assert word in done.stderr
    assert "Traceback" not in done.stderr


def test_frictionless_is_not_loaded_for_a_schema_that_the_engine_knows(tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text(TEXT, encoding="utf-8", newline="")
    (tmp_path / "s.json").write_text(json.dumps(SCHEMA, ensure_ascii=False), encoding="utf-8")
    code = (
        "import sys; from pathlib import Path; p = Path(sys.argv[1]);"
        "from pipelines.cli.validation import validate_file;"
        "validate_file(p / 'd.csv', (p / 'd.csv').read_bytes(), p / 's.json');"
        "print(sorted({'frictionless', 'dagster'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_choices_of_which_none_is_left_are_judged_and_told_on_standard_error(tmp_path: Path) -> None:
    field = {"name": "a", "type": "string", "constraints": {"enum": ["x"], "pattern": "[0-9]"}}
    done = validate(tmp_path, b"a\nx\n", {"fields": [field]})
    assert (done.returncode, len(done.stdout.splitlines())) == (1, 1)
    assert done.stderr.startswith("s.json：項目「a」には、enumの値のうち")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[" * 100_000, "JSONとして読めません"),
        ('{"fields": [{"name": "a", "constraints": {"minLength": ' + "9" * 5000 + "}}]}", "JSONとして読めません"),
        ("[]", "オブジェクトではありません"),
        ('{"fields": [], "x": "' + "x" * 10_000_000 + '"}', "大きすぎます"),
    ],
)
def test_a_file_that_is_no_schema_is_one_sentence(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "d.csv").write_bytes(b"a\n1\n")
    (tmp_path / "s.json").write_text(text, encoding="utf-8")
    command = [str(HIRAKU), "validate", "d.csv", "--schema", "s.json"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=tmp_path, check=False)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    assert done.stderr.startswith("s.json")
    assert words in done.stderr
