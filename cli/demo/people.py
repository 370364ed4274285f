"""The demo's people and roles; every account has the same password, which exists only here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.base.email import EmailAddress
from models.people import Person, Role
from web import passwords

if TYPE_CHECKING:
    from cli.demo import Story

PASSWORD = "peili-demo-2026"  # noqa: S105  printed for everybody, on purpose
ACCOUNTS = (
    ("admin", "Jaana Kivelä", "fi", Role.ADMIN),
    ("manager", "Outi Salmenranta", "fi", Role.ACCOUNT_MANAGER),
    ("manager2", "Henrik Fagerlund", "sv", Role.ACCOUNT_MANAGER),
    ("supervisor", "Aino Rautaharju", "fi", Role.SUPERVISOR),
    ("supervisor2", "Tuuli Kesäniemi", "fi", Role.SUPERVISOR),
    ("supervisor3", "Mikael Sundell", "sv", Role.SUPERVISOR),
    ("supervisor4", "Petri Hakkala", "fi", Role.SUPERVISOR),
    ("participant", "Noora Heikura", "fi", None),
    ("participant2", "Ville Anttonen", "fi", None),
    ("participant3", "Kim Ström", "sv", None),
    ("participant4", "Päivi Lahdes", "fi", None),
    ("participant5", "Eero Mustaoja", "fi", None),
    ("participant6", "Saana Lehtovirta", "fi", None),
    ("participant7", "Joonas Rinne", "en", None),
    ("client", "Marja-Liisa Ojanperä", "fi", None),
    ("client2", "Ulla Brännback", "sv", None),
    ("client3", "Antti Väre", "fi", None),
    ("dpo", "Riikka Tuominiemi", "fi", Role.DPO),
    ("auditor", "Esko Palonen", "fi", Role.AUDITOR),
)


def fill(story: Story) -> None:
    """Add everybody; ``story.people`` has them by the first part of their address."""
    hashed = passwords.hashed(PASSWORD)
    admin = None
    for account, name, language, role in ACCOUNTS:
        person = Person.register(name, EmailAddress.parse(f"{account}@demo.example"), language, now=story.now)
        person.password_hash = hashed
        story.session.add(person)
        admin = admin or person
        if role is not None:
            person.grant(role, by=admin, now=story.now)
        story.people[account] = person
    story.session.flush()
