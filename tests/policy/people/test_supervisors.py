"""Who sees and does what with presentations and credentials."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.people import Credential, Person, Revision, Role, Supervisor
from policy import allowed
from policy.people import (
    editable_revisions,
    editable_supervisors,
    people_to_present,
    visible_approvals,
    visible_credentials,
    visible_publications,
    visible_supervisors,
)
from tests.presentations import written
from tests.world import NOW, Story, World

ROLES = ("jaana", "outi", "riikka", "esko", "aino", "mikael", "noora", "marja_liisa")


@pytest.fixture
def aino(session: Session, story: Story) -> Supervisor:
    """Aino's presentation, not published."""
    supervisor = written(story.aino, now=NOW)
    session.add(supervisor)
    supervisor.ask_approval(by=story.aino, now=NOW)
    session.commit()
    return supervisor


def who(session: Session, story: Story, scope: object) -> set[str]:
    return {name for name in ROLES if session.scalars(scope(getattr(story, name))).all()}  # type: ignore[operator]


def test_a_draft_exists_for_its_supervisor_and_administrators_only(session: Session, story: Story, aino: Supervisor) -> None:
    for scope in (visible_supervisors, editable_supervisors, editable_revisions, visible_approvals):
        assert who(session, story, scope) == {"jaana", "aino"}
    assert not session.scalars(visible_supervisors(None)).all()


def test_a_published_presentation_is_everybodys_and_its_history_is_not(session: Session, story: Story, aino: Supervisor) -> None:
    aino.publish(by=story.jaana, now=NOW)
    session.commit()
    assert who(session, story, visible_supervisors) == set(ROLES)
    assert session.scalars(visible_supervisors(None)).all() == [aino]
    for scope in (editable_supervisors, editable_revisions, visible_approvals, visible_publications):
        assert who(session, story, scope) == {"jaana", "aino"}


@pytest.mark.parametrize("cause", ["deactivated", "role taken", "hidden"])
def test_who_is_no_supervisor_here_is_not_shown(session: Session, story: Story, aino: Supervisor, cause: str) -> None:
    aino.publish(by=story.jaana, now=NOW)
    if cause == "deactivated":
        story.aino.deactivated_at = NOW
    elif cause == "role taken":
        story.aino.revoke(Role.SUPERVISOR, by=story.jaana, now=NOW, administrators=1)
    else:
        aino.hide(by=story.jaana, now=NOW)
    session.commit()
    assert not session.scalars(visible_supervisors(None)).all()
    assert not session.scalars(visible_supervisors(story.noora)).all()
    assert session.scalars(visible_supervisors(story.jaana)).all() == [aino]


def test_rules_of_presentations(session: Session, story: Story, aino: Supervisor) -> None:
    revision = session.scalars(select(Revision)).first()
    table = {
        "supervisor.edit": (aino, {"jaana", "aino"}),
        "supervisor.publish": (aino, {"jaana"}),
        "revision.see": (revision, {"jaana", "aino"}),
        "revision.restore": (revision, {"jaana", "aino"}),
        "approval.ask": (aino, {"aino"}),
        "approval.list": (None, {"jaana"}),
        "approval.see": (aino.approval, {"jaana", "aino"}),
        "approval.answer": (aino.approval, {"jaana"}),
        "approval.take_back": (aino.approval, {"aino"}),
        "publication.end": (None, {"jaana"}),
        "supervisor.create": (None, {"jaana", "aino", "mikael"}),
        "credential.see": (aino, {"jaana", "aino"}),
        "credential.edit": (aino, {"jaana"}),
        "credential.verify": (None, {"jaana"}),
    }
    for action, (thing, people) in table.items():
        assert {name for name in ROLES if allowed(getattr(story, name), action, thing)} == people, action
        assert not allowed(None, action, thing)


def test_credentials_are_seen_by_their_owner_and_administrators(session: Session, story: Story) -> None:
    assert who(session, story, visible_credentials) == {"jaana", "aino", "mikael"}
    (own,) = session.scalars(visible_credentials(story.aino)).all()
    own.remove(now=NOW)
    session.commit()
    assert own.person is story.aino
    assert "aino" not in who(session, story, visible_credentials)
    assert own not in session.scalars(visible_credentials(story.jaana)).all()
    assert isinstance(own, Credential)


def test_a_presentation_can_be_begun_for_supervisors_without_one(session: Session, world: World, story: Story, aino: Supervisor) -> None:
    def names(actor: Person) -> list[str]:
        return [person.name for person in session.scalars(people_to_present(actor))]

    assert names(story.jaana) == ["Mikael Sundell"]
    assert names(story.mikael) == ["Mikael Sundell"]
    assert names(story.aino) == names(story.noora) == []
    story.mikael.deactivated_at = world.now
    session.commit()
    assert names(story.jaana) == []
