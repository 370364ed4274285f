"""Roles, closing an account, and shutting its confidential texts."""

from datetime import timedelta

import pytest

from models.base.email import EmailAddress
from models.people import LastAdministrator, Role
from tests.world import NOW, Story


def test_the_last_administrator_keeps_role_and_account(story: Story) -> None:
    with pytest.raises(LastAdministrator):
        story.jaana.revoke(Role.ADMIN, by=story.jaana, administrators=1, now=NOW)
    with pytest.raises(LastAdministrator):
        story.jaana.deactivate(administrators=1, now=NOW)
    assert story.jaana.has(Role.ADMIN)
    assert story.jaana.is_active


def test_one_of_two_administrators_may_go(story: Story) -> None:
    story.jaana.revoke(Role.ADMIN, by=story.jaana, administrators=2, now=NOW)
    assert not story.jaana.has(Role.ADMIN)


def test_other_roles_and_accounts_do_not_count(story: Story) -> None:
    story.outi.revoke(Role.ACCOUNT_MANAGER, by=story.jaana, administrators=1, now=NOW)
    story.outi.deactivate(administrators=1, now=NOW)
    assert not story.outi.roles
    assert not story.outi.is_active


def test_a_role_given_twice_is_given_once(story: Story) -> None:
    first = story.noora.grant(Role.DPO, by=story.jaana, now=NOW)
    assert story.noora.grant(Role.DPO, by=story.jaana, now=NOW) is first


def test_texts_are_confirmed_from_the_address_before_anybody_touched_the_account(story: Story) -> None:
    mine = story.noora.email
    story.noora.close_texts(now=NOW)
    story.noora.readdress(EmailAddress.parse("somebody.else@demo.example"))
    story.noora.close_texts(now=NOW + timedelta(days=1))
    assert (story.noora.texts_closed_at, story.noora.confirming_email) == (NOW, mine)
    story.noora.reopen_texts()
    assert not story.noora.texts_closed
    assert story.noora.confirming_email is None
