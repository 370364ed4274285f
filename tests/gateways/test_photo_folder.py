"""Portraits on the disk."""

from pathlib import Path

import pytest

from gateways.photo_folder import NAME, PhotoFolder
from gateways.photos import Portrait

PORTRAIT = Portrait(large=b"large", small=b"small", whole=b"whole")


def test_every_size_is_kept_under_one_random_name(tmp_path: Path) -> None:
    folder = PhotoFolder(tmp_path / "photos")
    first, second = folder.keep(PORTRAIT), folder.keep(PORTRAIT)
    assert first != second
    assert NAME.fullmatch(first)
    assert folder.path(first, "large").read_bytes() == b"large"
    assert folder.path(first, "small").read_bytes() == b"small"
    assert folder.whole(first) == b"whole"
    assert sorted(path.suffix for path in folder.folder.iterdir()) == [".webp"] * 6


@pytest.mark.parametrize(("name", "size"), [("../../etc/passwd", "large"), ("a" * 32, "../x"), ("A" * 32, "large"), ("", "small")])
def test_a_name_never_leads_out_of_the_folder(tmp_path: Path, name: str, size: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        PhotoFolder(tmp_path).path(name, size)
