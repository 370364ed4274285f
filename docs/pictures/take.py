"""Takes the picture in the README: ``make pictures``. The demo, in a real browser, as its supervisor sees it."""

from __future__ import annotations

import os
import subprocess
import tempfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from bench.servers import ROOT, serving
from cli.demo import PASSWORD
from tests.browser.chromium import MISSING, chromium, find

if TYPE_CHECKING:
    from playwright.sync_api import Page

FOLDER = Path(__file__).parent
WIDTH, HEIGHT = 1280, 1500
MEETINGS = range(1, 60)
COLOURS = 128


def main() -> None:
    """Start a demo of its own, look for the meeting with the longest note, take its picture."""
    program = find()
    if program is None:
        raise SystemExit(MISSING)
    with tempfile.TemporaryDirectory() as folder, chromium(program) as browser:
        environment = {"PEILI_DATA_DIR": folder, "PEILI_ARGON2_MEMORY_KIB": "64"}
        command = [str(ROOT / ".venv" / "bin" / "flask"), "--app", "app", "start", "prepare"]
        subprocess.run(command, cwd=ROOT, env=os.environ | environment, check=True, stdout=subprocess.DEVNULL)
        with serving(environment=environment) as server:
            page = browser.new_page(
                viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light", locale="en-GB", reduced_motion="reduce"
            )
            base = f"http://127.0.0.1:{server.port}"
            sign_in(page, base)
            page.goto(max((f"{base}/meetings/{number}" for number in MEETINGS), key=lambda url: passages(page, url)))
            save(page.screenshot(), FOLDER / "meeting.png")


def sign_in(page: Page, base: str) -> None:
    """As the demo's supervisor, in English."""
    page.goto(f"{base}/sessions/new")
    page.fill("[name=email]", "supervisor@demo.example")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"{base}/")
    page.click("button[name=language][value=en]")


def passages(page: Page, url: str) -> int:
    """How many passages the note at this address has; none where there is no meeting for the supervisor."""
    page.goto(url)
    return page.locator(".passage").count()


def save(picture: bytes, path: Path) -> None:
    """Write a small PNG: interfaces have few colours."""
    out = BytesIO()
    Image.open(BytesIO(picture)).convert("RGB").quantize(COLOURS).save(out, "PNG", optimize=True)
    path.write_bytes(out.getvalue())
    print(f"{path.relative_to(ROOT)}: {len(out.getvalue()) // 1024} KiB")


if __name__ == "__main__":
    main()
