"""Text to canonical text, cell by cell, with every change recorded.

`table.normalize` is imported from its module, not here: the readers must start without pandas.
"""
