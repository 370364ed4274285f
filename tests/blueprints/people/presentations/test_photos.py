"""Portraits: adding, cropping, refusing and serving."""

from collections.abc import Callable
from contextlib import closing
from io import BytesIO
from struct import pack
from zlib import crc32

import pytest
from flask import Flask
from PIL import Image
from werkzeug.test import EnvironBuilder, TestResponse

from models.people import Person
from models.people.supervisor_parts import Portrait
from tests.blueprints.people.presentations.conftest import Gallery, Guest
from tests.visitor import hidden_fields
from tests.world import NOW

Sign = Callable[[Person], Guest]
CAPTIONS = {"fi-alt": "Aino nauraa", "sv-alt": "Aino skrattar", "en-alt": "", "credit": "Kuva: Merituuli"}


def telephone_photo() -> bytes:
    """Twelve million pixels from a telephone that writes down where it was: red above, blue below."""
    image = Image.new("RGB", (3000, 4000), "red")
    image.paste("blue", (0, 2000, 3000, 4000))
    exif = Image.Exif()
    exif[0x010F] = "Puhelin Oy"
    exif.get_ifd(0x8825).update({1: "N", 2: (63.0, 5.0, 42.0), 3: "E", 4: (21.0, 36.0, 57.0)})
    out = BytesIO()
    image.save(out, "JPEG", quality=80, exif=exif)
    return out.getvalue()


def bomb() -> bytes:
    """A small PNG whose header promises 50 000 by 50 000 pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return pack(">I", len(body)) + kind + body + pack(">I", crc32(kind + body))

    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)) + chunk(b"IDAT", b"x") + chunk(b"IEND", b"")
    )


def send(guest: Guest, gallery: Gallery, photo: bytes = b"", name: str = "kuva.jpg", *, also: dict[str, str] | None = None) -> TestResponse:
    """Send the form of the photo's page with a file."""
    url = f"/supervisors/{gallery.aino.id}/photo"
    shown = guest.get(f"{url}/edit")
    assert shown.status_code == 200
    data = hidden_fields(shown.text, url) | {"x": "50", "y": "35"} | CAPTIONS | (also or {})
    form = EnvironBuilder(url, method="POST", data=data | {"photo": (BytesIO(photo), name if photo else "")}).get_environ()
    with closing(form["wsgi.input"]):  # what is large lies in a temporary file, which the test client leaves open
        return guest.client.open(form)


def portrait(gallery: Gallery) -> Portrait:
    return gallery.fresh().aino.draft.content.portrait


def top_colour(data: bytes) -> str:
    pixel = Image.open(BytesIO(data)).convert("RGB").getpixel((5, 5))
    assert isinstance(pixel, tuple)
    return "red" if pixel[0] > 200 else "blue"


def test_a_telephones_photo_becomes_two_portraits_without_its_position(plain: Sign, visitor: Guest, app: Flask, gallery: Gallery) -> None:
    aino = plain(gallery.story.aino)
    assert send(aino, gallery, telephone_photo()).status_code == 303
    kept = portrait(gallery)
    assert (kept.fi.alt, kept.sv.alt, kept.en.alt, kept.credit) == ("Aino nauraa", "Aino skrattar", "", "Kuva: Merituuli")
    for size, pixels in (("large", (540, 780)), ("small", (180, 260))):
        answer = aino.get(f"/photos/{kept.name}/{size}")
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "image/webp"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"] == "private, max-age=3600"
        image = Image.open(BytesIO(answer.data))
        assert image.size == pixels
        assert not image.getexif()
    for file in app.config["PEILI"].photos_dir.iterdir():
        data = file.read_bytes()
        assert b"Puhelin" not in data
        assert not Image.open(BytesIO(data)).getexif()


