"""Single files of a workspace: what the system says about them as errors, and one way to write a file whole."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipelines.model.errors import DeclarationError, TargetRefused


@contextmanager
def reading(name: str) -> Iterator[None]:
    """Turn what the system says while a file or folder is read into an error that names it.

    Raises:
        DeclarationError: unreadable-file.
    """
    try:
        yield
    except OSError as error:
        raise DeclarationError("unreadable-file", file=name, detail=error.strerror or "") from error


@contextmanager
def writing(name: str) -> Iterator[None]:
    """The same while a file is written: the disk is full, there is no permission, or Excel holds the file open.

    Raises:
        TargetRefused: no-write-permission.
    """
    try:
        yield
    except OSError as error:
        raise TargetRefused("no-write-permission", file=name, detail=error.strerror or "") from error


def read_text(path: Path, name: str) -> str:
    """A UTF-8 text file, with or without a byte order mark.

    Raises:
        DeclarationError: undecodable-text or unreadable-file.
    """
    try:
        with reading(name):
            return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DeclarationError("undecodable-text", file=name) from error


def replace_file(path: Path, data: bytes, *, lasting: bool = True) -> None:
    """Exchange a file for these bytes: who reads it sees the old one or the new one, never a half.

    Args:
        path: a file, or where one is to be; its folder is made where it is not there.
        data: its bytes.
        lasting: wait until they are on the disk, for what nobody could make again.

    Raises:
        OSError: the old file is then as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    staged = path.with_name(f".{path.stem[:60]}~{secrets.token_hex(4)}")
    try:
        with staged.open("wb") as file:
            file.write(data)
            if lasting:
                file.flush()
                os.fsync(file.fileno())
        staged.replace(path)
    finally:
        staged.unlink(missing_ok=True)
