"""Takes a steward's decisions into a workspace, from a repairs file or from a workbook."""

from pipelines.acceptance.rows import Acceptance, Row, accept

__all__ = ["Acceptance", "Row", "accept"]
