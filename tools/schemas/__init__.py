"""How schemas/ is made from the facts in schemas/source/: one module per kind of output."""
