"""Scopes and rules of the confidential wing. They open a page; which text stands on it is for ``visibility`` to say."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, exists, or_, select

from models.confidential import Passage
from models.people import Person
from models.process import Assignment, Engagement, Meeting, Participation, Stay
from policy.process import belongs_at, supervises_at, supervises_now
from policy.rules import rule


def noted_meetings(actor: Person) -> Select[Meeting]:
    """Meetings whose note concerns the person: they supervise or supervised, belonged to the group then, or were there.

    Account managers, clients' contacts and administrators have none.
    """
    return select(Meeting).where(or_(supervises_at(actor), belongs_at(actor)))


def supervised_meetings(actor: Person) -> Select[Meeting]:
    """Meetings that the person supervises, or supervised until replaced."""
    return select(Meeting).where(supervises_at(actor))


def engagements_with_goals(actor: Person) -> Select[Engagement]:
    """Engagements that the person supervises, takes part in, or has been a member of: who has left finds their own goals there."""
    here = or_(Participation.left_at.is_(None), Participation.stay == Stay.REGULAR)
    return select(Engagement).where(or_(_supervised_now(actor), _seat(actor, here)))


def engagements_setting_goals(actor: Person) -> Select[Engagement]:
    """Engagements that the person supervises, or is a regular member of."""
    return select(Engagement).where(
        or_(_supervised_now(actor), _seat(actor, Participation.left_at.is_(None), Participation.stay == Stay.REGULAR))
    )


def _supervised_now(actor: Person) -> ColumnElement[bool]:
    return exists().where(Assignment.engagement_id == Engagement.id, Assignment.person_id == actor.id, Assignment.until.is_(None))


def _seat(actor: Person, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(Participation.engagement_id == Engagement.id, Participation.person_id == actor.id, *conditions)


def joined_engagements(actor: Person) -> Select[Engagement]:
    """Engagements that the person takes or has taken part in."""
    return select(Engagement).where(exists().where(Participation.engagement_id == Engagement.id, Participation.person_id == actor.id))


@rule("note.show")
def whoever_the_note_concerns(actor: Person, _meeting: Meeting) -> bool:
    """A meeting's supervisors and the people of its group open its note; each reads the passages that consents open to them."""
    return actor.is_active


@rule("note.write")
def supervisors_keep_working_notes(actor: Person, _meeting: Meeting) -> bool:
    """Supervisors keep a working note that nobody else reads, and a pair one that the two share."""
    return not actor.texts_closed


@rule("passage.create")
def supervisors_add_passages(actor: Person, meeting: Meeting) -> bool:
    """The engagement's present supervisors add passages to the shared note."""
    return not actor.texts_closed and supervises_now(actor, meeting.engagement)


@rule("passage.edit")
def supervisors_edit_passages(actor: Person, passage: Passage) -> bool:
    """A passage's author edits and erases it, and the other supervisor of a pair when everybody in it lets it be recorded."""
    return not actor.texts_closed and supervises_now(actor, passage.meeting.engagement)


@rule("passage.claim")
def readers_claim(actor: Person, passage: Passage) -> bool:
    """A participant who may read a passage may say that it is about them; it is then hidden from others until they answer."""
    return not actor.texts_closed and not supervises_now(actor, passage.meeting.engagement)


@rule("consent.ask")
def supervisors_ask(actor: Person, thing: Passage | Meeting) -> bool:
    """The engagement's present supervisors ask the people in a passage for consent."""
    meeting = thing if isinstance(thing, Meeting) else thing.meeting
    return not actor.texts_closed and supervises_now(actor, meeting.engagement)


@rule("consent.answer")
def each_for_themselves(actor: Person, _passage: Passage) -> bool:
    """Each person answers about passages that are about them, and nobody answers for another."""
    return not actor.texts_closed


@rule("consent.withdraw")
def each_withdraws(actor: Person, _passage: Passage) -> bool:
    """Each person withdraws their own consent at any time, also after leaving, and by link also without an account."""
    return actor.is_active


@rule("preference.update")
def each_prefers(actor: Person, _engagement: Engagement) -> bool:
    """Participants say in advance whether drafts naming them may be kept; nobody says it for them."""
    return actor.is_active


@rule("read.report")
def whoever_was_read_about(actor: Person, _opening: object) -> bool:
    """Whoever has been read about reports a reading that they do not recognise to the data protection officer."""
    return actor.is_active


@rule("farewell.show")
def whoever_took_part_sees_the_end(actor: Person, _engagement: Engagement) -> bool:
    """Whoever takes or took part in an engagement sees how it ends, and until when what is left of it is kept."""
    return actor.is_active


@rule("certificate.show")
def own_participation(actor: Person, _engagement: Engagement) -> bool:
    """Everybody gets a certificate of their own participation; it names no client and nothing that was talked about."""
    return actor.is_active


@rule("own_texts.show")
def own_texts_only(actor: Person, _engagement: Engagement) -> bool:
    """What somebody wrote in an engagement, and what was written about them, can be downloaded by that person alone, at any time."""
    return not actor.texts_closed
