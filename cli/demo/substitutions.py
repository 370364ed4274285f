"""The demo's swaps: Päivi's place passed to Joonas the evening before the third meeting, and Kim has asked Saana for the fifth."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from models.base.email import EmailAddress
from models.process import Extent, Mark, Meeting, Participation, Roster, Substitution, Wish, members_of
from web.swaps import Asked, ask

if TYPE_CHECKING:
    from cli.demo import Story

GROUP = "Asiakastyön vertaisryhmä"
EVENING_BEFORE = timedelta(hours=13, minutes=46)


def fill(story: Story) -> None:
    """One swap that has taken effect, and one that waits for an answer: its link is among the first mails that leave."""
    _agreed(story)
    _waiting(story)
    story.session.flush()


def _agreed(story: Story) -> None:
    """From the third meeting on; who was marked present there is Joonas."""
    session, meeting, leaver = story.session, _meeting(story, 3), _place(story, "participant4")
    lead = meeting.engagement.lead_at(meeting.starts_at)
    assert lead is not None  # noqa: S101
    session.delete(next(a for a in meeting.attendances if a.participation is leaver))
    session.flush()
    session.refresh(meeting, ["attendances"])
    joonas = story.people["participant7"]
    asked_at = meeting.starts_at - EVENING_BEFORE
    wish = Wish(joonas, joonas.name, Extent.REST, meeting)
    swap = Substitution.request(Roster.load(session, meeting.engagement_id), leaver, wish, by=leaver.person, now=asked_at)
    session.add(swap)
    session.flush()
    swap.accept(Roster.load(session, meeting.engagement_id), now=asked_at + timedelta(minutes=35))
    session.flush()
    assert swap.incoming is not None  # noqa: S101
    meeting.mark({swap.incoming: Mark.PRESENT}, session.scalars(members_of(meeting)).all(), by=lead, now=meeting.ends_at)


def _waiting(story: Story) -> None:
    """Kim cannot come to the fifth meeting; Saana has been asked, by mail."""
    kim, saana = _place(story, "participant3"), story.people["participant6"]
    asked = Asked(saana.name, EmailAddress.parse(saana.email), saana.language, Extent.ONE_MEETING, _meeting(story, 5))
    ask(kim, asked, kim.person, now=story.now)


def _meeting(story: Story, number: int) -> Meeting:
    meeting = story.things[f"{GROUP} {number}"]
    assert isinstance(meeting, Meeting)  # noqa: S101
    return meeting


def _place(story: Story, account: str) -> Participation:
    participation = story.things[f"{GROUP}: {account}"]
    assert isinstance(participation, Participation)  # noqa: S101
    return participation
