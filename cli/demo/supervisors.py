"""The demo's supervisors: four presentations in the seed's structure, with credentials in every state."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cli.demo import supervisor_texts
from models.people import Credential, CredentialKind, Supervisor

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cli.demo import Story
    from models.people import Person
    from models.people.supervisor_content import Part

LONG_AGO = timedelta(days=200)
A_WHILE = timedelta(days=80)
A_YEAR = timedelta(days=365)


def fill(story: Story) -> None:
    """Write, send, approve and publish each presentation, as people would have."""
    admin = story.people["admin"]
    for account, parts in supervisor_texts.contents().items():
        person = story.people[account]
        supervisor = _present(story, person, parts)
        supervisor.ask_approval(by=person, now=story.now - A_WHILE)
        supervisor.publish(by=admin, now=story.now - A_WHILE + timedelta(days=1))
        story.things[f"presentation of {account}"] = supervisor
    _credentials(story)
    story.session.flush()


def _present(story: Story, person: Person, parts: Mapping[str, Part]) -> Supervisor:
    supervisor = Supervisor.begin(person, by=person, now=story.now - LONG_AGO)
    story.session.add(supervisor)
    for name, part in parts.items():
        supervisor.edit(name, part, base=supervisor.draft, by=person, now=story.now - LONG_AGO)
    return supervisor


def _credentials(story: Story) -> None:
    """Everybody is qualified but Petri, whose qualification and membership have run out; Mikael's licence is unchecked."""
    today = story.now.date()
    for account, obtained, until in (
        ("supervisor", "2019-11", None),
        ("supervisor2", "2020", None),
        ("supervisor3", "2017-spring", today + 2 * A_YEAR),
        ("supervisor4", "2009-spring", today - timedelta(days=40)),
    ):
        _credential(story, account, CredentialKind.SUPERVISOR, "Työnohjaaja", "Työnohjauskoulutus 60 op", obtained=obtained, until=until)
    yearly = today + timedelta(days=120)
    _credential(story, "supervisor", CredentialKind.LICENCE, "Sosiaalityöntekijä", "Valvira")
    _credential(story, "supervisor2", CredentialKind.LICENCE, "Sairaanhoitaja", "Valvira")
    _credential(story, "supervisor", CredentialKind.MEMBERSHIP, "Suomen työnohjaajat ry (STOry)", "", until=yearly)
    _credential(story, "supervisor4", CredentialKind.MEMBERSHIP, "Suomen työnohjaajat ry (STOry)", "", until=today - timedelta(days=40))
    _credential(story, "supervisor3", CredentialKind.OTHER, "Tiimivalmentaja", "Tiimimestarit", verified=False)


def _credential(
    story: Story,
    account: str,
    kind: CredentialKind,
    title: str,
    authority: str,
    *,
    obtained: str = "",
    until: object = None,
    verified: bool = True,
) -> None:
    admin = story.people["admin"]
    story.session.add(
        Credential(
            person=story.people[account],
            kind=kind,
            title=title,
            authority=authority,
            obtained=obtained,
            valid_until=until,
            verified_by=admin if verified else None,
            verified_at=story.now - LONG_AGO if verified else None,
        )
    )
