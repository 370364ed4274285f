"""Polls of times: asked, answered by link and signed in, closed; who sees what, and two people at the same moment."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from gateways import databases
from models.base.house import OutboxMessage
from models.people import Person
from models.process import ChangeKind, Leaving, Meeting, MeetingChange, PollAnswer, Suits, TimePoll
from models.process.booking import book
from tests.blueprints.process.conftest import went_on
from tests.blueprints.process.substitutions.swapping import Letter, Swapping, words
from tests.blueprints.process.substitutions.test_at_once import together
from tests.market.pages import DAY
from tests.world import Story, World
from web import mailing, polls

LINK = re.compile(r"https?://[^/\s]+(/poll-answers/[\w-]+)")
NAMES = ("Noora", "Ville", "Kim", "Päivi", "Eero")


@dataclass
class Polling(Swapping):
    """Aino asks her group when the fifth meeting could be."""

    @property
    def page(self) -> str:
        return f"/meetings/{self.story.coming.id}/time-polls"

    def ask_for(
        self, days: tuple[int, ...] = (-1, 1), *, by: Person | None = None, htmx: bool = False, fields: dict[str, str] | None = None
    ) -> TestResponse:
        """Send the form: the meeting's own time so many days earlier or later."""
        typed = {"deadline": "1.12.2026"}
        for row, day in enumerate(days):
            when = self.story.coming.starts_at + DAY * day
            typed |= {f"day_{row}": f"{when.day}.{when.month}.{when.year}", f"hour_{row}": "10"}
        return self.visitor(by or self.story.aino, htmx=htmx).post(self.page, page=f"{self.page}/new", **(typed | (fields or {})))

    def poll(self) -> TimePoll:
        """The newest poll as it is now."""
        self.world.session.rollback()
        self.world.session.expire_all()
        return self.world.session.scalars(select(TimePoll).order_by(TimePoll.id.desc())).first()  # type: ignore[return-value]  # there is one

    def started(self) -> TimePoll:
        went_on(self.ask_for())
        return self.poll()

    def mails(self, template: str) -> list[Letter]:
        return [letter for letter in self.letters() if letter.template.endswith(template)]

    def link(self, who: str) -> str:
        """The path of the newest link in somebody's mail."""
        mine = [letter for letter in self.mails("poll_asked") if letter.to.startswith(who)]
        found = LINK.search(mine[-1].text)
        assert found
        return found[1]

    def say(self, link: str, *suits: str, htmx: bool = False) -> TestResponse:
        """Answer behind a link, signed in nowhere."""
        times = [time.id for time in self.poll().times]
        return self.visitor(None, htmx=htmx).post(
            link, page=link, **{f"time_{key}": value for key, value in zip(times, suits, strict=False)}
        )

    def close(self, choice: str, *, by: Person | None = None, htmx: bool = False, cause: str = "provider") -> TestResponse:
        url = f"/time-polls/{self.poll().id}/poll-closings"
        return self.visitor(by or self.story.aino, htmx=htmx).post(url, page=f"{url}/new", time=choice, cause=cause)

    def said(self) -> set[tuple[str, int, Suits]]:
        """Every answer: who, which time in order, what."""
        order = {time.id: number for number, time in enumerate(self.poll().times)}
        rows = self.world.session.scalars(select(PollAnswer)).all()
        return {(row.person.name.split()[0], order[row.time_id], row.suits) for row in rows}

    def rival(self, starts_at: datetime) -> None:
        """Aino gets another meeting at that time."""
        rival = self.world.engagement("Toinen ryhmä")
        self.world.assign(rival, self.story.aino)
        book(self.world.session, self.world.meeting(rival, starts_at))
        self.world.session.commit()


