"""A ward whose tourism dataset has a workbook, and a way to hand an edited one in."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.cli.test_bad_input import call
from tests.workbook_pen import TOURISM, opened, through_libreoffice
from tests.workspace_copy import copy_workspace


@pytest.fixture(scope="session")
def tourism_run_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy_workspace(tmp_path_factory.mktemp("once") / "ward", "tourism", "wifi")
    assert call("run", "-C", str(folder)) == 1
    return folder


@pytest.fixture
def ward(tourism_run_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(tourism_run_once, tmp_path / "ward"))


@pytest.fixture
def hand_in(ward: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Edit a copy of the workbook and hand it in; the exit status and what was said, without white space."""

    def handed(edit: Callable[[Workbook], object], *options: str, through: bool = False) -> tuple[int, str]:
        book = opened(ward / TOURISM)
        edit(book)
        back = tmp_path / "戻り.xlsx"
        book.save(back)
        if through:
            back = through_libreoffice(back, tmp_path)
        capsys.readouterr()
        status = call("accept", str(back), "-C", str(ward), "--by", "田中", *options)
        said = capsys.readouterr().err
        assert "Traceback" not in said
        return status, re.sub(r"\s+", "", said)

    return handed
