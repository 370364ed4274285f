"""Keys that sort and search alike in every database: SQLite knows no Finnish order.

A sort key holds only 0-9 and a-z, so byte order, the C collation and any language's collation that
leaves a-z alone all agree on it.
"""

import unicodedata
from functools import cache
from itertools import groupby

from models.base.text import fold

# "0" ends a word and sorts before everything, so "Anna Berg" comes before "Annala".
WORD_END = "0"
NUMBER = "1"
AFTER_Z = "zz"

# The Finnish alphabet after y; w stands apart from v as in the present order (SFS-EN 13710).
LAST_LETTERS = {"z": "za", "å": "zb", "ä": "zc", "ö": "zd"}
# Letters whose place is not that of the letter left when their accent is taken away.
NEIGHBOURS = {
    "æ": "ä", "ø": "ö", "ü": "y", "ű": "y", "đ": "d", "ð": "d", "ħ": "h", "\u0131": "i", "ł": "l",
    "ŋ": "n", "œ": "oe", "ŧ": "t", "þ": "th", "ǥ": "g", "ʒ": "z", "ǯ": "z",
}  # fmt: skip
# The apostrophes of names such as O'Neill.
SILENT = frozenset("'’ʼ´`")


def sort_key(text: str) -> str:
    """Key in Finnish order: å ä ö last, case and other accents ignored, numbers by their size.

    ASCII only. Equal keys mean "the same to a reader": order by (sort_key, id) for a steady list.
    """
    return WORD_END.join(_word_key(word) for word in search_key(text).split())


def search_key(text: str) -> str:
    """Give the words of a text, folded, in order, one space between; punctuation parts words."""
    kept = (_kept(character) for character in fold(text) if character not in SILENT)
    return " ".join("".join(kept).split())


def _kept(character: str) -> str:
    """Letters, marks and numbers stay; a blank stands for everything else."""
    return character if unicodedata.category(character)[0] in "LMN" else " "


def _word_key(word: str) -> str:
    runs = groupby(word, key=str.isdecimal)
    return "".join(_number_key("".join(run)) if number else "".join(map(_letter_key, run)) for number, run in runs)


def _number_key(digits: str) -> str:
    """Length first, so that 9 comes before 10; longer than 99 digits is no number a person compares."""
    plain = "".join(str(unicodedata.decimal(digit)) for digit in digits).lstrip("0") or "0"
    return f"{NUMBER}{min(len(plain), 99):02d}{plain}"


@cache
def _letter_key(letter: str) -> str:
    letter = NEIGHBOURS.get(letter, letter)
    if letter in LAST_LETTERS:
        return LAST_LETTERS[letter]
    if letter.isascii():
        return letter
    base = unicodedata.normalize("NFD", letter)[0]
    if base.isascii() or unicodedata.combining(base):
        return LAST_LETTERS.get(base, base if base.isascii() else "")
    # Other scripts follow the alphabet in the order of their code points.
    return f"{AFTER_Z}{ord(letter):06x}"
