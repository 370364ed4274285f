"""The demo's notes and consents: a peer group's three notes in every state, and a note or two elsewhere."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from models.confidential import Audience, NoteKind, Passage
from models.process import Engagement, Meeting
from vault import consents, notes, questions, reader, writer
from vault.consents import Voice
from vault.drafts import Draft

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from cli.demo import Story
    from models.people import Person

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
GROUP = "Asiakastyön vertaisryhmä"
ATTENDEES = Audience.ATTENDEES


def fill(story: Story) -> None:
    """Write after each held meeting, ask, and answer; Kim, Ville and Eero then read."""
    for account in ("participant", "participant2", "participant3", "participant4", "participant5"):
        _prefer(story, "group", account)
    _prefer(story, "individual", "participant6")
    _prefer(story, "finished", "participant5")
    for number, write in enumerate((_first, _second, _third), start=1):
        meeting = _meeting(story, f"{GROUP} {number}")
        write(story, meeting)
        _read(story, meeting)
    _elsewhere(story)
    story.session.flush()


def _first(story: Story, meeting: Meeting) -> None:
    _passage(story, meeting, "Ryhmä sopi, että jokainen saa myös olla hiljaa. Keskeneräinen ajatus kelpaa aloitukseksi.")
    text = "Noora toivoi ryhmältä, että iltavuoron kiireestä saa puhua ilman ratkaisuja."
    _passage(story, meeting, text, "participant", answers={"participant": ATTENDEES})
    text = "Eero kuvasi, miten asiakkaan hiljaisuus alkoi tuntua luottamukselta eikä torjunnalta."
    _passage(story, meeting, text, "participant5", answers={"participant5": Audience.GROUP})
    _working_note(story, meeting, "Alku varovainen. Kuka puhuu ensin, puhuu kaikille. Ensi kerralla kysymys jokaiselle ennen keskustelua.")


def _second(story: Story, meeting: Meeting) -> None:
    _passage(
        story,
        meeting,
        "Näkökulmia kiireeseen:\n\n- sana, jolla voi sulkea oven\n- mittari, jota kukaan ei ole sopinut\n- pyyntö, jota ei ole sanottu",
    )
    text = "Noora ja Ville kuvasivat, miten he jakavat raskaat käynnit keskenään ja mitä siitä jää sanomatta."
    both = {"participant": ATTENDEES, "participant2": ATTENDEES}
    passage = _passage(story, meeting, text, "participant", "participant2", answers=both)
    ville = Voice(story.people["participant2"], "fi")
    consents.withdraw(story.session, ville, passage, now=meeting.ends_at + 6 * DAY)
    text = "Kim huomasi palaavansa työasioihin illalla silloin, kun päivästä puuttui päätös."
    _passage(story, meeting, text, "participant3", answers={"participant3": Audience.SUPERVISEES_ONLY})
    _working_note(story, meeting, "V. kääntyi ikkunaan, kun puhuttiin parista. Anna tilaa, älä kysy ryhmässä.")


def _third(story: Story, meeting: Meeting) -> None:
    _passage(story, meeting, "Ryhmä kokosi kolme tapaa lopettaa puhelu, joka ei enää etene. Kaikki kokeilevat yhtä ennen seuraavaa kertaa.")
    text = "Noora kertoi, että iltavuoron raportti jää usein kesken. Hän haluaa sopia siitä tiimissään."
    _passage(story, meeting, text, "participant", answers={"participant": ATTENDEES})
    text = "Ville ja Kim vertasivat, miten kiireestä puhutaan hoivassa ja ohjelmistotyössä. Molemmilla se on sana, jonka taakse on helppo jäädä."
    _passage(story, meeting, text, "participant2", "participant3", answers={"participant3": ATTENDEES})
    text = "Ville pohti, milloin hänen oma rajansa tulee vastaan."
    passage = _passage(story, meeting, text, "participant2", answers={})
    ville, answered = story.people["participant2"], meeting.ends_at + 2 * DAY
    version = questions.question(story.session, ville, passage.id, now=answered).version_id
    words = "Ville pohti, mistä hän itse huomaa, että raja tulee vastaan."
    consents.suggest(story.session, Voice(ville, "fi"), version, words, now=answered)
    _passage(story, meeting, "Noora kokeilee lopettaa päivän kirjoittamalla kolme riviä.", "participant")
    draft = writer.begin(story.session, _lead(meeting.engagement, story.now), meeting, now=story.now - HOUR)
    words = "Kysymyksiä ensi kertaan: mitä ”ei” maksaa sanojalleen?"
    writer.save_draft(story.session, draft.author, draft, Draft(words), version=draft.version, now=story.now - HOUR)
    _working_note(story, meeting, "K. ja V. löysivät saman sanan eri suunnista. Palaa tähän: kenelle kiireestä saa kertoa?")


def _elsewhere(story: Story) -> None:
    alone = _meeting(story, "Saana Lehtovirta 3")
    text = "Saana huomasi, että ”nopea juttu” vie häneltä useimmin illan."
    _passage(story, alone, text, "participant6", answers={"participant6": ATTENDEES})
    _working_note(story, alone, "Puhuu toisten kiireestä tarkemmin kuin omastaan.")
    before = _meeting(story, "Eero Mustaoja 4")
    text = "Eero sopi itsensä kanssa, että perjantain viimeinen tunti on suunnittelua varten."
    _passage(story, before, text, "participant5", answers={"participant5": ATTENDEES})
    together = _meeting(story, "Tuulenpesän työyhteisö 4")
    _passage(story, together, "Työyhteisö sopi, että vuoron vaihtuessa jätetään viisi minuuttia kysymyksille.")


def _passage(story: Story, meeting: Meeting, text: str, *about: str, answers: Mapping[str, Audience] | None = None) -> Passage:
    """A passage saved the day after the meeting. With answers, even none, its people have been asked."""
    author, written = _lead(meeting.engagement, story.now), meeting.ends_at + DAY
    passage = writer.begin(story.session, author, meeting, now=written)
    subjects = tuple(story.people[account].id for account in about)
    version = writer.publish(story.session, author, passage, Draft(text, subjects), version=passage.version, now=written)
    if answers is not None:
        writer.ask(story.session, author, passage, now=written)
    for account, audience in (answers or {}).items():
        person = story.people[account]
        consents.grant(story.session, Voice(person, person.language), version.id, audience, now=written + DAY)
    return passage


def _working_note(story: Story, meeting: Meeting, text: str) -> None:
    notes.save_note(story.session, _lead(meeting.engagement, story.now), meeting, NoteKind.OWN, text, version=0, now=meeting.ends_at + HOUR)


def _read(story: Story, meeting: Meeting) -> None:
    """Three of the group read the note, which leaves their traces."""
    for days, account in enumerate(("participant3", "participant2", "participant5"), start=7):
        reader.shared_note(story.session, story.people[account], meeting, now=min(meeting.ends_at + days * DAY, story.now))


def _prefer(story: Story, engagement: str, account: str) -> None:
    process, person = _engagement(story, engagement), story.people[account]
    voice = Voice(person, person.language)
    consents.prefer(story.session, voice, process.id, may_record=True, may_use_in_supervision=False, now=process.created_at)


def _engagement(story: Story, name: str) -> Engagement:
    thing = story.things[name]
    assert isinstance(thing, Engagement)  # noqa: S101
    return thing


def _meeting(story: Story, name: str) -> Meeting:
    thing = story.things[name]
    assert isinstance(thing, Meeting)  # noqa: S101
    return thing


def _lead(engagement: Engagement, now: datetime) -> Person:
    lead = engagement.lead_at(now)
    assert lead is not None  # noqa: S101
    return lead
