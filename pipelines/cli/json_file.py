"""Reads a JSON file that a person named, and says what is wrong with it."""

import json
from pathlib import Path
from typing import Any

from pipelines.model.errors import DeclarationError


def read_json(path: Path) -> dict[str, Any]:
    """A JSON object from a file that a person named.

    Raises:
        DeclarationError: file-not-found or invalid-json with its line.
    """
    try:
        document = json.loads(path.read_bytes())
    except FileNotFoundError as error:
        raise DeclarationError("file-not-found", file=str(path)) from error
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 1
        raise DeclarationError("invalid-json", file=str(path), line=line, detail=str(error)) from error
    if not isinstance(document, dict):
        raise DeclarationError("invalid-schema", file=str(path), detail="オブジェクトではありません")
    return document