@pytest.fixture
def polling(app: Flask, world: World, story: Story, monkeypatch: pytest.MonkeyPatch) -> Iterator[Polling]:
    book(world.session, story.coming)
    world.session.commit()
    with databases.reading():  # looking here must not keep the product from writing
        yield Polling(app, world, story, monkeypatch, world.now)


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_everybody_who_comes_is_asked_and_answers_without_signing_in(polling: Polling, *, htmx: bool) -> None:
    assert went_on(polling.ask_for(htmx=htmx)) == f"/time-polls/{polling.poll().id}"
    letters = polling.mails("poll_asked")
    assert sorted(letter.to.split(".")[0] for letter in letters) == ["eero", "kim", "noora", "paivi", "ville"]
    for letter in letters:
        assert "Asiakastyön" not in letter.text
        assert len([name for name in NAMES if name in letter.text]) == 1  # who is greeted
    link = polling.link("noora")
    page = words(polling.visitor(None).get(link))
    assert "su 20.12.2026 klo 10.00–11.30" in page
    assert went_on(polling.say(link, "yes", "no", htmx=htmx)) == link
    assert went_on(polling.say(link, "if_needed", "no", htmx=htmx)) == link
    assert polling.said() == {("Noora", 0, Suits.IF_NEEDED), ("Noora", 1, Suits.NO)}


def test_an_answer_that_is_none_is_asked_again(polling: Polling) -> None:
    polling.started()
    answer = polling.say(polling.link("noora"), "perhaps", "no")
    assert answer.status_code == 422
    assert "Valitse, sopiiko aika sinulle." in words(answer)
    assert polling.said() == set()


def test_looking_behind_the_link_changes_nothing(polling: Polling) -> None:
    polling.started()
    link = polling.link("ville")
    assert [polling.visitor(None).get(link).status_code for _ in range(3)] == [200, 200, 200]
    assert polling.said() == set()


def test_participants_see_counts_and_those_who_arrange_see_who(polling: Polling) -> None:
    poll = polling.started()
    polling.say(polling.link("noora"), "yes", "no")
    polling.say(polling.link("kim"), "yes", "yes")
    url = f"/time-polls/{poll.id}"
    theirs = words(polling.visitor(polling.story.ville).get(url))
    assert "Sopii: 2" in theirs
    assert "Ei vastannut: 3" in theirs
    main = theirs[theirs.index("<main") :]
    assert not [name for name in NAMES if name in main]
    for arranger in (polling.story.aino, polling.story.outi):
        for page in (url, f"{url}/poll-closings/new"):
            assert "Noora Heikura" in words(polling.visitor(arranger).get(page))
    behind = words(polling.visitor(None).get(polling.link("ville")))
    assert "Sopii: 2" in behind
    assert not [name for name in NAMES if name in behind]


def test_an_arranger_who_opens_somebodys_link_sees_no_names(polling: Polling) -> None:
    polling.started()
    page = words(polling.visitor(polling.story.outi).get(polling.link("noora")))
    assert "Kuka sanoo mitä" not in page


@pytest.mark.parametrize("who", ["marja_liisa", "saana", "mikael", "jaana", "riikka", "esko", "joonas"])
def test_for_others_there_is_no_poll(polling: Polling, who: str) -> None:
    poll = polling.started()
    visitor = polling.visitor(getattr(polling.story, who))
    assert {visitor.get(f"/time-polls/{poll.id}{rest}").status_code for rest in ("", "/poll-closings/new")} == {404}


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"day_1": "", "hour_1": ""}, "vähintään 2 aikaa"),
        ({"day_1": "20.12.2026"}, "Sama aika"),
        ({"day_0": "1.1.2020"}, "on jo mennyt"),
        ({"hour_0": ""}, "Kirjoita myös kellonaika"),
        ({"day_0": ""}, "Kirjoita myös päivä"),
        ({"day_0": "28.3.2027", "hour_0": "3.30"}, "Kelloja siirretään"),
        ({"day_0": "31.2.2027"}, "Kalenterissa ei ole"),
        ({"deadline": ""}, "Kirjoita päivä"),
        ({"deadline": "22.11.2026"}, "tämä päivä tai myöhempi"),
        ({"deadline": "20.12.2026"}, "Valitse aikaisempi päivä"),
        ({"free": "nonsense"}, ""),
    ],
)
def test_what_cannot_be_asked_comes_back_with_words(polling: Polling, fields: dict[str, str], sentence: str) -> None:
    answer = polling.ask_for(fields=fields)
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert polling.letters() == []


