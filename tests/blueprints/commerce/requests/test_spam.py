"""What smells of a program is kept aside without a word; nobody solves a puzzle."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.base.tokens import token_hash
from models.commerce.request import RequestDraft, RequestState
from tests.blueprints.commerce.requests.asking import DRAFTS, NEW, READ_AND_WRITTEN, URGENT, begun, led_to, reported, step, written
from tests.blueprints.commerce.requests.conftest import Office
from tests.visitor import Visitor
from tests.world import NOW


def sent(office: Office, visitor: Visitor, token: str, *, after: timedelta = READ_AND_WRITTEN, **fields: str) -> str:
    office.at(NOW + after)
    return visitor.get(led_to(step(visitor, token, "check", **fields))).text


def test_an_honest_request_is_none(office: Office) -> None:
    visitor = office.visitor()
    sent(office, visitor, written(visitor), after=timedelta(seconds=5))
    assert office.requests()[0].state is RequestState.NEW
    assert {to for to, _text in office.mails()} == {"sari.ketola@lokkiranta.example", office.essi.person.email}


@pytest.mark.parametrize("how", ["hidden field", "hidden field on the first step", "too fast"])
def test_what_smells_is_kept_aside_and_gets_the_same_receipt(office: Office, how: str) -> None:
    visitor = office.visitor()
    honest = sent(office, visitor, written(visitor))
    office.at(NOW)
    if how == "hidden field on the first step":
        token = begun(visitor, website="https://osta.example")
        first = written(visitor)
        copy(office, of=first, to=token)
    else:
        token = written(visitor)
    after = timedelta(seconds=4) if how == "too fast" else READ_AND_WRITTEN
    receipt = sent(office, visitor, token, after=after, **({"website": "x"} if how == "hidden field" else {}))
    spam = office.requests()[-1]
    assert (spam.state, spam.account_manager_id, spam.routing) == (RequestState.SPAM, None, None)
    assert len(office.mails()) == 2
    assert words(receipt, "2026-002", after) == words(honest, "2026-001", READ_AND_WRITTEN)


def words(page: str, number: str, after: timedelta) -> str:
    main = page[page.index("<main") : page.index("</main>")].replace(number, "")
    return main.replace(f"9.{40 + after // timedelta(minutes=1)}", "")


def copy(office: Office, *, of: str, to: str) -> None:
    """Let the second draft have the answers of the first, but for what only its first step left."""
    found = {draft.token_hash: draft for draft in office.session.scalars(select(RequestDraft))}
    source, target = (found[token_hash(token)] for token in (of, to))
    target.answers = source.answers | {"honey": target.answers["honey"]}
    office.world.session.commit()


def test_a_crisis_is_never_set_aside_by_a_machine(office: Office) -> None:
    led_to(reported(office, website="x"))
    assert office.requests()[0].state is RequestState.NEW


def test_a_network_that_asks_without_end_waits(office: Office) -> None:
    visitor = office.visitor()
    answers = [visitor.post(DRAFTS, page=NEW, supervision="group").status_code for _ in range(52)]
    assert set(answers[:50]) == {303}
    assert answers[-1] == 422
    office.at(NOW + timedelta(minutes=2))
    assert visitor.post(DRAFTS, page=NEW, supervision="group").status_code == 303


def test_mails_to_addresses_of_ones_choice_are_few(office: Office) -> None:
    visitor = office.visitor()
    token = begun(visitor)
    page = f"{DRAFTS}/{token}/links"
    answers = [visitor.post(page, page=f"{page}/new", email=f"joku{number}@lokkiranta.example").status_code for number in range(8)]
    assert set(answers[:5]) == {303}
    assert answers[-1] == 422
    assert len(office.mails()) <= 6


def test_a_crisis_waits_a_minute_at_most(office: Office) -> None:
    visitor = office.visitor()
    answers = [reported(office, visitor).status_code for _ in range(53)]
    assert answers[-1] == 422
    office.at(NOW + timedelta(minutes=1, seconds=1))
    assert reported(office, visitor).status_code == 303
    assert "112" in visitor.get(f"{URGENT}/new").text
