"""Labels to fields: which national table and edition a file is, and which column is which field."""
