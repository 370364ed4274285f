from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from models.people.notification import DeclinedNotice, NoticeKind, NoticeSettings
from tests.world import Story, World
from web import notices
from web.extensions import db

DAY = datetime(2026, 11, 23, 7, 40, tzinfo=UTC)  # 9.40
NIGHT = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)  # 22.00
MORNING = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)  # 7.00


@pytest.mark.parametrize(
    ("kind", "now", "leaves"),
    [
        (NoticeKind.REMINDER, DAY, DAY),
        (NoticeKind.REMINDER, NIGHT, MORNING),
        (NoticeKind.CHANGE, NIGHT, None),  # declined
        (NoticeKind.CHANGE, DAY, None),
        (None, NIGHT, NIGHT),  # no choice: it leaves
    ],
)
def test_a_mail_leaves_when_its_receiver_wants_it(
    app: Flask, story: Story, kind: NoticeKind | None, now: datetime, leaves: datetime | None
) -> None:
    with app.app_context():
        db.session.add(DeclinedNotice(person_id=story.noora.id, kind=NoticeKind.CHANGE))
        assert notices.wanted(story.noora, kind, now=now) == leaves


def test_ones_own_quiet_hours_replace_the_usual_ones(app: Flask, world: World, story: Story) -> None:
    world.session.add(NoticeSettings(person_id=story.noora.id, quiet_from=None, quiet_until=None))
    world.session.add(NoticeSettings(person_id=story.kim.id, quiet_from=9 * 60, quiet_until=10 * 60))
    world.session.commit()
    with app.app_context():
        assert notices.wanted(story.noora, NoticeKind.REMINDER, now=NIGHT) == NIGHT
        assert notices.wanted(story.kim, NoticeKind.REMINDER, now=DAY) == DAY + timedelta(minutes=20)


@pytest.mark.parametrize(("minutes", "held"), [(-9 * 60 - 1, True), (-1, False), (0, False), (1, True)])
def test_quiet_hours_never_hold_a_mail_until_its_news_is_old(app: Flask, story: Story, minutes: int, held: bool) -> None:  # noqa: FBT001
    starts_at = MORNING + timedelta(minutes=minutes)
    with app.app_context():
        assert notices.wanted(story.noora, NoticeKind.REMINDER, now=NIGHT, before=starts_at) == (MORNING if held else NIGHT)
