"""Open groups, applications, what employers and people who go on are asked: who sees them and who decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Select, select, true

from models.commerce.open_group import Application, GroupState, OpenGroup
from models.commerce.quote import Quote
from models.commerce.request import QuoteRequest
from models.people import Role
from policy.rules import rule

if TYPE_CHECKING:
    from models.people import Person

SHOWN = (GroupState.PUBLISHED, GroupState.CLOSED)


def visible_groups(actor: Person | None) -> Select[OpenGroup]:
    """Anybody: groups that have been published and not called off. Account managers: all."""
    query = select(OpenGroup)
    return query if actor is not None and actor.has(Role.ACCOUNT_MANAGER) else query.where(OpenGroup.state.in_(SHOWN))


def managed_groups(actor: Person) -> Select[OpenGroup]:
    """Open groups that the person arranges."""
    return select(OpenGroup).where(true() if actor.has(Role.ACCOUNT_MANAGER) else ~true())


def visible_applications(actor: Person) -> Select[Application]:
    """Account managers: all. Others: their own."""
    own = Application.person_id == actor.id
    return select(Application).where(true() if actor.has(Role.ACCOUNT_MANAGER) else own)


def managed_applications(actor: Person) -> Select[Application]:
    """Applications that the person decides about: never the own one."""
    return select(Application).where(
        true() if actor.has(Role.ACCOUNT_MANAGER) else ~true(),
        Application.person_id != actor.id,
    )


def own_applications(actor: Person) -> Select[Application]:
    """The person's own applications."""
    return select(Application).where(Application.person_id == actor.id)


@rule("open_group.manage")
def account_managers_arrange(actor: Person, _group: OpenGroup | None) -> bool:
    """Account managers draft, publish, close and call off open groups; anybody sees those that have been published."""
    return actor.has(Role.ACCOUNT_MANAGER)


@rule("application.list")
def account_managers_list(actor: Person, _group: OpenGroup) -> bool:
    """Account managers see who has applied to an open group; nobody else does."""
    return actor.has(Role.ACCOUNT_MANAGER)


@rule("application.show")
def applicant_and_account_managers(actor: Person, _application: Application) -> bool:
    """An application is seen by the applicant and by account managers."""
    return actor.is_active


@rule("application.decide")
def account_managers_decide(actor: Person, application: Application) -> bool:
    """Account managers accept, put on the waiting list or decline, with a reason; nobody decides about an application of their own."""
    return actor.has(Role.ACCOUNT_MANAGER) and application.person_id != actor.id


@rule("application.withdraw")
def applicants_withdraw(actor: Person, application: Application) -> bool:
    """Applicants take their own application back, and take or leave a seat that they are offered."""
    return application.person_id == actor.id


@rule("employer_approval.ask")
def account_managers_ask(actor: Person, _thing: Application | Quote) -> bool:
    """Account managers ask the employer, who is shown the form, the dates and the price and answers yes or no without a reason."""
    return actor.has(Role.ACCOUNT_MANAGER)


def asking_quotes(actor: Person) -> Select[Quote]:
    """Quotes to one person whose employer agrees first; the person asks as account manager."""
    query = select(Quote).join(QuoteRequest, QuoteRequest.id == Quote.request_id)
    return query.where(QuoteRequest.approver_email != "", true() if actor.has(Role.ACCOUNT_MANAGER) else ~true())