def test_free_times_are_ticked_and_a_ninth_time_is_too_much(polling: Polling) -> None:
    page = polling.visitor(polling.story.aino).get(f"{polling.page}/new").text
    free = re.findall(r'name="free" type="checkbox" value="([^"]+)"', page)
    assert len(free) >= 3
    visitor = polling.visitor(polling.story.aino)
    shown = polling.tokens(visitor.get(f"{polling.page}/new"), polling.page)
    sent = visitor.client.post(polling.page, data=shown | {"free": free[:3], "deadline": "1.12.2026"})
    went_on(sent)
    assert [time.starts_at for time in polling.poll().times] == sorted(datetime.fromisoformat(value) for value in free[:3])


def test_a_meeting_has_one_open_poll(polling: Polling) -> None:
    poll = polling.started()
    assert went_on(polling.visitor(polling.story.aino).get(f"{polling.page}/new")) == f"/time-polls/{poll.id}"
    visitor = polling.visitor(polling.story.aino)
    fields = polling.tokens(visitor.get("/"), "") | {
        "day_0": "1.12.2026",
        "hour_0": "9",
        "day_1": "2.12.2026",
        "hour_1": "9",
        "deadline": "24.11.2026",
    }
    again = visitor.client.post(polling.page, data=fields)
    assert again.status_code == 422
    assert "on jo avoin aikakysely" in words(again)
    assert polling.poll().id == poll.id


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_a_choice_moves_the_meeting_and_tells_everybody(polling: Polling, *, htmx: bool) -> None:
    poll = polling.started()
    polling.forget()
    chosen = poll.times[1]
    went_on(polling.close(str(chosen.id), cause="client", htmx=htmx))
    polling.poll()
    meeting = polling.world.session.get_one(Meeting, polling.story.coming.id)
    assert (meeting.starts_at, meeting.number, meeting.sequence) == (chosen.starts_at, 5, 1)
    moved = polling.world.session.scalars(select(MeetingChange).where(MeetingChange.kind == ChangeKind.MOVED)).one()
    assert (moved.cause, moved.by_id) == ("client", polling.story.aino.id)
    assert len(polling.mails("meeting_moved")) == 5
    assert polling.mails("poll_stays") == []
    page = words(polling.visitor(None).get(LINK.search(_first(polling, "noora"))[1]))  # type: ignore[index]  # the mail has one
    assert "Kysely on suljettu" in page
    assert "<form id" not in page


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_closed_without_a_choice_the_meeting_stays(polling: Polling, *, htmx: bool) -> None:
    polling.started()
    before = polling.story.coming.starts_at
    polling.forget()
    went_on(polling.close("none", htmx=htmx))
    assert polling.poll().closed_at is not None
    assert polling.world.session.get_one(Meeting, polling.story.coming.id).starts_at == before
    assert len(polling.mails("poll_stays")) == 5
    assert polling.mails("meeting_moved") == []


def test_a_choice_needs_a_time_and_whose_wish_it_is(polling: Polling) -> None:
    poll = polling.started()
    assert polling.close("").status_code == 422
    assert polling.close(str(poll.times[0].id), cause="").status_code == 422
    assert polling.close("999999").status_code == 422
    assert polling.poll().closed_at is None


def test_a_time_taken_meanwhile_is_shown_as_gone_and_cannot_be_chosen(polling: Polling) -> None:
    poll = polling.started()
    link, first = polling.link("noora"), poll.times[0]
    polling.rival(first.starts_at)
    page = words(polling.visitor(None).get(link))
    assert "Mennyt: aika on varattu" in page
    assert f'name="time_{first.id}"' not in page
    went_on(polling.visitor(None).post(link, page=link, **{f"time_{poll.times[1].id}": "yes"}))
    assert polling.close(str(first.id)).status_code == 422  # no longer among the choices


