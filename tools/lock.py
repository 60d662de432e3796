"""Writes requirements.lock: all dependencies of pyproject.toml, groups and build included, with hashes."""

import subprocess
import sys
import tempfile
import tomllib
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OPTIONS = (
    "--quiet",
    "--allow-unsafe",
    "--strip-extras",
    "--no-header",
    "--no-annotate",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-emit-trusted-host",
    "--no-emit-options",
    "--generate-hashes",
)


def main() -> int:
    """Run pip-compile over one flat list of requirements; the present lock's pins are kept where they still fit."""
    if find_spec("piptools") is None:  # its own tool, no part of what it locks
        print("pip-tools is missing: .venv/bin/python -m pip install pip-tools", file=sys.stderr)
        return 2
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    wanted = [
        *project["project"]["dependencies"],
        *groups["test"],
        *groups["lint"],
        *groups["bench"],
        *project["build-system"]["requires"],
    ]
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "requirements.in"
        source.write_text("\n".join(wanted) + "\n", encoding="utf-8")
        target = ROOT / "requirements.lock"
        command = [sys.executable, "-m", "piptools", "compile", *OPTIONS, "--output-file", str(target), str(source)]
        return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
