"""The demo's reflections: Saana's own space in E1, and in E2 an entry for those who were there and a question to everybody."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask_babel import force_locale

from models.confidential import Openness, ReflectionKind
from models.process import Engagement, Meeting
from vault import offered_questions, question_bank, reflection_lists, reflection_openings, reflections
from vault.reflections import Draft, Mark
from web.starter_questions import QUESTIONS

if TYPE_CHECKING:
    from cli.demo import Story
    from models.confidential import Reflection

DAY = timedelta(days=1)
ASKED = "Mistä huomaat ensimmäisenä, että oma raja on tulossa vastaan?"


def fill(story: Story) -> None:
    """Write, open, mark; Aino takes the starter questions, offers one of her own, and reads what Saana has opened."""
    supervisor = story.people["supervisor"]
    with force_locale(supervisor.language):
        question_bank.fill(story.session, supervisor, [str(question) for question in QUESTIONS], now=story.now - 90 * DAY)
    _individual(story)
    _group(story)
    story.session.flush()


def _individual(story: Story) -> None:
    saana = "participant6"
    _written(
        story,
        "individual",
        saana,
        "Illalla avasin koneen vielä kerran. Kukaan ei ollut pyytänyt sitä. Mietin, mitä oikein varmistelin.",
        days=20,
    )
    opened = _written(
        story,
        "individual",
        saana,
        "Huomasin, että ”nopea juttu” alkaa aina samalla lauseella. Haluaisin katsoa sitä lausetta yhdessä.",
        days=12,
    )
    reflections.mark(story.session, story.people[saana], opened, Mark.BRING, now=story.now - 11 * DAY)
    reflection_openings.open_up(story.session, story.people[saana], opened, str(Openness.SUPERVISORS), now=story.now - 11 * DAY)
    _written(
        story,
        "individual",
        saana,
        "Kirjaan viikon ajan, milloin avaan koneen illalla ja mitä sitä ennen tapahtui.",
        days=10,
        kind=ReflectionKind.TASK,
    )
    _written(
        story,
        "individual",
        saana,
        "Sanon huomisessa palaverissa ääneen, mitä en ehdi tällä viikolla.",
        days=3,
        kind=ReflectionKind.NEXT_STEP,
    )
    reflection_lists.read(story.session, story.people["supervisor"], opened, now=story.now - 6 * DAY)


def _group(story: Story) -> None:
    meeting = story.things["Asiakastyön vertaisryhmä 3"]
    assert isinstance(meeting, Meeting)  # noqa: S101
    ville = story.people["participant2"]
    row = _written(
        story,
        "group",
        "participant2",
        "Kokeilin lopettaa puhelun niin kuin sovimme. Hiljaisuus sen jälkeen oli lyhyempi kuin pelkäsin.",
        days=9,
    )
    reflection_openings.open_up(story.session, ville, row, f"{Openness.ATTENDEES}-{meeting.id}", now=story.now - 8 * DAY)
    offered_questions.offer(
        story.session, story.people["supervisor"], _engagement(story, "group"), ASKED, to_id=None, now=story.now - 5 * DAY
    )


def _written(story: Story, process: str, account: str, text: str, *, days: int, kind: ReflectionKind = ReflectionKind.ENTRY) -> Reflection:
    """A private one, so many days ago."""
    writer, when = story.people[account], story.now - days * DAY
    saved = reflections.write(story.session, writer, _engagement(story, process), Draft(text, kind), now=when)
    row = reflections.own(story.session, writer, saved.id, now=when)
    assert row is not None  # noqa: S101
    return row


def _engagement(story: Story, name: str) -> Engagement:
    thing = story.things[name]
    assert isinstance(thing, Engagement)  # noqa: S101
    return thing
