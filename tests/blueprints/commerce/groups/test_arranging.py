"""The account manager arranges a group: draft, change, publish, close, call off; everybody reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models.base.local_time import to_local
from models.commerce.open_group import ApplicationState, GroupState, OpenGroup
from models.process import Engagement, EngagementState, Meeting
from tests.blueprints.process.conftest import refused, went_on
from tests.market.groups import seat_product, states

if TYPE_CHECKING:
    from tests.blueprints.commerce.groups.conftest import Market


def answers(market: Market, **changed: str) -> dict[str, str]:
    """What the account manager writes."""
    names = {f"name_{code}": f"Nimi {code}" for code in ("fi", "sv", "en")}
    texts = {f"description_{code}": f"Kuvaus {code}" for code in ("fi", "sv", "en")}
    typed = {
        "product": str(seat_product(market.world).id),
        "price": "",
        "seats": "5",
        "supervisor": str(market.story.aino.id),
        "day": "12.1.2027",
        "hour": "14",
        "place": "Satamakatu 2",
    }
    return names | texts | typed | changed


def newest(market: Market) -> OpenGroup:
    market.fresh()
    return market.world.session.scalars(select(OpenGroup).order_by(OpenGroup.id.desc()).limit(1)).one()


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_a_group_is_drafted_changed_and_published(market: Market, *, htmx: bool) -> None:
    outi = market.visitor(market.story.outi, htmx=htmx)
    url = went_on(outi.post("/open-groups", page="/open-groups/new", **answers(market)))
    group = newest(market)
    assert url == f"/open-groups/{group.id}"
    assert (group.state, group.seat_price_cents, len(group.seats)) == (GroupState.DRAFT, group.product_version.price_cents, 5)
    assert market.visitor().get(url).status_code == 404
    went_on(outi.post(url, page=f"{url}/edit", **answers(market, price="180,50", seats="6", confirmed="seats-6")))
    went_on(outi.post(f"{url}/listing", page=url))
    group = newest(market)
    assert (group.state, group.seat_price_cents, len(group.seats)) == (GroupState.PUBLISHED, 18050, 6)
    assert market.visitor().get(url).status_code == 200


def test_publishing_plans_one_process_for_all_seats(market: Market) -> None:
    group = market.groups.group(published=False)
    outi, url = market.visitor(market.story.outi), f"/open-groups/{group.id}"
    for path in ("listing", "listing/deletion", "listing"):
        went_on(outi.post(f"{url}/{path}", page=url))
    engagement = newest(market).engagement
    assert engagement is not None
    assert (engagement.state, engagement.name) == (EngagementState.PLANNED, "Sosiaalialan avoin ryhmä")
    assert [person.name for person in engagement.supervisors_at(market.world.now)] == ["Aino Rautaharju"]
    meetings = market.world.session.scalars(select(Meeting).where(Meeting.engagement_id == engagement.id).order_by(Meeting.number)).all()
    assert [meeting.starts_at for meeting in meetings] == list(newest(market).starts())
    assert {to_local(meeting.starts_at).hour for meeting in meetings} == {to_local(group.first_meeting_at).hour}


def test_what_is_missing_is_named_and_nothing_is_lost(market: Market) -> None:
    outi = market.visitor(market.story.outi)
    typed = answers(market, name_fi="", day="31.2.2027", price="satanen", seats="0")
    answer = outi.post("/open-groups", page="/open-groups/new", **typed)
    refused(answer, "Satamakatu 2", "satanen", "Kuvaus sv")
    assert market.world.session.scalars(select(OpenGroup)).first() is None


@pytest.mark.parametrize("seats", ["2", "9"])
def test_a_group_of_two_or_nine_is_asked_about(market: Market, seats: str) -> None:
    outi, code = market.visitor(market.story.outi), f"seats-{seats}"
    assert refused(outi.post("/open-groups", page="/open-groups/new", **answers(market, seats=seats)), code)
    assert market.world.session.scalars(select(OpenGroup)).first() is None
    market.world.session.commit()
    url = went_on(outi.post("/open-groups", page="/open-groups/new", **answers(market, seats=seats, confirmed=code)))
    assert url == f"/open-groups/{newest(market).id}"


def test_a_published_price_and_date_stay(market: Market) -> None:
    group = market.groups.group()
    outi, url = market.visitor(market.story.outi), f"/open-groups/{group.id}"
    first = to_local(group.first_meeting_at)
    same = answers(market, day=f"{first.day}.{first.month}.{first.year}", hour=f"{first.hour}.{first.minute:02d}", place="Toinen paikka")
    went_on(outi.post(url, page=f"{url}/edit", **same))
    refused(outi.post(url, page=f"{url}/edit", **(same | {"price": "1,00"})), "1,00")
    assert (newest(market).place, newest(market).seat_price_cents) == ("Toinen paikka", group.product_version.price_cents)


def test_an_incomplete_group_is_not_published(market: Market) -> None:
    group = market.groups.group(published=False)
    group.name = group.name | {"en": ""}
    outi, url = market.visitor(market.story.outi), f"/open-groups/{group.id}"
    refused(outi.post(f"{url}/listing", page=url))
    group.name = group.name | {"en": "Group"}
    market.story.aino.name  # noqa: B018  loaded before the request
    assert newest(market).state is GroupState.DRAFT
    assert market.world.session.scalars(select(Engagement).where(Engagement.state == EngagementState.PLANNED)).first() is None


def test_calling_off_tells_everybody_and_costs_nothing(market: Market) -> None:
    group = market.groups.group()
    people = [market.world.person(f"Hakija {number}") for number in range(4)]
    wanted = (ApplicationState.APPLIED, ApplicationState.WAITLISTED, ApplicationState.ACCEPTED, ApplicationState.DECLINED)
    for person, state in zip(people, wanted, strict=True):
        market.groups.application(group, person, state)
    outi, url = market.visitor(market.story.outi), f"/open-groups/{group.id}"
    went_on(outi.post(f"{url}/call-offs", page=f"{url}/call-offs/new"))
    assert newest(market).free_seats == 5
    assert states(market.world, group) == ["declined"] * 4
    assert [to for to, _ in market.letters("group_called_off")] == [person.email for person in people[:3]]
    refused(outi.post(f"{url}/call-offs", page=url))


def test_the_page_tells_dates_prices_seats_and_terms(market: Market) -> None:
    group = market.groups.group(seats=2)
    market.groups.application(group, market.story.joonas, ApplicationState.ACCEPTED)
    for language, word in (("fi", "paikka vapaana"), ("sv", "plats"), ("en", "seat free")):
        visitor = market.visitor()
        page = visitor.client.get(f"/open-groups/{group.id}", headers={"Accept-Language": language}).text
        assert word in page
        assert page.count("<time") >= group.product_version.meetings
    english = market.visitor().client.get(f"/open-groups/{group.id}", headers={"Accept-Language": "en"}).text
    assert "€219.63" in english, "175.00 and 25.5 %"
    assert "€175.00" in english
