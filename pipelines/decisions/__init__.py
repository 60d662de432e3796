"""What stewards decided, as files: repairs/<slug>.csv read, merged and written; no disk, no pandas."""
