"""Agreements on the board: drafts, those that wait for signatures, and those that have lately come into force."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import and_, exists, or_
from sqlalchemy.orm import contains_eager, selectinload

from blueprints.commerce.boards.card import MOST, Card, holds
from blueprints.commerce.boards.forms import Filters, Whose
from models.commerce.agreement import Agreement, AgreementState, AgreementVersion, Signatory
from policy.commerce.agreements import visible_agreements
from web import formats, words
from web.forms import language

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy.orm import Session

    from models.people import Person

NEWS = timedelta(days=30)  # how long a signed agreement stays on the board
SIGNATORIES = selectinload(Agreement.versions).selectinload(AgreementVersion.signatories)


def cards(session: Session, actor: Person, filters: Filters, *, now: datetime) -> Iterator[Card]:
    """Agreements on their way, and the newly signed. Five statements at most, however many there are."""
    signed = and_(Agreement.state == AgreementState.IN_FORCE, Agreement.in_force_at > now - NEWS)
    query = (
        visible_agreements(actor)
        .outerjoin(Agreement.organisation)
        .join(Agreement.account_manager)
        .where(or_(Agreement.state.in_([AgreementState.DRAFT, AgreementState.AWAITING_SIGNATURES]), signed))
        .options(contains_eager(Agreement.organisation), contains_eager(Agreement.account_manager))
        .options(SIGNATORIES.joinedload(Signatory.person), SIGNATORIES.joinedload(Signatory.signature))
    )
    version = [AgreementVersion.agreement_id == Agreement.id]
    if filters.words:
        name = exists().where(*version, AgreementVersion.name.icontains(filters.words, autoescape=True))
        query = query.where(holds(filters.words, Agreement.number, name))
    if filters.form:
        query = query.where(exists().where(*version, AgreementVersion.form == filters.form))
    if filters.whose is Whose.MINE:
        query = query.where(Agreement.account_manager_id == actor.id)
    for agreement in session.scalars(query.order_by(Agreement.state_since).limit(MOST)).unique():
        yield _card(agreement)


def _card(agreement: Agreement) -> Card:
    version = agreement.versions[-1]
    draft, signed = (agreement.state is state for state in (AgreementState.DRAFT, AgreementState.IN_FORCE))
    return Card(
        key=f"agreement-{agreement.id}",
        stage="agreement",
        title=agreement.organisation.name if agreement.organisation else version.name,
        url=url_for("agreements.show", id=agreement.id),
        waits=_waits(agreement, version),
        since=agreement.state_since,
        ours=draft,
        disc="full" if signed else ("open" if draft else "half"),
        tone="wait" if draft else None,
        about=(_("Agreement %(number)s", number=agreement.number), str(words.FORMS[version.form]), *_start(version)),
        manager=agreement.account_manager.name,
        action=_("Finish the agreement") if draft else "",
        action_url=url_for("agreements.show", id=agreement.id) if draft else "",
    )


def _waits(agreement: Agreement, version: AgreementVersion) -> str:
    if agreement.state is AgreementState.DRAFT:
        return str(_("Being drafted"))
    if agreement.state is AgreementState.IN_FORCE:
        return str(_("In force"))
    names = ", ".join(signatory.person.name for signatory in version.waiting_for)
    return str(_("Waits for the signature of %(names)s", names=names))


def _start(version: AgreementVersion) -> tuple[str, ...]:
    return (_("Begins %(day)s", day=formats.date(version.first_meeting_at, language())),) if version.first_meeting_at else ()
