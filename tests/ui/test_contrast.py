"""Every pair of colours that stands together is readable, light and dark (WCAG 2.2: text 4.5, edges and signs 3)."""

import re

import pytest

from cms.ui.assembly import parts_of

SURFACES = ("ground", "surface", "surface-quiet")
TINTS = ("surface-accent", "surface-call", "surface-good", "surface-wait", "surface-bad")
TEXT = [
    *(
        (voice, ground)
        for ground in SURFACES
        for voice in ("text", "text-quiet", "accent", "accent-strong", "call", "bad")
    ),
    *(("text", tint) for tint in TINTS),
    *(("text-quiet", tint) for tint in TINTS),
    *(("accent", tint) for tint in ("surface-accent", "surface-call", "surface-wait", "surface-bad")),
    ("accent-strong", "surface-accent"),
    ("call", "surface-call"),
    ("good", "surface-good"),
    ("good", "ground"),
    ("wait", "surface-wait"),
    ("wait", "ground"),
    ("bad", "surface-bad"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("on-call", "call"),
    ("on-call", "call-strong"),
    ("on-deep", "deep"),
    ("on-deep-quiet", "deep"),
    ("deep", "on-deep"),
    ("ground", "focus"),
]
EDGES = [
    *(("line", ground) for ground in SURFACES),
    *(("focus", ground) for ground in (*SURFACES, *TINTS)),
    *(("accent", ground) for ground in SURFACES),
    *(("bad", ground) for ground in SURFACES),
    ("focus-on-deep", "deep"),
    ("good", "line-quiet"),
]


def tokens() -> dict[str, tuple[str, str]]:
    """Light and dark value of every colour."""
    css = parts_of("tokens")[0].read_text(encoding="utf-8")
    return {name: (light, dark) for name, light, dark in re.findall(r"--([a-z-]+): light-dark\((#\w+), (#\w+)\)", css)}


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """The ratio of the lighter to the darker colour."""
    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_stands_out_from_its_ground(scheme: int) -> None:
    colours = tokens()

    weak = {
        f"{voice} on {ground}": round(contrast(colours[voice][scheme], colours[ground][scheme]), 2)
        for voice, ground in TEXT
        if contrast(colours[voice][scheme], colours[ground][scheme]) < 4.5
    }

    assert weak == {}


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_edges_of_controls_stand_out_from_their_ground(scheme: int) -> None:
    colours = tokens()

    weak = {
        f"{edge} on {ground}": round(contrast(colours[edge][scheme], colours[ground][scheme]), 2)
        for edge, ground in EDGES
        if contrast(colours[edge][scheme], colours[ground][scheme]) < 3
    }

    assert weak == {}


def test_black_on_white_has_the_known_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
