"""Reads what stands in a published folder back as a record, so that the next version can be held against it."""

import csv
import io
import json
from pathlib import Path

from pipelines.model.surroundings import LastVersion
from pipelines.publish.version import holds, read_version

_DESCRIPTOR = "datapackage.json"


def read_last(folder: Path) -> LastVersion | None:
    """The published version of a dataset.

    Args:
        folder: published/<slug>/.

    Returns:
        None where nothing stands there, it was withdrawn, or its files are not the ones that were published: what is
        damaged is no measure, and the plan reports it.
    """
    version = read_version(folder)
    if version is None or version.withdrawn_at:
        return None
    try:
        descriptor = json.loads((folder / _DESCRIPTOR).read_bytes())
        name = str(descriptor["resources"][0]["path"])
        if name not in version.files or not holds(folder, {name: version.files[name]}):
            return None
        rows = list(csv.reader(io.StringIO((folder / name).read_bytes().decode("utf-8-sig"), newline="")))
    except (OSError, ValueError, KeyError, IndexError, TypeError, csv.Error):
        return None
    if not rows or any(len(row) != len(rows[0]) for row in rows):
        return None
    columns = {label: tuple(row[position] for row in rows[1:]) for position, label in enumerate(rows[0])}
    return LastVersion(version.published_at, columns)
