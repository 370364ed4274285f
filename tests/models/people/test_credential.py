"""Credentials: what counts, and until when."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from models.people import Credential, CredentialKind, Facts, qualified_supervisors
from tests.world import NOW, Story

TODAY = date(2026, 11, 23)


@pytest.fixture
def credential(session: Session, story: Story) -> Credential:
    credential = Credential(person=story.noora)
    credential.restate(Facts(CredentialKind.SUPERVISOR, "Työnohjaaja", "Opisto", "2021-11", TODAY))
    session.add(credential)
    session.commit()
    return credential


def qualified(session: Session, on: date, story: Story) -> bool:
    session.commit()
    return story.noora.id in set(session.scalars(qualified_supervisors(on)))


def test_only_a_verified_qualification_in_force_counts(session: Session, credential: Credential, story: Story) -> None:
    assert not qualified(session, TODAY, story)
    credential.verify(by=story.jaana, now=NOW)
    assert credential.in_force(TODAY)
    assert qualified(session, TODAY, story), "the last valid day is valid"
    assert not qualified(session, TODAY + timedelta(days=1), story)
    credential.restate(Facts(CredentialKind.SUPERVISOR, "Työnohjaaja", "Opisto", "2021-11", None))
    assert not qualified(session, TODAY, story), "a change undoes the verification"
    credential.verify(by=story.jaana, now=NOW)
    assert qualified(session, date(2099, 1, 1), story)
    credential.remove(now=NOW)
    assert not qualified(session, TODAY, story)


@pytest.mark.parametrize("kind", [kind for kind in CredentialKind if kind is not CredentialKind.SUPERVISOR])
def test_other_credentials_qualify_nobody(session: Session, credential: Credential, story: Story, kind: CredentialKind) -> None:
    credential.restate(Facts(kind, "Jokin"))
    credential.verify(by=story.jaana, now=NOW)
    assert not qualified(session, TODAY, story)


def test_restating_the_same_keeps_the_verification(credential: Credential, story: Story) -> None:
    credential.verify(by=story.jaana, now=NOW)
    credential.restate(Facts(CredentialKind.SUPERVISOR, "Työnohjaaja", "Opisto", "2021-11", TODAY))
    assert credential.verified_by is story.jaana
    credential.verify(by=story.aino, now=NOW)
    assert credential.verified_by is story.jaana, "who was first stays"
    credential.doubt()
    assert credential.verified_at is None


def test_a_partial_date_is_kept_as_it_was_remembered(credential: Credential) -> None:
    assert str(credential.obtained_on) == "2021-11"
    credential.obtained = ""
    assert credential.obtained_on is None
