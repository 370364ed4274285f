"""Closing an account (I20), and shutting its confidential texts until the owner confirms."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select

from models.base.house import OutboxMessage
from models.confidential import SealedText
from models.people import LinkPurpose, Person, SingleUseLink
from tests.blueprints.people.conftest import ANOTHER, House, Letter, went_on
from tests.visitor import Visitor
from tests.world import NOW
from vault import consents, guard, held, writer
from vault.consents import Voice
from vault.drafts import Draft

Visit = Callable[[Person], Visitor]
WITHDRAWAL = re.compile(r"/withdrawals/[\w-]+")


def links(house: House) -> dict[LinkPurpose, SingleUseLink]:
    """One open link of every kind for Noora."""
    made = {purpose: SingleUseLink.issue(purpose, house.story.noora, now=NOW)[0] for purpose in LinkPurpose}
    house.session.add_all(made.values())
    house.session.commit()
    return made


def close(house: House, visitor: Visitor) -> str | None:
    path = f"/people/{house.story.noora.id}/deactivation"
    return went_on(visitor.post(path, page=f"{path}/new"))


def move(house: House, visitor: Visitor, person: Person, email: str) -> str | None:
    url = f"/people/{person.id}"
    fields = {"name": person.name, "email": email, "language": person.language, "version": str(person.version)}
    return went_on(visitor.post(url, page=f"{url}/edit", **fields))


def confirm(house: House, letter: Letter) -> int:
    return house.visitor().post(letter.path, page=letter.path).status_code


def test_closing_ends_sign_ins_and_every_link_but_withdrawals(house: House, visit: Visit) -> None:
    signed_in, made = house.visitor(house.story.noora), links(house)
    assert close(house, visit(house.story.jaana)) == f"/people/{house.story.noora.id}"
    assert signed_in.client.get("/settings").status_code == 303
    house.again(*made.values())
    still = {purpose for purpose, row in made.items() if row.is_good(now=NOW)}
    assert still == {LinkPurpose.WITHDRAWAL}
    assert house.sign_in(house.story.noora)[1].status_code == 422
    assert house.acts()[-1] == "sign_in.refused"
    assert "person.deactivated" in house.acts()


def test_closing_stops_mails_that_have_not_left_and_drops_what_they_say(house: House) -> None:
    noora = house.story.noora
    noora.password_hash = None
    house.session.commit()
    admin = house.visitor(house.story.jaana)
    admin.post(f"/people/{noora.id}/invitations", page=f"/people/{noora.id}")
    close(house, admin)
    invitation = house.session.scalars(select(OutboxMessage).where(OutboxMessage.template == "people/mail/invitation")).one()
    assert invitation.cancelled_at == NOW
    assert invitation.text_id is None
    with guard.inside():
        assert house.session.scalars(select(SealedText.id).where(SealedText.key_id == invitation.key_id)).all() == []
    house.session.commit()
    assert [letter.template for letter in house.letters()] == ["account_closed"]


def test_a_closed_account_opens_again_with_its_roles(house: House, visit: Visit) -> None:
    visitor = visit(house.story.jaana)
    close(house, visitor)
    path = f"/people/{house.story.noora.id}"
    assert went_on(visitor.post(f"{path}/deactivation/deletion", page=path)) == path
    assert went_on(house.sign_in(house.story.noora)[1]) == "/"


def test_a_new_address_shuts_texts_until_the_old_one_confirms(house: House, visit: Visit) -> None:
    kim, old = house.story.kim, house.story.kim.email
    move(house, visit(house.story.jaana), kim, "intruder@demo.example")
    house.again(kim)
    assert (kim.email, kim.texts_closed_at, kim.confirming_email) == ("intruder@demo.example", NOW, old)
    letter = house.letter("address_changed")
    assert letter.to == old
    assert letter.text.startswith("Adressen till ditt Peili-konto har ändrats"), "in the owner's language"
    assert "intruder@demo.example" in house.visitor().get(letter.path).text
    house.again(kim)
    assert kim.texts_closed, "looking opens nothing"
    assert confirm(house, letter) == 303
    house.again(kim)
    assert not kim.texts_closed


def test_the_confirming_link_works_once(house: House) -> None:
    move(house, house.visitor(house.story.jaana), house.story.kim, "new@demo.example")
    letter = house.letter("address_changed")
    confirm(house, letter)
    assert house.visitor().get(letter.path).status_code == 404


def test_nothing_that_the_new_address_can_do_opens_the_texts(house: House) -> None:
    """An administrator moves the account to a mailbox of their own, resets the password and moves on."""
    kim, old, admin = house.story.kim, house.story.kim.email, house.visitor(house.story.jaana)
    move(house, admin, kim, "intruder@demo.example")
    page = f"/people/{kim.id}/assisted-resets"
    admin.post(page, page=f"{page}/new")
    reset = house.letter("password_reset")
    assert reset.to == "intruder@demo.example"
    intruder = house.visitor()
    assert went_on(intruder.post(reset.path, page=reset.path, password=ANOTHER)) == "/"
    intruder.post("/address-changes", page="/address-changes/new", email="second@demo.example", current=ANOTHER)
    change = house.letter("address_change")
    intruder.post(change.path, page=change.path)
    house.again(kim)
    move(house, admin, kim, "third@demo.example")
    house.again(kim)
    assert (kim.email, kim.texts_closed, kim.confirming_email) == ("third@demo.example", True, old)
    opening = [letter for letter in house.letters() if "/reconfirmations/" in letter.text]
    assert {letter.to for letter in opening} == {old}
    good = [letter for letter in opening if house.visitor().get(letter.path).status_code == 200]
    assert good == [opening[-1]], "only the newest letter opens: its reader knows the newest address"


def test_a_reset_sent_by_an_administrator_shuts_texts_and_tells_the_owner(house: House, visit: Visit) -> None:
    noora = house.story.noora
    page = f"/people/{noora.id}/assisted-resets"
    assert went_on(visit(house.story.jaana).post(page, page=f"{page}/new")) == f"/people/{noora.id}"
    house.again(noora)
    assert noora.texts_closed
    assert {letter.template: letter.to for letter in house.letters()} == {
        "reset_by_administrator": noora.email,
        "password_reset": noora.email,
    }
    assert house.acts()[-2:] == ["texts.closed", "password_reset.sent"]
    assert confirm(house, house.letter("reset_by_administrator")) == 303
    house.again(noora)
    assert not noora.texts_closed
    assert house.acts()[-1] == "texts.reopened"


def test_a_name_or_a_language_shuts_nothing(house: House) -> None:
    noora = house.story.noora
    url = f"/people/{noora.id}"
    fields = {"name": "Noora Kallio", "email": noora.email, "language": "en", "version": str(noora.version)}
    house.visitor(house.story.jaana).post(url, page=f"{url}/edit", **fields)
    house.again(noora)
    assert (noora.name, noora.texts_closed) == ("Noora Kallio", False)
    assert house.letters() == []


@pytest.mark.parametrize("takes_part", [True, False])
def test_a_mistyped_invitation_is_mended_unless_texts_could_wait_behind_it(house: House, *, takes_part: bool) -> None:
    person = house.story.noora if takes_part else house.world.person("Uusi Ihminen")
    person.password_hash = None
    house.session.commit()
    move(house, house.visitor(house.story.jaana), person, "right@demo.example")
    house.again(person)
    assert person.texts_closed is takes_part
    assert house.letter("invitation").to == "right@demo.example"


def test_a_look_alike_address_counts_as_another(house: House) -> None:
    person = house.world.person("Kalle Strasse", email="strasse@demo.example")
    person.password_hash = house.story.noora.password_hash
    house.session.commit()
    move(house, house.visitor(house.story.jaana), person, "straße@demo.example")
    house.again(person)
    assert person.texts_closed


def test_opening_a_closed_account_asks_its_owner_anew_while_texts_are_shut(house: House) -> None:
    noora, admin = house.story.noora, house.visitor(house.story.jaana)
    move(house, admin, noora, "new@demo.example")
    letter = house.letter("address_changed")
    close(house, admin)
    assert house.visitor().get(letter.path).status_code == 404
    path = f"/people/{noora.id}"
    admin.post(f"{path}/deactivation/deletion", page=path)
    house.again(noora)
    assert noora.texts_closed
    asked = house.letter("texts_closed")
    assert asked.to == noora.confirming_email
    assert confirm(house, asked) == 303


def test_confirming_needs_no_sign_in_and_gives_none(house: House) -> None:
    move(house, house.visitor(house.story.jaana), house.story.kim, "new@demo.example")
    letter, visitor = house.letter("address_changed"), house.visitor()
    visitor.post(letter.path, page=letter.path)
    assert visitor.get("/settings").status_code == 303


def test_the_owner_gets_the_letter_again_at_the_old_address_only(house: House, visit: Visit) -> None:
    kim, old = house.story.kim, house.story.kim.email
    visitor = visit(kim)
    assert "/reconfirmations/new" not in visitor.client.get("/settings").text
    move(house, house.visitor(house.story.jaana), kim, "new@demo.example")
    assert "/reconfirmations/new" in visitor.client.get("/settings").text
    for _ in range(8):
        visitor.post("/reconfirmations", page="/reconfirmations/new")
    asked = [letter for letter in house.letters() if letter.template == "texts_closed"]
    assert {letter.to for letter in asked} == {old}
    assert len(asked) == 6, "and not for ever"
    assert confirm(house, asked[-1]) == 303


def test_a_letter_cannot_be_asked_for_while_nothing_is_shut(house: House) -> None:
    house.visitor(house.story.kim).post("/reconfirmations", page="/reconfirmations/new")
    assert house.letters() == []


def test_text_kept_from_a_lapsed_sign_in_is_shut_too(house: House) -> None:
    noora = house.story.noora
    held.hold(house.session, noora, "/settings", '{"text": ["Kesken jäi."]}', now=NOW)
    house.session.commit()
    assert "Kesken jäi." in house.visitor(noora).client.get("/held-texts").text
    move(house, house.visitor(house.story.jaana), noora, "new@demo.example")
    assert "Kesken jäi." not in house.visitor(noora).client.get("/held-texts").text


def test_somebody_whose_account_is_closed_withdraws_a_consent_by_link(house: House) -> None:
    """I20, from the consent to its withdrawal, with the mail still waiting when the account is closed."""
    story, session = house.story, house.session
    voice = Voice(story.noora, "fi")
    consents.prefer(session, voice, story.group.id, may_record=True, may_use_in_supervision=False, now=house.world.before)
    passage = writer.begin(session, story.aino, story.held, now=NOW)
    version = writer.publish(
        session, story.aino, passage, Draft("Noora kertoi illoista.", (story.noora.id,)), version=passage.version, now=NOW
    )
    writer.ask(session, story.aino, passage, now=NOW)
    session.commit()
    noora = house.visitor(story.noora)
    url = f"/consents/{passage.id}"
    assert went_on(noora.post(url, page=f"{url}/edit", answer="attendees", version_id=str(version.id)))
    letter = next(letter for letter in house.letters() if "/withdrawals/" in letter.text)
    close(house, house.visitor(story.jaana))
    assert letter in house.letters(), "it still leaves"
    path = WITHDRAWAL.search(letter.text)
    assert path
    answer = house.visitor().post(path[0], page=path[0])
    assert answer.status_code == 303
    assert "consent.withdrawn" in house.acts()
