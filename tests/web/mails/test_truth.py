"""A mail leaves only while it is true, and one thing is told once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from gateways.letters import CalendarPart
from models.base.house import OutboxMessage
from models.base.local_time import to_local
from models.people import Person
from models.people.notification import DeclinedNotice, NoticeKind
from models.process import Leaving, Meeting
from tests import clock
from tests.post_office import PostOffice
from tests.web.mails.conftest import Mailer
from tests.world import NOW
from vault import mail as outbox
from vault.mail import Letter
from web import mail
from web.extensions import db

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
KIND = "test_reminder"
ICS = b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Varattu \xc3\xa4\r\nEND:VCALENDAR\r\n"


@pytest.fixture(autouse=True)
def _composer(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A kind of mail that tells when a meeting begins, in a text of the product's own."""

    def tells(message: OutboxMessage, person: Person, meeting: Meeting | None) -> Letter | None:
        if meeting is None or meeting.number == 5:
            return None
        return mail.letter(
            person,
            "process/mail/meeting_moved",
            meeting=meeting,
            former=meeting.starts_at,
            invited=False,
            url=mail.address(f"/meetings/{meeting.id}"),
            calendar=CalendarPart(ICS, "REQUEST"),
        )

    mail.composer(KIND)(tells)
    yield
    mail.COMPOSERS.pop(KIND)


def remind(mailer: Mailer, person: Person, meeting: Meeting, *, notice: NoticeKind | None = None, once: str = "a") -> int | None:
    """The number of a mail that is made when it leaves."""
    with mailer.app.app_context():
        row = mail.later(person, KIND, once=once, meeting=meeting, not_before=NOW, notice=notice)
        number = row.id if row else None
        db.session.commit()
    return number


def change(mailer: Mailer, monkeypatch: pytest.MonkeyPatch, after: timedelta = MINUTE) -> None:
    """What the test does to the story happens a minute later."""
    clock.stop(monkeypatch, NOW + after)
    mailer.session.commit()


