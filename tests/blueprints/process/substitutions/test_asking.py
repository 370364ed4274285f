"""Asking for a swap: who may, what is refused and how, and what the list of participants shows."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import event, select

from models.base.tokens import token_hash
from models.people import LinkPurpose, Person, SingleUseLink
from models.privacy import AuditEvent
from models.process import Extent, Form, Source, SubstitutionState
from tests.blueprints.process.substitutions.swapping import SECOND, Swapping, words
from tests.visitor import HTMX, Visitor, hidden_fields
from web.extensions import db

GROUP_FORM = {
    "paivi": 200,
    "outi": 200,
    "antti": 200,
    "noora": 403,
    "aino": 403,
    "marja_liisa": 404,
    "saana": 404,
    "joonas": 404,
    "jaana": 404,
}
CRISIS_FORM = GROUP_FORM | {"paivi": 403, "outi": 403, "antti": 403, "aino": 200}


@pytest.mark.parametrize(("form", "statuses"), [(Form.GROUP, GROUP_FORM), (Form.COMMUNITY, GROUP_FORM), (Form.CRISIS, CRISIS_FORM)])
def test_who_may_ask(swapping: Swapping, form: Form, statuses: dict[str, int]) -> None:
    swapping.story.group.form = form
    swapping.world.session.commit()
    page = f"/participations/{swapping.story.seats['paivi'].id}/substitutions/new"
    assert {who: swapping.visitor(getattr(swapping.story, who)).get(page).status_code for who in statuses} == statuses
    assert swapping.visitor(None).get(page).status_code == 303


def test_the_page_says_what_it_costs_and_asks_for_no_reason(swapping: Swapping) -> None:
    page = swapping.visitor(swapping.story.paivi).get(f"/participations/{swapping.story.seats['paivi'].id}/substitutions/new")
    text = words(page)
    assert "Vaihto ei maksa mitään" in text
    assert "0,00 €" in text
    names = set(re.findall(r'name="(\w+)"', text[text.index("<main") :]))
    assert names - {"form_token", "page", "submission_key"} == {"meeting", "name", "email", "language", "message"}


class TestAsking:
    def test_offers_the_place_by_a_link_of_which_only_the_hash_is_kept(self, swapping: Swapping) -> None:
        answer = swapping.ask(swapping.story.paivi, swapping.story.seats["paivi"])
        swap = swapping.swaps()[-1]
        assert answer.headers["Location"] == f"/substitutions/{swap.id}"
        assert (swap.state, swap.extent, swap.source) == (SubstitutionState.OFFERED, Extent.ONE_MEETING, Source.FORM)
        token = swapping.offer().rpartition("/")[2]
        link = swapping.world.session.scalars(select(SingleUseLink).where(SingleUseLink.purpose == LinkPurpose.OFFER)).one()
        assert (link.token_hash, link.person_id, link.object_id) == (token_hash(token), swapping.story.joonas.id, swap.id)
        assert token not in answer.text

    def test_in_place_answers_with_the_row(self, swapping: Swapping) -> None:
        member = swapping.story.seats["paivi"]
        answer = swapping.ask(swapping.story.paivi, member, htmx=True)
        assert answer.status_code == 200
        assert answer.text.lstrip().startswith(f'<div class="row" id="participation-{member.id}"')
        page = swapping.visitor(swapping.story.paivi).get(f"/engagements/{member.engagement_id}/participations")
        row = re.search(rf'<div class="row" id="participation-{member.id}".*?\n</div>', page.text, re.DOTALL)
        assert row
        told, reloaded = (re.sub(r' data-say="[^"]*"|value="\S+"', "", text).split() for text in (answer.text, row[0]))
        assert told == reloaded

    def test_registers_a_new_person_without_a_password(self, swapping: Swapping) -> None:
        swap = swapping.asked(name="Åsa  Öhman", email="Åsa.Öhman@Uusi.example", language="sv")
        person = swap.substitute
        assert (person.name, person.email_key, person.language, person.password_hash) == ("Åsa Öhman", "åsa.öhman@uusi.example", "sv", None)
        assert next(letter.text for letter in swapping.letters() if letter.to == person.email).startswith("Du ombeds")

    @pytest.mark.parametrize("email", ["JOONAS.RINNE@DEMO.EXAMPLE", "  joonas.rinne@Demo.Example "])
    def test_finds_who_has_the_address_and_does_not_tell_their_name(self, swapping: Swapping, email: str) -> None:
        swap = swapping.asked(name="Jonna", email=email)
        assert swap.substitute_id == swapping.story.joonas.id
        page = swapping.visitor(swapping.story.paivi).get(f"/substitutions/{swap.id}")
        assert "Jonna" in page.text
        assert "Joonas" not in page.text

    def test_a_double_click_asks_once(self, swapping: Swapping) -> None:
        visitor = swapping.visitor(swapping.story.paivi)
        url = f"/participations/{swapping.story.seats['paivi'].id}/substitutions"
        data = hidden_fields(visitor.get(f"{url}/new").text, url) | {
            "meeting": f"one_meeting-{swapping.story.today.id}",
            "name": "Joonas Rinne",
            "email": swapping.story.joonas.email,
            "language": "fi",
        }
        first, second = visitor.client.post(url, data=data), visitor.client.post(url, data=data)
        assert (first.status_code, second.status_code) == (303, 303)
        assert first.headers["Location"] == second.headers["Location"]
        assert len(swapping.swaps()) == 1
        again = visitor.client.post(url, data=data, headers=HTMX)
        assert (again.status_code, again.headers["HX-Redirect"]) == (204, first.headers["Location"])

    def test_leaves_a_trace_without_words(self, swapping: Swapping) -> None:
        swap = swapping.asked(message="Kuumeessa, en pääse.")
        trace = swapping.world.session.scalars(select(AuditEvent).where(AuditEvent.act == "substitution.asked")).one()
        assert (trace.actor_id, trace.subject_id, trace.object_id) == (swapping.story.paivi.id, swapping.story.paivi.id, swap.id)
        assert trace.detail == {"extent": "one_meeting", "source": "form", "meeting": swapping.story.today.id}

    def test_a_clients_contact_names_somebody_for_the_clients_own_people(self, swapping: Swapping) -> None:
        swap = swapping.asked(swapping.story.antti)
        assert swap.requested_by_id == swapping.story.antti.id
        others = f"/participations/{swapping.story.seats['noora'].id}/substitutions/new"
        assert swapping.visitor(swapping.story.antti).get(others).status_code == 404


BAD = [
    # what is typed, the sentence, the field it stands at
    ({"meeting": ""}, "Valitse, mitä vaihto koskee.", "meeting-0"),
    ({"meeting": "one_meeting-999999"}, "Valitse uudelleen luettelosta.", "meeting-0"),
    ({"meeting": "one_meeting-99999999999999999999"}, "Valitse uudelleen luettelosta.", "meeting-0"),
    ({"meeting": "all-²"}, "Valitse uudelleen luettelosta.", "meeting-0"),
    ({"name": ""}, "Kirjoita tähän jotakin.", "name"),
    ({"name": "\u200b \u2060"}, "Kirjoita tähän jotakin.", "name"),
    ({"name": "N" * 121}, "Lyhennä", "name"),
    ({"name": "Joo\x00nas"}, "U+0000", "name"),
    ({"name": "Joonas \u202eenniR"}, "U+202E", "name"),
    ({"message": "\u2067sala"}, "U+2067", "message"),
    ({"message": "m" * 501}, "Lyhennä", "message"),
    ({"email": ""}, "nimi@esimerkki.fi", "email"),
    ({"email": "joonas"}, "nimi@esimerkki.fi", "email"),
    ({"email": "joonas@@demo.example"}, "nimi@esimerkki.fi", "email"),
    ({"email": "joonas\n@demo.example"}, "nimi@esimerkki.fi", "email"),
    ({"email": "PAIVI.LAHDES@demo.example"}, "pois jäävän osallistujan osoite", "email"),
    ({"email": "Noora.Heikura@DEMO.example"}, "on jo paikka ryhmässä", "email"),
    ({"email": "aino.rautaharju@demo.example"}, "ohjaa ryhmää", "email"),
    ({"language": "xx"}, "", "language"),
]


@pytest.mark.parametrize(("typed", "sentence", "field"), BAD)
@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_bad_input_is_refused_at_its_field_and_changes_nothing(
    swapping: Swapping, typed: dict[str, str], sentence: str, field: str, *, htmx: bool
) -> None:
    before = swapping.counts()
    answer = swapping.ask(swapping.story.paivi, swapping.story.seats["paivi"], typed, htmx=htmx)
    text = words(answer)
    assert answer.status_code == 422
    assert sentence in text
    assert f'href="#{field}"' in text[text.index('id="errors"') :]
    kept = {"name": "Joonas Rinne"} | typed
    assert all(value.strip("\u200b\u2060 ") in text for name, value in kept.items() if name in {"name", "email"} and "\n" not in value)
    assert ("<!doctype html>" in text) is not htmx
    assert swapping.counts() == before


def test_broken_bytes_are_no_fault_of_ours(swapping: Swapping) -> None:
    visitor = swapping.visitor(swapping.story.paivi)
    url = f"/participations/{swapping.story.seats['paivi'].id}/substitutions"
    fields = "&".join(f"{name}={value}" for name, value in hidden_fields(visitor.get(f"{url}/new").text, url).items())
    body = f"{fields}&meeting=one_meeting-{swapping.story.today.id}&name=Joo%ED%A0%80nas%FF&email=%ED%A0%80@demo.example&language=fi"
    answer = visitor.client.post(url, data=body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 422


def test_a_closed_account_is_not_invited(swapping: Swapping) -> None:
    swapping.story.joonas.deactivated_at = swapping.now
    swapping.world.session.commit()
    answer = swapping.ask(swapping.story.paivi, swapping.story.seats["paivi"])
    assert answer.status_code == 422
    assert "Kirjoita toinen osoite." in words(answer)


@pytest.mark.parametrize("meeting", ["one_meeting", "rest"])
def test_a_place_is_offered_once_at_a_time(swapping: Swapping, meeting: str) -> None:
    swapping.asked()
    answer = swapping.ask(
        swapping.story.outi,
        swapping.story.seats["paivi"],
        {"meeting": f"{meeting}-{swapping.story.today.id}", "email": "saana.lehtovirta@demo.example", "source": "form"},
    )
    assert answer.status_code == 422
    assert "on jo pyydetty sijaista" in words(answer)
    assert len(swapping.swaps()) == 1


class TestTheSecond:
    def test_a_form_sent_at_the_start_is_in_time_and_one_second_later_it_is_not(self, swapping: Swapping) -> None:
        start, visitor = swapping.story.today.starts_at, swapping.visitor(swapping.story.paivi)
        url = f"/participations/{swapping.story.seats['paivi'].id}/substitutions"
        typed = {"meeting": f"one_meeting-{swapping.story.today.id}", "name": "J", "email": "uusi@demo.example", "language": "fi"}
        late, early = (hidden_fields(visitor.get(f"{url}/new").text, url) | typed for _ in range(2))
        swapping.at(start + SECOND)
        answer = visitor.client.post(url, data=late)
        assert answer.status_code == 422
        assert "alkoi ma 23.11.2026 klo 10.00, ja ilmoitus tuli sen jälkeen" in words(answer)
        assert swapping.swaps() == []
        swapping.at(start)
        assert visitor.client.post(url, data=early).status_code == 303

    @pytest.mark.parametrize(("hour", "status"), [("9.59", 303), ("10.00", 303), ("10.01", 422)])
    def test_an_e_mail_counts_by_the_time_it_arrived(self, swapping: Swapping, hour: str, status: int) -> None:
        swapping.at(swapping.story.today.starts_at + timedelta(hours=22))
        notice = {"source": "email", "received_date": "23.11.2026", "received_time": hour}
        answer = swapping.ask(swapping.story.outi, swapping.story.seats["paivi"], notice)
        assert answer.status_code == status
        if status == 303:
            assert swapping.swaps()[-1].source is Source.EMAIL

    @pytest.mark.parametrize(
        ("day", "hour", "sentence"),
        [
            ("", "9.00", "Kirjoita päivä"),
            ("11/3/2026", "9.00", "voi tarkoittaa kahta eri päivää"),
            ("31.11.2026", "9.00", "Kalenterissa ei ole"),
            ("23.11.2026", "", "Kirjoita kellonaika"),
            ("23.11.2026", "25.00", "Kirjoita kellonaika"),
            ("29.3.2026", "3.30", "Kelloja siirretään"),
            ("23.11.2026", "23.59", "tulevaisuudessa"),
        ],
    )
    def test_a_bad_time_of_arrival_is_refused(self, swapping: Swapping, day: str, hour: str, sentence: str) -> None:
        notice = {"source": "email", "received_date": day, "received_time": hour}
        answer = swapping.ask(swapping.story.outi, swapping.story.seats["paivi"], notice)
        text = words(answer)
        assert answer.status_code == 422
        assert sentence in text
        assert f'name="received_date" type="text" value="{day}"' in text
        assert swapping.swaps() == []

    def test_an_e_mail_of_last_evening_moves_the_rest_from_the_meetings_start(self, swapping: Swapping) -> None:
        start = swapping.story.today.starts_at
        swapping.at(start + timedelta(hours=22))
        swapping.asked(
            swapping.story.outi,
            meeting=f"rest-{swapping.story.today.id}",
            source="email",
            received_date="22.11.",
            received_time="20.10",
        )
        assert swapping.answer(swapping.offer(), answer="accept", rules="y").status_code == 303
        assert swapping.seated(swapping.story.today)[3] == swapping.seated(swapping.story.coming)[3] == "Joonas Rinne"


class TestTheList:
    def rows(self, swapping: Swapping, person: Person) -> str:
        page = swapping.visitor(person).get(f"/engagements/{swapping.story.group.id}/participations")
        text = words(page)
        return text[text.index("<main") :]

    def test_who_waits_is_shown_to_whom_it_concerns(self, swapping: Swapping) -> None:
        swapping.asked()
        shown = {
            who: "Joonas Rinne" in self.rows(swapping, getattr(swapping.story, who))
            for who in ("paivi", "outi", "antti", "aino", "noora", "marja_liisa")
        }
        assert shown == {"paivi": True, "outi": True, "antti": True, "aino": True, "noora": False, "marja_liisa": False}

    def test_the_new_name_is_shown_to_the_group_once_it_is_agreed(self, swapping: Swapping) -> None:
        swapping.accepted()
        assert "Joonas Rinne" in self.rows(swapping, swapping.story.noora)
        assert "Joonas Rinne" not in self.rows(swapping, swapping.story.marja_liisa)

    def test_the_newcomer_for_good_stands_in_the_list(self, swapping: Swapping) -> None:
        swapping.accepted(meeting=f"rest-{swapping.story.today.id}")
        rows = self.rows(swapping, swapping.story.noora)
        assert "Joonas Rinne" in rows
        assert "Päivi Lahdes" not in rows

    def test_statements_do_not_grow_with_the_swaps(self, swapping: Swapping) -> None:
        outi, noora = (swapping.visitor(person) for person in (swapping.story.outi, swapping.story.noora))
        page = f"/engagements/{swapping.story.group.id}/participations"
        few = [self.statements(swapping, v, page) for v in (outi, noora)]
        swapping.asked()
        swapping.asked(swapping.story.noora, swapping.story.seats["noora"], email="a@demo.example", name="A")
        swapping.asked(swapping.story.kim, swapping.story.seats["kim"], email="b@demo.example", name="B")
        assert [self.statements(swapping, v, page) for v in (outi, noora)] <= [count + 2 for count in few]

    def statements(self, swapping: Swapping, visitor: Visitor, page: str) -> int:
        """How many statements a page takes."""
        seen: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
            seen.append(statement)

        with swapping.app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", note)
        try:
            assert visitor.get(page).status_code == 200
        finally:
            event.remove(engine, "before_cursor_execute", note)
        return len(seen)
