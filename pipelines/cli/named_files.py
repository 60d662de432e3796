"""Reads and writes the files that a person named on the command line, and says what is wrong with them."""

from pathlib import Path
from typing import Any

from pipelines.disk import replace_file, writing
from pipelines.model.errors import TargetRefused, UnreadableFile
from pipelines.table_schema.document import read_document


def read_bytes(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        UnreadableFile: file-not-found or unreadable-file.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableFile("file-not-found", file=str(path)) from error
    except OSError as error:
        raise UnreadableFile("unreadable-file", file=str(path), detail=error.strerror or "") from error


def read_json(path: Path) -> dict[str, Any]:
    """A JSON object.

    Raises:
        UnreadableFile: as read_bytes.
        DeclarationError: those of read_document.
    """
    return read_document(read_bytes(path), str(path))


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file whole: after a full disk the one that was there is as it was. A pipe or a device is written into.

    Raises:
        TargetRefused: no-write-permission.
    """
    with writing(str(path)):
        if path.exists() and not path.is_file():
            path.write_bytes(data)
        elif not path.parent.is_dir():  # a slip of the pen more often than a wish
            raise TargetRefused("no-write-permission", file=str(path))
        else:
            replace_file(path.resolve(), data)


def make_folder(folder: Path) -> None:
    """Make a folder with those above it.

    Raises:
        TargetRefused: no-write-permission.
    """
    with writing(str(folder)):
        folder.mkdir(parents=True, exist_ok=True)