def test_a_mail_made_when_it_leaves_says_what_is_true_then(mailer: Mailer, office: PostOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    remind(mailer, mailer.story.noora, mailer.story.meetings[3])
    mailer.story.noora.email, mailer.story.meetings[3].place = "noora@uusi.example", "Sali 7"
    change(mailer, monkeypatch)
    mailer.work()
    (letter,) = office.mails
    assert letter["To"] == "noora@uusi.example"
    plain = letter.get_body(("plain",))
    assert plain is not None
    assert "Sali 7" in plain.get_content()
    (row,) = mailer.rows()
    assert (row.text_id, row.key_id, row.to_address) == (None, "", "noora@uusi.example")


def test_a_calendar_part_says_its_method_in_the_header_and_is_what_was_given(mailer: Mailer, office: PostOffice) -> None:
    remind(mailer, mailer.story.noora, mailer.story.meetings[3])
    mailer.work()
    part = list(office.mails[0].iter_parts())[-1]
    assert part.get_content_type() == "text/calendar"
    assert (part.get_param("method"), part.get_param("charset")) == ("REQUEST", "utf-8")
    assert part.get_payload(decode=True) == ICS


def test_a_calendar_part_is_kept_sealed_with_a_text(mailer: Mailer, office: PostOffice) -> None:
    with mailer.app.app_context():
        row = mail.send(mailer.story.noora, "people/mail/account_closed", calendar=CalendarPart(ICS, "CANCEL"))
        assert row is not None
        assert ICS.decode() not in outbox.text_of(db.session(), row)
        db.session.commit()
    mailer.work()
    part = list(office.mails[0].iter_parts())[-1]
    assert (part.get_param("method"), part.get_payload(decode=True)) == ("CANCEL", ICS)


def test_what_its_composer_takes_back_is_cancelled(mailer: Mailer, office: PostOffice) -> None:
    remind(mailer, mailer.story.noora, mailer.story.meetings[4])
    mailer.work()
    assert (office.mails, mailer.state()) == ([], ["off"])


def test_a_mail_that_cannot_be_made_holds_up_no_other(mailer: Mailer, office: PostOffice, caplog: pytest.LogCaptureFixture) -> None:
    def broken(message: OutboxMessage, person: Person, meeting: Meeting | None) -> Letter | None:
        raise ValueError(person.email)

    remind(mailer, mailer.story.noora, mailer.story.meetings[3])
    mailer.invite(mailer.story.ville)
    mail.COMPOSERS[KIND] = broken
    mailer.work()
    assert office.receivers == [mailer.story.ville.email]
    row = mailer.rows()[0]
    assert (row.attempts, row.last_error, row.claimed_until) == (1, "made", None)
    assert mailer.story.noora.email not in caplog.text


@pytest.mark.parametrize("made", ["now", "later"])
@pytest.mark.parametrize("what", ["nothing", "cancelled", "closed", "left"])
def test_news_that_came_too_late_does_not_leave(
    mailer: Mailer, office: PostOffice, monkeypatch: pytest.MonkeyPatch, made: str, what: str
) -> None:
    story = mailer.story
    meeting = story.meetings[3]
    if made == "later":
        remind(mailer, story.noora, meeting)
    else:
        with mailer.app.app_context():
            mail.send(story.noora, "process/mail/meeting_moved", meeting=meeting, former=meeting.starts_at, invited=False, url="x")
            db.session.commit()
    happens(mailer, what, NOW + MINUTE)
    change(mailer, monkeypatch, 2 * MINUTE)
    mailer.work(2 * MINUTE)
    assert mailer.state() == (["sent"] if what == "nothing" else ["off"])
    assert len(office.mails) == (1 if what == "nothing" else 0)


def happens(mailer: Mailer, what: str, now: object) -> None:
    """Something to the meeting or to Noora."""
    story = mailer.story
    assert isinstance(now, type(NOW))
    if what == "cancelled":
        story.meetings[3].cancelled_at = now
    elif what == "closed":
        story.noora.deactivated_at = now
    elif what == "left":
        story.seats["noora"].leave(Leaving.LEFT, now=now)
    mailer.session.commit()


@pytest.mark.parametrize("what", ["cancelled", "closed", "left"])
def test_the_news_of_it_leaves(mailer: Mailer, office: PostOffice, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    happens(mailer, what, NOW)
    remind(mailer, mailer.story.noora, mailer.story.meetings[3])
    mailer.work()
    assert mailer.state() == ["sent"]


def test_leaving_stops_what_was_to_be_told_of_the_meetings(mailer: Mailer, office: PostOffice) -> None:
    remind(mailer, mailer.story.noora, mailer.story.meetings[3], once="a")
    remind(mailer, mailer.story.ville, mailer.story.meetings[3], once="b")
    with mailer.app.app_context():
        mail.drop(mailer.story.noora, mailer.story.group, now=NOW)
        db.session.commit()
    mailer.work()
    assert mailer.state() == ["off", "sent"]


def test_who_declines_a_kind_meanwhile_does_not_get_it(mailer: Mailer, office: PostOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    remind(mailer, mailer.story.noora, mailer.story.meetings[3], notice=NoticeKind.REMINDER)
    mailer.session.add(DeclinedNotice(person_id=mailer.story.noora.id, kind=NoticeKind.REMINDER))
    mailer.session.commit()
    mailer.work()
    assert (mailer.state(), office.mails) == (["off"], [])
    with mailer.app.app_context():
        assert mail.send(mailer.story.noora, "people/mail/account_closed", notice=NoticeKind.REMINDER) is None


def test_what_can_wait_waits_for_the_morning(mailer: Mailer, office: PostOffice) -> None:
    meeting = mailer.story.meetings[3]
    meeting.starts_at, meeting.ends_at = NOW + timedelta(days=30), NOW + timedelta(days=30, hours=1)
    mailer.session.commit()
    remind(mailer, mailer.story.noora, meeting, notice=NoticeKind.REMINDER)
    mailer.work(timedelta(hours=15))  # twenty to one at night
    (row,) = mailer.rows()
    assert to_local(row.not_before).hour == 7
    assert (mailer.state(), row.claimed_until, row.attempts, office.mails) == (["waits"], None, 0, [])
    mailer.work(row.not_before - NOW)
    assert mailer.state() == ["sent"]


def test_one_thing_is_told_once(mailer: Mailer, office: PostOffice) -> None:
    with mailer.app.app_context():
        for _turn in range(2):
            told = [mail.send(mailer.story.noora, "people/mail/account_closed", once="closed:1") for _call in range(2)]
            assert (told[0] is not None) is (_turn == 0)
            assert told[1] is None
            db.session.commit()
    assert remind(mailer, mailer.story.noora, mailer.story.meetings[3], once="closed:1") is None
    assert remind(mailer, mailer.story.noora, mailer.story.meetings[3], once="b") is not None
    assert len(mailer.rows()) == 2


@pytest.mark.parametrize("made", ["now", "later"])
def test_eight_at_once_tell_it_once(mailer: Mailer, made: str) -> None:
    start = Barrier(8)
    noora, meeting = mailer.story.noora, mailer.story.meetings[3]

    def tell(_number: int) -> bool:
        with mailer.app.app_context():
            person = db.session.get_one(Person, noora.id)
            db.session.rollback()
            start.wait()
            if made == "now":
                row = mail.send(person, "people/mail/account_closed", once="closed")
            else:
                row = mail.later(person, KIND, once="closed", meeting=meeting, not_before=NOW)
            db.session.commit()
            return row is not None

    mailer.session.commit()
    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(tell, range(8)))
    assert told.count(True) == 1
    assert len(mailer.rows()) == 1
    if made == "now":
        with mailer.app.app_context():
            assert "Peili" in outbox.text_of(db.session(), mailer.rows()[0])


def test_a_transaction_that_is_taken_back_has_told_nothing(mailer: Mailer) -> None:
    with mailer.app.app_context():
        mail.send(mailer.story.noora, "people/mail/account_closed", once="closed")
        db.session.rollback()
        assert mail.send(mailer.story.noora, "people/mail/account_closed", once="closed") is not None
        db.session.commit()
    assert len(mailer.rows()) == 1
