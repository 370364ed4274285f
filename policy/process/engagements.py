"""Which engagements exist for a person, and who may change them."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, exists, false, or_, select, true

from models.people import Person, Role
from models.process import Assignment, Contact, Engagement, Participation, Seat, Stay
from policy.rules import rule


def visible_engagements(actor: Person) -> Select[Engagement]:
    """Account managers: all. Others: what they supervise or supervised, take or took part in, or speak for a client of.

    A role of the house (administrator, data protection officer, auditor) opens none, and neither does having
    come for one meeting: that person sees the meeting.
    """
    return select(Engagement).where(_has_part(actor))


def managed_engagements(actor: Person) -> Select[Engagement]:
    """Engagements whose people and terms the person arranges."""
    return select(Engagement).where(true() if actor.has(Role.ACCOUNT_MANAGER) else false())


def _has_part(actor: Person) -> ColumnElement[bool]:
    if actor.has(Role.ACCOUNT_MANAGER):
        return true()
    return or_(supervised_by(actor), taken_part_in_by(actor), ordered_through(actor))


def supervised_by(actor: Person) -> ColumnElement[bool]:
    """Whether the person supervises, or has supervised, the Engagement of the row."""
    return exists().where(Assignment.engagement_id == Engagement.id, Assignment.person_id == actor.id)


def taken_part_in_by(actor: Person) -> ColumnElement[bool]:
    """Whether the person is, or has been, a regular member of the Engagement of the row."""
    return exists().where(
        Participation.engagement_id == Engagement.id,
        Participation.person_id == actor.id,
        Participation.stay == Stay.REGULAR,
    )


def ordered_through(actor: Person) -> ColumnElement[bool]:
    """Whether an organisation that the person speaks for ordered, pays for or sent somebody to the Engagement of the row."""
    spoken_for = select(Contact.organisation_id).where(Contact.person_id == actor.id, Contact.until.is_(None))
    return or_(
        Engagement.organisation_id.in_(spoken_for),
        exists().where(Seat.engagement_id == Engagement.id, Seat.payer_organisation_id.in_(spoken_for)),
        exists().where(Participation.engagement_id == Engagement.id, Participation.organisation_id.in_(spoken_for)),
    )


@rule("engagement.list")
def anybody_lists(actor: Person, _: None) -> bool:
    """Everybody signed in lists the engagements they have a part in."""
    return actor.is_active


@rule("engagement.show")
def whoever_has_a_part(actor: Person, _engagement: Engagement) -> bool:
    """Whoever has a part in an engagement sees its page; what is on it depends on the part."""
    return actor.is_active


@rule("engagement.create")
def account_manager_creates(actor: Person, _: None) -> bool:
    """Account managers add engagements."""
    return actor.has(Role.ACCOUNT_MANAGER)


@rule("engagement.edit")
def account_manager_edits(actor: Person, engagement: Engagement) -> bool:
    """Account managers change an engagement's name, client, aim and rules until it ends."""
    return actor.has(Role.ACCOUNT_MANAGER) and not engagement.is_over


@rule("engagement.start")
def account_manager_starts(actor: Person, engagement: Engagement) -> bool:
    """Account managers start a planned engagement."""
    return actor.has(Role.ACCOUNT_MANAGER) and not engagement.is_over


@rule("engagement.end")
def account_manager_ends(actor: Person, engagement: Engagement) -> bool:
    """Account managers end an engagement, as completed or as interrupted."""
    return actor.has(Role.ACCOUNT_MANAGER) and not engagement.is_over


@rule("assignment.create")
def account_manager_assigns(actor: Person, engagement: Engagement) -> bool:
    """Account managers assign supervisors until the engagement ends."""
    return actor.has(Role.ACCOUNT_MANAGER) and not engagement.is_over


@rule("participation.create")
def account_manager_invites(actor: Person, engagement: Engagement) -> bool:
    """Account managers add participants until the engagement ends."""
    return actor.has(Role.ACCOUNT_MANAGER) and not engagement.is_over


@rule("participation.end")
def account_manager_removes(actor: Person, participation: Participation) -> bool:
    """Account managers end a participation that is going on."""
    return actor.has(Role.ACCOUNT_MANAGER) and participation.is_current and not participation.engagement.is_over


@rule("participation.accept_rules")
def own_rules(actor: Person, participation: Participation) -> bool:
    """Participants accept the group's rules, each for themselves."""
    return participation.person_id == actor.id and participation.is_current


def managed_participations(actor: Person) -> Select[Participation]:
    """Participations that the person arranges."""
    return select(Participation).where(true() if actor.has(Role.ACCOUNT_MANAGER) else false())


def own_participations(actor: Person) -> Select[Participation]:
    """The person's own participations, ended ones included."""
    return select(Participation).where(Participation.person_id == actor.id)
