"""A summary's way through the pages: written, asked about, answered, delivered; and what each hat sees of it."""

import io
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from models.base.house import OutboxMessage
from models.confidential import ClientSummary, SummaryState
from models.people import Person
from models.process import Meeting
from tests.blueprints.confidential.conftest import Circle, went
from tests.visitor import Visitor, hidden_fields
from vault import circles, client_summaries, guard, summary_answers
from vault.client_summaries import Draft
from vault.summary_facts import FactKind

Sign = Callable[[Person], Visitor]
WORDS = "Ryhmä on löytänyt tavan lopettaa vaikea puhelu.\n\nTyö on selkeämpää. 🌊 Åbo."


@pytest.fixture
def index(circle: Circle) -> str:
    """The summaries of the group."""
    return f"/engagements/{circle.story.group.id}/client-summaries"


@pytest.fixture
def summary(circle: Circle) -> ClientSummary:
    """Aino's draft, with some facts ticked."""
    made = client_summaries.begin(circle.session, circle.story.aino, circle.story.group, language="fi", now=circle.world.now)
    ticked = (FactKind.MEETINGS, FactKind.HOURS, FactKind.ATTENDANCE)
    client_summaries.save(
        circle.session, circle.story.aino, made.id, Draft(WORDS, "fi", ticked), version=made.version, now=circle.world.now
    )
    circle.session.commit()
    return made


def url_of(summary: ClientSummary, rest: str = "") -> str:
    """A page of the summary."""
    return f"/client-summaries/{summary.id}{rest}"


def state_of(circle: Circle, summary: ClientSummary) -> SummaryState:
    """As it is stored now."""
    with guard.inside():
        return circle.read(select(ClientSummary).where(ClientSummary.id == summary.id))[0].state


def send(circle: Circle, summary: ClientSummary, visitor: Visitor) -> None:
    """Aino asks everybody."""
    assert went(visitor.post(url_of(summary, "/dispatch"), page=url_of(summary, "/dispatch/new"))) == url_of(summary)
    assert state_of(circle, summary) is SummaryState.AWAITING


def answer(visitor: Visitor, summary: ClientSummary, said: str, **fields: str) -> int:
    """One participant's word."""
    page = url_of(summary, "/answer")
    return visitor.post(page, page=page, answer=said, **fields).status_code


def approve_all(circle: Circle, summary: ClientSummary) -> None:
    """Everybody approves, without going through a page."""
    version = summary_answers.newest_of(circle.session, summary.id)
    assert version is not None
    for member in circles.members(circle.session, circle.story.group):
        summary_answers.answer(circle.session, member, summary.id, version.id, approves=True, now=circle.world.now)
    circle.session.commit()


def kinds(circle: Circle) -> list[tuple[str, str]]:
    """Mails that wait to leave: their template and receiver."""
    return [(row.template.rpartition("/")[2], row.to_address) for row in circle.read(select(OutboxMessage).order_by(OutboxMessage.id))]


def approved_by_hand(visit: Sign, circle: Circle, summary: ClientSummary) -> None:
    """Everybody reads the exact text, and who would get it, and approves."""
    for member in circles.members(circle.session, circle.story.group):
        asking = visit(member)
        shown = asking.client.get(url_of(summary, "/answer")).text
        assert "Työ on selkeämpää" in shown
        assert "Antti Väre" in shown
        assert answer(asking, summary, "approve") in (204, 303)


