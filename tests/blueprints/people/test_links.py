"""Invitations and forgotten passwords: single-use links by mail."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from models.base.house import OutboxMessage
from models.base.tokens import new_token
from models.people import LIFETIME, LinkPurpose, ResetRequest, SingleUseLink
from tests.blueprints.people.conftest import ANOTHER, PASSWORD, House, went_on
from tests.world import NOW
from web import resets
from web.extensions import db

SECOND = timedelta(seconds=1)
WORKS = {
    LinkPurpose.INVITATION: "/invitations/",
    LinkPurpose.PASSWORD_RESET: "/password-resets/",
    LinkPurpose.RECONFIRMATION: "/reconfirmations/",
    LinkPurpose.ADDRESS_CHANGE: "/address-changes/",
}


def link(house: House, purpose: LinkPurpose) -> tuple[SingleUseLink, str]:
    row, token = SingleUseLink.issue(purpose, house.story.noora, now=NOW)
    house.session.add(row)
    house.session.commit()
    return row, token


def ask(house: House, email: str, address: str = "127.0.0.1") -> int:
    visitor = house.visitor()
    visitor.client.environ_base["REMOTE_ADDR"] = address
    answer = visitor.post("/password-resets", page="/password-resets/new", email=email)
    assert went_on(answer) == "/sessions/new"
    return answer.status_code


def spoil(house: House, row: SingleUseLink, token: str, flaw: str) -> str:
    """Make the link worthless in one way; gives the token to try."""
    match flaw:
        case "used":
            row.used_at = NOW - SECOND
        case "revoked":
            row.revoked_at = NOW - SECOND
        case "old":
            house.at(row.expires_at)
        case "other purpose":
            row.purpose = LinkPurpose.WITHDRAWAL
        case "closed account":
            house.story.noora.deactivated_at = NOW
    return {"unknown": new_token()[0], "nonsense": "a%00b%ff'\"<script>"}.get(flaw, token)


def work(house: House) -> None:
    """What the worker does with the requests."""
    with house.app.app_context():
        resets.answer(now=NOW)
        db.session.remove()


def test_an_invitation_is_accepted_by_its_form_and_not_by_looking(house: House) -> None:
    noora = house.story.noora
    noora.password_hash = None
    row, token = link(house, LinkPurpose.INVITATION)
    visitor = house.visitor()
    for _ in range(2):
        page = visitor.get(f"/invitations/{token}")
        assert page.status_code == 200
        assert noora.name in page.text
        assert noora.email in page.text
    house.again(row, noora)
    assert (row.used_at, noora.password_hash) == (None, None)
    answer = visitor.post(f"/invitations/{token}", page=f"/invitations/{token}", password=ANOTHER)
    assert went_on(answer) == "/"
    assert visitor.get("/settings").status_code == 200
    assert went_on(house.sign_in(noora, ANOTHER)[1]) == "/"
    house.again(row)
    assert row.used_at == NOW


@pytest.mark.parametrize("password", ["", "lyhyt", "salasana2026!", "Noora Heikura 2026", "x" * 600, "\x00" * 12, "a" * 12])
def test_a_poor_password_leaves_the_link_good(house: House, password: str) -> None:
    row, token = link(house, LinkPurpose.INVITATION)
    answer = house.visitor().post(f"/invitations/{token}", page=f"/invitations/{token}", password=password)
    assert answer.status_code == 422
    assert 'id="errors"' in answer.text
    house.again(row)
    assert row.used_at is None


@pytest.mark.parametrize("purpose", list(WORKS))
@pytest.mark.parametrize("flaw", ["used", "revoked", "old", "unknown", "other purpose", "nonsense", "closed account"])
def test_a_link_that_is_not_good_answers_alike_and_does_nothing(house: House, purpose: LinkPurpose, flaw: str) -> None:
    row, token = link(house, purpose)
    token = spoil(house, row, token, flaw)
    house.session.commit()
    before = house.story.noora.password_hash
    visitor = house.visitor()
    page = visitor.get(WORKS[purpose] + token)
    assert page.status_code == 404
    assert "Linkki on jo käytetty tai vanhentunut" in page.text
    sent = visitor.post(WORKS[purpose] + token, page="/sessions/new", password=ANOTHER)
    assert sent.status_code == 404
    house.again(house.story.noora)
    assert house.story.noora.password_hash == before
    assert visitor.get("/settings").status_code == 303


def test_a_link_works_to_its_last_second(house: House) -> None:
    _, token = link(house, LinkPurpose.PASSWORD_RESET)
    house.at(NOW + LIFETIME[LinkPurpose.PASSWORD_RESET] - SECOND)
    assert house.visitor().get(f"/password-resets/{token}").status_code == 200


def test_two_who_use_a_link_at_once_do_not_both_succeed(house: House) -> None:
    _, token = link(house, LinkPurpose.INVITATION)
    path = f"/invitations/{token}"
    first, second = house.visitor(), house.visitor()
    for visitor in (first, second):
        visitor.get(path)
    assert went_on(first.post(path, page=path, password=ANOTHER)) == "/"
    assert second.post(path, page="/sessions/new", password=PASSWORD).status_code == 404
    assert went_on(house.sign_in(house.story.noora, ANOTHER)[1]) == "/"


def test_a_forgotten_password_is_mended_by_mail(house: House) -> None:
    noora = house.story.noora
    elsewhere = house.visitor(noora)
    ask(house, "Noora.HEIKURA@demo.example")
    work(house)
    letter = house.letter("password_reset")
    assert letter.to == noora.email
    assert "tunti" not in letter.path
    answer = house.visitor().post(letter.path, page=letter.path, password=ANOTHER)
    assert went_on(answer) == "/"
    assert elsewhere.get("/settings").status_code == 303, "other sign-ins end"
    assert went_on(house.sign_in(noora, ANOTHER)[1]) == "/"
    assert house.sign_in(noora, PASSWORD)[1].status_code == 422
    assert house.letter("password_changed").to == noora.email
    house.again(noora)
    assert not noora.texts_closed, "the owner asked"


def test_asking_again_makes_the_earlier_link_worthless(house: House) -> None:
    for _ in range(2):
        ask(house, house.story.noora.email)
        work(house)
    first, second = [letter.path for letter in house.letters() if letter.template == "password_reset"]
    assert house.visitor().get(first).status_code == 404
    assert house.visitor().get(second).status_code == 200


def test_the_page_does_the_same_for_known_unknown_and_closed_accounts(house: House) -> None:
    house.story.ville.deactivated_at = NOW
    house.session.commit()
    statements = []
    for email in (house.story.noora.email, "nobody@demo.example", house.story.ville.email):
        before = house.session.scalar(select(func.count()).select_from(OutboxMessage))
        house.session.commit()
        ask(house, email)
        after = house.session.scalar(select(func.count()).select_from(OutboxMessage))
        requests = house.session.scalar(select(func.count()).select_from(ResetRequest))
        house.session.commit()
        statements.append((after, requests))
        assert before == after
    assert statements == [(0, 1), (0, 2), (0, 3)]
    work(house)
    assert [letter.to for letter in house.letters()] == [house.story.noora.email]
    assert house.session.scalar(select(func.count()).select_from(ResetRequest)) == 0
    house.session.commit()


def test_somebody_who_never_took_the_account_into_use_is_invited_again(house: House) -> None:
    house.story.noora.password_hash = None
    house.session.commit()
    ask(house, house.story.noora.email)
    work(house)
    assert [letter.template for letter in house.letters()] == ["invitation"]


def test_a_flood_of_requests_is_dropped_without_a_word(house: House) -> None:
    for _ in range(9):
        ask(house, house.story.noora.email)
    assert house.session.scalar(select(func.count()).select_from(ResetRequest)) == 6
    house.session.commit()


def test_a_malformed_address_is_told_with_the_cure(house: House) -> None:
    answer = house.visitor().post("/password-resets", page="/password-resets/new", email="noora at example")
    assert answer.status_code == 422
    assert "nimi@esimerkki.fi" in answer.text
    assert 'value="noora at example"' in answer.text
