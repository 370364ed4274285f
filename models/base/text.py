"""Cleaning of text that people type: one canonical form, nothing hidden in it."""

import re
import unicodedata
from itertools import groupby

from models.base.refusals import DomainError

# UAX 15 calls text "stream-safe" when no letter carries more than 30 combining marks. Beyond that
# it is a prank, and normalising it takes time that grows with the square of its length.
MARKS_IN_A_ROW = 30

# NFC never needs more than three code points for one, and a Windows line end needs two.
SHRINKS_AT_MOST = 3

NEWLINES = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
BLANKS_IN_LINE = re.compile("[ \t\n]+")
# Comes along in copied text, shows nothing, and str.strip() does not know it.
INVISIBLE_ENDS = "\u200b\u2060\ufeff"

FORBIDDEN = re.compile(
    "(?P<control>[\x00-\x08\x0e-\x1f\x7f-\x9f])"
    "|(?P<bidi>[\u202a-\u202e\u2066-\u2069])"
    "|(?P<surrogate>[\ud800-\udfff])"
    "|(?P<lost>\ufffd)"  # what broken bytes and lone surrogates have become on their way here
    "|(?P<noncharacter>[\ufdd0-\ufdef"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "])"
)

# Letters, marks and symbols by category that nevertheless draw nothing.
BLANK_LOOKING = frozenset("\u115f\u1160\u2800\u3164\uffa0")
# Marks (M), controls, formats, surrogates and unassigned (C), separators (Z).
UNSEEN_CATEGORIES = frozenset("MCZ")


class TextMissing(DomainError):
    """Nothing a reader could see was written."""

    code = "text_missing"


class TextTooLong(DomainError):
    """Carries `limit` and `length`, both in characters."""

    code = "text_too_long"


class TextForbidden(DomainError):
    """Carries `kind` (control, bidi, surrogate, lost, noncharacter, marks), `character` and `position` from 1."""

    code = "text_forbidden"


UNWRITABLE = (TextMissing, TextTooLong, TextForbidden)


def clean_line(value: str | None, *, limit: int, required: bool = True) -> str:
    """One line in NFC, trimmed, every run of blanks one space. `limit` is in characters.

    Raises TextMissing, TextTooLong or TextForbidden. Not required: an unseen text becomes "".
    """
    return _clean(value, limit=limit, required=required, one_line=True)


def clean_text(value: str | None, *, limit: int, required: bool = True) -> str:
    """Text of many lines in NFC, trimmed, its lines ended by U+000A. `limit` is in characters.

    Raises TextMissing, TextTooLong or TextForbidden. Not required: an unseen text becomes "".
    """
    return _clean(value, limit=limit, required=required, one_line=False)


def contains_visible(value: str) -> bool:
    """Whether a reader would see anything: zero-width characters, blanks and lone marks do not count."""
    return any(unicodedata.category(character)[0] not in UNSEEN_CATEGORIES and character not in BLANK_LOOKING for character in value)


def fold(value: str) -> str:
    """Fold for comparison (Unicode's NFKC_Casefold in spirit): case and width vanish, å ä ö stay."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", value).casefold())


def trim(value: str) -> str:
    """Strip blanks and the zero-width characters that copying brings along from both ends."""
    previous = None
    while previous != value:
        previous, value = value, value.strip().strip(INVISIBLE_ENDS)
    return value


def refuse_forbidden(value: str) -> None:
    """Raise TextForbidden for the first character that must not be stored or shown."""
    if found := FORBIDDEN.search(value):
        raise TextForbidden(kind=str(found.lastgroup), character=f"U+{ord(found.group()):04X}", position=found.start() + 1)
    position = 1
    for combining, run in groupby(value, key=lambda character: unicodedata.combining(character) > 0):
        characters = list(run)
        if combining and len(characters) > MARKS_IN_A_ROW:
            raise TextForbidden(kind="marks", character=f"U+{ord(characters[0]):04X}", position=position)
        position += len(characters)


def _clean(value: str | None, *, limit: int, required: bool, one_line: bool) -> str:
    text = NEWLINES.sub("\n", trim(value or ""))
    if len(text) > limit * SHRINKS_AT_MOST:
        raise TextTooLong(limit=limit, length=len(text))
    refuse_forbidden(text)
    text = unicodedata.normalize("NFC", text)
    if one_line:
        text = BLANKS_IN_LINE.sub(" ", text)
    if not contains_visible(text):
        if required:
            raise TextMissing
        return ""
    if len(text) > limit:
        raise TextTooLong(limit=limit, length=len(text))
    return text
