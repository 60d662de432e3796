"""The workbook that a steward edits and hands back (look/workbook.md)."""
