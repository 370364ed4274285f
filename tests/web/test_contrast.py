"""WCAG 2.2: text at least 4.5:1 (1.4.3), what bounds a control or shows focus at least 3:1 (1.4.11)."""

import re
from pathlib import Path

import pytest

STYLES = Path(__file__).parents[2] / "static" / "app.css"
TOKEN = re.compile(r"--([\w-]+): light-dark\(#([0-9a-f]{6}), #([0-9a-f]{6})\);")
TOKENS = {name: (light, dark) for name, light, dark in TOKEN.findall(STYLES.read_text(encoding="utf-8"))}

PLACES = ("ground", "surface", "sunk")
WASHES = ("accent-wash", "warm-wash", "danger-wash")
TEXT = [
    *((ink, place) for place in PLACES for ink in ("ink", "muted", "accent", "warm", "danger", "ok")),
    *(("ink", wash) for wash in WASHES),
    ("muted", "accent-wash"),  # the explanation of a chosen answer
    ("accent", "accent-wash"),  # initials of a portrait, links in a notice
    ("accent", "warm-wash"),  # links in a warning
    ("danger", "danger-wash"),
    ("on-accent", "accent"),
    ("on-dusk", "dusk"),
    ("ground", "ink"),  # the skip link
]
LINES = [
    *((line, place) for place in PLACES for line in ("edge", "accent", "danger", "focus", "ink")),
    *(("focus", wash) for wash in WASHES),
    ("edge", "accent-wash"),  # a control inside the chosen answer
    ("accent", "accent-wash"),
    ("warm", "warm-wash"),
    ("danger", "danger-wash"),
    ("on-accent", "accent"),  # the half disc of a switch that is on
    ("on-dusk", "dusk"),  # the focus ring on the half disc of the sign-in page
]


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), [(*pair, 4.5) for pair in TEXT] + [(*pair, 3.0) for pair in LINES])
def test_every_pair_can_be_told_apart(front: str, back: str, least: float, mode: int) -> None:
    assert contrast(TOKENS[front][mode], TOKENS[back][mode]) >= least


def test_no_colour_escapes_the_pairs() -> None:
    decoration = {"line"}  # divides rows; nothing depends on seeing it
    assert {colour for pair in TEXT + LINES for colour in pair} | decoration == set(TOKENS)
