"""How a process ends: the participant's page, the certificate, a new request, and what remains for the supervisor."""

import io
import re
from datetime import timedelta
from unittest.mock import Mock

import pytest
from pypdf import PdfReader
from sqlalchemy import select
from werkzeug.test import TestResponse

from models.commerce.request import RequestDraft
from models.confidential import EvaluationMoment
from models.people import Role
from models.process import EngagementState, Form, Leaving
from models.process.keeping import clock_from
from tests.blueprints.process.conftest import As, Told, main, went_on
from tests.blueprints.process.test_pages import statements
from tests.world import Story, World
from vault import evaluations
from web import extensions, formats, throttling
from web.commerce import reception

MAIL = "process/mail/farewell"


def url(story: Story, page: str = "farewell") -> str:
    return f"/engagements/{story.group.id}/{page}"


def end(world: World, story: Story, *, ago: timedelta = timedelta()) -> None:
    story.group.end(EngagementState.COMPLETED, because="Ryhmä ei halunnut arvioida", now=world.now - ago)
    world.session.commit()


def pdf_text(answer: TestResponse) -> str:
    assert answer.mimetype == "application/pdf"
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages)


def test_ending_thanks_those_who_take_part(as_: As, world: World, story: Story, told: Told) -> None:
    story.seats["paivi"].leave(Leaving.LEFT, now=world.now)
    story.kim.deactivate(administrators=1, now=world.now)
    world.session.commit()
    went_on(as_(story.outi).post(url(story, "completions"), page=url(story, "completions/new"), state="interrupted"))
    assert sorted(told(MAIL)) == sorted(person.email for person in (story.noora, story.ville, story.eero))


def test_the_clock_stands_on_every_page_of_the_end(both: As, world: World, story: Story) -> None:
    end(world, story, ago=timedelta(days=170))
    clock = clock_from(world.now - timedelta(days=170))
    texts, notes, consents, attendance = (
        formats.plain_date(day, "fi") for day in (clock.texts, clock.working_notes, clock.consents, clock.attendance)
    )
    expected = (
        f"Poistuu {texts} (10\u00a0päivää jäljellä)",
        f"Poistettu {notes}",
        *(f"Säilytetään vähintään {day} asti" for day in (consents, attendance)),
    )
    for person, page in (
        (story.noora, url(story)),
        (story.aino, f"/engagements/{story.group.id}"),
        (story.outi, f"/engagements/{story.group.id}"),
    ):
        shown = main(both(person).get(page))
        assert [text for text in expected if text not in shown] == []


def test_before_the_end_the_account_manager_sees_what_would_be(as_: As, world: World, story: Story) -> None:
    shown = main(as_(story.outi).get(url(story, "completions/new")))
    assert f"Poistuu {formats.plain_date(clock_from(world.now).texts, 'fi')}" in shown


@pytest.mark.parametrize(
    ("over", "left", "title"),
    [(False, False, "Miten prosessi päättyy"), (True, False, "Kiitos, että olit mukana"), (False, True, "Kiitos, että olit mukana")],
)
def test_thanks_come_at_the_end_or_on_leaving(as_: As, world: World, story: Story, title: str, *, over: bool, left: bool) -> None:
    if left:
        story.seats["noora"].leave(Leaving.LEFT, now=world.now - timedelta(days=10))
    world.session.commit()
    if over:
        end(world, story)
    shown = main(as_(story.noora).get(url(story)))
    assert f"<h1>{title}</h1>" in shown
    assert ("13.12.2026 asti" in shown) is left
    assert "270" in shown


def test_the_page_is_for_those_who_took_part_alone(as_: As, world: World, story: Story) -> None:
    end(world, story)
    for person in (story.aino, story.outi, story.marja_liisa, story.saana, story.jaana, story.joonas):
        visitor = as_(person)
        pages = [url(story, page) for page in ("farewell", "participation-certificate", "own-texts")]
        assert [visitor.get(page).status_code for page in pages] == [404] * 3


def test_a_link_leads_there_and_is_a_button_when_nothing_lies_ahead(as_: As, world: World, story: Story) -> None:
    link, button = f'<a href="{url(story)}"', f'<a class="btn" href="{url(story)}"'
    engagement = f"/engagements/{story.group.id}"
    assert link in as_(story.noora).get(engagement).text
    for meeting in story.meetings[3:]:
        meeting.cancelled_at = world.now
    world.session.commit()
    assert button in as_(story.noora).get(engagement).text
    assert url(story) not in as_(story.aino).get(engagement).text
    assert url(story) not in as_(story.marja_liisa).get(engagement).text


