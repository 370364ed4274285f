"""Portraits: an uploaded photo becomes two small WebP pictures that hold nothing but pixels.

Only what Pillow decodes as JPEG, PNG or WebP counts as a photo; names and declared types are not asked.
The dimensions are read from the header before a pixel is decoded, and JPEG is decoded no larger than
needed: that bounds the memory that a photo takes.
"""

import math
import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from PIL import Image, ImageCms
from PIL.Image import Resampling, Transpose

from models.base import DomainError

MEGABYTE: Final = 1024 * 1024
MOST_MEGABYTES: Final = 8
MOST_MEGAPIXELS: Final = 24
MOST_PIXELS: Final = MOST_MEGAPIXELS * 1024 * 1024  # telephones sold as having 24 have 24.5 million
FORMATS: Final = ("JPEG", "PNG", "WEBP")

# The portrait is nine wide and thirteen high. Both sizes are for screens of two pixels to one.
LARGE: Final = (540, 780)
SMALL: Final = (180, 260)
QUALITY: Final = 82
CENTRE: Final = (0.5, 0.5)

ORIENTATION: Final = 0x0112  # a tag of Exif 2.32
UPRIGHT: Final = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}


class PhotoTooLarge(DomainError):
    """More bytes than `limit` megabytes; `size` is in megabytes, rounded up."""

    code = "photo_too_large"


class PhotoTooManyPixels(DomainError):
    """More pixels than `limit` million: decoding it would take too much memory."""

    code = "photo_too_many_pixels"


class PhotoUnreadable(DomainError):
    """Not a whole JPEG, PNG or WebP picture."""

    code = "photo_unreadable"


@dataclass(frozen=True, slots=True)
class Portrait:
    """WebP pictures of 9:13: `large` at most 540 by 780 pixels, `small` 180 by 260; and the `whole` photo, to be cropped anew."""

    large: bytes
    small: bytes
    whole: bytes


def prepare(data: bytes, *, focus: tuple[float, float] = CENTRE) -> Portrait:
    """Crop a photo to a portrait around `focus`, two fractions of the upright photo from its top left.

    Metadata goes, colours become sRGB, what is transparent becomes white. The large picture is never
    blown up beyond the photo's own pixels, unless they are fewer than the small one has.
    Raises PhotoTooLarge, PhotoTooManyPixels or PhotoUnreadable.
    """
    if len(data) > MOST_MEGABYTES * MEGABYTE:
        raise PhotoTooLarge(size=math.ceil(len(data) / MEGABYTE), limit=MOST_MEGABYTES)
    photo = _decoded(data)
    box = _portrait_box(photo.size, focus)
    whole = _webp(photo, (0, 0, *photo.size), photo.size)
    return Portrait(large=_webp(photo, box, _large_size(box)), small=_webp(photo, box, SMALL), whole=whole)


def _decoded(data: bytes) -> Image.Image:
    """Decode to upright sRGB, about as large as the portrait needs."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of odd metadata; only too many pixels concern us
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            photo = Image.open(BytesIO(data), formats=FORMATS)
            _refuse_too_many_pixels(photo.size)
            return _upright(_in_srgb(_reduced(photo)), _orientation(photo))
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise PhotoTooManyPixels(limit=MOST_MEGAPIXELS) from error
        except DomainError:
            raise
        except Exception as error:  # hostile bytes may bring a decoder to raise anything
            raise PhotoUnreadable from error


def _refuse_too_many_pixels(size: tuple[int, int]) -> None:
    if size[0] * size[1] > MOST_PIXELS:
        raise PhotoTooManyPixels(limit=MOST_MEGAPIXELS)


def _reduced(photo: Image.Image) -> Image.Image:
    """Decode, and shrink by whole numbers as far as leaves enough for the large portrait."""
    profile = photo.info.get("icc_profile")
    spare = _spare(photo.size)
    if spare > 1:
        photo.draft(None, (photo.width // spare, photo.height // spare))
    photo.load()
    plain = _without_alpha(_eight_bit(photo))
    reduced = plain.reduce(_spare(plain.size))
    reduced.info = {"icc_profile": profile}
    return reduced


def _spare(size: tuple[int, int]) -> int:
    """How many times as wide as the large portrait a photo is, upright or lying; at least 1."""
    return max(1, int(min(_portrait_width(size), _portrait_width(size[::-1])) / LARGE[0]))


def _eight_bit(photo: Image.Image) -> Image.Image:
    """Bring sixteen bits a pixel down to eight; Pillow itself would cut them off at white."""
    if not photo.mode.startswith("I"):
        return photo
    photo.info.pop("transparency", None)
    return photo.point(lambda value: value / 256 + 0).convert("L")


def _without_alpha(photo: Image.Image) -> Image.Image:
    """Put what is transparent on white; leave the colours in a mode that a colour profile understands."""
    if photo.has_transparency_data:
        layered = photo.convert("RGBA")
        white = Image.new("RGB", photo.size, "white")
        white.paste(layered, mask=layered.getchannel("A"))
        return white
    return photo if photo.mode in ("RGB", "L", "CMYK") else photo.convert("RGB")


def _in_srgb(photo: Image.Image) -> Image.Image:
    """Convert by the embedded profile. A broken or missing one means sRGB, as browsers take it."""
    profile = photo.info.get("icc_profile")
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(photo, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
            converted = None
        if converted is not None:
            return converted
    return photo.convert("RGB")


def _orientation(photo: Image.Image) -> int:
    """How the camera was held. Broken metadata does not spoil a good picture."""
    try:
        return int(photo.getexif().get(ORIENTATION, 1))
    except Exception:  # noqa: BLE001 - as in _decoded
        return 1


def _upright(photo: Image.Image, orientation: int) -> Image.Image:
    turn = UPRIGHT.get(orientation)
    return photo if turn is None else photo.transpose(turn)


def _portrait_width(size: tuple[int, int]) -> float:
    """Width of the widest portrait that fits."""
    return min(size[0], size[1] * LARGE[0] / LARGE[1])


def _portrait_box(size: tuple[int, int], focus: tuple[float, float]) -> tuple[float, float, float, float]:
    """Place the widest portrait that fits as near to the focus as the edges let: left, top, right, bottom."""
    width = _portrait_width(size)
    height = width * LARGE[1] / LARGE[0]
    left = _within(focus[0] * size[0] - width / 2, size[0] - width)
    top = _within(focus[1] * size[1] - height / 2, size[1] - height)
    return left, top, min(left + width, size[0]), min(top + height, size[1])


def _within(place: float, last: float) -> float:
    """Keep a place between 0 and the last possible one; what is no number stands in the middle."""
    return last / 2 if math.isnan(place) else min(max(place, 0), max(last, 0))


def _large_size(box: tuple[float, float, float, float]) -> tuple[int, int]:
    width = min(max(round(box[2] - box[0]), SMALL[0]), LARGE[0])
    return width, round(width * LARGE[1] / LARGE[0])


def _webp(photo: Image.Image, box: tuple[float, float, float, float], size: tuple[int, int]) -> bytes:
    out = BytesIO()
    photo.resize(size, Resampling.LANCZOS, box=box, reducing_gap=3).save(out, "WEBP", quality=QUALITY)
    return out.getvalue()
