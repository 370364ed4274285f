import tracemalloc
from io import BytesIO
from struct import pack
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from gateways.photos import MEGABYTE, PhotoTooLarge, PhotoTooManyPixels, PhotoUnreadable, Portrait, prepare

GPS_IFD, ORIENTATION, MAKE = 0x8825, 0x0112, 0x010F
RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)
CENTRE_OF_SMALL = (90, 130)


def saved(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    assert image.format == "WEBP"
    image.load()
    return image.convert("RGB")


def plain(size: tuple[int, int] = (900, 1300), colour: tuple[int, ...] = RED, mode: str = "RGB") -> Image.Image:
    return Image.new(mode, size, colour)


def quarters(size: tuple[int, int]) -> Image.Image:
    """Red and green above, blue and white below."""
    tiny = Image.new("RGB", (2, 2))
    for place, colour in zip([(0, 0), (1, 0), (0, 1), (1, 1)], [RED, GREEN, BLUE, WHITE], strict=True):
        tiny.putpixel(place, colour)
    return tiny.resize(size, Image.Resampling.NEAREST)


def is_near(image: Image.Image, place: tuple[int, int], colour: tuple[int, ...], tolerance: int = 40) -> bool:
    pixel = image.getpixel(place)
    assert isinstance(pixel, tuple)
    return all(abs(one - other) <= tolerance for one, other in zip(pixel, colour, strict=True))


def sizes(portrait: Portrait) -> tuple[tuple[int, int], tuple[int, int]]:
    return opened(portrait.large).size, opened(portrait.small).size


@pytest.mark.parametrize(
    ("kind", "size"),
    [
        ("JPEG", (4032, 3024)),
        ("JPEG", (3024, 4032)),
        ("JPEG", (540, 780)),
        ("PNG", (1600, 1200)),
        ("PNG", (6000, 800)),
        ("WEBP", (800, 6000)),
    ],
)
def test_photos_become_two_portraits(kind: str, size: tuple[int, int]) -> None:
    portrait = prepare(saved(plain(size), kind))
    assert sizes(portrait) == ((540, 780), (180, 260))
    assert is_near(opened(portrait.large), (270, 390), RED)
    assert len(portrait.large) < 100_000


@pytest.mark.parametrize(
    ("size", "large"),
    [((1, 1), (180, 260)), ((100, 100), (180, 260)), ((3000, 1), (180, 260)), ((1, 3000), (180, 260)), ((360, 520), (360, 520))],
)
def test_a_small_photo_is_not_blown_up_beyond_need(size: tuple[int, int], large: tuple[int, int]) -> None:
    assert sizes(prepare(saved(plain(size), "PNG"))) == (large, (180, 260))


def test_a_phone_photo_leaves_its_position_behind() -> None:
    photo = quarters((4032, 3024))
    exif = Image.Exif()
    exif[MAKE] = "Kamera"
    exif.get_ifd(GPS_IFD).update({1: "N", 2: (60.0, 10.0, 15.0), 3: "E", 4: (24.0, 56.0, 15.0)})
    data = saved(photo, exif=exif, icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(), comment=b"Kamera")
    assert Image.open(BytesIO(data)).getexif().get_ifd(GPS_IFD)
    portrait = prepare(data)
    for picture in (portrait.large, portrait.small):
        assert not Image.open(BytesIO(picture)).getexif()
        assert not {"exif", "xmp", "icc_profile", "comment"} & set(Image.open(BytesIO(picture)).info)
        for trace in (b"EXIF", b"Exif", b"XMP ", b"ICCP", b"Kamera"):
            assert trace not in picture


@pytest.mark.parametrize(
    ("orientation", "held"),  # what a camera held that way stores
    [
        (1, None),
        (2, Image.Transpose.FLIP_LEFT_RIGHT),
        (3, Image.Transpose.ROTATE_180),
        (4, Image.Transpose.FLIP_TOP_BOTTOM),
        (5, Image.Transpose.TRANSPOSE),
        (6, Image.Transpose.ROTATE_90),
        (7, Image.Transpose.TRANSVERSE),
        (8, Image.Transpose.ROTATE_270),
    ],
)
@pytest.mark.parametrize("size", [(1300, 900), (2800, 2100)])
def test_a_turned_photo_is_set_upright(orientation: int, held: Image.Transpose | None, size: tuple[int, int]) -> None:
    stored = quarters(size) if held is None else quarters(size).transpose(held)
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    data = saved(stored, exif=exif, quality=95)
    left, right = (opened(prepare(data, focus=(across, 0)).large) for across in (0.1, 0.9))
    assert left.size == right.size == (540, 780)
    assert [is_near(left, (270, 60), RED), is_near(left, (270, 720), BLUE)] == [True, True]
    assert [is_near(right, (270, 60), GREEN), is_near(right, (270, 720), WHITE)] == [True, True]


@pytest.mark.parametrize(
    ("focus", "colour"),
    [((0, 0), RED), ((1, 0), GREEN), ((0.5, 0.5), BLUE), ((-7, 0.5), RED), ((float("inf"), 0.5), GREEN), ((float("nan"), 0.5), BLUE)],
)
def test_the_crop_follows_the_focus(focus: tuple[float, float], colour: tuple[int, ...]) -> None:
    photo = plain((3900, 1300), BLUE)
    photo.paste(RED, (0, 0, 1000, 1300))
    photo.paste(GREEN, (2900, 0, 3900, 1300))
    assert is_near(opened(prepare(saved(photo), focus=focus).small), CENTRE_OF_SMALL, colour)


@pytest.mark.parametrize(
    ("image", "colour"),
    [
        (plain(mode="L", colour=(128,)), (128,) * 3),
        (plain(mode="1", colour=(1,)), WHITE),
        (plain(mode="LA", colour=(128, 0)), WHITE),
        (plain(mode="RGBA", colour=(255, 0, 0, 0)), WHITE),
        (plain(mode="RGBA", colour=(255, 0, 0, 255)), RED),
        (plain().convert("P"), RED),
        (Image.new("I;16", (900, 1300), 0x8000), (128,) * 3),
    ],
)
def test_every_kind_of_png_becomes_colours_on_white(image: Image.Image, colour: tuple[int, ...]) -> None:
    assert is_near(opened(prepare(saved(image, "PNG")).small), CENTRE_OF_SMALL, colour)


def test_a_cmyk_photo_becomes_rgb() -> None:
    assert is_near(opened(prepare(saved(plain(mode="CMYK", colour=(0, 255, 255, 0)))).small), CENTRE_OF_SMALL, RED, 60)


def swapped_profile() -> bytes:
    """An sRGB profile whose red and green are exchanged, so that a conversion is seen."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile.replace(b"rXYZ", b"tXYZ", 1).replace(b"gXYZ", b"rXYZ", 1).replace(b"tXYZ", b"gXYZ", 1)


def test_colours_are_converted_to_srgb() -> None:
    portrait = prepare(saved(plain(), "PNG", icc_profile=swapped_profile()))
    assert is_near(opened(portrait.small), CENTRE_OF_SMALL, GREEN)


def test_a_broken_profile_or_broken_metadata_spoils_no_photo() -> None:
    data = saved(plain(), "JPEG", icc_profile=b"nonsense", exif=b"Exif\0\0nonsense")
    assert is_near(opened(prepare(data).small), CENTRE_OF_SMALL, RED)


def test_only_the_first_picture_of_several_counts() -> None:
    for kind in ("WEBP", "PNG", "MPO"):
        data = saved(plain(), kind, save_all=True, append_images=[plain(colour=BLUE)])
        assert is_near(opened(prepare(data).small), CENTRE_OF_SMALL, RED)


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes whose header promises an enormous picture."""
    chunk = b"IHDR" + pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + pack(">I", 13) + chunk + pack(">I", crc32(chunk)) + saved(plain((1, 1)), "PNG")[33:]


@pytest.mark.parametrize("size", [(50_000, 50_000), (10_000, 10_000), (6_000, 5_000), (2**31 - 1, 1)])
def test_bombs_are_refused_before_they_are_decoded(size: tuple[int, int]) -> None:
    tracemalloc.start()
    with pytest.raises(PhotoTooManyPixels) as refusal:
        prepare(bomb(*size))
    assert tracemalloc.get_traced_memory()[1] < MEGABYTE
    tracemalloc.stop()
    assert refusal.value.params == {"limit": 24}


def test_too_many_bytes_are_refused_before_anything_else() -> None:
    with pytest.raises(PhotoTooLarge) as refusal:
        prepare(bytes(8 * MEGABYTE + 1))
    assert refusal.value.params == {"size": 9, "limit": 8}
    photo = saved(plain())
    assert sizes(prepare(photo.ljust(8 * MEGABYTE, b"\0")))[1] == (180, 260)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00",
        b"MZ\x90\x00 renamed executable",
        b"\x7fELF",
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"%PDF-1.7",
        b"\xff\xd8\xff\xe0",
        saved(plain(), "GIF"),
        saved(plain(), "BMP"),
        saved(plain(), "TIFF"),
        saved(plain(), "JPEG")[:2000],
        saved(quarters((900, 1300)), "PNG")[:2000],
        saved(plain(), "WEBP")[:-20],
        bomb(4000, 4000),
    ],
)
def test_what_is_no_whole_photo_is_refused(data: bytes) -> None:
    with pytest.raises(PhotoUnreadable):
        prepare(data)


ORIGINALS = [saved(quarters((40, 40)), kind) for kind in ("JPEG", "PNG", "WEBP")]


@given(st.sampled_from(ORIGINALS), st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), min_size=1, max_size=6), st.data())
def test_spoilt_bytes_are_a_portrait_or_a_refusal(original: bytes, spoils: list[tuple[int, int]], data: st.DataObject) -> None:
    spoilt = bytearray(original)
    for place, value in spoils:
        spoilt[place % len(spoilt)] = value
    del spoilt[data.draw(st.integers(1, len(spoilt))) :]
    try:
        portrait = prepare(bytes(spoilt))
    except (PhotoUnreadable, PhotoTooManyPixels):
        return
    assert sizes(portrait)[1] == (180, 260)


def test_the_largest_photo_we_take_stays_bounded() -> None:
    assert sizes(prepare(saved(plain((6000, 4190), (255, 0, 0, 128), "RGBA"), "PNG"))) == ((540, 780), (180, 260))
