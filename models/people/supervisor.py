"""Supervisors as the organisation shows them: drafts, approval, publication and history by one mechanism.

Every save is a new revision holding the whole content. The latest is the draft; a publication points at the one that readers
see; an approval asks an administrator to publish. Nothing is overwritten, so restoring is saving an old content again.
"""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, DomainError
from models.people.person import Person
from models.people.supervisor_content import Content, Part
from models.people.supervisor_parts import Contact
from models.people.supervisor_records import Answer, Approval, Publication, Revision
from models.people.supervisor_shown import ShownExperience, ShownLanguage, ShownPlace


class EditedMeanwhile(DomainError):
    """Somebody else saved the same part after this form was opened; ``theirs`` is their revision."""

    code = "supervisor.edited_meanwhile"

    def __init__(self, theirs: Revision) -> None:
        super().__init__()
        self.theirs = theirs


class DraftChanged(DomainError):
    """The draft is not the one that was looked at before publishing."""

    code = "supervisor.draft_changed"


class NothingToPublish(DomainError):
    """The draft says what readers see already."""

    code = "supervisor.nothing_to_publish"


class NoTitle(DomainError):
    """A presentation without a title and a bio in any language is not shown to anybody."""

    code = "supervisor.no_title"


class State(enum.StrEnum):
    """How the draft stands to what readers see."""

    HIDDEN = "hidden"
    SUBMITTED = "submitted"
    CHANGED = "changed"
    PUBLISHED = "published"