def test_a_time_taken_between_the_look_and_the_choice_is_a_409_with_alternatives(polling: Polling, monkeypatch: pytest.MonkeyPatch) -> None:
    poll = polling.started()
    polling.rival(poll.times[0].starts_at)
    monkeypatch.setattr("models.process.polling.gone", lambda *_args, **_options: set())  # as if it were taken a moment later
    answer = polling.close(str(poll.times[0].id))
    assert answer.status_code == 409
    assert "Nämä ajat lähellä ovat vapaita" in words(answer)
    assert polling.poll().closed_at is None


def test_two_close_at_once(polling: Polling) -> None:
    poll = polling.started()
    url = f"/time-polls/{poll.id}/poll-closings"

    def ready(who: Person, choice: str) -> Callable[[], int]:
        visitor = polling.visitor(who)
        data = polling.tokens(visitor.get(f"{url}/new"), url) | {"time": choice, "cause": "provider"}
        return lambda: visitor.client.post(url, data=data).status_code

    acts = [ready(polling.story.aino, str(poll.times[0].id)), ready(polling.story.outi, str(poll.times[1].id))]
    assert together(*acts) == [303, 409]
    assert sum(time.chosen for time in polling.poll().times) == 1


def test_an_answer_crosses_the_end(polling: Polling) -> None:
    poll = polling.started()
    url, link = f"/time-polls/{poll.id}/poll-closings", polling.link("noora")
    aino, noora = polling.visitor(polling.story.aino), polling.visitor(None)
    end = polling.tokens(aino.get(f"{url}/new"), url) | {"time": "none"}
    yes = polling.tokens(noora.get(link), link) | {f"time_{time.id}": "yes" for time in poll.times}
    answers = together(lambda: aino.client.post(url, data=end).status_code, lambda: noora.client.post(link, data=yes).status_code)
    assert answers in ([303, 303], [303, 409])
    assert len(polling.said()) == (2 if answers == [303, 303] else 0)
    assert noora.client.post(link, data=yes).status_code in {303, 409}  # the same form again: its first answer, or the same no


def test_after_the_end_an_answer_is_a_409(polling: Polling) -> None:
    poll = polling.started()
    link, noora = polling.link("noora"), polling.visitor(None)
    yes = polling.tokens(noora.get(link), link) | {f"time_{time.id}": "yes" for time in poll.times}
    polling.close("none")
    late = noora.client.post(link, data=yes)
    assert late.status_code == 409
    assert "Kysely on suljettu" in words(late)
    assert polling.said() == set()
    assert polling.close("none").status_code == 409


def test_after_the_deadline_only_the_choice_is_open(polling: Polling) -> None:
    poll = polling.started()
    link, noora = polling.link("noora"), polling.visitor(None)
    yes = polling.tokens(noora.get(link), link) | {f"time_{time.id}": "yes" for time in poll.times}
    polling.at(poll.deadline)
    assert noora.client.post(link, data=yes).status_code == 409
    assert "Vastausaika on päättynyt" in words(polling.visitor(polling.story.noora).get(f"/time-polls/{poll.id}"))
    went_on(polling.close(str(poll.times[0].id)))


def test_whoever_leaves_the_group_loses_the_link_and_the_count(polling: Polling) -> None:
    poll = polling.started()
    link = polling.link("noora")
    polling.say(link, "yes", "yes")
    with polling.inside() as session:
        session.merge(polling.story.seats["noora"]).leave(Leaving.LEFT, now=polling.now)
        session.commit()
    assert polling.visitor(None).get(link).status_code == 404
    assert polling.visitor(None).client.post(link).status_code in {400, 404}
    assert polling.visitor(polling.story.noora).get(f"/time-polls/{poll.id}").status_code == 404
    page = words(polling.visitor(polling.story.aino).get(f"/time-polls/{poll.id}"))
    assert "Sopii: 0" in page
    assert "Sopii: 1" not in page


