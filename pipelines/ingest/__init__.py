"""Bytes to RawTable: decoding, dialect, finding of header and footer, workbooks."""

from pipelines.ingest.read import read_table, read_tables

__all__ = ["read_table", "read_tables"]
