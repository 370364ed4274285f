"""The substitute's link: looking accepts nothing, the answer is given once, and what the leaver had ends in the same commit."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models.people import LinkPurpose, SingleUseLink
from models.privacy import AuditEvent
from models.process import Leaving, Stay, SubstitutionState
from tests.blueprints.process.substitutions.swapping import SECOND, Swapping, words
from tests.market import goals

ACCEPT: dict[str, Any] = {"answer": "accept", "rules": "y"}


def test_the_page_shows_what_is_needed_to_decide(swapping: Swapping) -> None:
    with swapping.inside() as session:
        goals.common(session, session.merge(swapping.story.group), "Rajat pitävät.", now=swapping.now)
        session.commit()
    swapping.asked(message="Tulisitko tilalleni?")
    page = words(swapping.visitor(None).get(swapping.offer()))
    for text in (
        "Päivi Lahdes",
        "Tulisitko tilalleni?",
        "10.00–11.30",
        "Kampus, huone B214",
        "Mitä täällä puhutaan, jää tänne.",
        "Rajat pitävät.",
    ):
        assert text in page
    for name in ("Noora", "Ville", "Kim", "Eero"):
        assert name not in page


def test_for_the_rest_every_meeting_ahead_is_listed(swapping: Swapping) -> None:
    swapping.asked(meeting=f"rest-{swapping.story.today.id}")
    page = words(swapping.visitor(None).get(swapping.offer()))
    assert page.count("<time") == 2


def test_looking_accepts_nothing(swapping: Swapping) -> None:
    swap = swapping.asked()
    before, offer = swapping.counts(), swapping.offer()
    for _ in range(3):
        assert swapping.visitor(None).get(offer).status_code == 200
        assert swapping.visitor(None, htmx=True).get(offer).status_code == 200
        assert swapping.visitor(None).client.head(offer).status_code == 200
    assert swapping.again(swap).state is SubstitutionState.OFFERED
    assert swapping.counts() == before
    assert swapping.seated(swapping.story.today)[3] == "Päivi Lahdes"


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
class TestComing:
    def test_seats_the_newcomer_and_shows_what_follows(self, swapping: Swapping, *, htmx: bool) -> None:
        swap = swapping.asked()
        answer = swapping.answer(swapping.offer(), htmx=htmx, **ACCEPT)
        where = answer.headers["HX-Redirect" if htmx else "Location"]
        assert (answer.status_code, where) == (204 if htmx else 303, "/answers/accept")
        assert "Olet tulossa" in words(swapping.visitor(None).get(where))
        swap = swapping.again(swap)
        assert (swap.state, swap.decided_by_id) == (SubstitutionState.EFFECTIVE, swapping.story.joonas.id)
        assert swapping.seated(swapping.story.today)[3] == "Joonas Rinne"
        assert swapping.seated(swapping.story.coming)[3] == "Päivi Lahdes"

    def test_needs_the_rules(self, swapping: Swapping, *, htmx: bool) -> None:
        swap = swapping.asked()
        before = swapping.counts()
        answer = swapping.answer(swapping.offer(), htmx=htmx, answer="accept")
        assert answer.status_code == 422
        assert "Hyväksy säännöt rastittamalla ruutu." in words(answer)
        assert swapping.again(swap).state is SubstitutionState.OFFERED
        assert swapping.counts() == before

    @pytest.mark.parametrize("answer", ["", "perhaps"])
    def test_needs_an_answer(self, swapping: Swapping, *, htmx: bool, answer: str) -> None:
        swap = swapping.asked()
        refused = swapping.answer(swapping.offer(), htmx=htmx, answer=answer, rules="y")
        assert refused.status_code == 422
        assert swapping.again(swap).state is SubstitutionState.OFFERED

    def test_not_coming_needs_nothing(self, swapping: Swapping, *, htmx: bool) -> None:
        swap = swapping.asked()
        answer = swapping.answer(swapping.offer(), htmx=htmx, answer="decline")
        assert answer.headers["HX-Redirect" if htmx else "Location"] == "/answers/decline"
        assert swapping.again(swap).state is SubstitutionState.DECLINED
        assert swapping.seated(swapping.story.today)[3] == "Päivi Lahdes"


class TestTheLink:
    def test_works_once(self, swapping: Swapping) -> None:
        swapping.asked()
        offer = swapping.offer()
        first, second = swapping.visitor(None), swapping.visitor(None)
        page = first.get(offer)
        assert second.get(offer).status_code == 200
        tokens = swapping.tokens(page, offer), swapping.tokens(second.get(offer), offer)
        assert first.client.post(offer, data=tokens[0] | ACCEPT).status_code == 303
        before = swapping.counts()
        again = second.client.post(offer, data=tokens[1] | ACCEPT)
        assert again.status_code == 404
        assert "Pyydä uusi" in words(again)
        assert swapping.visitor(None).get(offer).status_code == 404
        assert swapping.counts() == before

    def test_pressed_twice_answers_once_and_leads_to_the_same_page(self, swapping: Swapping) -> None:
        swapping.asked()
        offer, visitor = swapping.offer(), swapping.visitor(None)
        data = swapping.tokens(visitor.get(offer), offer) | ACCEPT
        answers = [visitor.client.post(offer, data=data) for _ in range(2)]
        assert [(answer.status_code, answer.headers["Location"]) for answer in answers] == [(303, "/answers/accept")] * 2
        assert len([p for p in swapping.participations() if p.stay is Stay.ONE_MEETING]) == 1

    def test_ends_when_the_meeting_begins(self, swapping: Swapping) -> None:
        swapping.asked()
        offer = swapping.offer()
        swapping.at(swapping.story.today.starts_at - SECOND)
        assert swapping.visitor(None).get(offer).status_code == 200
        swapping.at(swapping.story.today.starts_at)
        assert swapping.visitor(None).get(offer).status_code == 404

    @pytest.mark.parametrize("token", ["x", "a" * 43, "%00", "å", "a" * 5000])
    def test_nonsense_is_not_found(self, swapping: Swapping, token: str) -> None:
        assert swapping.visitor(None).get(f"/offers/{token}").status_code == 404

    def test_of_another_kind_opens_no_offer(self, swapping: Swapping) -> None:
        swapping.asked()
        link, token = SingleUseLink.issue(LinkPurpose.INVITATION, swapping.story.joonas, now=swapping.now, object_id=1)
        swapping.world.session.add(link)
        swapping.world.session.commit()
        assert swapping.visitor(None).get(f"/offers/{token}").status_code == 404

    def test_of_a_swap_taken_back_is_spent(self, swapping: Swapping) -> None:
        swap = swapping.asked()
        offer = swapping.offer()
        url = f"/substitutions/{swap.id}"
        assert swapping.press(swapping.story.paivi, f"{url}/retraction", page=url).status_code == 303
        assert swapping.visitor(None).get(offer).status_code == 404


def test_a_place_that_has_gone_is_refused_with_a_sentence(swapping: Swapping) -> None:
    swapping.asked()
    first = swapping.offer()
    swapping.asked(swapping.story.kim, swapping.story.seats["kim"])
    second = swapping.offer()
    assert swapping.answer(first, **ACCEPT).status_code == 303
    answer = swapping.answer(second, **ACCEPT)
    assert answer.status_code == 422
    assert "Tälle paikalle ei voi enää tulla." in words(answer)
    assert swapping.seated(swapping.story.today)[2] == "Kim Ström"


class TestTheRest:
    def test_ends_the_leavers_access_in_the_same_commit(self, swapping: Swapping) -> None:
        paivi, coming = swapping.visitor(swapping.story.paivi), f"/meetings/{swapping.story.coming.id}"
        assert paivi.get(coming).status_code == 200
        swapping.accepted(meeting=f"rest-{swapping.story.today.id}")
        assert paivi.get(coming).status_code == 404
        assert paivi.get(f"/meetings/{swapping.story.today.id}").status_code == 404
        assert paivi.get(f"/meetings/{swapping.story.held.id}").status_code == 200
        assert paivi.get("/consents").status_code == 200
        joonas = swapping.visitor(swapping.story.joonas)
        assert joonas.get(coming).status_code == 200
        assert joonas.get(f"/meetings/{swapping.story.held.id}").status_code == 404

    def test_drops_the_leavers_unsent_news_but_nothing_else(self, swapping: Swapping) -> None:
        swapping.accepted(swapping.story.noora, swapping.story.seats["noora"])
        saana: dict[str, Any] = {"name": "Saana Lehtovirta", "email": swapping.story.saana.email}
        swapping.accepted(meeting=f"rest-{swapping.story.today.id}", **saana)
        to_paivi = [letter for letter in swapping.letters() if letter.to == swapping.story.paivi.email]
        assert [(letter.template, letter.cancelled) for letter in to_paivi] == [
            ("process/mail/swap_done_group", True),
            ("process/mail/swap_done_leaver", False),
        ]
        assert to_paivi[0].text == ""

    def test_closes_the_offers_made_to_the_leaver(self, swapping: Swapping) -> None:
        saana: dict[str, Any] = {"name": "Saana Lehtovirta", "email": swapping.story.saana.email}
        other = swapping.asked(swapping.story.noora, swapping.story.seats["noora"], meeting=f"one_meeting-{swapping.story.coming.id}")
        offer = swapping.offer()
        mine = swapping.accepted(meeting=f"rest-{swapping.story.today.id}")
        assert mine.incoming is not None
        swapping.accepted(swapping.story.joonas, mine.incoming, meeting=f"rest-{swapping.story.today.id}", **saana)
        assert swapping.again(other).state is SubstitutionState.EXPIRED
        assert swapping.visitor(None).get(offer).status_code == 404

    def test_leaves_seats_and_payers_alone(self, swapping: Swapping) -> None:
        before = swapping.seats()
        swapping.accepted(meeting=f"rest-{swapping.story.today.id}")
        assert swapping.seats() == before


def test_a_newcomer_without_a_password_is_invited(swapping: Swapping) -> None:
    swapping.asked(email="uusi@demo.example", name="Uusi Ihminen")
    swapping.forget()
    offer_owner = swapping.swaps()[-1].substitute
    swapping.answer(swapping.first_offer(), **ACCEPT)
    assert swapping.told()[offer_owner.email] == ["swap_done_newcomer", "invitation"]


def test_the_answer_leaves_a_trace(swapping: Swapping) -> None:
    swap = swapping.accepted()
    trace = swapping.world.session.scalars(select(AuditEvent).where(AuditEvent.act == "substitution.accepted")).one()
    assert (trace.actor_id, trace.object_id, trace.subject_id) == (swapping.story.joonas.id, swap.id, swapping.story.paivi.id)


class TestTheWorker:
    def test_closes_an_offer_nobody_answered_and_tells_who_asked(self, swapping: Swapping) -> None:
        swap = swapping.asked()
        swapping.forget()
        swapping.at(swapping.story.today.starts_at - SECOND)
        swapping.deliver()
        assert swapping.again(swap).state is SubstitutionState.OFFERED
        swapping.at(swapping.story.today.starts_at)
        swapping.deliver()
        assert swapping.again(swap).state is SubstitutionState.EXPIRED
        assert swapping.told() == {
            swapping.story.paivi.email: ["swap_came_to_nothing"],
            swapping.story.aino.email: ["swap_came_to_nothing"],
        }
        swapping.deliver()
        assert len(swapping.letters()) == 2

    def test_gives_seven_days_to_answer_what_was_typed_in_late(self, swapping: Swapping) -> None:
        swapping.at(swapping.story.today.starts_at + timedelta(hours=1))
        notice: dict[str, Any] = {"source": "email", "received_date": "23.11.2026", "received_time": "9.00"}
        swap = swapping.asked(swapping.story.outi, **notice)
        swapping.at(swapping.now + timedelta(days=7) - SECOND)
        swapping.deliver()
        assert swapping.again(swap).state is SubstitutionState.OFFERED
        swapping.at(swapping.now + SECOND)
        swapping.deliver()
        assert swapping.again(swap).state is SubstitutionState.EXPIRED

    def test_ends_a_guests_stay_with_the_meeting(self, swapping: Swapping) -> None:
        swap = swapping.accepted()
        swapping.at(swapping.story.today.ends_at - SECOND)
        swapping.deliver()
        assert [p.left_at for p in swapping.participations() if p.id == swap.incoming_id] == [None]
        swapping.at(swapping.story.today.ends_at + timedelta(minutes=5))
        swapping.deliver()
        guest = next(p for p in swapping.participations() if p.id == swap.incoming_id)
        assert (guest.left_at, guest.leaving) == (swapping.story.today.ends_at, Leaving.COMPLETED)
        assert swapping.seated(swapping.story.today)[3] == "Joonas Rinne"
