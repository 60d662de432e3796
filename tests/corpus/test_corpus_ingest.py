"""Real municipal files: what their manifest says of encoding, delimiter, title rows, header and footer holds."""

import csv
from pathlib import Path

import pytest

from pipelines.ingest.inspect import describe

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
DELIMITERS = {"comma": ",", "tab": "\t", "semicolon": ";"}
FAMILY = {"shift_jis": "cp932", "utf-8-sig": "utf-8", "ascii": "utf-8"}

if not (CORPUS / "MANIFEST.csv").exists():
    pytest.skip("the corpus of real files (../shared/corpus) is not here", allow_module_level=True)

with (CORPUS / "MANIFEST.csv").open(encoding="utf-8", newline="") as opened:
    FILES = [row for row in csv.DictReader(opened) if (CORPUS / row["file"]).exists()]


def judged():
    """(file, property, wanted, got) of every property that the manifest states."""
    for row in FILES:
        facts = describe((CORPUS / row["file"]).read_bytes(), row["file"])
        name = row["file"]
        if row["encoding"].startswith("(empty"):
            yield name, "refused", True, facts.get("error") == "empty-file"
            continue
        yield name, "read", None, facts.get("error")
        if "error" in facts:
            continue
        family = row["encoding"].split(" ")[0].lower()
        if family not in {"xlsx", "xls"}:
            yield name, "encoding", FAMILY.get(family, family), facts["encoding"]
            yield name, "bom", "BOM" in row["encoding"], facts["bom"]
            if row["delimiter"] in DELIMITERS:
                yield name, "delimiter", DELIMITERS[row["delimiter"]], facts["dialect"]["delimiter"]
        yield name, "preamble", int(row["n_title_rows"]), facts["preamble"]
        yield name, "header", row["header_row"] != "none", bool(facts["header"])
        if int(row["n_footer_rows"]) < 50:
            yield name, "footer", int(row["n_footer_rows"]), facts["footer"]


def test_nearly_every_property_of_the_real_files_is_found():
    rows = list(judged())
    wrong = [row for row in rows if row[2] != row[3]]
    print(f"{len(rows) - len(wrong)} of {len(rows)} properties right", *wrong, sep="\n")
    assert len(rows) > 400
    assert len(wrong) <= len(rows) * 0.01


def test_encodings_are_never_wrong():
    assert [row for row in judged() if row[1] in {"encoding", "bom", "read"} and row[2] != row[3]] == []