def test_from_the_first_word_to_the_client(visit: Sign, circle: Circle, index: str) -> None:
    story, aino = circle.story, visit(circle.story.aino)
    edit = went(aino.post(index, page=index))
    url = edit.removesuffix("/edit")
    saved = aino.post(url, page=edit, text=WORDS, facts="meetings", language="sv")
    assert saved.status_code == (200 if aino.htmx else 303)
    onward = Visitor(aino.client).post(url, page=edit, text=WORDS, facts="meetings", language="sv", onward="ask")
    assert went(onward) == f"{url}/dispatch/new"  # what was typed is saved on the way
    with guard.inside():
        [summary] = circle.read(select(ClientSummary))
    shown = aino.client.get(f"{url}/dispatch/new").text
    assert "3 av 5 planerade" in shown
    assert '<article lang="sv"' in shown
    send(circle, summary, aino)
    approved_by_hand(visit, circle, summary)
    assert state_of(circle, summary) is SummaryState.APPROVED
    outi, page = visit(story.outi), f"{url}/delivery/new"
    assert "Kaikki ovat hyväksyneet" in outi.client.get(f"/engagements/{story.group.id}/summary-deliveries").text
    assert "selkeämpää" not in outi.client.get(page).text
    assert went(outi.post(f"{url}/delivery", page=page)).endswith("/summary-deliveries")
    delivered = f"/delivered-summaries/{summary.id}"
    assert "Työ on selkeämpää" in visit(story.antti).client.get(delivered).text
    assert "Työ on selkeämpää" in visit(story.noora).client.get(f"{url}/answer").text
    assert {to for kind, to in kinds(circle) if kind == "summary_delivered"} == {story.antti.email, story.marja_liisa.email}
    assert not [mail for mail in circle.letters() if "selkeämpää" in mail]


def test_a_no_comes_back_without_a_name(visit: Sign, circle: Circle, summary: ClientSummary) -> None:
    story, aino = circle.story, visit(circle.story.aino)
    send(circle, summary, aino)
    aino.client.get(url_of(summary))  # what was said on sending is shown once
    before = aino.client.get(url_of(summary)).text
    answer(visit(story.noora), summary, "approve")
    waiting = aino.client.get(url_of(summary)).text
    assert strip(waiting) == strip(before)  # nothing moves while some have answered
    assert answer(visit(story.ville), summary, "decline") in (204, 303)
    assert state_of(circle, summary) is SummaryState.DRAFT
    shown = aino.client.get(url_of(summary)).text
    assert "Kaikki eivät hyväksyneet tekstiä" in shown
    assert not [name for name in ("Noora", "Ville", "Kim", "Eero", "Päivi") if name in shown + aino.client.get("/").text.split("<main")[1]]
    assert [to for kind, to in kinds(circle) if kind == "summary_returned"] == [story.aino.email]
    assert "Työnohjaaja kirjoittaa tekstiä" in visit(story.noora).client.get(url_of(summary, "/answer")).text
    assert "Kooste tilaajalle odottaa" not in visit(story.kim).client.get("/").text


def strip(page: str) -> str:
    """The page without what changes at every fetching."""
    return re.sub(r'value="[^"]*"', "", page)


def test_what_waits_stands_on_everybodys_day(plain: Sign, circle: Circle, summary: ClientSummary) -> None:
    story, row = circle.story, "Kooste tilaajalle odottaa hyväksyntääsi."
    send(circle, summary, plain(story.aino))
    assert row in plain(story.noora).client.get("/").text
    answer(plain(story.noora), summary, "approve")
    assert row not in plain(story.noora).client.get("/").text
    for person in (story.outi, story.antti, story.saana, story.aino):
        assert row not in plain(person).client.get("/").text
    approve_all(circle, summary)
    assert "Kaikki ovat hyväksyneet koosteen tilaajalle." in plain(story.aino).client.get("/").text


def test_an_approval_is_taken_back_until_it_is_delivered(visit: Sign, circle: Circle, summary: ClientSummary) -> None:
    story = circle.story
    send(circle, summary, visit(story.aino))
    approve_all(circle, summary)
    page = visit(story.kim).client.get(url_of(summary, "/answer")).text
    assert "Ta tillbaka mitt godkännande" in page
    answer(visit(story.kim), summary, "decline")
    assert state_of(circle, summary) is SummaryState.DRAFT
    assert visit(story.outi).client.get(url_of(summary, "/delivery/new")).status_code == 404
    send(circle, summary, visit(story.aino))
    approve_all(circle, summary)
    summary_answers.deliver(circle.session, story.aino, summary.id, now=circle.world.now)
    circle.session.commit()
    late = visit(story.kim)
    fields = {"answer": "decline", "version_id": "1"}
    got = late.post(url_of(summary, "/answer"), page=f"/engagements/{story.group.id}/summary-answers", **fields)
    assert got.status_code == 409
    assert "Ingenting sparades" in got.text


