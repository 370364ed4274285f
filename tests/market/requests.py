"""Requests for a quote, a draft and a crisis case, built row by row."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models.base.forms import Form
from models.base.tokens import new_token
from models.commerce.billing import Billing
from models.commerce.catalogue import AccountManager, Sector
from models.commerce.crisis import CrisisCase
from models.commerce.numbering import take_number
from models.commerce.offer import settings_of
from models.commerce.request import Answers, Background, CrisisTarget, QuoteRequest, RequestDraft
from models.process import PayerKind
from tests.world import World

if TYPE_CHECKING:
    from models.people import Person

ORGANISATION = Billing(PayerKind.ORGANISATION, organisation_name="Lokkirannan kotihoito", business_id="0000001-9")
DRAFT = {
    "whom": {"supervision": "group", "people": 5, "supervisor": ""},
    "hopes": {"themes": ["1"], "message": "Kiire."},
    "times": {"mode": "either", "place": "Oulu", "meeting_language": "fi", "wishes": "", "starts_from": "", "supervisor": ""},
}


def card(world: World, person: Person, *, fallback: bool = False, sectors: tuple[int, ...] = ()) -> AccountManager:
    """An account manager's card, with the sectors at these positions."""
    found = world.session.scalars(select(Sector).where(Sector.position.in_(sectors))).all()
    made = AccountManager(person=person, title={"fi": "Asiakkuusvastaava"}, is_fallback=fallback, sectors=list(found))
    world.session.add(made)
    world.session.flush()
    return made


def ask(world: World, manager: AccountManager | None = None, *, reporter: Person | None = None, **answers: Any) -> QuoteRequest:  # noqa: ANN401
    """A request, routed to the fallback when there is one."""
    asked: dict[str, Any] = {
        "form": Form.GROUP,
        "contact_name": "Sari Ketola",
        "contact_email": "sari@lokkiranta.example",
        "billing": ORGANISATION,
    }
    number = take_number(world.session, "request", world.now.year)
    _token, digest = new_token()
    made = QuoteRequest.receive(number, Answers(**asked | answers), "fi", receipt=digest, now=world.now, reporter=reporter)
    world.session.add(made)
    if manager is not None:
        made.route([manager])
    world.session.flush()
    return made


def crisis(world: World, manager: AccountManager | None = None, *, reporter: Person | None = None, **answers: Any) -> CrisisCase:  # noqa: ANN401
    """A crisis, just reported."""
    asked = ask(world, manager, reporter=reporter, form=Form.CRISIS, contact_phone="040 123 4567", **answers)
    case = CrisisCase.report(asked, Background.DEATH, CrisisTarget.TEAM, settings_of(world.session), now=world.now)
    world.session.add(case)
    world.session.flush()
    return case


def running(world: World, case: CrisisCase, *people: Person) -> CrisisCase:
    """The case with these two supervisors, its series going on."""
    case.triage(now=world.now)
    case.assign(people, [person.id for person in people], None, now=world.now)
    case.offer(world.now + timedelta(days=1), now=world.now)
    case.run(world.engagement("Lokkirannan kotihoito", Form.CRISIS), now=world.now)
    world.session.flush()
    return case


def draft(world: World) -> str:
    """A request that is being written: its token."""
    made, token = RequestDraft.begin(dict(DRAFT), "fi", days=14, now=world.now)
    world.session.add(made)
    world.session.flush()
    return token


def receipt(world: World, asked: QuoteRequest) -> str:
    """The request's receipt under a new address: its token."""
    token, asked.receipt_hash = new_token()
    world.session.flush()
    return token
