"""What other programs read from standard output keeps the published schemas, and shows no personal value."""

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from jsonschema import Draft202012Validator

from tests.workspace_copy import ROOT, copy_workspace

HIRAKU = Path(sys.executable).parent / "hiraku"
CONTRACTS = ROOT / "docs" / "schemas"
SAMPLES = sorted(p for p in (ROOT / "raw").glob("*/*") if p.is_file() and p.suffix != ".md")
PERSONAL = ["080-1234-5678", "123456789018", "taro.mihon@gmail.com"]
COMMAND = re.compile(r"::(error|warning|notice) (file=[^:,]+(?:,(?:line|endLine|col|endColumn|title)=[^:,]+)*)::(.+)")


def hiraku(*arguments: object, text: str = "", folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [HIRAKU, *map(str, arguments)]
    return subprocess.run(
        command, cwd=folder, input=text, capture_output=True, text=True, encoding="utf-8", timeout=240, check=False
    )


def contract(name: str) -> Draft202012Validator:
    document = json.loads((CONTRACTS / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(document)
    return Draft202012Validator(document)


def closed(node: object) -> object:
    """The schema with every open object closed: our own output names no key that the schema does not."""
    if isinstance(node, dict):
        told = {key: closed(value) for key, value in node.items()}
        return {**told, "additionalProperties": False} if told.get("additionalProperties") is True else told
    return [closed(item) for item in node] if isinstance(node, list) else node


def faults(name: str, output: str) -> list[str]:
    document = contract(name).schema
    if not name.startswith("read"):  # what a reader knows beside the text is open by design
        document = closed(document)
    check = Draft202012Validator(document)
    return [f"{line[:80]}: {e.message}" for line in output.splitlines() for e in check.iter_errors(json.loads(line))]


@pytest.fixture(scope="module")
def logs() -> dict[str, subprocess.CompletedProcess[str]]:
    files = [path.relative_to(ROOT) for path in SAMPLES]
    return {form: hiraku("check", *files, "--format", form) for form in ("jsonl", "sarif", "github")}


@pytest.mark.parametrize("path", sorted(CONTRACTS.glob("*.json")), ids=lambda p: p.name)
def test_a_published_schema_is_a_json_schema_that_names_its_version(path: Path) -> None:
    document = json.loads(path.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(document)
    assert document["$id"].rsplit(":", 1)[1] == path.name.removesuffix(".schema.json")


def test_every_line_of_check_over_all_samples_keeps_its_schema(logs) -> None:
    assert faults("check.v1", logs["jsonl"].stdout) == []
    told = [json.loads(line) for line in logs["jsonl"].stdout.splitlines()]
    files = {line["file"] for line in told if "complete" in line or "error" in line}
    assert len(files) == len(SAMPLES)


@pytest.mark.parametrize("form", ["jsonl", "sarif", "github"])
def test_the_exit_status_is_the_same_in_every_format(logs, form: str) -> None:
    assert logs[form].returncode == 1
    good = next(p for p in SAMPLES if p.parent.name == "public-toilet")
    bad = next(p for p in SAMPLES if p.parent.name == "tourism")
    assert hiraku("check", good, "--format", form).returncode == 0
    assert hiraku("check", bad, "--format", form).returncode == 1


@pytest.mark.parametrize("name", ["check.v1", "coverage.v1", "inspect.v1", "run.v1", "validate.v1", "read.v1"])
def test_a_reader_may_meet_a_key_that_came_later(name: str) -> None:
    """docs/schemas/README.md promises that keys are added under the same number; an old schema must let them pass."""
    document = contract(name).schema
    assert '"additionalProperties": false' not in json.dumps(document)


def test_a_wrong_line_breaks_the_schema_of_check_and_an_unknown_key_does_not() -> None:
    line = {"file": "a.csv", "line": 2, "field": "", "label": "", "code": "ragged-row", "severity": "error"}
    line |= {"value": "", "message": "値。", "proposal": ""}
    assert contract("check.v1").is_valid(line)
    assert contract("check.v1").is_valid({**line, "extra": 1})
    for wrong in ({"line": 0}, {"code": "Ragged Row"}, {"severity": "fatal"}):
        assert not contract("check.v1").is_valid({**line, **wrong})


def test_inspect_read_validate_and_run_keep_their_schemas(tmp_path: Path) -> None:
    assert faults("inspect.v1", hiraku("inspect", *SAMPLES).stdout) == []
    asked = ["令和４年10月19日", "2022-10-19", "平成31年5月1日", "約30人", "", "〃", "3月"]
    requests = "".join(json.dumps({"text": text}) + "\n" for text in asked)
    assert faults("read-request.v1", requests) == []
    for kind in ("date", "number", "time", "address", "phone"):
        answers = hiraku("read", kind, text=requests + "no json\n").stdout
        assert faults("read.v1", answers) == []
        assert len(answers.splitlines()) == len(asked) + 1
    schema = tmp_path / "schema.json"
    schema.write_text('{"fields": [{"name": "a", "type": "integer"}]}', encoding="utf-8")
    (tmp_path / "a.csv").write_text("a\n1\nx\n", encoding="utf-8")
    told = hiraku("validate", tmp_path / "a.csv", "--schema", schema).stdout
    assert told
    assert faults("validate.v1", told) == []
    ward = copy_workspace(tmp_path / "ward", "aed", "tourism", "garbage-calendar")
    told = hiraku("run", "-C", ward, "--format", "jsonl").stdout
    assert len(told.splitlines()) == 3
    assert faults("run.v1", told) == []
    document = json.loads((ward / "published" / "catalog.json").read_text(encoding="utf-8"))
    assert [dataset["slug"] for dataset in document["datasets"]] == ["aed"]
    assert [error.message for error in contract("catalog.v1").iter_errors(document)] == []


def results_of(log: str) -> Iterator[dict]:
    return (result for run in json.loads(log)["runs"] for result in run["results"])


def test_sarif_has_the_structure_that_the_standard_asks_for(logs) -> None:
    log = json.loads(logs["sarif"].stdout)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(rules) == len(set(rules))
    assert all(rule["shortDescription"]["text"] and rule["help"]["text"] for rule in run["tool"]["driver"]["rules"])
    told = [line for line in map(json.loads, logs["jsonl"].stdout.splitlines()) if "code" in line]
    assert len(run["results"]) == len(told)
    for result, line in zip(run["results"], told, strict=True):
        assert rules[result["ruleIndex"]] == result["ruleId"] == line["code"]
        assert result["level"] == {"notice": "note"}.get(line["severity"], line["severity"])
        assert result["message"]["text"] == line["message"]
        where = result["locations"][0]["physicalLocation"]
        artifact = run["artifacts"][where["artifactLocation"]["index"]]
        assert artifact["location"]["uri"] == where["artifactLocation"]["uri"]
        assert unquote(artifact["location"]["uri"]) == line["file"].replace("\\", "/")
        region = where.get("region", {"startLine": 1})
        assert region["startLine"] >= 1
        assert (region.get("endLine", 9**9), region.get("endColumn", 9**9)) >= (
            region["startLine"], region.get("startColumn", 1)
        )  # fmt: skip
    encodings = {artifact.get("encoding", "") for artifact in run["artifacts"]}
    assert {"utf-8", "windows-31j", ""} <= encodings <= {"utf-8", "utf-16", "windows-31j", ""}
    assert run["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]


@pytest.mark.parametrize("form", ["jsonl", "sarif", "github"])
def test_a_file_that_is_no_table_is_told_and_stops_no_other(tmp_path: Path, form: str) -> None:
    (tmp_path / "お知らせ.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n")
    (tmp_path / "a.csv").write_text("番号,名称\n1,みほん\n", encoding="utf-8")
    done = hiraku("check", "お知らせ.pdf", "a.csv", "--format", form, folder=tmp_path)
    assert done.returncode == 2
    assert "お知らせ.pdf" in done.stderr
    if form == "sarif":
        (run,) = json.loads(done.stdout)["runs"]
        (invocation,) = run["invocations"]
        assert invocation["executionSuccessful"] is False
        assert [n["descriptor"]["id"] for n in invocation["toolExecutionNotifications"]] == ["not-a-table"]
        assert len(run["artifacts"]) == 2
    elif form == "github":
        assert done.stdout.startswith("::error file=お知らせ.pdf,title=not-a-table::")
    else:
        assert faults("check.v1", done.stdout) == []
        assert json.loads(done.stdout.splitlines()[-1])["complete"] is True


SHAPES = {
    "run": {"tool", "language", "columnKind", "invocations", "artifacts", "results"},
    "rule": {"id", "shortDescription", "fullDescription", "help"},
    "result": {"ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints", "properties"},
    "artifact": {"location", "length", "hashes", "encoding"},
    "location": {"physicalLocation", "logicalLocations"},
    "region": {"startLine", "startColumn", "endLine", "endColumn"},
}
"""Properties of SARIF 2.1.0 that we use, by object; the standard allows no others than its own."""


def test_sarif_uses_only_properties_that_the_standard_names_and_each_result_has_its_own_fingerprint(logs) -> None:
    (run,) = json.loads(logs["sarif"].stdout)["runs"]
    assert run.keys() <= SHAPES["run"]
    for rule in run["tool"]["driver"]["rules"]:
        assert rule.keys() == SHAPES["rule"]
        assert "（空欄）" not in rule["fullDescription"]["text"]
        assert "きまり：" in rule["help"]["text"]
    assert all(artifact.keys() <= SHAPES["artifact"] for artifact in run["artifacts"])
    marks = Counter()
    for result in run["results"]:
        assert result.keys() <= SHAPES["result"]
        (location,) = result["locations"]
        assert location.keys() <= SHAPES["location"]
        assert location["physicalLocation"].get("region", {}).keys() <= SHAPES["region"]
        assert re.fullmatch("[0-9a-f]{16}:[0-9]+", result["partialFingerprints"]["primaryLocationLineHash"])
        uri = location["physicalLocation"]["artifactLocation"]["uri"]
        marks[uri, result["partialFingerprints"]["primaryLocationLineHash"]] += 1
    assert set(marks.values()) == {1}


def test_a_row_above_does_not_change_the_fingerprint_of_a_finding(tmp_path: Path) -> None:
    seen = []
    header, place = "名称,所在地_連結表記,設置位置,電話番号\n", "東京都練馬区豊玉北6丁目12番1号,1階"
    for rows in (f"みほん公園,{place},110\n", f"サンプル公園,{place},(03)3993-1111\nみほん公園,{place},110\n"):
        (tmp_path / "a.csv").write_text(header + rows, encoding="utf-8")
        log = hiraku("check", "a.csv", "--table", "aed", "--format", "sarif", folder=tmp_path).stdout
        (found,) = (r for r in results_of(log) if r["ruleId"] == "phone-short-code")
        seen.append((found["partialFingerprints"], found["locations"][0]["physicalLocation"]["region"]["startLine"]))
    assert seen[0][0] == seen[1][0]
    assert [line for _, line in seen] == [2, 3]


def test_a_sarif_region_is_the_cell_itself(tmp_path: Path) -> None:
    sample = next(p for p in SAMPLES if p.parent.name == "tourism")
    lines = sample.read_bytes().decode("utf-8-sig").split("\r\n")
    seen = 0
    for result in results_of(hiraku("check", sample, "--format", "sarif").stdout):
        region = result["locations"][0]["physicalLocation"].get("region")
        value = result.get("properties", {}).get("value")
        if region and value and result["properties"].get("label") and region["startLine"] == region["endLine"]:
            cell = lines[region["startLine"] - 1][region["startColumn"] - 1 : region["endColumn"] - 1]
            assert cell.strip('"').replace('""', '"') == value
            seen += 1
    assert seen > 20


def test_github_commands_are_well_formed_and_the_first_of_each_cause_comes_first(logs) -> None:
    everything = logs["github"].stdout.splitlines()
    lines = [line for line in everything if not line.startswith("hiraku ")]
    told = [line for line in map(json.loads, logs["jsonl"].stdout.splitlines()) if "code" in line or "error" in line]
    counts = Counter((line["file"], line.get("severity", "error")) for line in told)
    assert len(lines) == sum(min(n, 10) for n in counts.values())
    rest = [line for line in everything if line.startswith("hiraku ")]
    assert len(rest) == len({file for (file, _), n in counts.items() if n > 10})
    (tourist,) = (line for line in rest if "tourism" in line)
    assert f"注意 {counts[tourist.split('：')[0].removeprefix('hiraku '), 'warning'] - 10}件" in tourist
    assert all(COMMAND.fullmatch(line) for line in lines), [x for x in lines if not COMMAND.fullmatch(x)][:3]
    tourism = [line for line in lines if "tourism" in line and line.startswith("::error")]
    assert len({line.rsplit("（", 1)[1] for line in tourism[:3]}) == 3


@pytest.mark.parametrize("form", ["jsonl", "text", "html", "sarif", "github"])
def test_no_format_shows_a_personal_value(tmp_path: Path, form: str) -> None:
    rows = [["1", "みほん公園", PERSONAL[0], PERSONAL[1], PERSONAL[2], "令和五・六年度"]]
    file = tmp_path / "一覧.csv"
    header = "番号,名称,備考,メモ,その他,開始日"
    file.write_text("\n".join([header, *(",".join(row) for row in rows)]) + "\n", encoding="utf-8")
    done = hiraku("check", file, "--format", form)
    assert done.returncode == 1
    assert [value for value in PERSONAL if value in done.stdout + done.stderr] == []


def test_a_workbook_has_logical_locations_instead_of_lines() -> None:
    sample = next(p for p in SAMPLES if p.suffix == ".xlsx")
    results = list(results_of(hiraku("check", sample, "--format", "sarif").stdout))
    assert results
    assert all("region" not in r["locations"][0]["physicalLocation"] for r in results)
    assert any("シート「" in r["locations"][0].get("logicalLocations", [{}])[0].get("fullyQualifiedName", "")
               for r in results)  # fmt: skip


def test_coverage_tells_the_share_of_files_that_passed_at_once(tmp_path: Path) -> None:
    ward = copy_workspace(tmp_path / "ward", "aed", "tourism")
    before = [json.loads(line) for line in hiraku("coverage", "-C", ward, "--format", "jsonl").stdout.splitlines()]
    assert [line["first_pass_rate"] for line in before] == [None] * len(before)
    hiraku("run", "-C", ward)
    told = hiraku("coverage", "-C", ward, "--format", "jsonl")
    assert told.returncode == 0
    assert faults("coverage.v1", told.stdout) == []
    *sections, whole = map(json.loads, told.stdout.splitlines())
    assert {line["section"]: line["first_pass_rate"] for line in sections} == {
        "nerima-kiki-kanri": 1.0,
        "nerima-shoko-kanko": 0.0,
    }
    assert (whole["datasets"], whole["publishable"], whole["hand_ins"], whole["first_pass"]) == (2, 1, 2, 1)
    assert whole["tables"] == 2
    assert "50%" in hiraku("coverage", "-C", ward).stdout
