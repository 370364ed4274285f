"""A real Chromium: the one of this machine, never a download."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "microsoft-edge")
MAC = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
MISSING = "no Chromium found. On Debian: apt-get install chromium; elsewhere set BROWSER_PATH to a Chromium or Chrome"


def find() -> str | None:
    """The browser's program: $BROWSER_PATH, then the names on PATH, then the Mac's applications."""
    chosen = os.environ.get("BROWSER_PATH")
    on_path = (shutil.which(name) for name in NAMES)
    return chosen or next((path for path in on_path if path), None) or next((path for path in MAC if Path(path).exists()), None)


@contextmanager
def chromium(program: str) -> Iterator[Browser]:
    """The browser, running without a window."""
    # Its sandbox refuses root, as whom builds often run.
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else [*FLAGS]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=flags)
        yield browser
        browser.close()
