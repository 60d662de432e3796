"""Writes one file whole: who reads it sees the old one or the new one, never a half."""

import os
import secrets
from pathlib import Path


def replace_file(path: Path, data: bytes, *, lasting: bool = True) -> None:
    """Exchange a file for these bytes; its folder is made where it is not there.

    Args:
        path: a file, or where one is to be.
        data: its bytes.
        lasting: wait until they are on the disk, for what nobody could make again.

    Raises:
        OSError: disk full, no permission, or Excel holds the file open; the old file is then as it was.
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