class Supervisor(Base):
    """A supervisor's presentation: the root of its revisions, publications and approvals."""

    __tablename__ = "supervisors"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), unique=True)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    search_key: Mapped[str] = mapped_column(Text, default="")  # of what is published
    portrait: Mapped[str] = mapped_column(String(40), default="", index=True)  # name of the published portrait's files
    raw_card: Mapped[dict[str, Any]] = mapped_column("card", JSON, default=dict)  # what the directory shows; empty while hidden
    version: Mapped[int] = mapped_column(default=1)

    person: Mapped[Person] = relationship()
    drafts: Mapped[list[Revision]] = relationship(
        primaryjoin="and_(Supervisor.id == Revision.supervisor_id, Revision.superseded_at.is_(None))", back_populates="supervisor"
    )
    publications: Mapped[list[Publication]] = relationship(
        primaryjoin="and_(Supervisor.id == Publication.supervisor_id, Publication.ended_at.is_(None))", back_populates="supervisor"
    )
    approvals: Mapped[list[Approval]] = relationship(
        primaryjoin="and_(Supervisor.id == Approval.supervisor_id, Approval.answered_at.is_(None))", back_populates="supervisor"
    )
    experiences: Mapped[list[ShownExperience]] = relationship(cascade="all, delete-orphan")
    languages: Mapped[list[ShownLanguage]] = relationship(cascade="all, delete-orphan")
    places: Mapped[list[ShownPlace]] = relationship(cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    @classmethod
    def begin(cls, person: Person, *, by: Person, now: datetime) -> Supervisor:
        """A first, empty draft in the person's own language, with their address in the contact fields (not shown)."""
        content = Content(original=person.language, contact=Contact(email=person.email))
        supervisor = cls(person=person, created_at=now, changed_at=now, drafts=[], publications=[], approvals=[])
        supervisor.drafts.append(Revision(number=1, raw=content.stored(), author=by, at=now))
        return supervisor

    @property
    def draft(self) -> Revision:
        """The latest revision."""
        return max((r for r in self.drafts if r.superseded_at is None), key=lambda r: r.number)

    @property
    def publication(self) -> Publication | None:
        """What readers see now."""
        return next((p for p in self.publications if p.ended_at is None), None)

    @property
    def is_shown(self) -> bool:
        """Whether readers see a presentation."""
        return bool(self.raw_card)

    @property
    def card(self) -> Content:
        """As much of what readers see as the directory shows; the draft's whole content while nothing is published."""
        return Content.from_storage(self.raw_card) if self.raw_card else self.draft.content

    @property
    def approval(self) -> Approval | None:
        """The request that waits for an administrator."""
        return next((a for a in self.approvals if a.answered_at is None), None)

    @property
    def state(self) -> State:
        """How the draft stands to what readers see."""
        if self.approval is not None:
            return State.SUBMITTED
        if self.publication is None:
            return State.HIDDEN
        return State.PUBLISHED if self.publication.revision is self.draft else State.CHANGED

    def edit(self, name: str, value: Part, *, base: Revision, by: Person, now: datetime, looked_at: tuple[str, ...] = ()) -> Revision:
        """Save one part on top of the draft. ``base`` is the revision the form was filled from.

        Raises EditedMeanwhile when the part has changed since; other parts may have. The same text again changes nothing.
        """
        draft = self.draft
        content = draft.content.with_part(name, value, number=draft.number + 1, looked_at=looked_at)
        if base is not draft and draft.content.part(name) != base.content.part(name):
            raise EditedMeanwhile(draft)
        return self._save(content, by=by, now=now, part=name)

    def restore(self, old: Revision, *, by: Person, now: datetime) -> Revision:
        """A new draft that says what an old revision said. A portrait whose files are there stays what it was then."""
        return self._save(old.content, by=by, now=now, restores=old.number)

    def _save(self, content: Content, *, by: Person, now: datetime, part: str = "", restores: int | None = None) -> Revision:
        draft = self.draft
        if content == draft.content:
            return draft
        if self.approval is not None and by is self.person:
            self.approval.answer_with(Answer.TAKEN_BACK, by=by, now=now)
        draft.superseded_at = now
        revision = Revision(number=draft.number + 1, raw=content.stored(), author=by, at=now, part=part, restores=restores)
        self.drafts.append(revision)
        self.changed_at = now
        return revision

    def ask_approval(self, *, by: Person, now: datetime) -> Approval:
        """Ask an administrator to publish the draft; asking twice is one request. Raises NothingToPublish or NoTitle."""
        self._refuse_unpublishable()
        if self.approval is not None:
            return self.approval
        approval = Approval(revision=self.draft, asked_by=by, asked_at=now)
        self.approvals.append(approval)
        self.changed_at = now
        return approval

    def publish(self, *, by: Person, now: datetime) -> Publication:
        """Show the draft to readers and rewrite what the directory searches. Raises NothingToPublish or NoTitle."""
        self._refuse_unpublishable()
        if self.approval is not None:
            self.approval.answer_with(Answer.PUBLISHED, by=by, now=now)
        self._end_publication(by=by, now=now)
        publication = Publication(revision=self.draft, published_by=by, published_at=now)
        self.publications.append(publication)
        self._derive(self.draft.content)
        self.changed_at = now
        return publication

    def hide(self, *, by: Person, now: datetime) -> None:
        """Show the presentation to nobody; the draft stays. Hiding what is hidden changes nothing."""
        self._end_publication(by=by, now=now)
        self._derive(Content())
        self.raw_card, self.changed_at = {}, now

    def _refuse_unpublishable(self) -> None:
        if self.publication is not None and self.publication.revision is self.draft:
            raise NothingToPublish
        presentation = self.draft.content.presentation
        if not (presentation.said("title", self.person.language)[0] and presentation.said("bio", self.person.language)[0]):
            raise NoTitle

    def _end_publication(self, *, by: Person, now: datetime) -> None:
        if self.publication is not None:
            self.publication.ended_by, self.publication.ended_at = by, now

    def _derive(self, content: Content) -> None:
        """Rewrite the rows that filters and search read."""
        self.search_key, self.portrait, self.raw_card = content.search_key(), content.portrait.name, content.card()
        self.experiences = [ShownExperience(form=cell.form, sector=cell.sector) for cell in dict.fromkeys(content.experience.cells)]
        self.languages = [ShownLanguage(language=code) for code in dict.fromkeys(content.practice.languages)]
        self.places = [ShownPlace(place=place) for place in dict.fromkeys(content.practice.places)]
