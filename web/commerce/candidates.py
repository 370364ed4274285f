"""Supervisors to choose from, each with what speaks against: qualification, load, ties to the client."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import select

from models.base.local_time import to_local
from models.base.sorting import search_key
from models.people import Person, Role, RoleGrant, qualified_supervisors
from models.process import Contact, Participation
from models.process.availability import Load, load_of
from web import loads
from web.extensions import db

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from models.commerce.quote import Quote

MOST = 40  # shown at once: whoever looks for others searches by name


@dataclass(frozen=True)
class Candidate:
    """A supervisor and what to know before offering them."""

    person: Person
    qualified: bool
    load: Load
    wished: bool  # by whoever asked for the quote
    speaks_for: bool  # the client of the quote
    takes_part: bool  # in supervision, in the client's name
    receives: bool  # the quote itself

    @property
    def cautions(self) -> list[tuple[str, str]]:
        """What to ask about before offering them: ties to the client, and as many engagements as the person said to be enough."""
        return [*self.conflicts, *loads.fullness(self.person, self.load)]

    @property
    def conflicts(self) -> list[tuple[str, str]]:
        """Ties to the client: a code and a sentence each."""
        name = self.person.name
        ties = (
            (self.receives, "receives", _("%(name)s is the recipient of this quote.", name=name)),
            (self.speaks_for, "speaks_for", _("%(name)s speaks for this client.", name=name)),
            (self.takes_part, "takes_part", _("%(name)s takes part in supervision in this client’s name.", name=name)),
        )
        return [(code, sentence) for tied, code, sentence in ties if tied]

    @property
    def detail(self) -> str:
        """Everything to know, for the small print beside the name."""
        return " ".join(self._sentences())

    def _sentences(self) -> Iterator[str]:
        if self.wished:
            yield str(_("Hoped for in the request."))
        if not self.load.full:
            yield loads.told(self.load)
        if not self.qualified:
            yield str(_("No verified qualification in force."))
        yield from (sentence for _code, sentence in self.cautions)


def candidates(quote: Quote, sought: str, *, now: datetime) -> list[Candidate]:
    """Supervisors not offered yet: hoped for first, then whoever has least to do. A fixed number of statements."""
    session = db.session()
    grants = select(RoleGrant.person_id).where(RoleGrant.role == Role.SUPERVISOR, RoleGrant.revoked_at.is_(None))
    offered = [one.person_id for one in quote.supervisors]
    people = select(Person).where(Person.id.in_(grants), Person.deactivated_at.is_(None), Person.id.not_in(offered))
    for word in search_key(sought).split():
        people = people.where(Person.search_key.contains(word, autoescape=True))
    found = session.scalars(people.order_by(Person.sort_key, Person.id)).unique().all()
    qualified = set(session.scalars(qualified_supervisors(to_local(now).date())))
    load, contacts, members = load_of(session, [person.id for person in found], now), _contacts(quote), _members(quote)
    wished = {person.id for person in quote.request.wished_supervisors} if quote.request else set()
    listed = [
        Candidate(
            person=person,
            qualified=person.id in qualified,
            load=load[person.id],
            wished=person.id in wished,
            speaks_for=person.id in contacts,
            takes_part=person.id in members,
            receives=person.email.casefold() == quote.recipient_email.casefold(),
        )
        for person in found
    ]
    return sorted(listed, key=lambda one: (not one.wished, not one.qualified, bool(one.cautions), one.load.running))[:MOST]


def _contacts(quote: Quote) -> Sequence[int]:
    if quote.organisation_id is None:
        return ()
    query = select(Contact.person_id).where(Contact.organisation_id == quote.organisation_id, Contact.until.is_(None))
    return db.session.scalars(query).all()


def _members(quote: Quote) -> Sequence[int]:
    if quote.organisation_id is None:
        return ()
    query = select(Participation.person_id).where(Participation.organisation_id == quote.organisation_id, Participation.left_at.is_(None))
    return db.session.scalars(query).all()
