"""The look that every page shares: stylesheet, icons and the copy script, as package data (look.md, section 2)."""

import base64
import hashlib
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


def content_policy(script: str = "") -> str:
    """Content Security Policy of a page: nothing is loaded from anywhere and no script but its own runs.

    So whatever a cell holds that a page shows, a browser that meets it asks nobody and does nothing.

    Args:
        script: the text of the page's one <script> element, every character of it; "" for a page without.
    """
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    allowed = f"'sha256-{digest}'" if script else "'none'"
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