def test_an_outdated_text_is_refused_with_the_new_one(visit: Sign, circle: Circle, summary: ClientSummary) -> None:
    story, aino = circle.story, visit(circle.story.aino)
    send(circle, summary, aino)
    old = summary_answers.newest_of(circle.session, summary.id)
    circle.session.commit()
    assert old is not None
    assert went(aino.post(url_of(summary, "/dispatch/deletion"), page=url_of(summary))) == url_of(summary, "/edit")
    aino.post(url_of(summary), page=url_of(summary, "/edit"), text="Aivan uusi teksti.")
    send(circle, summary, aino)
    noora = visit(story.noora)
    got = noora.post(url_of(summary, "/answer"), page=url_of(summary, "/answer"), answer="approve", version_id=str(old.id))
    assert got.status_code == 409
    assert "Aivan uusi teksti." in got.text
    assert "Teksti on muuttunut" in got.text
    assert "Olet hyväksynyt" not in noora.client.get(url_of(summary, "/answer")).text


def test_a_name_stops_the_sending_until_it_is_meant_so(visit: Sign, circle: Circle, summary: ClientSummary) -> None:
    aino, page = visit(circle.story.aino), url_of(summary, "/dispatch/new")
    aino.post(url_of(summary), page=url_of(summary, "/edit"), text="Villen oivallus auttoi kaikkia.")
    stopped = aino.post(url_of(summary, "/dispatch"), page=page)
    assert stopped.status_code == 422
    assert "Tekstissä on näitä nimiä: Ville Anttonen" in stopped.text
    assert state_of(circle, summary) is SummaryState.DRAFT
    assert went(aino.post(url_of(summary, "/dispatch"), page=page, confirmed="names")) == url_of(summary)


def test_two_drafts_are_both_shown(visit: Sign, circle: Circle, summary: ClientSummary) -> None:
    aino, page = visit(circle.story.aino), url_of(summary, "/edit")
    aino.post(url_of(summary), page=page, text="Yksi")
    late = aino.post(url_of(summary), page=page, text="Kaksi", version="2")
    assert late.status_code == 409
    assert "Yksi</textarea>" in late.text
    assert "Kaksi</textarea>" in late.text
    assert aino.post(url_of(summary, "/dispatch"), page=url_of(summary, "/dispatch/new"), version="2").status_code == 409
    assert aino.post(url_of(summary, "/deletion"), page=page, version="2").status_code == 409
    assert went(aino.post(url_of(summary, "/deletion"), page=page)).endswith("/client-summaries")
    assert aino.client.get(page).status_code == 404


@pytest.mark.parametrize("text", ["x" * 10_001, "a\u202eb", "\x00"])
def test_what_cannot_be_saved_is_said_and_stays(plain: Sign, circle: Circle, summary: ClientSummary, text: str) -> None:
    got = plain(circle.story.aino).post(url_of(summary), page=url_of(summary, "/edit"), text=text)
    assert got.status_code == 422
    assert text.replace("\x00", "") in got.text


def test_without_words_nothing_is_sent(visit: Sign, circle: Circle, summary: ClientSummary) -> None:
    aino = visit(circle.story.aino)
    aino.post(url_of(summary), page=url_of(summary, "/edit"), text="")
    got = aino.post(url_of(summary, "/dispatch"), page=url_of(summary, "/dispatch/new"))
    assert got.status_code == 422
    assert "Kirjoita tähän jotakin" in got.text