def test_the_supervisor_sees_what_remains(as_: As, world: World, story: Story) -> None:
    end(world, story)
    shown = main(as_(story.aino).get(f"/engagements/{story.group.id}"))
    assert "3 tapaamisen tunteja ei ole vahvistettu" in shown
    assert "3 tapaamisen tunteja" not in main(as_(story.outi).get(f"/engagements/{story.group.id}"))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fi", ("Todistus työnohjaukseen osallistumisesta", "ma 31.8.2026", "Ryhmätyönohjaus", "270", "6,00")),
        ("sv", ("Intyg om deltagande i arbetshandledning", "må 31.8.2026", "270")),
        ("en", ("Certificate of participation in professional supervision", "Mon 31 Aug 2026", "270")),
        ("xx", ("Todistus työnohjaukseen osallistumisesta", "270")),
    ],
)
def test_the_certificate_names_no_client(as_: As, story: Story, language: str, words: tuple[str, ...]) -> None:
    text = pdf_text(as_(story.noora).get(url(story, "participation-certificate"), language=language)).replace("\u00a0", " ")
    assert [word for word in (story.noora.name, *words) if word not in text] == []
    assert [word for word in ("Lokkiranta", "vertaisryhmä", "Aino", "Ville") if word in text] == []


def test_only_what_was_attended_counts(as_: As, story: Story) -> None:
    text = pdf_text(as_(story.eero).get(url(story, "participation-certificate")))
    assert "180" in text
    assert "270" not in text


def test_a_certificate_of_a_crisis_does_not_say_so(as_: As, world: World, story: Story) -> None:
    story.group.form = Form.CRISIS
    world.session.commit()
    assert "krii" not in pdf_text(as_(story.noora).get(url(story, "participation-certificate"))).lower()


@pytest.mark.parametrize(("name", "payer"), [("noora", "organisation"), ("eero", "self")])
def test_a_new_request_knows_what_is_known(both: As, world: World, story: Story, name: str, payer: str) -> None:
    story.lokkiranta.sector = "metsäala"
    end(world, story)
    visitor = both(getattr(story, name))
    step = went_on(visitor.post(url(story, "new-requests"), page=url(story)))
    assert re.search(r"/drafts/[^/]+/hopes$", step)
    answers = world.session.scalars(select(RequestDraft)).one().answers
    world.session.commit()
    assert answers["whom"]["supervision"] == "group"
    contact = answers["contact"]
    assert (contact["contact_name"], contact["payer_kind"]) == (getattr(story, name).name, payer)
    assert (contact.get("organisation_name") == "Lokkirannan kotihoito") is (payer == "organisation")
    assert (contact.get("sector_other") == "metsäala") is (payer == "organisation")
    shown = visitor.get(step.replace("hopes", "contact")).text
    assert getattr(story, name).email in shown


def test_whoever_came_for_one_meeting_is_not_told_who_pays(as_: As, world: World, story: Story) -> None:
    world.substitute(story.seats["noora"], story.joonas, story.today)
    world.session.commit()
    went_on(as_(story.joonas).post(url(story, "new-requests"), page=url(story)))
    contact = world.session.scalars(select(RequestDraft)).one().answers["contact"]
    world.session.commit()
    assert contact == {"contact_name": story.joonas.name, "contact_email": story.joonas.email}


def test_what_follows_a_crisis_is_chosen_anew(as_: As, world: World, story: Story) -> None:
    story.group.form = Form.CRISIS
    world.session.commit()
    step = went_on(as_(story.noora).post(url(story, "new-requests"), page=url(story)))
    assert step.endswith("/whom")


def test_too_many_requests_are_refused_in_words(both: As, story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reception, "claim", Mock(side_effect=throttling.TooSoon(seconds=9)))
    answer = both(story.noora).post(url(story, "new-requests"), page=url(story))
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text


def test_the_page_costs_the_same_however_many_meetings_there_were(as_: As, world: World, story: Story) -> None:
    visitor = as_(story.noora)
    few = statements(visitor, world, url(story))
    for weeks in range(5):
        world.hold(world.meeting(story.group, world.now - timedelta(weeks=weeks, hours=5)))
    world.session.commit()
    assert statements(visitor, world, url(story)) == few <= 20


def test_a_manager_who_takes_part_gets_a_participants_page_only_as_one(as_: As, world: World, story: Story) -> None:
    """Marja-Liisa speaks for Lokkiranta; the page exists for her once she sits in the group, whatever else she is."""
    assert as_(story.marja_liisa).get(url(story)).status_code == 404
    world.member(story.group, story.marja_liisa, story.lokkiranta)
    story.marja_liisa.grant(Role.ACCOUNT_MANAGER, by=story.jaana, now=world.now)
    world.session.commit()
    assert as_(story.marja_liisa).get(url(story)).status_code == 200


def test_an_open_evaluation_is_to_be_answered_first(as_: As, world: World, story: Story) -> None:
    world.session.info.update(extensions._session_info)
    final, _asked = evaluations.begin(world.session, story.aino, story.group, EvaluationMoment.FINAL, now=world.now)
    world.session.commit()
    link = f'href="/evaluations/{final.id}/answers/edit"'
    assert link in as_(story.noora).get(url(story)).text
    end(world, story)
    assert link not in as_(story.noora).get(url(story)).text