def test_a_photo_is_shown_to_readers_once_published(plain: Sign, visitor: Guest, gallery: Gallery) -> None:
    aino, jaana, noora = (plain(person) for person in (gallery.story.aino, gallery.story.jaana, gallery.story.mikael))
    send(aino, gallery, telephone_photo())
    url = f"/photos/{portrait(gallery).name}/large"
    assert [guest.get(url).status_code for guest in (aino, jaana, noora, visitor)] == [200, 200, 404, 404]
    gallery.fresh().aino.publish(by=gallery.story.jaana, now=NOW)
    gallery.session.commit()
    assert [guest.get(url).status_code for guest in (noora, visitor)] == [200, 200]
    page = visitor.get(f"/supervisors/{gallery.aino.id}").text
    assert f'src="{url}" alt="Aino nauraa"' in page
    assert "Kuva: Merituuli" in page
    assert visitor.get(url.replace("large", "whole")).status_code == 404


def test_the_photo_is_cropped_again_around_another_point(plain: Sign, gallery: Gallery) -> None:
    aino = plain(gallery.story.aino)
    send(aino, gallery, telephone_photo(), also={"y": "0"})
    first = portrait(gallery)
    assert top_colour(aino.get(f"/photos/{first.name}/large").data) == "red"
    send(aino, gallery, also={"y": "100", "fi-alt": "Toinen kuvaus"})
    second = portrait(gallery)
    assert second.name != first.name
    assert (second.y, second.fi.alt) == (100, "Toinen kuvaus")
    assert Image.open(BytesIO(aino.get(f"/photos/{second.name}/large").data)).size == (540, 780)
    send(aino, gallery, also={"y": "100", "credit": "Joku muu"})
    assert portrait(gallery).name == second.name, "another credit needs no other files"


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        ((b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "kuva.svg"), "ei voi lukea kuvana"),
        ((b"MZ\x90\x00" + b"\x00" * 500, "kuva.jpg"), "ei voi lukea kuvana"),
        ((b"GIF89a" + b"\x00" * 50, "kuva.png"), "ei voi lukea kuvana"),
        ((b"\xff\xd8\xff\xe0" + b"\x00" * 50, "kuva.jpg"), "ei voi lukea kuvana"),
        ((bomb(), "kuva.png"), "megapikse"),
        ((b"\xff" * (8 * 2**20 + 1), "kuva.jpg"), "liian suuri (9"),
        ((b"\xff" * (14 * 2**20), "kuva.jpg"), "liian suuri (14"),
    ],
    ids=["svg", "executable", "gif", "broken", "bomb", "too large", "far too large"],
)
def test_what_is_no_portrait_is_refused_at_its_field(
    plain: Sign, app: Flask, gallery: Gallery, file: tuple[bytes, str], sentence: str
) -> None:
    answer = send(plain(gallery.story.aino), gallery, *file, also={"fi-alt": "Kirjoitettu kuvaus"})
    assert answer.status_code == 422
    assert '<a href="#photo">' in answer.text
    assert sentence in answer.text
    assert 'value="Kirjoitettu kuvaus"' in answer.text
    assert portrait(gallery) == Portrait()
    folder = app.config["PEILI"].photos_dir
    assert not folder.exists() or not list(folder.iterdir())


@pytest.mark.parametrize(
    ("field", "typed"), [("x", ""), ("x", "-1"), ("y", "101"), ("y", "keskellä"), ("fi-alt", "x" * 201), ("credit", "a\u202eb")]
)
def test_bad_fields_are_refused_and_kept(plain: Sign, gallery: Gallery, field: str, typed: str) -> None:
    answer = send(plain(gallery.story.aino), gallery, telephone_photo(), also={field: typed})
    assert answer.status_code == 422
    assert f'<a href="#{field}">' in answer.text
    assert portrait(gallery) == Portrait()


def test_a_photo_is_taken_out_of_the_draft(plain: Sign, gallery: Gallery) -> None:
    aino = plain(gallery.story.aino)
    send(aino, gallery, telephone_photo())
    page = f"/supervisors/{gallery.aino.id}/photo/edit"
    assert aino.post(f"/supervisors/{gallery.aino.id}/photo/deletion", page=page).status_code == 303
    assert portrait(gallery) == Portrait()


@pytest.mark.parametrize("path", ["x/large", "a" * 32 + "/large", "a" * 32 + "/whole", "..%2f..%2fkeys/large", "A" * 32 + "/small"])
def test_there_is_nothing_else_to_fetch(visitor: Guest, gallery: Gallery, path: str) -> None:
    assert visitor.get(f"/photos/{path}").status_code == 404
