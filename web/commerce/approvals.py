"""Asking an employer: one question, one answer, by a link that works once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from models.base.email import EmailAddress
from models.base.money import vat_of
from models.commerce.approving import newest_approval
from models.commerce.open_group import Application, ApprovesOneself
from models.commerce.quote import EmployerApproval, Quote
from models.people import LinkPurpose, Person
from models.privacy import AuditEvent
from web import inviting, links, mail
from web.commerce.timing import starts_of_group
from web.extensions import db

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from models.base.forms import Form

FOLDER = "commerce/mail"


@dataclass(frozen=True)
class Part:
    """One line of what the employer is asked about."""

    form: Form
    meetings: int
    minutes: int
    net_cents: int
    vat_basis_points: int

    @property
    def gross_cents(self) -> int:
        """With value added tax."""
        return self.net_cents + vat_of(self.net_cents, self.vat_basis_points)


@dataclass(frozen=True)
class Question:
    """All that an employer sees: whose wish it is, the form, the dates and the price."""

    applicant: str
    parts: Sequence[Part]
    starts: Sequence[datetime] = ()
    not_before: date | None = None


def ask(thing: Quote | Application, actor: Person, *, now: datetime) -> EmployerApproval:
    """Ask anew; an earlier question that nobody answered stops working. Raises ApprovesOneself, AccountClosed."""
    address, applicant, employer = _whom(thing)
    if EmailAddress.parse(address).key == EmailAddress.parse(applicant).key:
        raise ApprovesOneself
    approver = inviting.person_at(address, employer, thing.language, now=now)
    about = {"quote_id": thing.id} if isinstance(thing, Quote) else {"application_id": thing.id}
    _close_earlier(newest_approval(db.session(), **about), now=now)
    approval = EmployerApproval(approver=approver, asked_at=now, **about)
    db.session.add(approval)
    db.session.flush()
    _log("employer_approval.asked", approval, actor, now)
    links.send(LinkPurpose.APPROVAL, approver, f"{FOLDER}/approval_asked", "/employer-approvals/{}", now=now, object_id=approval.id)
    return approval


def asked_by(link_object: int | None) -> EmployerApproval:
    """What the link asks."""
    query = select(EmployerApproval).where(EmployerApproval.id == link_object)
    return db.session.scalars(query.options(joinedload(EmployerApproval.approver))).one()


def answer(approval: EmployerApproval, *, yes: bool, now: datetime) -> None:
    """Keep the answer, and tell whoever waits for it. Raises ApprovalAnswered."""
    fresh = select(EmployerApproval).where(EmployerApproval.id == approval.id).with_for_update().execution_options(populate_existing=True)
    approval = db.session.scalars(fresh).one()
    approval.answer(yes=yes, now=now)
    _log("employer_approval.accepted" if yes else "employer_approval.declined", approval, approval.approver, now)
    for person, url in _waiting(approval):
        if person.is_active:
            mail.send(person, f"{FOLDER}/approval_answered", yes=yes, url=url)


def question(approval: EmployerApproval) -> Question:
    """What the employer is shown."""
    if approval.application_id is not None:
        application = db.session.get_one(Application, approval.application_id)
        group, product = application.group, application.group.product_version
        part = Part(product.product.form, product.meetings, product.minutes, group.seat_price_cents, product.vat_basis_points)
        return Question(application.person.name, [part], starts_of_group(group))
    quote = db.session.get_one(Quote, approval.quote_id)
    parts = [
        Part(
            line.product_version.product.form,
            line.meetings * line.quantity,
            line.minutes,
            line.unit_price_cents * line.quantity,
            line.product_version.vat_basis_points,
        )
        for line in quote.lines
    ]
    return Question(quote.recipient_name, parts, (), quote.request.starts_from if quote.request else None)


def _whom(thing: Quote | Application) -> tuple[str, str, str]:
    """The approver's address, the applicant's, and the employer's name: by it a new approver is called until they say more."""
    if isinstance(thing, Application):
        return thing.approver_email, thing.person.email, thing.organisation_name
    request = thing.request
    return (request.approver_email, thing.recipient_email, request.organisation_name or request.approver_email) if request else ("", "", "")


def _waiting(approval: EmployerApproval) -> list[tuple[Person, str | None]]:
    """The applicant and the account manager, each with the address of the page that tells more, if they can open one."""
    if approval.application_id is not None:
        application = db.session.get_one(Application, approval.application_id)
        url = mail.address(f"/applications/{application.id}")
        return [(application.person, None), (application.group.account_manager, url)]
    quote = db.session.get_one(Quote, approval.quote_id)
    told: list[tuple[Person, str | None]] = [(quote.account_manager, mail.address(f"/quotes/{quote.id}"))]
    return [(quote.recipient, None), *told] if quote.recipient else told


def _close_earlier(earlier: EmployerApproval | None, *, now: datetime) -> None:
    if earlier is not None:
        links.revoke(earlier.approver, (LinkPurpose.APPROVAL,), now=now, object_id=earlier.id)


def _log(act: str, approval: EmployerApproval, actor: Person, now: datetime) -> None:
    db.session.flush()
    db.session.add(
        AuditEvent(at=now, actor_id=actor.id, act=act, object_type="employer_approval", object_id=approval.id, subject_id=None, detail={})
    )
