"""Reads addresses (所在地): 連結表記 as written, with its parts beside it.

Grammar: any text; only digits in full width and dashes between digits are folded.
"""

from collections.abc import Mapping

from pipelines.model.reading import Reading
from pipelines.normalize.fold import fold_dashes
from pipelines.normalize.readers.guard import Sample, found, guarded

ACCEPTED: tuple[Sample, ...] = (("豊玉北6-12-1", "豊玉北6-12-1"),)
REFUSED: tuple[str, ...] = ()


@guarded(limit=400)
def read_address(text: str, _context: Mapping[str, object]) -> Reading:
    """Read an address."""
    return found(fold_dashes(text))
