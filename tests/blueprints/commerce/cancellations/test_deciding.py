"""No-shows, waivers and moves of the start, by the people who may decide on them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import event, func, select

from models.base.house import OutboxMessage
from models.commerce.agreement import AgreementState
from models.commerce.cancellation import Cancellation, CancellationState, StartMove, Waiver
from models.process import EngagementState, Mark, Meeting, Participation
from tests.blueprints.commerce.cancellations.counter import Counter
from tests.blueprints.commerce.cancellations.test_cancelling_pages import _together
from tests.blueprints.process.substitutions.swapping import words
from web.calendars.letters import KIND
from web.commerce.cancelling import propose_no_shows
from web.extensions import db

HOUR = timedelta(hours=1)


# ---- no-shows --------------------------------------------------------------------------------------------------------


def absent(counter: Counter, agreement: int, mark: Mark = Mark.ABSENT) -> None:
    """The first meeting of the agreement is over, and everybody in it is marked so; then the worker has its turn."""
    first = counter.first_meeting(agreement).id
    counter.at(counter.first_meeting(agreement).ends_at + HOUR)
    marker = counter.story.mikael.id
    with counter.inside() as session:
        meeting = session.get_one(Meeting, first)
        seats = session.scalars(select(Participation).where(Participation.engagement_id == meeting.engagement_id)).all()
        by = session.get_one(type(counter.story.mikael), marker)
        meeting.mark(dict.fromkeys(seats, mark), seats, by=by, now=counter.now)
        session.commit()
    work(counter)


def work(counter: Counter) -> None:
    with counter.inside():
        propose_no_shows(now=counter.now)


def test_attendance_proposes_and_a_person_charges(counter: Counter) -> None:
    absent(counter, counter.ids.group)
    work(counter)
    [proposal] = counter.cancellations()
    key = proposal.id
    assert (proposal.state, proposal.fee_cents) == (CancellationState.PROPOSED, 105_000)
    outi = counter.visitor(counter.story.outi)
    assert f"/no-shows/{key}" in outi.get("/").text
    assert f"/no-shows/{key}" in outi.get("/no-shows").text
    assert counter.visitor(counter.story.marja_liisa).get(f"/cancellations/{key}").status_code == 404, (
        "nothing is said before it is decided"
    )
    assert counter.visitor(counter.story.marja_liisa).get(f"/no-shows/{key}").status_code == 404
    answer = counter.visitor(counter.story.outi).post(f"/no-shows/{key}", page=f"/no-shows/{key}", answer="confirm")
    assert answer.status_code == 303
    agreement = counter.agreement(counter.ids.group)
    assert agreement.engagement is not None
    assert (agreement.state, agreement.engagement.state) == (AgreementState.CANCELLED, EngagementState.NOT_STARTED)
    assert counter.visitor(counter.story.marja_liisa).get(f"/cancellations/{key}").status_code == 200
    assert counter.visitor(counter.story.outi).get(f"/no-shows/{key}").status_code == 303
    late = counter.visitor(counter.tiina).post(f"/no-shows/{key}", page="/no-shows", answer="dismiss")
    assert late.status_code == 422
    assert "ratkaissut tämän jo" in words(late)


@pytest.mark.parametrize("htmx", [False, True])
def test_a_dismissed_no_show_is_not_proposed_again(counter: Counter, *, htmx: bool) -> None:
    absent(counter, counter.ids.single)
    [proposal] = counter.cancellations()
    url = f"/no-shows/{proposal.id}"
    assert counter.visitor(counter.story.outi, htmx=htmx).post(url, page=url).status_code == 422
    answer = counter.visitor(counter.story.outi, htmx=htmx).post(url, page=url, answer="dismiss")
    assert answer.status_code == (204 if htmx else 303)
    work(counter)
    assert [each.state for each in counter.cancellations()] == [CancellationState.DISMISSED]
    assert counter.agreement(counter.ids.single).state is AgreementState.IN_FORCE
    assert f"{url}" not in counter.visitor(counter.story.outi).get("/no-shows").text


def test_who_came_is_no_no_show(counter: Counter) -> None:
    absent(counter, counter.ids.group, Mark.LATE)
    assert counter.cancellations() == []


def test_a_notice_waits_for_the_decision(counter: Counter) -> None:
    absent(counter, counter.ids.single)
    page = counter.visitor(counter.story.saana).get(f"/agreements/{counter.ids.single}/cancellations/new")
    assert page.status_code == 200
    assert 'id="cancel"' not in page.text


# ---- waivers ---------------------------------------------------------------------------------------------------------


def charged(counter: Counter) -> str:
    """The address of a confirmed fee of 525.00."""
    assert counter.cancel(counter.story.marja_liisa, counter.whole(counter.ids.group)).status_code == 303
    return f"/cancellations/{counter.cancellations()[-1].id}"


def waive(counter: Counter, url: str, amount: str, reason: str = "goodwill", *, htmx: bool = False) -> tuple[int, str]:
    answer = counter.visitor(counter.story.outi, htmx=htmx).post(f"{url}/waivers", page=f"{url}/waivers/new", amount=amount, reason=reason)
    return answer.status_code, words(answer)


def waivers(counter: Counter) -> list[Waiver]:
    counter.fresh()
    return list(counter.world.session.scalars(select(Waiver).order_by(Waiver.id)))


@pytest.mark.parametrize("htmx", [False, True])
def test_a_small_sum_is_waived_at_once(counter: Counter, *, htmx: bool) -> None:
    url = charged(counter)
    assert waive(counter, url, "50,00", htmx=htmx)[0] == (204 if htmx else 303)
    [waiver] = waivers(counter)
    assert (waiver.waived_cents, waiver.counts, waiver.needs_second) == (5_000, True, False)
    page = words(counter.visitor(counter.story.marja_liisa).get(url))
    assert "475,00 €" in page
    assert "Hyvä tahto" not in page, "the reason is the provider's own"


def test_a_large_sum_waits_for_another_account_manager(counter: Counter) -> None:
    url = charged(counter)
    assert waive(counter, url, "525", "certificate_seen")[0] == 303
    [waiver] = waivers(counter)
    assert waiver.waits
    mine, theirs = counter.visitor(counter.story.outi), f"/waivers/{waiver.id}/approvals"
    assert theirs not in mine.get(url).text
    assert mine.post(theirs, page=url).status_code == 403
    assert theirs in counter.visitor(counter.tiina).get(url).text
    assert url in counter.visitor(counter.tiina).get("/").text
    assert counter.visitor(counter.tiina).post(theirs, page=url).status_code == 303
    [waiver] = waivers(counter)
    assert (waiver.counts, waiver.seconded_by_id) == (True, counter.ids.tiina)
    assert counter.cancellations()[0].due_cents == 0


@pytest.mark.parametrize("who", ["outi", "tiina"])
def test_a_waiver_is_refused_or_taken_back(counter: Counter, who: str) -> None:
    url = charged(counter)
    waive(counter, url, "525")
    decider = counter.tiina if who == "tiina" else counter.story.outi
    refusal = f"/waivers/{waivers(counter)[0].id}/refusals"
    assert counter.visitor(decider).post(refusal, page=url).status_code == 303
    assert counter.cancellations()[0].due_cents == 52_500
    assert counter.visitor(decider).post(refusal, page=url).status_code == 303, "what has been decided is said on the page"
    assert len(waivers(counter)) == 1


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("525,01", "enintään summasta 525,00 €"),
        ("0", "nollaa suurempi"),
        ("1.050", "Kirjoita summa"),
        ("", "Kirjoita summa"),
        ("-5", "Kirjoita summa"),
    ],
)
def test_sums_that_cannot_be_come_back(counter: Counter, amount: str, said: str) -> None:
    status, text = waive(counter, charged(counter), amount)
    assert status == 422
    assert said in text
    assert waivers(counter) == []


def test_two_waive_the_same_fee_at_once(counter: Counter) -> None:
    url = charged(counter)

    def ready(person: str) -> Callable[[], int]:
        visitor = counter.visitor(counter.tiina if person == "tiina" else counter.story.outi)
        page = visitor.get(f"{url}/waivers/new")
        data = counter.tokens(page, f"{url}/waivers") | {"amount": "300", "reason": "goodwill"}
        return lambda: visitor.client.post(f"{url}/waivers", data=data).status_code

    assert _together(ready("outi"), ready("tiina")) == [303, 422]
    assert sum(each.waived_cents for each in waivers(counter)) == 30_000


def test_a_seat_that_somebody_took_suggests_the_reason(counter: Counter) -> None:
    counter.cancel(counter.story.outi, f"participations/{counter.ids.seats['noora']}", {"side": "client", "source": "form"})
    url = f"/cancellations/{counter.cancellations()[-1].id}"
    fresh = counter.visitor(counter.story.outi).get(f"{url}/waivers/new").text
    assert "checked" not in fresh.split("<main")[1]
    seat, joonas = counter.participation(counter.ids.seats["noora"]), counter.story.joonas.id
    engagement, organisation, counter_now = seat.engagement_id, seat.organisation_id, counter.now + HOUR
    seat_id = seat.seat_id
    with counter.inside() as session:
        session.add(
            Participation(engagement_id=engagement, seat_id=seat_id, person_id=joonas, organisation_id=organisation, joined_at=counter_now)
        )
        session.commit()
    counter.at(counter_now)
    page = counter.visitor(counter.story.outi).get(f"{url}/waivers/new").text
    assert "checked" in page[page.index("<main") :]


# ---- moves of the start ----------------------------------------------------------------------------------------------


def moves(counter: Counter) -> list[StartMove]:
    counter.fresh()
    return list(counter.world.session.scalars(select(StartMove).order_by(StartMove.id)))


@pytest.mark.parametrize("htmx", [False, True])
@pytest.mark.parametrize(("by", "floor"), [("client", 50), ("provider", 0)])
def test_the_start_is_moved_and_everybody_told(counter: Counter, by: str, floor: int, *, htmx: bool) -> None:
    url = f"/agreements/{counter.ids.group}/start-moves"
    counter.forget()
    answer = counter.visitor(counter.story.outi, htmx=htmx).post(url, page=f"{url}/new", moved_by=by, day="12.1.2027", hour="10.00")
    assert answer.status_code == (204 if htmx else 303), words(answer)
    assert [(each.floor_percent, each.moved_by.value) for each in moves(counter)] == [(floor, by)]
    invited = set(counter.world.session.scalars(select(OutboxMessage.recipient_id).where(OutboxMessage.template == KIND)))
    assert {counter.story.noora.id, counter.story.kim.id, counter.story.mikael.id} <= invited
    page = words(counter.visitor(counter.story.outi).get(f"/agreements/{counter.ids.group}/cancellations/new"))
    assert "12.1.2027" in page


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("1.1.2026", "Aika on jo mennyt"),
        ("1.3.2027", "Toinen tapaaminen alkaa"),
        ("22.12.2026", "Se alkaa jo"),
        ("31.11.2026", "Kalenterissa"),
    ],
)
def test_starts_that_cannot_be_come_back(counter: Counter, day: str, said: str) -> None:
    url = f"/agreements/{counter.ids.group}/start-moves"
    first = counter.first_meeting(counter.ids.group).starts_at
    hour = f"{(first + 2 * HOUR).hour}.{first.minute:02d}"
    answer = counter.visitor(counter.story.outi).post(url, page=f"{url}/new", moved_by="client", day=day, hour=hour)
    assert answer.status_code == 422
    assert said in words(answer), words(answer)[words(answer).index("<main") :][:900]
    assert moves(counter) == []


def test_only_account_managers_move_the_start(counter: Counter) -> None:
    url = f"/agreements/{counter.ids.group}/start-moves/new"
    found = {who: counter.visitor(getattr(counter.story, who)).get(url).status_code for who in ("outi", "marja_liisa", "noora", "jaana")}
    assert found == {"outi": 200, "marja_liisa": 403, "noora": 404, "jaana": 404}


def test_no_mail_leaves_for_what_was_refused(counter: Counter) -> None:
    url = f"/agreements/{counter.ids.group}/start-moves"
    before = counter.world.session.scalar(select(func.count()).select_from(OutboxMessage))
    counter.visitor(counter.story.outi).post(url, page=f"{url}/new", moved_by="client", day="1.1.2026", hour="9")
    counter.fresh()
    assert counter.world.session.scalar(select(func.count()).select_from(OutboxMessage)) == before
    assert counter.world.session.scalar(select(func.count()).select_from(Cancellation)) == 0


def test_the_list_of_no_shows_takes_the_same_few_statements_however_long_it_is(counter: Counter) -> None:
    absent(counter, counter.ids.group)
    few = statements(counter, "/no-shows")
    absent(counter, counter.ids.single)
    assert len(counter.cancellations()) == 2
    assert statements(counter, "/no-shows") == few


def statements(counter: Counter, url: str) -> int:
    """How many statements a page of the account manager takes, its own sign-in included."""
    visitor, counted = counter.visitor(counter.story.outi), [0]
    visitor.get(url)

    def count(*_: object) -> None:
        counted[0] += 1

    with counter.app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", count)
    try:
        assert visitor.get(url).status_code == 200
    finally:
        event.remove(engine, "before_cursor_execute", count)
    return counted[0]
