import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from gateways import photos
from models.base import email, local_time, money, text
from models.base.refusals import DomainError
from models.people import partial_date
from web.refusals.values import SENTENCES

MODULES = (email, local_time, money, partial_date, photos, text)
TRANSLATIONS = Path(__file__).parents[3] / "translations"
PARAMETER = re.compile(r"%\((\w+)\)s")


def refusals() -> dict[str, type[DomainError]]:
    classes = [thing for module in MODULES for thing in vars(module).values() if isinstance(thing, type)]
    return {thing.code: thing for thing in classes if issubclass(thing, DomainError) and thing is not DomainError}


def test_every_refusal_of_a_value_has_its_sentence() -> None:
    assert set(SENTENCES) == set(refusals())


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_every_sentence_is_translated_with_its_parameters(language: str) -> None:
    with (TRANSLATIONS / language / "LC_MESSAGES" / "values.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    messages = {str(message.id): str(message.string) for message in catalogue if message.id}
    assert set(messages) == {str(sentence) for sentence in SENTENCES.values()}
    for message, translation in messages.items():
        assert sorted(PARAMETER.findall(message)) == sorted(PARAMETER.findall(translation)), message
        assert translation
        assert translation != message
