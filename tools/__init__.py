"""Scripts that build or check the project; nothing at run time imports them."""
