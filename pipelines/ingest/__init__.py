"""Bytes to RawTable: decoding, dialect, finding of header and footer, workbooks."""
