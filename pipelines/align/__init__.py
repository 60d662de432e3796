"""Labels to fields: which national table and edition a file is, and which column is which field."""

from pipelines.align.columns import align
from pipelines.align.editions import older_edition
from pipelines.align.matching import Match, identify

__all__ = ["Match", "align", "identify", "older_edition"]
