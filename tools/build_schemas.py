"""Write schemas/standard, schemas/codelists and schemas/aliases from schemas/source (--check: only compare).

    python tools/build_schemas.py [--check]

Exit status: 0 written or equal, 1 --check found a difference, 2 a document is no valid Table Schema.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:  # run as a script, Python looks for modules beside the script only
    sys.path.insert(0, str(ROOT))

from tools.schemas.documents import english_names, schema_document  # noqa: E402  (after the path is set)
from tools.schemas.source import national_tables  # noqa: E402
from tools.schemas.tables import alias_files, codelist_files  # noqa: E402

OUTPUT = ROOT / "schemas"
FOLDERS = ("standard", "codelists", "aliases")


def generated_files() -> dict[str, str]:
    """Path below schemas/ -> text of everything that is generated."""
    english = english_names()
    files = {}
    for table in national_tables():
        document = schema_document(table, english)
        text = json.dumps(document, ensure_ascii=False, indent=1)
        files[f"standard/{table.slug}/{table.edition}.json"] = text + "\n"
    files |= {f"codelists/{name}": text for name, text in codelist_files().items()}
    return files | {f"aliases/{name}": text for name, text in alias_files().items()}


def find_differences(files: dict[str, str]) -> Iterator[str]:
    """Paths below schemas/ that are missing, differ, or should not be there."""
    for path, text in files.items():
        target = OUTPUT / path
        if not target.is_file() or target.read_bytes() != text.encode("utf-8"):
            yield path
    for folder in FOLDERS:
        for found in sorted((OUTPUT / folder).rglob("*")):
            path = found.relative_to(OUTPUT).as_posix()
            if found.is_file() and path not in files:
                yield path


def find_faults(files: dict[str, str]) -> Iterator[str]:
    """What Frictionless says against the generated schemas, one line a fault."""
    from frictionless import Schema  # noqa: PLC0415  (half a second that --help need not wait for)

    for path, text in files.items():
        if path.startswith("standard/"):
            for error in Schema.validate_descriptor(json.loads(text)).flatten(["message"]):
                yield f"{path}: {error[0]}"


def write_files(files: dict[str, str]) -> int:
    """Write what differs and remove what is no longer generated; number of files touched."""
    differences = list(find_differences(files))
    for path in differences:
        target = OUTPUT / path
        if path in files:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(files[path].encode("utf-8"))
        else:
            target.unlink()
    return len(differences)


def main() -> int:
    """Command line: see the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--check", action="store_true", help="compare only, write nothing")
    options = parser.parse_args()
    files = generated_files()
    faults = list(find_faults(files))
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        return 2
    if options.check:
        differences = list(find_differences(files))
        for path in differences:
            print(f"differs: schemas/{path}", file=sys.stderr)
        return 1 if differences else 0
    print(f"{write_files(files)} of {len(files)} files written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
