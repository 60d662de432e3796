"""hiraku's CKAN extension for a development site: put beside the settings, found by its entry point."""

import hashlib
import shutil
import tomllib

from stack.home import HERE, Home

SOURCE = HERE / "extension"
PACKAGE = "ckanext_hiraku"


def version(home: Home) -> str:
    """A fingerprint of the extension's source, after writing it into HOME/extension where it is another one.

    CKAN finds plugins through installed distributions only. pip would need the network or a build tool, so the three
    files that make a distribution are written here.
    """
    files = sorted(path for path in SOURCE.rglob("*") if path.suffix in {".py", ".toml"})
    digest = hashlib.sha256()
    for file in files:
        digest.update(str(file.relative_to(SOURCE)).encode() + b"\0" + file.read_bytes())
    target = home.folder / "extension"
    mark = target / "fingerprint"
    if not mark.exists() or mark.read_text(encoding="ascii") != digest.hexdigest():
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(
            SOURCE / "ckanext_hiraku", target / "ckanext_hiraku", ignore=shutil.ignore_patterns("__pycache__")
        )
        project = tomllib.loads((SOURCE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        info = target / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n", encoding="utf-8"
        )
        plugins = project["entry-points"]["ckan.plugins"]
        lines = ["[ckan.plugins]", *(f"{name} = {place}" for name, place in plugins.items())]
        (info / "entry_points.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
        mark.write_text(digest.hexdigest(), encoding="ascii")
    return digest.hexdigest()[:16]
