"""One publisher at a time: a lock on a file that the operating system lets go when its holder dies."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipelines.model.errors import TargetRefused

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def only_publisher(path: Path) -> Iterator[None]:
    """Hold the lock for the length of a with block.

    The file stays when the lock is let go: removing it would let a third process lock a file that nobody else sees.
    It is never stale, since the lock belongs to the open handle and not to the file. The pid in it is for people.

    Raises:
        TargetRefused: "publish-busy" when another publisher holds it.
        OSError: when the file cannot be opened.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            _take(handle)
        except OSError as error:
            raise TargetRefused("publish-busy", file=path.parent.name, pid=_holder(path)) from error
        os.ftruncate(handle, 0)
        os.write(handle, f"{os.getpid()}\n".encode())
        yield
    finally:
        os.close(handle)


def _holder(path: Path) -> str:
    try:
        return path.read_text("ascii").strip()
    except (OSError, ValueError):  # being written, or locked against reading: the pid is only a courtesy
        return ""
