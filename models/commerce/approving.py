"""What employers have said about one person's quote or application: the newest question counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models.commerce.quote import EmployerApproval

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def newest_approval(session: Session, *, quote_id: int | None = None, application_id: int | None = None) -> EmployerApproval | None:
    """The question asked last about that quote, or that application."""
    about = EmployerApproval.quote_id == quote_id if quote_id else EmployerApproval.application_id == application_id
    return session.scalars(select(EmployerApproval).where(about).order_by(EmployerApproval.id.desc()).limit(1)).one_or_none()


def is_approved(session: Session, *, quote_id: int | None = None, application_id: int | None = None) -> bool:
    """Whether the newest question has been answered with yes."""
    newest = newest_approval(session, quote_id=quote_id, application_id=application_id)
    return newest is not None and newest.approved_at is not None
