"""What stands published is read back as it was written, or not at all."""

import hashlib
import json
from pathlib import Path

import pytest

from pipelines.publish.last import read_last

CSV = '\ufeff名称,数\r\n"a,b",1\r\n,2\r\n'.encode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "t.csv").write_bytes(CSV)
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": [{"path": "t.csv"}]}), encoding="utf-8")
    write_version(tmp_path)
    return tmp_path


def write_version(folder: Path, withdrawn_at: str = "") -> None:
    version = {
        "hiraku": 1,
        "fingerprint": "f",
        "published_at": "2022-04-01T09:00:00+00:00",
        "withdrawn_at": withdrawn_at,
        "files": {"t.csv": hashlib.sha256(CSV).hexdigest()},
        "entry": {},
    }
    (folder / "version.json").write_text(json.dumps(version), encoding="utf-8")


def test_every_cell_and_the_day_come_back(folder: Path) -> None:
    last = read_last(folder)
    assert last is not None
    assert dict(last.columns) == {"名称": ("a,b", ""), "数": ("1", "2")}
    day = last.day()
    assert (last.rows, day.isoformat() if day else "") == (2, "2022-04-01")


def test_a_folder_that_was_never_published_has_no_last_version(tmp_path: Path) -> None:
    assert read_last(tmp_path / "nothing") is None


def test_what_was_withdrawn_is_no_last_version(folder: Path) -> None:
    write_version(folder, withdrawn_at="2022-05-01T00:00:00+00:00")
    assert read_last(folder) is None


@pytest.mark.parametrize("name", ["t.csv", "datapackage.json", "version.json"])
@pytest.mark.parametrize("data", [b"", b"{}", b"\xff\xfe", b'{"resources": []}'])
def test_a_damaged_publication_is_no_measure(folder: Path, name: str, data: bytes) -> None:
    (folder / name).write_bytes(data)
    assert read_last(folder) is None
    (folder / name).unlink()
    assert read_last(folder) is None
