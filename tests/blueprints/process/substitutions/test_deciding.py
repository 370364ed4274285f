"""Taking a swap back, and refusing it for the group's safety."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from models.privacy import AuditEvent
from models.process import SubstitutionState
from tests.blueprints.process.substitutions.swapping import SECOND, Swapping, words

WHO = ("paivi", "aino", "outi", "antti", "joonas", "noora", "marja_liisa", "saana", "jaana")


def test_who_sees_how_a_swap_stands(swapping: Swapping) -> None:
    swap = swapping.asked()
    statuses = {who: swapping.visitor(getattr(swapping.story, who)).get(f"/substitutions/{swap.id}").status_code for who in WHO}
    assert {who for who, status in statuses.items() if status == 200} == {"paivi", "aino", "outi", "antti", "joonas"}
    assert set(statuses.values()) == {200, 404}


@pytest.mark.parametrize(
    ("act", "may", "knows"),
    [
        ("retraction", {"paivi"}, {"paivi", "aino", "outi", "antti", "joonas"}),
        ("refusal", {"aino"}, {"paivi", "aino", "outi", "antti", "joonas"}),
    ],
)
def test_who_may_decide(swapping: Swapping, act: str, may: set[str], knows: set[str]) -> None:
    swap = swapping.asked()
    url = f"/substitutions/{swap.id}/{act}"
    statuses = {who: swapping.press(getattr(swapping.story, who), url, page="/").status_code for who in WHO if who not in may}
    assert statuses == {who: 403 if who in knows else 404 for who in WHO if who not in may}
    assert swapping.again(swap).state is SubstitutionState.OFFERED
    for who in may:
        assert swapping.press(getattr(swapping.story, who), url, page=f"/substitutions/{swap.id}").status_code == 303


class TestTakingBack:
    @pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
    def test_leaves_everything_as_it_was(self, swapping: Swapping, *, htmx: bool) -> None:
        swap = swapping.asked()
        url, page = f"/substitutions/{swap.id}/retraction", f"/engagements/{swapping.story.group.id}/participations"
        answer = swapping.press(swapping.story.paivi, url, page=page, htmx=htmx)
        if htmx:
            assert answer.status_code == 200
            assert "Vaihto on peruttu." in words(answer)
            assert "Joonas" not in words(answer)
        else:
            assert answer.headers["Location"] == f"/substitutions/{swap.id}"
        assert swapping.again(swap).state is SubstitutionState.WITHDRAWN
        assert swapping.seated(swapping.story.today)[3] == "Päivi Lahdes"

    @pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
    def test_comes_too_late_after_the_answer(self, swapping: Swapping, *, htmx: bool) -> None:
        swap = swapping.asked()
        url = f"/substitutions/{swap.id}"
        visitor = swapping.visitor(swapping.story.paivi, htmx=htmx)
        tokens = swapping.tokens(visitor.client.get(url), f"{url}/retraction")
        swapping.answer(swapping.offer(), answer="accept", rules="y")
        answer = visitor.client.post(f"{url}/retraction", data=tokens)
        assert answer.status_code == 409
        assert "Tämä vaihto on jo ratkennut" in words(answer)
        assert swapping.again(swap).state is SubstitutionState.EFFECTIVE


class TestRefusing:
    @pytest.mark.parametrize("extent", ["one_meeting", "rest"])
    @pytest.mark.parametrize("effective", [False, True], ids=["offered", "effective"])
    def test_gives_the_place_back(self, swapping: Swapping, extent: str, *, effective: bool) -> None:
        meeting = f"{extent}-{swapping.story.today.id}"
        swap = swapping.accepted(meeting=meeting) if effective else swapping.asked(meeting=meeting)
        url = f"/substitutions/{swap.id}"
        assert swapping.press(swapping.story.aino, f"{url}/refusal", page=url).headers["Location"] == url
        assert swapping.again(swap).state is SubstitutionState.REFUSED
        assert swapping.seated(swapping.story.today)[3] == swapping.seated(swapping.story.coming)[3] == "Päivi Lahdes"
        assert swapping.visitor(swapping.story.joonas).get(f"/meetings/{swapping.story.coming.id}").status_code == 404
        trace = swapping.world.session.scalars(select(AuditEvent).where(AuditEvent.act == "substitution.refused")).one()
        assert trace.actor_id == swapping.story.aino.id

    def test_ends_with_the_second_before_the_start(self, swapping: Swapping) -> None:
        swap = swapping.accepted()
        url = f"/substitutions/{swap.id}"
        swapping.at(swapping.story.today.starts_at - SECOND)
        aino = swapping.visitor(swapping.story.aino)
        page = aino.get(url)
        swapping.at(swapping.story.today.starts_at)
        answer = aino.client.post(f"{url}/refusal", data=swapping.tokens(page, f"{url}/refusal"))
        assert answer.status_code == 409
        assert "vaihto jää voimaan" in words(answer)
        assert "Hylkää vaihto" not in words(aino.get(url))
        assert swapping.again(swap).state is SubstitutionState.EFFECTIVE

    def test_the_newest_swap_comes_first(self, swapping: Swapping) -> None:
        first = swapping.accepted(meeting=f"rest-{swapping.story.today.id}")
        assert first.incoming is not None
        saana: dict[str, Any] = {"name": "Saana Lehtovirta", "email": swapping.story.saana.email}
        swapping.accepted(swapping.story.joonas, first.incoming, meeting=f"rest-{swapping.story.today.id}", **saana)
        url = f"/substitutions/{first.id}"
        answer = swapping.press(swapping.story.aino, f"{url}/refusal", page=url)
        assert answer.status_code == 409
        assert "Hylkää ensin uudempi vaihto." in words(answer)


def test_from_hand_to_hand_and_back_again_through_the_pages(swapping: Swapping) -> None:
    seats, place = swapping.seats(), swapping.story.seats["paivi"]
    people = (swapping.story.joonas, swapping.story.saana, swapping.story.paivi)
    asker = swapping.story.paivi
    for person in people:
        swap = swapping.accepted(asker, place, meeting=f"rest-{swapping.story.today.id}", name=person.name, email=person.email)
        assert swap.incoming is not None
        asker, place = person, swap.incoming
    assert swapping.seated(swapping.story.today)[3] == "Päivi Lahdes"
    assert swapping.visitor(swapping.story.joonas).get(f"/meetings/{swapping.story.today.id}").status_code == 404
    assert swapping.visitor(swapping.story.paivi).get(f"/meetings/{swapping.story.today.id}").status_code == 200
    assert swapping.seats() == seats
    swapping.at(swapping.now + timedelta(minutes=1))
    assert len([p for p in swapping.participations() if p.is_current]) == len(seats)
