"""Shared agreements and the client's summary: who has which part. Each page belongs to one part, and to nobody through another."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, exists, false, or_, select, true

from models.confidential import ClientSummary, SharedAgreement
from models.people import Person, Role
from models.process import Assignment, Engagement, Form, Participation, Stay
from models.process.clients import spoken_for_by
from policy.process import supervises_now
from policy.rules import rule


def agreeing_engagements(actor: Person) -> Select[Engagement]:
    """Engagements of more than one person that they supervise now, or are a regular member of."""
    return select(Engagement).where(Engagement.form != Form.INDIVIDUAL, or_(_supervises(actor), belongs_to(actor)))


def summarised_engagements(actor: Person) -> Select[Engagement]:
    """Engagements that the person supervises now."""
    return select(Engagement).where(_supervises(actor))


def approving_engagements(actor: Person) -> Select[Engagement]:
    """Engagements that the person is a regular member of."""
    return select(Engagement).where(belongs_to(actor))


def delivering_engagements(actor: Person) -> Select[Engagement]:
    """Account managers: all. Nobody else delivers from a list of its own."""
    return select(Engagement).where(true() if actor.has(Role.ACCOUNT_MANAGER) else false())


def client_engagements(actor: Person) -> Select[Engagement]:
    """Engagements for whose client the person speaks now. Taking part in one opens nothing here."""
    return select(Engagement).where(spoken_for_by(actor))


def belongs_to(actor: Person) -> ColumnElement[bool]:
    """Whether the person is a regular member of the Engagement of the row now."""
    return exists().where(
        Participation.engagement_id == Engagement.id,
        Participation.person_id == actor.id,
        Participation.stay == Stay.REGULAR,
        Participation.left_at.is_(None),
    )


def _supervises(actor: Person) -> ColumnElement[bool]:
    return exists().where(Assignment.engagement_id == Engagement.id, Assignment.person_id == actor.id, Assignment.until.is_(None))


@rule("shared_agreement.show")
def the_group_reads_agreements(actor: Person, _engagement: Engagement) -> bool:
    """A group's shared agreements are read by its members and supervisors; the client reads those that every member lets be told."""
    return not actor.texts_closed


@rule("shared_agreement.edit")
def the_group_writes_agreements(actor: Person, _thing: Engagement | SharedAgreement) -> bool:
    """Members and present supervisors propose shared agreements, change their wording and drop them. A new wording needs new answers."""
    return not actor.texts_closed


@rule("shared_agreement.answer")
def members_commit(actor: Person, agreement: SharedAgreement) -> bool:
    """Each member commits to a shared agreement, and lets it be told to the client, for themselves; both can be taken back."""
    return not actor.texts_closed and not supervises_now(actor, agreement.engagement)


@rule("summary.write")
def supervisors_write_summaries(actor: Person, thing: Engagement | ClientSummary) -> bool:
    """The engagement's present supervisors write the summary for the client. They never see who has approved it or who has not."""
    engagement = thing if isinstance(thing, Engagement) else thing.engagement
    return not actor.texts_closed and supervises_now(actor, engagement)


@rule("summary.answer")
def members_approve(actor: Person, _thing: Engagement | ClientSummary) -> bool:
    """Each regular member approves the exact text of the summary or does not. Without the approval of all, nobody outside gets it."""
    return not actor.texts_closed


@rule("summary.deliver")
def supervisors_and_managers_deliver(actor: Person, thing: Engagement | ClientSummary) -> bool:
    """A summary that everybody has approved is delivered by a supervisor, or by an account manager, who does not see the text."""
    engagement = thing if isinstance(thing, Engagement) else thing.engagement
    return actor.has(Role.ACCOUNT_MANAGER) or supervises_now(actor, engagement)


@rule("summary.read")
def clients_read_what_was_delivered(actor: Person, _thing: Engagement | ClientSummary) -> bool:
    """Whoever speaks for the client reads delivered summaries, and the shared agreements that the group tells."""
    return not actor.texts_closed
