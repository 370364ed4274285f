"""The page "who sees what" says what the policy says, in every language, to anybody."""

import html

import pytest
from flask.testing import FlaskClient

from policy.confidential.sayings import NUMBERS, SAYINGS
from policy.published import published, sentences
from web import i18n


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_rule_is_on_the_page_in_the_reader_s_language(client: FlaskClient, language: str) -> None:
    page = client.get("/policies", headers={"Accept-Language": language})
    assert page.status_code == 200
    shown = html.unescape(page.text)
    catalogue = i18n.merged(language) if language in i18n.TRANSLATED else None
    for says in sentences():
        message = catalogue.get(says) if catalogue else None
        assert catalogue is None or message, f"{language} lacks {says!r}"
        text = str(message.string) if message else says
        assert (text % NUMBERS if says in SAYINGS else text) in shown


def test_rules_come_wing_by_wing_and_each_once() -> None:
    wings = [wing for wing, _ in published()]
    actions = [rule.action for _, rules in published() for rule in rules]
    assert len(wings) == len(set(wings))
    assert len(actions) == len(set(actions)) > 0
