"""The editing page of a presentation: where drafting, approval and publication meet, whichever noun answers with it."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from models.base.clock import utcnow
from models.people import PARTS, Answer, Approval, Publication, Revision, Supervisor
from models.privacy import AuditEvent
from web import hx, presentation_diff, presentations
from web.access import actor_or_sign_in
from web.extensions import db
from web.mail import address, send
from web.refusals import sentence

if TYPE_CHECKING:
    from flask import Response

    from models.base import DomainError
    from models.people.supervisor_content import Part


NUMBER = re.compile("[0-9]{1,8}")


def page(supervisor: Supervisor, *, refusal: DomainError | None = None, fragment: str | None = None) -> Response:
    """The whole page, or its block; with a refusal, 422 and the sentence first."""
    own = supervisor.person_id == actor_or_sign_in().id
    return hx.render(
        "people/supervisors/edit.html",
        fragment=fragment,
        status=422 if refusal else 200,
        supervisor=supervisor,
        content=supervisor.draft.content,
        parts=PARTS,
        returned=last_return(supervisor),
        changed_by_others=own and changed_by_others(supervisor),
        refusal=sentence(refusal) if refusal else None,
        words=presentations,
        diff=presentation_diff,
    )


def record(act: str, supervisor: Supervisor, *, at: datetime, **detail: object) -> None:
    """Write the act into the audit log of this transaction; codes and numbers only."""
    db.session.add(
        AuditEvent(
            at=at,
            actor_id=actor_or_sign_in().id,
            act=act,
            object_type="supervisor",
            object_id=supervisor.id,
            subject_id=supervisor.person_id,
            detail=detail,
        )
    )


def tell(supervisor: Supervisor, template: str, **context: Any) -> None:  # noqa: ANN401  a template takes anything
    """Mail the supervisor what somebody else did; one's own acts are known."""
    if supervisor.person_id != actor_or_sign_in().id and supervisor.person.is_active:
        url = address(url_for("revisions.index", id=supervisor.id))
        send(supervisor.person, f"people/mail/{template}", actor=actor_or_sign_in(), url=url, **context)


def save(supervisor: Supervisor, name: str, part: Part, *, base: Revision, looked_at: tuple[str, ...] = ()) -> None:
    """Save a part as a new revision, with its trace; the supervisor hears when somebody else begins. Raises what the model refuses."""
    before = supervisor.draft
    saved = supervisor.edit(name, part, base=base, by=actor_or_sign_in(), now=utcnow(), looked_at=looked_at)
    if saved is before:
        return
    if before.author_id == supervisor.person_id:
        tell(supervisor, "presentation_edited")  # once for a row of edits; the history shows each
    record("supervisor.edited", supervisor, at=saved.at, part=name, number=saved.number)


def base_of(supervisor: Supervisor, typed: str | None) -> Revision:
    """The revision a form was filled from; a number that is none of ours counts as the first, so nothing is overwritten unseen."""
    number = int(typed) if typed and NUMBER.fullmatch(typed) else 1
    query = select(Revision).where(Revision.supervisor_id == supervisor.id, Revision.number.in_((1, number)))
    return db.session.scalars(query.order_by(Revision.number.desc()).limit(1)).one()


def last_return(supervisor: Supervisor) -> Approval | None:
    """The latest answer when it was a return and nothing has been sent since."""
    latest = db.session.scalars(
        select(Approval)
        .where(Approval.supervisor_id == supervisor.id)
        .order_by(Approval.id.desc())
        .options(joinedload(Approval.answered_by))
        .limit(1)
    ).one_or_none()
    return latest if latest is not None and latest.answer is Answer.RETURNED else None


def own_last(supervisor: Supervisor) -> Revision | None:
    """The latest revision that the supervisor saved in person."""
    own = select(Revision).where(Revision.supervisor_id == supervisor.id, Revision.author_id == supervisor.person_id)
    return db.session.scalars(own.order_by(Revision.number.desc()).limit(1)).one_or_none()


def changed_by_others(supervisor: Supervisor) -> bool:
    """Whether somebody else has saved something after the supervisor."""
    last = own_last(supervisor)
    return last is not None and last.number < supervisor.draft.number and last.content != supervisor.draft.content


def last_published(supervisor: Supervisor) -> Revision | None:
    """What readers see, or saw last."""
    return db.session.scalars(
        select(Revision)
        .join(Publication, Publication.revision_id == Revision.id)
        .where(Publication.supervisor_id == supervisor.id)
        .order_by(Publication.id.desc())
        .limit(1)
    ).one_or_none()
