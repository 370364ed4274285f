"""Attendance on paper: names and places to sign, or the marks once a meeting has been held."""

from datetime import timedelta

import pytest

from models.process import Form
from tests.blueprints.process.conftest import As, main
from tests.blueprints.process.test_pages import statements
from tests.world import Story, World


@pytest.mark.parametrize("path", ["/meetings/{}/attendance-sheet", "/engagements/{}/attendance-sheet"])
@pytest.mark.parametrize(
    ("who", "status"), [("aino", 200), ("outi", 403), ("noora", 403), ("marja_liisa", 403), ("mikael", 404), ("esko", 404)]
)
def test_only_supervisors_print(as_: As, story: Story, path: str, who: str, status: int) -> None:
    thing = story.held if "meetings" in path else story.group
    visitor = as_(getattr(story, who))
    assert visitor.get(path.format(thing.id)).status_code == status
    page = main(visitor.get(f"/engagements/{story.group.id}"))
    assert ("attendance-sheet" in page) == (status == 200)


def test_before_the_meeting_a_place_to_sign(as_: As, world: World, story: Story) -> None:
    world.substitute(story.seats["paivi"], story.joonas, story.today)
    world.session.commit()
    page = main(as_(story.aino).get(f"/meetings/{story.today.id}/attendance-sheet"))
    assert [
        text for text in ("Allekirjoitus", "Noora Heikura", "Joonas Rinne", "henkilön Päivi Lahdes tilalla", "klo") if text not in page
    ] == []
    assert page.count("<td></td>") == 5


def test_once_held_the_marks(as_: As, world: World, story: Story) -> None:
    kim = next(a for a in story.held.attendances if a.person_id == story.kim.id)
    kim.minutes_late = 12
    world.session.commit()
    page = main(as_(story.aino).get(f"/meetings/{story.held.id}/attendance-sheet"))
    assert "Allekirjoitus" not in page
    assert (page.count("<td>Paikalla</td>"), page.count("<td>12 minuuttia myöhässä</td>"), page.count("<td>Poissa</td>")) == (3, 1, 1)


def test_the_whole_process_without_what_was_cancelled(as_: As, world: World, story: Story) -> None:
    story.coming.cancelled_at = world.now
    world.session.commit()
    page = main(as_(story.aino).get(f"/engagements/{story.group.id}/attendance-sheet"))
    assert page.count('id="paper-') == 4
    assert f'id="paper-{story.coming.id}"' not in page
    assert page.count("<td></td>") == 5


def test_no_word_for_urgency(as_: As, world: World, story: Story) -> None:
    crisis = world.engagement("Yövuoron kriisi", Form.CRISIS)
    world.assign(crisis, story.aino)
    world.member(crisis, story.ville)
    meeting = world.meeting(crisis, world.now + timedelta(days=1))
    world.session.commit()
    aino = as_(story.aino)
    for path in (f"/meetings/{meeting.id}/attendance-sheet", f"/engagements/{crisis.id}/attendance-sheet"):
        page = aino.get(path).text
        assert "krii" not in page.lower()
        assert "Ville Anttonen" in page


def test_a_longer_process_costs_no_more_statements(as_: As, world: World, story: Story) -> None:
    aino, url = as_(story.aino), f"/engagements/{story.group.id}/attendance-sheet"
    few = statements(aino, world, url)
    for step in range(1, 8):
        world.substitute(story.seats["kim"], story.joonas, world.meeting(story.group, world.now + timedelta(days=step)))
    world.session.commit()
    assert statements(aino, world, url) == few
