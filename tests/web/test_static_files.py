import gzip
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KIB = 1024


def packed(*names: str) -> int:
    return sum(len(gzip.compress((ROOT / "static" / name).read_bytes(), 9)) for name in names)


@pytest.mark.parametrize(
    ("names", "budget"),
    [(("app.css",), 8 * KIB), (("vendor/htmx.min.js", "app.js"), 16 * KIB), (("icons.svg",), 4 * KIB)],
)
def test_a_phone_on_a_slow_line_waits_for_little(names: tuple[str, ...], budget: int) -> None:
    assert packed(*names) <= budget


def test_every_icon_that_a_template_names_is_drawn() -> None:
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (ROOT / "static" / "icons.svg").read_text(encoding="utf-8")))
    templates = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "templates").rglob("*.html"))
    assert set(re.findall(r"""(?:ui\.icon|ui\.state|\bicon)\(['"]([\w-]+)['"]""", templates)) <= drawn


def test_own_script_needs_no_exception_from_the_content_policy() -> None:
    script = (ROOT / "static" / "app.js").read_text(encoding="utf-8")
    assert not re.search(r"\beval\(|new Function|innerHTML|insertAdjacentHTML|\.style\b|setTimeout\([\"'`]", script)
