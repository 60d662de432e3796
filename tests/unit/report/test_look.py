"""Every text and every edge of the stylesheet can be read in both themes (WCAG 2.2: 4.5 for text, 3 for edges)."""

import re

import pytest

from pipelines.look import icons, stylesheet
from pipelines.report import render_html
from tests.unit.report.samples import CATALOG, DATASET, faulty

TEXTS = [
    *((ink, ground) for ink in ("text", "strong", "sub", "link", "visited", "hover") for ground in ("page", "panel")),
    *((ink, "head") for ink in ("text", "strong", "sub")),
    ("stop", "stop-bg"), ("stop", "page"), ("warn", "warn-bg"), ("warn", "page"), ("ok-strong", "ok-bg"),
    ("ok-strong", "page"), ("on-key", "key"), ("on-key", "key-hover"), ("text", "key-soft"), ("link", "key-soft"),
    ("text", "add"), ("text", "del"), ("text", "mark"),
]  # fmt: skip
EDGES = [
    *((edge, "page") for edge in ("edge", "stop-edge", "warn-edge", "ok-edge", "key", "ok", "f1")),
    ("edge", "panel"), ("f1", "panel"), ("stop-edge", "stop-bg"), ("warn-edge", "warn-bg"), ("ok-edge", "ok-bg"),
]  # fmt: skip


def _tokens(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):([^;}\n]+)", css))


def _themes() -> dict[str, dict[str, str]]:
    light, dark = stylesheet().split("@media screen and (prefers-color-scheme:dark)")
    plain = _tokens(light)
    return {"light": plain, "dark": plain | _tokens(dark.split("*,::before")[0])}


def _luminance(tokens: dict[str, str], name: str) -> float:
    colour = tokens[name]
    while colour.startswith("var("):
        colour = tokens[colour[6:-1]]
    digits = colour.removeprefix("#")
    digits = "".join(d * 2 for d in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(tokens: dict[str, str], one: str, other: str) -> float:
    low, high = sorted((_luminance(tokens, one), _luminance(tokens, other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground", "least"), [*((*t, 4.5) for t in TEXTS), *((*e, 3.0) for e in EDGES)])
def test_contrast_is_enough(theme, ink, ground, least):
    assert _contrast(_themes()[theme], ink, ground) >= least


def test_the_measure_knows_black_on_white():
    assert _contrast({"a": "#000", "b": "#ffffff"}, "a", "b") == pytest.approx(21)


def test_style_and_script_of_a_page_are_small():
    assert len(stylesheet().encode()) < 16_000


def test_a_report_keeps_the_room_for_style_and_script():
    page = render_html(faulty(), dataset=DATASET, catalog=CATALOG)
    parts = re.findall(r"(?s)<(?:style|script)>(.*?)</(?:style|script)>", page)
    assert len(parts) == 2
    assert sum(len(part.encode()) for part in parts) <= 24_000


def test_an_icon_that_is_not_drawn_is_refused():
    assert 'id="i-ok"' in icons("ok")
    with pytest.raises(KeyError):
        icons("unicorn")
