"""The look that every page shares: stylesheet, icons and the copy script, as package data (look.md, section 2)."""

from functools import cache
from importlib.resources import files


@cache
def _text(name: str) -> str:
    return (files(__name__) / name).read_text(encoding="utf-8")


def stylesheet() -> str:
    """CSS for inlining: tokens of both themes, typography, top and foot, buttons, chips, tables, details, print.

    What only one page needs stays in that page's template. About 10 KB.
    """
    return _text("tokens.css") + _text("base.css")


@cache
def icons(*names: str) -> str:
    """A hidden SVG sprite of the named icons for the top of <body>, used as <svg class="i"><use href="#i-NAME"/></svg>.

    Args:
        names: some of auto, copy, down, edit, minus, note, ok, person, pick, plus, search, stop, warn.

    Raises:
        KeyError: for a name that is not drawn.
    """
    drawn = {line.split('"')[1].removeprefix("i-"): line for line in _text("icons.svg").splitlines()}
    symbols = "".join(drawn[name] for name in names)
    return f'<svg aria-hidden="true" style="position:absolute;width:0;height:0"><defs>{symbols}</defs></svg>'


def copy_script() -> str:
    """Script for buttons with data-copy or data-copy-from; needs one <p id="live" role="status"> on the page."""
    return _text("copy.js")
