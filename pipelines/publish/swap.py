"""Replaces a folder whole: staged beside it, synced, then put in its place by rename."""

import ctypes
import errno
import os
import secrets
import shutil
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

Exchange = Callable[[Path, Path], bool]

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_UNSUPPORTED = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP)


def exchange(one: Path, other: Path) -> bool:
    """Swap two paths in one step (Linux, renameat2 with RENAME_EXCHANGE).

    Returns:
        False where the system or the file system cannot; nothing is changed then.

    Raises:
        OSError: whatever else kept them from being swapped.
    """
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    if rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    fault = ctypes.get_errno()
    if fault in _UNSUPPORTED:
        return False
    raise OSError(fault, os.strerror(fault), str(other))


def replace_folder(home: Path, files: Mapping[str, bytes], staging: Path, *, exchange: Exchange = exchange) -> None:
    """Put a folder with exactly these files at `home`; a reader sees the old one or the new one, whole.

    Args:
        home: where the folder belongs.
        files: name -> bytes.
        staging: a folder on the same file system; whatever a kill leaves in it, recover() clears.
        exchange: the atomic swap. Where it answers False the old folder is renamed aside and the new one in: between
            the two renames `home` is absent, and recover() puts the old one back after a kill.

    Raises:
        OSError: disk full, no permission …; `home` is then as it was.
    """
    mark = f"{home.name}~{secrets.token_hex(6)}"
    staged, aside = staging / f"{mark}.new", staging / f"{mark}.old"
    try:
        staged.mkdir(parents=True)
        for name, data in files.items():
            _write_synced(staged / name, data)
        _sync_folder(staged)
        _put(staged, home, aside, exchange)
        _sync_folder(home.parent)
    finally:
        _clear(staged)  # half a new folder after a fault, the old one after an exchange
        _clear(aside)


def _put(staged: Path, home: Path, aside: Path, exchange: Exchange) -> None:
    if not os.path.lexists(home):
        staged.rename(home)
    elif not exchange(staged, home):
        home.rename(aside)
        try:
            staged.rename(home)
        except OSError:
            aside.rename(home)
            raise


def replace_file(home: Path, data: bytes, staging: Path) -> None:
    """Put one file in place by rename.

    Raises:
        OSError: as replace_folder.
    """
    staging.mkdir(parents=True, exist_ok=True)
    staged = staging / f"{home.name}~{secrets.token_hex(6)}.new"
    try:
        _write_synced(staged, data)
        staged.replace(home)
        _sync_folder(home.parent)
    finally:
        _clear(staged)


def recover(root: Path, staging: Path) -> None:
    """Undo what a killed publisher left: put an old folder back where none stands, clear the staging folder.

    Raises:
        OSError: an old folder cannot be put back. What cannot be cleared stays for the next time.
    """
    if not staging.is_dir():
        return
    for left in sorted(staging.iterdir()):
        home = root / left.name.partition("~")[0]
        if left.suffix == ".old" and not os.path.lexists(home):
            left.rename(home)
        else:
            _clear(left)
    if not any(staging.iterdir()):
        staging.rmdir()


def _clear(path: Path) -> None:
    """Take a leftover away as far as the system lets go of it.

    On a network share a file that somebody is reading keeps its folder from being removed. That stops nobody: no
    reader is led into the staging folder, and recover() tries again. The name changes first, so that half an old
    folder is never put back.
    """
    if not os.path.lexists(path):
        return
    gone = path.with_suffix(".gone")
    with suppress(OSError):
        path.rename(gone)
        if gone.is_dir() and not gone.is_symlink():
            shutil.rmtree(gone, ignore_errors=True)
        else:
            gone.unlink()


def _write_synced(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(path: Path) -> None:
    """Make renames in a folder last through a power cut; Windows has no handle for this and needs none."""
    if sys.platform == "win32":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
