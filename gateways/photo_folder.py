"""The folder of portraits: three WebP files a portrait, under a random name that nobody can guess."""

from __future__ import annotations

import os
import re
import secrets
from pathlib import Path

from gateways.photos import Portrait

NAME = re.compile(r"[0-9a-f]{32}")
SHOWN = ("large", "small")
KEPT = (*SHOWN, "whole")


class PhotoFolder:
    """Keeps portraits below a folder, which is made when first needed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, portrait: Portrait) -> str:
        """Write every size to the disk and give their name."""
        name = secrets.token_hex(16)
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for size in KEPT:
            self._write(self.path(name, size), getattr(portrait, size))
        return name

    def whole(self, name: str) -> bytes:
        """The whole photo, for another crop."""
        return self.path(name, "whole").read_bytes()

    def path(self, name: str, size: str) -> Path:
        """Where a size of a portrait is. Raises ValueError for what ``keep`` never gave."""
        if not NAME.fullmatch(name) or size not in KEPT:
            raise ValueError(name, size)
        return self.folder / f"{name}-{size}.webp"

    @staticmethod
    def _write(path: Path, data: bytes) -> None:
        """Whole or not at all: a row that names the file is committed only afterwards."""
        partial = path.with_suffix(".partial")
        with partial.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        partial.rename(path)
