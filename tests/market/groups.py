"""Open groups and applications, built row by row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.base.local_time import to_local
from models.commerce.catalogue import PricedPer, ProductVersion
from models.commerce.crisis import Continuation, ContinuationPerson
from models.commerce.offer import products_in_force
from models.commerce.open_group import Application, ApplicationState, GroupState, OpenGroup
from models.commerce.quote import EmployerApproval
from models.commerce.seating import claim, free_seat
from models.people import LinkPurpose, SingleUseLink
from models.process import EngagementState, Form, PayerKind
from tests.market.quotes import Quotes
from tests.world import World

if TYPE_CHECKING:
    from datetime import datetime

    from models.people import Person
    from tests.scene import Scene
    from tests.world import Story

NAMES = {"fi": "Sosiaalialan avoin ryhmä", "sv": "Öppen grupp för socialbranschen", "en": "Open group for social work"}
DESCRIPTIONS = {"fi": "Ryhmä alan ammattilaisille.", "sv": "En grupp för branschens proffs.", "en": "A group for professionals."}


def seat_product(world: World) -> ProductVersion:
    """The product that is priced per seat."""
    on = to_local(world.now).date()
    return world.session.scalars(products_in_force(on).where(ProductVersion.priced_per == PricedPer.SEAT)).first() or _missing()


def _missing() -> ProductVersion:
    raise AssertionError("no product is priced per seat")


@dataclass
class Groups:
    """Builders beside the world's; the account manager and the supervisor are given."""

    world: World
    manager: Person
    supervisor: Person

    def group(self, *, seats: int = 5, starts_in: timedelta = timedelta(days=30), published: bool = True) -> OpenGroup:
        """An open group with free seats."""
        product = seat_product(self.world)
        group = OpenGroup(
            state=GroupState.DRAFT,
            product_version=product,
            name=dict(NAMES),
            description=dict(DESCRIPTIONS),
            account_manager=self.manager,
            supervisor=self.supervisor,
            first_meeting_at=self.world.now + starts_in,
            place="Satamakatu 2",
            seat_price_cents=product.price_cents,
            created_at=self.world.before,
            seats=[],
        )
        group.seat(seats)
        self.world.session.add(group)
        if published:
            group.publish(now=self.world.before)
        self.world.session.flush()
        return group

    def application(
        self,
        group: OpenGroup,
        person: Person,
        state: ApplicationState = ApplicationState.APPLIED,
        *,
        approver_email: str = "",
        until: datetime | None = None,
    ) -> Application:
        """An application in that state; an accepted one has a seat. With an approver's address the employer pays."""
        application = Application(
            group=group,
            person=person,
            state=state,
            state_since=self.world.now,
            payer_kind=PayerKind.ORGANISATION if approver_email else PayerKind.SELF,
            organisation_name="Lokkirannan kotihoito" if approver_email else "",
            business_id="1234567-1" if approver_email else "",
            approver_email=approver_email,
            language=person.language,
            applied_at=self.world.now,
            offer_expires_at=until or (self.world.now + timedelta(hours=48) if state is ApplicationState.OFFERED else None),
        )
        self.world.session.add(application)
        self.world.session.flush()
        if state is ApplicationState.ACCEPTED:
            claim(self.world.session, application, now=self.world.now)
        return application

    def release(self, application: Application) -> None:
        """A seat freed as a cancelled agreement frees it."""
        free_seat(self.world.session, application, self.world.now)
        self.world.session.commit()

    def approval(self, application: Application, approver: Person, *, yes: bool | None = None) -> EmployerApproval:
        """The employer has been asked, and has answered if ``yes`` says what."""
        approval = EmployerApproval(application_id=application.id, approver=approver, asked_at=self.world.now)
        self.world.session.add(approval)
        if yes is not None:
            approval.answer(yes=yes, now=self.world.now)
        self.world.session.flush()
        return approval


def states(world: World, group: OpenGroup) -> list[str]:
    """The states of a group's applications, in order of application."""
    query = select(Application.state).where(Application.group_id == group.id).order_by(Application.id)
    return [state.value for state in world.session.scalars(query)]


def tell(world: World, story: Story, scene: Scene) -> None:
    """A published group with a seat left, to which Joonas has applied at his employer's cost, and a draft."""
    groups = Groups(world, story.outi, story.aino)
    group = groups.group()
    application = groups.application(group, story.joonas, approver_email=story.antti.email)
    approval = groups.approval(application, story.antti)
    for purpose, person, thing, noun in (
        (LinkPurpose.SEAT_OFFER, story.joonas, application.id, "seat-offers"),
        (LinkPurpose.APPROVAL, story.antti, approval.id, "employer-approvals"),
    ):
        link, scene.tokens[noun] = SingleUseLink.issue(purpose, person, now=world.now, object_id=thing)
        world.session.add(link)
    quotes = Quotes(world, story)
    asking = quotes.sent(request=quotes.request(Form.INDIVIDUAL, approver_email=story.marja_liisa.email))
    past = world.engagement("Päättynyt ryhmä", state=EngagementState.ACTIVE)
    past.end(EngagementState.COMPLETED, because="Ryhmä ei halunnut", now=world.now)
    asked = ContinuationPerson(person=story.saana, asked_at=world.now)
    going = Continuation(from_engagement=past, form=Form.INDIVIDUAL, created_at=world.now, created_by_id=story.outi.id, people=[asked])
    world.session.add(going)
    world.session.flush()
    link, scene.tokens["continuation-invitations"] = SingleUseLink.issue(
        LinkPurpose.CONTINUATION, story.saana, now=world.now, object_id=asked.id
    )
    world.session.add(link)
    draft = groups.group(published=False)
    scene.ids |= {"continuations": going.id, "continuation-people": asked.id}
    scene.special |= {endpoint: {"engagements": past.id} for endpoint in ("continuations.new", "continuations.create")}
    scene.special["quote_approvals.create"] = {"quotes": asking.id}
    scene.ids |= {"open-groups": group.id, "applications": application.id}
    scene.special |= {endpoint: {"open-groups": draft.id} for endpoint in ("listings.create", "open_groups.edit", "open_groups.update")}
