"""What an administrator sees of mails that did not leave, and another try for them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import delete, event, func, select

from models.base.house import MessageState, OutboxMessage
from models.confidential import SealedText
from models.people import Person
from models.privacy import AuditEvent
from tests.blueprints.privacy.conftest import Watch
from tests.visitor import Visitor
from tests.world import NOW
from vault import mail, retention
from vault.mail import Letter, Terms
from web.extensions import db

Visit = Callable[[Person | None], Visitor]
SECRET = "kaisla"
STATES = list(MessageState)


def post(watch: Watch, to: str, *, state: MessageState = MessageState.WAITING, reason: str = "") -> OutboxMessage:
    letter = Letter("people/mail/invitation", "fi", f"Otsikko {SECRET}\n{SECRET}\nhttp://127.0.0.1/invitations/{SECRET}\n")
    message = mail.post(watch.session, letter, to=to, recipient=None, now=NOW)
    assert message is not None
    ends = {MessageState.SENT: "delivered_at", MessageState.CANCELLED: "cancelled_at", MessageState.DEAD: "dead_at"}
    if state in ends:
        setattr(message, ends[state], NOW)
    message.last_error, message.attempts = reason, 1 if reason else 0
    watch.session.commit()
    return message


def again(watch: Watch, message: OutboxMessage) -> OutboxMessage:
    watch.session.refresh(message)
    watch.session.commit()
    return message


def test_states_are_the_same_in_words_and_in_the_database(watch: Watch) -> None:
    for state in STATES:
        message = post(watch, f"{state}@x.example", state=state)
        assert message.state is state
        assert watch.session.scalars(select(OutboxMessage.id).where(*OutboxMessage.stands(state))).all() == [message.id]
    message = post(watch, "x@x.example")
    message.delivered_at = message.cancelled_at = message.dead_at = NOW
    watch.session.commit()
    assert message.state is MessageState.SENT, "it has left, whatever happened meanwhile"
    assert message.id in watch.session.scalars(select(OutboxMessage.id).where(*OutboxMessage.stands(MessageState.SENT))).all()


@pytest.mark.parametrize("state", STATES)
def test_one_state_is_a_link(watch: Watch, visit: Visit, state: MessageState) -> None:
    for each in STATES:
        post(watch, f"{each}@x.example", state=each)
    visitor = visit(watch.story.jaana)
    everything = visitor.get("/outbox").text
    page = visitor.get("/outbox", state=state.value).text
    assert all(f"{each}@x.example" in everything for each in STATES)
    assert [each for each in STATES if f"{each}@x.example" in page] == [state]
    assert SECRET not in everything + page


def test_why_a_mail_waits_or_was_given_up_is_said_in_words(watch: Watch, visit: Visit) -> None:
    post(watch, "n@x.example", state=MessageState.DEAD, reason="recipient")
    waits = post(watch, "v@x.example", reason="unreachable")
    waits.not_before = NOW + timedelta(hours=2)
    watch.session.commit()
    page = visit(watch.story.jaana).get("/outbox").text
    for words in ("Tarkista osoite", "Sähköpostipalvelimeen ei saada yhteyttä", "Luovuttu", "Seuraava yritys", "1 epäonnistunut yritys"):
        assert words in page
    assert "recipient" not in page


def test_a_mail_that_was_given_up_is_tried_from_the_beginning(watch: Watch, visit: Visit) -> None:
    message = post(watch, "n@x.example", state=MessageState.DEAD, reason="recipient")
    visitor = visit(watch.story.jaana)
    assert f"/outbox/{message.id}/resends" in visitor.get("/outbox", state="dead").text
    answer = visitor.post(f"/outbox/{message.id}/resends", page="/outbox")
    assert answer.status_code in {303, 204}
    again(watch, message)
    assert (message.state, message.attempts, message.last_error, message.not_before) == (MessageState.WAITING, 0, "", NOW)
    acts = watch.session.execute(select(AuditEvent.actor_id, AuditEvent.object_id).where(AuditEvent.act == "message.resent")).all()
    assert acts == [(watch.story.jaana.id, message.id)]


def test_a_wiped_text_is_not_sent_again_and_the_page_says_what_to_do(watch: Watch, visit: Visit) -> None:
    message = post(watch, "n@x.example", state=MessageState.DEAD, reason="recipient")
    message.text_id = None
    watch.session.execute(delete(SealedText))
    watch.session.commit()
    visitor = visit(watch.story.jaana)
    page = visitor.get("/outbox").text
    assert "Viestiä ei voi lähettää uudelleen" in page
    assert f"/outbox/{message.id}/resends" not in page
    visitor.post(f"/outbox/{message.id}/resends", page="/outbox")
    assert again(watch, message).state is MessageState.DEAD
    assert "kutsu uudelleen" in visitor.get("/outbox").text


def test_what_a_dead_letter_says_is_wiped_after_two_weeks(watch: Watch) -> None:
    post(watch, "waiting@x.example")
    message = post(watch, "n@x.example", state=MessageState.DEAD, reason="recipient")
    last = NOW + mail.DEAD_KEPT
    assert not retention.is_due(watch.session, now=last - timedelta(seconds=1))
    assert retention.is_due(watch.session, now=last)
    assert retention.run(watch.session, now=last) == 1
    watch.session.commit()
    assert (message.is_kept, message.state) == (False, MessageState.DEAD)
    assert watch.session.scalar(select(func.count(OutboxMessage.id)).where(OutboxMessage.text_id.is_not(None))) == 1


def test_one_that_is_made_when_it_leaves_can_always_be_sent_again(watch: Watch, visit: Visit) -> None:
    message = mail.post_later(watch.session, "process/mail/test", watch.story.noora, now=NOW, terms=Terms(once="x"))
    assert message is not None
    message.dead_at = NOW
    watch.session.commit()
    visit(watch.story.jaana).post(f"/outbox/{message.id}/resends", page="/outbox")
    assert again(watch, message).state is MessageState.WAITING


@pytest.mark.parametrize("state", [MessageState.WAITING, MessageState.SENT, MessageState.CANCELLED])
def test_only_what_was_given_up_is_sent_again(watch: Watch, visit: Visit, state: MessageState) -> None:
    message = post(watch, "n@x.example", state=state)
    visit(watch.story.jaana).post(f"/outbox/{message.id}/resends", page="/outbox")
    assert again(watch, message).state is state
    assert watch.session.scalars(select(AuditEvent).where(AuditEvent.act == "message.resent")).all() == []


def test_the_list_costs_the_same_however_long_it_is(watch: Watch) -> None:
    visitor = watch.visitor(watch.story.jaana)
    asked: list[str] = []

    def hears(*call: str) -> None:
        asked.append(call[2])

    with watch.app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", hears)
    costs = []
    for more in (1, 60):
        for number in range(more):
            post(watch, f"{number}@x.example", state=STATES[number % 4], reason="recipient")
        visitor.get("/outbox")
        asked.clear()
        visitor.get("/outbox")
        costs.append(len([statement for statement in asked if statement.startswith("SELECT")]))
    event.remove(engine, "before_cursor_execute", hears)
    assert costs[0] == costs[1]
