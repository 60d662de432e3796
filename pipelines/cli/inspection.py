"""What a file is, as one JSON object (contract: design, section 12, `inspect`)."""

from typing import Any

from pipelines.align import align, identify
from pipelines.ingest import read_table
from pipelines.ingest.inspect import describe_table
from pipelines.standard import schema
from pipelines.validate.personal.outside import column_mask, kind_in_label, refuse_file_names


def inspect_bytes(data: bytes, name: str) -> dict[str, Any]:
    """Everything `hiraku inspect` says about one file.

    Args:
        data: the bytes.
        name: as the caller named it; answered under "file".

    Raises:
        UnreadableFile: when no table can be made of the bytes.
    """
    raw = read_table(data, name)
    refuse_file_names([raw.provenance])
    told: dict[str, Any] = {"file": name, **describe_table(raw)}
    match = identify(raw.labels)
    shown = {label: column_mask(n) for n, label in enumerate(raw.labels, 1) if kind_in_label(label)}
    if match is None:
        told["table"] = None
        told["columns"] = [{"label": shown.get(label, label), "field": None, "how": "unknown"} for label in raw.labels]
        return told
    told["table"] = {"slug": match.slug, "edition": match.edition, "score": round(match.score, 3)}
    columns = align(raw, schema(match.slug, match.edition), {}).columns
    told["columns"] = [{"label": shown.get(c.label, c.label), "field": c.field, "how": c.how} for c in columns]
    return told
