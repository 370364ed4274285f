"""Who is invited to what, and what each calendar is told afterwards."""

from datetime import timedelta

from flask import current_app
from sqlalchemy import select

from models.base.house import OutboxMessage
from models.process import CalendarInvitation, CalendarSettings, Leaving, Meeting
from tests.web.calendars.posting import event_in, leave, statements
from tests.world import NOW, Story
from web import mail
from web.calendars import healing
from web.calendars.choices import unreached
from web.calendars.telling import keep_told
from web.extensions import db
from web.meeting_moves import tell_everybody

HOUR = timedelta(hours=1)


def told(meeting: Meeting) -> dict[str, tuple[int, bool]]:
    """By first name: the last number told, and whether the meeting is in the calendar."""
    db.session.flush()
    rows = db.session.scalars(select(CalendarInvitation).where(CalendarInvitation.meeting_id == meeting.id))
    return {row.person.name.split()[0].casefold(): (row.sequence, row.stands) for row in rows}


def test_everybody_who_comes_is_invited_once(inside: Story) -> None:
    keep_told(inside.meetings, now=NOW)
    keep_told(inside.meetings, now=NOW)
    everybody = dict.fromkeys(("aino", "noora", "ville", "kim", "päivi", "eero"), (0, True))
    assert told(inside.coming) == everybody
    assert told(inside.held) == {}, "what is past is never told"


def test_a_move_is_told_under_a_higher_number(inside: Story) -> None:
    keep_told([inside.coming], now=NOW)
    inside.coming.starts_at += HOUR
    inside.coming.ends_at += HOUR
    inside.coming.sequence += 1
    keep_told([inside.coming], now=NOW)
    assert set(told(inside.coming).values()) == {(1, True)}


def test_a_cancelled_meeting_leaves_every_calendar_and_may_come_back(inside: Story) -> None:
    keep_told([inside.coming], now=NOW)
    inside.coming.cancelled_at = NOW
    keep_told([inside.coming], now=NOW)
    assert set(told(inside.coming).values()) == {(1, False)}
    inside.coming.cancelled_at = None
    keep_told([inside.coming], now=NOW)
    assert set(told(inside.coming).values()) == {(2, True)}


def test_whoever_wants_no_invitations_gets_none(inside: Story) -> None:
    db.session.add(CalendarSettings(person_id=inside.noora.id, invitations=False))
    keep_told([inside.coming], now=NOW)
    assert "noora" not in told(inside.coming)


def test_a_closed_account_hears_nothing(inside: Story) -> None:
    inside.ville.deactivated_at = NOW
    keep_told([inside.coming], now=NOW)
    inside.coming.cancelled_at = NOW
    keep_told([inside.coming], now=NOW)
    assert "ville" not in told(inside.coming)


def test_telling_of_five_meetings_costs_as_much_as_of_one(inside: Story) -> None:
    for number, meeting in enumerate(inside.meetings, start=1):
        meeting.starts_at, meeting.ends_at = NOW + number * 28 * 24 * HOUR, NOW + (number * 28 * 24 + 1) * HOUR
    db.session.flush()
    one = statements(lambda: keep_told([inside.meetings[0]], now=NOW))
    rest = statements(lambda: keep_told(inside.meetings[1:], now=NOW))
    nothing = statements(lambda: keep_told(inside.meetings, now=NOW))
    assert rest <= one <= 14
    assert nothing < one


def test_a_night_mends_what_was_changed_past_the_product(inside: Story) -> None:
    keep_told([inside.today, inside.coming], now=NOW)
    leave(now=NOW)
    inside.coming.starts_at += HOUR
    inside.coming.ends_at += HOUR
    db.session.commit()
    healing.retell(now=NOW)
    assert set(told(inside.coming).values()) == {(1, True)}
    assert set(told(inside.today).values()) == {(0, True)}
    assert {event_in(letter)[1]["SEQUENCE"] for person, letter in leave(now=NOW) if person is inside.kim} == {1}
    db.session.commit()
    healing.retell(now=NOW)
    assert leave(now=NOW) == []


def test_who_leaves_is_told_even_when_the_mails_wait(inside: Story) -> None:
    """The cancellation that waits for the server is not dropped with the other news of the group."""
    keep_told([inside.coming], now=NOW)
    leave(now=NOW)
    inside.coming.cancelled_at = NOW
    keep_told([inside.coming], now=NOW)
    inside.seats["kim"].leave(Leaving.LEFT, now=NOW)
    mail.drop(inside.kim, inside.group, now=NOW)
    assert inside.kim in [person for person, _letter in leave(now=NOW)]


def test_only_who_is_not_reached_by_invitations_needs_another_mail(inside: Story) -> None:
    inside.noora.password_hash = inside.kim.password_hash = "chosen"
    db.session.add(CalendarSettings(person_id=inside.kim.id, invitations=False))
    db.session.flush()
    assert unreached([inside.noora, inside.ville, inside.kim]) == [inside.ville, inside.kim]


def test_a_move_is_told_in_one_mail(inside: Story) -> None:
    inside.noora.password_hash = "chosen"
    db.session.commit()
    with current_app.test_request_context():
        story = inside.again(db.session())
        tell_everybody(story.coming, "meeting_moved", besides=[], now=NOW, former=NOW)
        moved = select(OutboxMessage.recipient_id).where(OutboxMessage.template == "process/mail/meeting_moved")
        told_by_mail = set(db.session.scalars(moved))
    assert inside.ville.id in told_by_mail
    assert inside.noora.id not in told_by_mail
