"""Reads the JSON text of a schema into a document, and names the line where it is none."""

import json
from typing import Any

from pipelines.model.errors import DeclarationError

MOST = 10_000_000
"""Bytes or characters of a schema; the longest of those that we know has 30,000."""


def read_document(text: str | bytes, file: str) -> dict[str, Any]:
    """A JSON object.

    Args:
        text: JSON; bytes in UTF-8, UTF-16 or UTF-32.
        file: its name for messages.

    Raises:
        DeclarationError: schema-too-large, invalid-json with its line, invalid-schema where it is no object.
    """
    if len(text) > MOST:
        raise DeclarationError("schema-too-large", file=file, size=len(text), limit=MOST)
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        raise DeclarationError("invalid-json", file=file, line=error.lineno, detail=error.msg) from error
    except (ValueError, RecursionError) as error:  # no text, a number of ten thousand digits, a thousand brackets
        raise DeclarationError("invalid-json", file=file, line=1, detail=str(error)) from error
    if not isinstance(document, dict):
        raise DeclarationError("invalid-schema", file=file, detail="オブジェクトではありません")
    return document
