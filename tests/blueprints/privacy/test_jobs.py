"""The worker's health as an administrator watches it: in numbers and words, without names, at a constant price."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from models.base.house import Job, OutboxMessage
from models.people import SignIn
from tests import clock
from tests.blueprints.privacy.conftest import Watch
from tests.world import NOW
from web import backups
from web.chores import CHORES
from web.extensions import db
from web.rota import Rota

SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)


def work(watch: Watch) -> None:
    """The worker does everything once."""
    with watch.app.app_context():
        Rota().do_all(now=NOW)


def change(watch: Watch, name: str, **values: object) -> None:
    """A job's row says something else."""
    job = watch.session.get_one(Job, name)
    for key, value in values.items():
        setattr(job, key, value)
    watch.session.commit()


def row(page: str, name: str) -> str:
    """What the page says of one chore."""
    return page.partition(f'id="job-{name}"')[2].partition('class="row"')[0]


def test_before_any_worker_ran_the_page_says_how_to_start_one(watch: Watch) -> None:
    page = watch.visitor(watch.story.jaana).get("/jobs").text
    assert "flask worker run" in page
    assert 'id="job-' not in page


@pytest.mark.parametrize("htmx", [False, True])
def test_each_chore_is_told_in_words(watch: Watch, monkeypatch: pytest.MonkeyPatch, *, htmx: bool) -> None:
    work(watch)
    clock.stop(monkeypatch, NOW + 18 * SECOND)
    page = watch.visitor(watch.story.jaana, htmx=htmx).get("/jobs").text
    assert ("<html" in page) is not htmx
    for chore in CHORES:
        assert "18 s sitten" in row(page, chore.name)
    assert "60 min päästä" not in row(page, "tidy")
    assert "59 min päästä" in row(page, "tidy")


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ({"failures": 1, "last_error": "OperationalError"}, "Epäonnistui: OperationalError"),
        ({"failures": 3, "last_error": "OSError"}, "Epäonnistui 3 kertaa peräkkäin: OSError"),
        ({"due_at": NOW - 5 * MINUTE - SECOND}, "Jumissa"),
        ({"due_at": NOW - 5 * MINUTE}, "Tehty"),
        ({"due_at": NOW - DAY, "claimed_until": NOW - 4 * MINUTE}, "Jumissa"),  # whoever did it has died
        ({"due_at": NOW - DAY, "started_at": NOW, "finished_at": NOW - DAY, "claimed_until": NOW + MINUTE}, "Käynnissä"),
        ({"claimed_until": NOW + MINUTE}, "Tehty"),  # kept between turns
        ({"finished_at": None, "succeeded_at": None}, "Tulossa"),
    ],
)
def test_the_state_of_a_chore_has_a_word_and_a_shape(watch: Watch, values: dict[str, object], word: str) -> None:
    work(watch)
    change(watch, "tidy", **values)
    said = row(watch.visitor(watch.story.jaana).get("/jobs").text, "tidy")
    assert word in said
    assert ("#alert" in said) is (word == "Jumissa" or word.startswith("Epäonnistui"))


def test_trouble_stands_first(watch: Watch) -> None:
    work(watch)
    change(watch, CHORES[-1].name, failures=2, last_error="OSError")
    page = watch.visitor(watch.story.jaana).get("/jobs").text
    assert page.index(f'id="job-{CHORES[-1].name}"') < page.index(f'id="job-{CHORES[0].name}"')


def test_no_worker_is_said_aloud(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    work(watch)
    assert "eivät ole käynnissä" not in watch.visitor(watch.story.jaana).get("/jobs").text
    clock.stop(monkeypatch, NOW + 6 * MINUTE)
    assert "eivät ole käynnissä" in watch.visitor(watch.story.jaana).get("/jobs").text


def test_the_outbox_is_counted_and_names_nobody(watch: Watch) -> None:
    common = {"language": "fi", "template": "process/mail/assignment", "to_address": watch.story.noora.email, "created_at": NOW}
    for minutes, dead in ((-3, None), (-1, None), (5, None), (-9, NOW)):
        watch.session.add(OutboxMessage(not_before=NOW + minutes * MINUTE, dead_at=dead, **common))
    watch.session.commit()
    page = watch.visitor(watch.story.jaana).get("/jobs").text
    assert "3, vanhimman olisi pitänyt lähteä 3 min sitten" in page
    assert "#alert" in page
    assert watch.story.noora.email not in page


def test_the_last_backup_is_named(watch: Watch) -> None:
    with watch.app.app_context():
        here = backups.are_made_here()
    before = watch.visitor(watch.story.jaana).get("/jobs").text
    assert ("kopio otetaan yöllä" if here else "pg_dump") in before
    work(watch)
    after = watch.visitor(watch.story.jaana).get("/jobs").text
    assert ("23.11.2026,\N{NO-BREAK SPACE}" in after or "23.11.2026, " in after) is here


def test_looking_costs_the_same_whatever_there_is(watch: Watch) -> None:
    visitor = watch.visitor(watch.story.jaana)
    with watch.app.app_context():
        engine = db.engine
    said: list[str] = []

    def listen(*args: object) -> None:
        said.append(str(args[2]))

    counts = []
    for _ in range(2):
        event.listen(engine, "before_cursor_execute", listen)
        visitor.get("/jobs")
        event.remove(engine, "before_cursor_execute", listen)
        counts.append(len(said))
        said.clear()
        work(watch)
    assert counts[0] == counts[1]


@pytest.mark.parametrize(("htmx", "kept"), [(True, False), (False, True)])
def test_a_page_that_looks_by_itself_keeps_no_sign_in_alive(
    watch: Watch, monkeypatch: pytest.MonkeyPatch, *, htmx: bool, kept: bool
) -> None:
    visitor = watch.visitor(watch.story.jaana, htmx=htmx)
    clock.stop(monkeypatch, NOW + 20 * MINUTE)
    visitor.get("/jobs")
    watch.session.expire_all()
    seen = watch.session.query(SignIn).filter_by(person_id=watch.story.jaana.id).order_by(SignIn.id.desc()).first()
    assert seen is not None
    assert (seen.seen_at > NOW) is kept
