"""The page that says what cancelling would cost, and cancels: who may, what it shows, what it refuses, plainly and by htmx."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from models.base.local_time import to_local
from models.commerce.agreement import AgreementState
from models.commerce.cancellation import CancellationKind, CancellationState, NoticeSource
from models.people import Person
from models.process import EngagementState
from tests.blueprints.commerce.cancellations.counter import Counter
from tests.blueprints.process.substitutions.swapping import words


@pytest.mark.parametrize(
    ("what", "statuses"),
    [
        ("group", {"outi": 200, "marja_liisa": 200, "antti": 403, "eero": 403, "noora": 404, "saana": 404, "jaana": 404, "esko": 403}),
        ("single", {"outi": 200, "saana": 200, "marja_liisa": 404, "noora": 404, "mikael": 404, "esko": 403}),
    ],
)
def test_who_may_cancel_the_whole(counter: Counter, what: str, statuses: dict[str, int]) -> None:
    page = f"/agreements/{getattr(counter.ids, what)}/cancellations/new"
    assert {who: counter.visitor(getattr(counter.story, who)).get(page).status_code for who in statuses} == statuses
    assert counter.visitor(None).get(page).status_code == 303


def test_who_may_cancel_a_seat(counter: Counter) -> None:
    found = {
        (who, seat): counter.visitor(getattr(counter.story, who))
        .get(f"/participations/{counter.ids.seats[seat]}/cancellations/new")
        .status_code
        for seat in ("noora", "kim", "eero")
        for who in ("outi", "marja_liisa", "antti", "noora", "eero", "saana")
    }
    assert {pair for pair, status in found.items() if status == 200} == {
        ("outi", "noora"),
        ("outi", "kim"),
        ("outi", "eero"),
        ("marja_liisa", "noora"),
        ("antti", "kim"),
        ("eero", "eero"),
    }
    assert {pair for pair, status in found.items() if status == 403} == {("noora", "noora")}


def test_the_page_says_what_it_costs_when_and_why(counter: Counter) -> None:
    page = counter.visitor(counter.story.marja_liisa).get(f"/agreements/{counter.ids.group}/cancellations/new")
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", words(page)))
    assert page.status_code == 200
    for said in ("525,00 €", "133,88 €", "658,88 €", "3.11.–21.12.2026", "22.12.2026", "1 050,00 €", "29 päivää ennen alkua"):
        assert said in text, said
    assert f'href="/engagements/{counter.agreement(counter.ids.group).engagement_id}/participations"' in page.text
    assert counter.cancellations() == []


def test_a_consumer_reads_sums_with_tax(counter: Counter) -> None:
    page = counter.visitor(counter.story.saana).get(f"/agreements/{counter.ids.single}/cancellations/new?day=16.12.2026")
    assert "345,13 €" in words(page)
    assert 'aria-current="true"' in page.text


def test_a_seat_offers_the_swap_first(counter: Counter) -> None:
    key = counter.ids.seats["eero"]
    page = counter.visitor(counter.story.eero).get(f"/participations/{key}/cancellations/new")
    assert f'href="/participations/{key}/substitutions/new"' in page.text
    assert "105,00 €" in words(page)


@pytest.mark.parametrize("day", ["31.11.2026", "sometime", "1/2/2026", "9" * 40, "1.1.2199"])
def test_a_day_that_is_none_is_refused_in_words(counter: Counter, day: str) -> None:
    page = counter.visitor(counter.story.outi).get(f"/agreements/{counter.ids.group}/cancellations/new", day=day)
    assert page.status_code == 200
    assert ('class="err"' in page.text) == (day != "1.1.2199")


@pytest.mark.parametrize("htmx", [False, True])
def test_the_client_cancels(counter: Counter, *, htmx: bool) -> None:
    answer = counter.cancel(counter.story.marja_liisa, counter.whole(counter.ids.group), htmx=htmx)
    assert answer.status_code == (204 if htmx else 303)
    [recorded] = counter.cancellations()
    assert (recorded.kind, recorded.source, recorded.fee_cents) == (CancellationKind.CLIENT, NoticeSource.FORM, 52_500)
    agreement = counter.agreement(counter.ids.group)
    assert (agreement.state, agreement.engagement.state) == (AgreementState.CANCELLED, EngagementState.NOT_STARTED)  # type: ignore[union-attr]
    told = counter.told()
    receipts = {address for address, templates in told.items() if "cancellation" in templates}
    assert receipts == {counter.story.outi.email, counter.story.marja_liisa.email, counter.story.antti.email, counter.story.eero.email}
    assert all("525,00" not in letter.text and "€" not in letter.text for letter in counter.letters())
    assert "meetings_off" in told[counter.story.noora.email]
    assert "meetings_off" in told[counter.story.mikael.email]


@pytest.mark.parametrize("htmx", [False, True])
def test_without_the_tick_nothing_happens(counter: Counter, *, htmx: bool) -> None:
    answer = counter.cancel(counter.story.marja_liisa, counter.whole(counter.ids.group), {"sure": ""}, htmx=htmx)
    assert answer.status_code == 422
    assert 'id="errors"' in answer.text
    assert counter.cancellations() == []


def test_who_ordered_for_several_payers_reads_the_own_share_alone(counter: Counter) -> None:
    assert counter.cancel(counter.story.marja_liisa, counter.whole(counter.ids.group)).status_code == 303
    [recorded] = counter.cancellations()
    page = f"/cancellations/{recorded.id}"
    shown = {who: words(counter.visitor(getattr(counter.story, who)).get(page)) for who in ("outi", "marja_liisa")}
    assert {name: (name in shown["outi"], name in shown["marja_liisa"]) for name in ("Lokkirannan", "Kuusikko", "Eero Mustaoja")} == {
        "Lokkirannan": (True, True),
        "Kuusikko": (True, False),
        "Eero Mustaoja": (True, False),
    }


def test_a_participant_cancels_the_own_seat(counter: Counter) -> None:
    key = counter.ids.seats["eero"]
    assert counter.cancel(counter.story.eero, f"participations/{key}").status_code == 303
    [recorded] = counter.cancellations()
    assert (recorded.participation_id, recorded.base_cents, recorded.fee_cents) == (key, 21_000, 10_500)
    assert not counter.participation(key).is_current
    assert counter.agreement(counter.ids.group).state is AgreementState.IN_FORCE
    told = counter.told()
    assert told[counter.story.mikael.email] == ["seat_off"]
    assert counter.story.antti.email not in told
    assert counter.visitor(counter.story.antti).get(f"/cancellations/{recorded.id}").status_code == 404
    assert "Eero Mustaoja" not in words(counter.visitor(counter.story.marja_liisa).get(f"/cancellations/{recorded.id}"))


def test_a_seat_of_an_open_group_ends_its_own_agreement(counter: Counter) -> None:
    assert counter.cancel(counter.story.joonas, f"participations/{counter.ids.joonas}").status_code == 303
    agreement = counter.agreement(counter.ids.open_seat)
    assert (agreement.state, agreement.engagement.state) == (AgreementState.CANCELLED, EngagementState.PLANNED)  # type: ignore[union-attr]
    assert counter.cancellations()[0].fee_cents == 8_750


class TestWritingDown:
    """An account manager writes down what came by e-mail."""

    def test_the_time_of_arrival_counts(self, counter: Counter) -> None:
        start = counter.first_meeting(counter.ids.group).starts_at
        counter.at(start - timedelta(hours=2))  # F11: the day itself, the e-mail from the evening before
        evening = to_local(start - timedelta(days=1)).date()
        typed = {
            "side": "client",
            "source": "email",
            "received_day": f"{evening.day}.{evening.month}.{evening.year}",
            "received_hour": "23.50",
        }
        url = f"/agreements/{counter.ids.group}/cancellations"
        visitor = counter.visitor(counter.story.outi)
        first = visitor.client.post(url, data=counter.tokens(visitor.get(f"{url}/new"), url) | typed | {"sure": "y"})
        assert first.status_code == 422
        assert "525,00 €" in words(first)
        assert counter.cancellations() == []
        again = visitor.client.post(url, data=counter.tokens(first, url) | typed | {"sure": "y"})
        assert again.status_code == 303
        [recorded] = counter.cancellations()
        assert (recorded.fee_cents, recorded.source, to_local(recorded.received_at).date()) == (52_500, NoticeSource.EMAIL, evening)

    def test_the_provider_cancels_for_nothing(self, counter: Counter) -> None:
        answer = counter.cancel(counter.story.outi, counter.whole(counter.ids.running), {"side": "provider", "source": "form"})
        assert answer.status_code == 303
        [recorded] = counter.cancellations()
        assert (recorded.kind, recorded.fee_cents) == (CancellationKind.PROVIDER, 0)
        assert counter.agreement(counter.ids.running).state is AgreementState.INTERRUPTED

    @pytest.mark.parametrize(
        ("day", "hour", "said"),
        [
            ("24.11.2026", "9.00", "tulevaisuudessa"),
            ("1.1.2026", "9.00", "vanhempi kuin sopimus"),
            ("29.3.2026", "3.30", "siirretään"),
            ("", "9.00", "Kirjoita päivä"),
            ("22.11.2026", "", "kellonaika"),
        ],
    )
    def test_times_that_cannot_be_come_back(self, counter: Counter, day: str, hour: str, said: str) -> None:
        typed = {"side": "client", "source": "email", "received_day": day, "received_hour": hour}
        answer = counter.cancel(counter.story.outi, counter.whole(counter.ids.group), typed)
        assert answer.status_code == 422
        assert said in words(answer)
        assert f'value="{day}"' in answer.text or not day
        assert counter.cancellations() == []


def test_a_fee_that_changed_since_is_shown_first(counter: Counter) -> None:
    url = f"/agreements/{counter.ids.group}/cancellations"
    shown = counter.tokens(counter.visitor(counter.story.marja_liisa).get(f"{url}/new"), url)["seen"]
    counter.at(counter.first_meeting(counter.ids.group).starts_at - timedelta(hours=1))
    visitor = counter.visitor(counter.story.marja_liisa)
    late = visitor.client.post(url, data=counter.tokens(visitor.get(f"{url}/new"), url) | {"sure": "y", "seen": shown})
    assert late.status_code == 422
    assert "1 050,00 €" in words(late)
    assert counter.cancellations() == []
    again = visitor.client.post(url, data=counter.tokens(late, url) | {"sure": "y"})
    assert again.status_code == 303
    assert counter.cancellations()[0].fee_cents == 105_000


def test_nothing_is_cancelled_twice(counter: Counter) -> None:
    where = counter.whole(counter.ids.group)
    url = f"/{where}/cancellations"
    visitor = counter.visitor(counter.story.marja_liisa)
    seen = counter.tokens(visitor.get(f"{url}/new"), url) | {"sure": "y"}
    assert counter.cancel(counter.story.outi, where, {"side": "client", "source": "form"}).status_code == 303
    late = visitor.client.post(url, data=seen)
    assert late.status_code == 422
    assert "peruttu jo" in words(late)
    assert visitor.get(f"{url}/new").status_code == 200
    assert len(counter.cancellations()) == 1


def test_two_cancel_at_once(counter: Counter) -> None:
    url = f"/agreements/{counter.ids.group}/cancellations"

    def ready(who: str, **fields: str) -> Callable[[], int]:
        visitor = counter.visitor(getattr(counter.story, who))
        data = counter.tokens(visitor.get(f"{url}/new"), url) | {"sure": "y"} | fields
        return lambda: visitor.client.post(url, data=data).status_code

    assert _together(ready("marja_liisa"), ready("outi", side="client", source="form")) == [303, 422]
    assert len(counter.cancellations()) == 1


def test_a_seat_and_the_whole_at_once(counter: Counter) -> None:
    seat, whole = f"/participations/{counter.ids.seats['eero']}/cancellations", f"/agreements/{counter.ids.group}/cancellations"
    eero, client = counter.visitor(counter.story.eero), counter.visitor(counter.story.marja_liisa)
    mine = counter.tokens(eero.get(f"{seat}/new"), seat) | {"sure": "y"}
    ours = counter.tokens(client.get(f"{whole}/new"), whole) | {"sure": "y"}
    answers = _together(lambda: eero.client.post(seat, data=mine).status_code, lambda: client.client.post(whole, data=ours).status_code)
    assert answers in ([303, 303], [303, 422]), "the second sees what the first left, and pays for nothing twice"
    charged = counter.cancellations()
    assert sum(each.base_cents for each in charged) <= 105_000
    assert all(each.state is CancellationState.CONFIRMED for each in charged)


def _together(*acts: Callable[[], int]) -> list[int]:
    start = Barrier(len(acts))

    def act(each: Callable[[], int]) -> int:
        start.wait()
        return each()

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(act, acts))


def test_what_was_recorded_explains_itself_in_three_languages(counter: Counter) -> None:
    counter.cancel(counter.story.marja_liisa, counter.whole(counter.ids.group))
    [recorded] = counter.cancellations()
    url, said = f"/cancellations/{recorded.id}", {}
    for language, person in (("fi", counter.story.outi), ("sv", counter.story.antti), ("en", counter.story.marja_liisa)):
        key = person.id
        with counter.inside() as session:
            session.get_one(Person, key).language = language
            session.commit()
        said[language] = words(counter.visitor(person).get(url))
    assert "Perusehto" in said["fi"]
    assert "Grundvillkor" in said["sv"]
    assert "Standard terms" in said["en"]
    assert "50% of €1,050.00 is €525.00." in said["en"]
    assert "Kuusikko" in said["sv"]
    assert "Lokkirannan" not in said["sv"].split("<main")[1], "a payer sees its own part only"