def test_the_pdf_says_what_the_page_says(plain: Sign, circle: Circle, summary: ClientSummary) -> None:
    """Without the wave, which the fonts lack: it would cost the mark of accessibility."""
    story, aino = circle.story, plain(circle.story.aino)
    ticked = {"text": WORDS.replace(" 🌊", ""), "facts": ["meetings", "hours", "attendance"]}
    aino.post(url_of(summary), page=url_of(summary, "/edit"), **ticked)  # type: ignore[arg-type]
    send(circle, summary, aino)
    approve_all(circle, summary)
    summary_answers.deliver(circle.session, story.aino, summary.id, now=circle.world.now)
    circle.session.commit()
    got = plain(story.antti).client.get(f"/delivered-summaries/{summary.id}/print")
    assert got.mimetype == "application/pdf"
    reader = PdfReader(io.BytesIO(got.data))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    for said in ("Kooste työnohjauksesta", "vaikea puhelu", "3, suunniteltu 5", "6,00 × 45 min", "14 osallistumista 15"):
        assert said in text
    assert b"pdfuaid" in got.data
    assert [name for name in ("Noora", "Ville", "Kim ", "Eero", "vertaisryhmä") if name in text] == []


def test_facts_are_counted_when_it_is_sent(plain: Sign, circle: Circle, summary: ClientSummary) -> None:
    aino, page = plain(circle.story.aino), url_of(summary, "/dispatch/new")
    assert "3, suunniteltu 5" in aino.client.get(page).text
    meeting = circle.read(select(Meeting).where(Meeting.id == circle.story.held.id))[0]
    meeting.held_at = None
    circle.session.commit()
    assert "2, suunniteltu 5" in aino.client.get(page).text


def together(*acts: Callable[[], int]) -> list[int]:
    """The status codes of acts begun at the same moment, in their order."""
    start = Barrier(len(acts))

    def act(each: Callable[[], int]) -> int:
        start.wait()
        return each()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(act, acts))


def ready(visitor: Visitor, url: str, page: str, **fields: str) -> Callable[[], int]:
    """A form filled in, to be sent at a moment."""
    data = hidden_fields(visitor.client.get(page).text, url) | fields
    return lambda: visitor.client.post(url, data=data).status_code


@pytest.mark.parametrize("round_", range(3))
def test_delivering_and_withdrawing_cross(plain: Sign, circle: Circle, summary: ClientSummary, round_: int) -> None:
    """Either it is delivered and the withdrawal is refused, or it comes back and the delivery is."""
    story = circle.story
    send(circle, summary, plain(story.aino))
    approve_all(circle, summary)
    answers = url_of(summary, "/answer")
    acts = [
        ready(plain(story.outi), url_of(summary, "/delivery"), url_of(summary, "/delivery/new")),
        ready(plain(story.kim), answers, answers, answer="decline"),
    ]
    delivered, withdrawn = together(*(acts if round_ % 2 else acts[::-1])) if round_ % 2 else together(*acts[::-1])[::-1]
    state = state_of(circle, summary)
    if state is SummaryState.DELIVERED:
        assert (delivered, withdrawn) == (303, 409)
    else:
        assert state is SummaryState.DRAFT
        assert delivered in {404, 409}
        assert withdrawn == 303


def test_answering_and_taking_back_cross(plain: Sign, circle: Circle, summary: ClientSummary) -> None:
    """An answer about a text that is being taken back is kept or refused in words; the text is a draft either way."""
    story = circle.story
    send(circle, summary, plain(story.aino))
    answers = url_of(summary, "/answer")
    taken, answered = together(
        ready(plain(story.aino), url_of(summary, "/dispatch/deletion"), url_of(summary)),
        ready(plain(story.noora), answers, answers, answer="approve"),
    )
    assert taken == 303
    assert answered in {303, 409}
    assert state_of(circle, summary) is SummaryState.DRAFT
