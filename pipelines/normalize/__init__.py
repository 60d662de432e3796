"""Text to canonical text, cell by cell, with every change recorded."""