@pytest.mark.parametrize("token", ["x", "a" * 43, "%00"])
def test_a_worthless_link(polling: Polling, token: str) -> None:
    assert polling.visitor(None).get(f"/poll-answers/{token}").status_code == 404


def test_my_day_says_what_to_answer_and_what_to_choose(polling: Polling) -> None:
    poll = polling.started()
    assert f'href="/time-polls/{poll.id}"' in polling.visitor(polling.story.ville).get("/").text
    polling.say(polling.link("ville"), "yes", "no")
    assert f'href="/time-polls/{poll.id}"' not in polling.visitor(polling.story.ville).get("/").text
    closing = f'href="/time-polls/{poll.id}/poll-closings/new"'
    assert closing not in polling.visitor(polling.story.aino).get("/").text
    polling.at(poll.deadline + timedelta(hours=1))
    assert closing in polling.visitor(polling.story.aino).get("/").text
    assert closing not in polling.visitor(polling.story.ville).get("/").text


def test_one_reminder_the_day_before_to_whoever_has_not_answered_and_then_a_summary(polling: Polling) -> None:
    poll = polling.started()
    polling.say(polling.link("noora"), "yes", "no")
    due = poll.deadline
    _deliver(polling, due - 3 * DAY)
    assert _left(polling) == set()
    _deliver(polling, due - timedelta(hours=12))
    _deliver(polling, due - timedelta(hours=6))
    assert _left(polling) == {("eero", "poll_reminder"), ("kim", "poll_reminder"), ("paivi", "poll_reminder"), ("ville", "poll_reminder")}
    _deliver(polling, due + timedelta(hours=12))
    _deliver(polling, due + timedelta(hours=13))
    assert ("aino", "poll_due") in _left(polling)
    assert len(_left(polling)) == 5


def test_of_a_closed_poll_nobody_is_reminded(polling: Polling) -> None:
    poll = polling.started()
    polling.close("none")
    _deliver(polling, poll.deadline - timedelta(hours=12))
    _deliver(polling, poll.deadline + timedelta(hours=12))
    assert _left(polling) == set()


def test_the_chore_asks_whoever_has_joined_since_and_ends_what_is_moot(polling: Polling) -> None:
    poll = polling.started()
    polling.forget()
    joonas = polling.world.session.merge(polling.story.joonas)
    polling.world.member(polling.story.group, joonas)
    polling.world.session.commit()
    for _ in range(2):
        with polling.inside():
            polls.close_due_polls(now=polling.now)
    assert [letter.to.split(".")[0] for letter in polling.mails("poll_asked")] == ["joonas"]
    polling.story.coming.cancelled_at = polling.now
    polling.world.session.merge(polling.story.coming)
    polling.world.session.commit()
    with polling.inside():
        polls.close_due_polls(now=polling.now)
    assert polling.poll().closed_at is not None
    assert poll.id == polling.poll().id


def _deliver(polling: Polling, now: datetime) -> None:
    polling.at(now)
    with polling.inside():
        mailing.deliver_due(now=now)


def _left(polling: Polling) -> set[tuple[str, str]]:
    """Who has got a reminder or a summary, and which."""
    polling.world.session.rollback()
    later = OutboxMessage.once.like("poll:reminder:%") | OutboxMessage.once.like("poll:due:%")
    rows = polling.world.session.scalars(select(OutboxMessage).where(later, OutboxMessage.delivered_at.is_not(None)))
    return {(row.to_address.split(".")[0], row.template.rpartition("/")[2]) for row in rows}


def _first(polling: Polling, who: str) -> str:
    """The text of the mail that asked somebody, however long ago."""
    polling.taken = 0
    return next(letter.text for letter in polling.mails("poll_asked") if letter.to.startswith(who))
