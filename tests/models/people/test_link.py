"""Single-use links."""

from datetime import timedelta

import pytest
from sqlalchemy import inspect

from models.base.tokens import token_hash
from models.people import LIFETIME, LinkPurpose, LinkSpent, SingleUseLink
from tests.world import NOW, Story


@pytest.mark.parametrize("purpose", list(LinkPurpose))
def test_a_link_is_good_until_its_end_and_once(story: Story, purpose: LinkPurpose) -> None:
    link, _ = SingleUseLink.issue(purpose, story.noora, now=NOW)
    end = NOW + LIFETIME[purpose]
    assert link.is_good(now=end - timedelta(seconds=1))
    assert not link.is_good(now=end)
    link.use(now=NOW)
    with pytest.raises(LinkSpent):
        link.use(now=NOW)


def test_a_revoked_link_is_worth_nothing(story: Story) -> None:
    link, _ = SingleUseLink.issue(LinkPurpose.INVITATION, story.noora, now=NOW)
    link.revoke(now=NOW)
    with pytest.raises(LinkSpent):
        link.use(now=NOW)


def test_only_the_token_s_hash_is_kept(story: Story) -> None:
    link, token = SingleUseLink.issue(LinkPurpose.INVITATION, story.noora, now=NOW)
    columns = [getattr(link, column.key) for column in inspect(SingleUseLink).column_attrs]
    assert token_hash(token) in columns
    assert not any(token in str(value) for value in columns)


def test_withdrawing_outlives_every_other_link() -> None:
    assert max(LIFETIME, key=lambda purpose: LIFETIME[purpose]) is LinkPurpose.WITHDRAWAL
