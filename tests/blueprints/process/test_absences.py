"""Telling beforehand that one cannot come: in one press, without a reason and without a fee."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.privacy import AuditEvent
from models.process import AbsenceNotice, Ending, Form, Leaving, Mark
from tests import clock
from tests.blueprints.process.conftest import As, Told, main, went_on
from tests.blueprints.process.test_meetings import marks
from tests.world import Story, World


def told_of(world: World) -> list[tuple[int, int]]:
    rows = world.session.execute(select(AbsenceNotice.meeting_id, AbsenceNotice.participation_id)).all()
    world.session.commit()
    return [(row[0], row[1]) for row in rows]


@pytest.mark.parametrize("page", ["/", "/meetings/{}"])
def test_one_press_tells_and_another_takes_it_back(both: As, world: World, story: Story, told: Told, page: str) -> None:
    url = f"/meetings/{story.today.id}"
    noora = both(story.noora)
    start = page.format(story.today.id)
    assert f'action="{url}/absence-notices"' in noora.get(start).text
    assert went_on(noora.post(f"{url}/absence-notices", page=start)) == f"{url}#cannot-come"
    assert told_of(world) == [(story.today.id, story.seats["noora"].id)]
    assert told("process/mail/absence_told") == [story.aino.email]
    shown = main(noora.get(url))
    assert "Olet ilmoittanut, ettet pääse." in shown
    assert shown.index("Joku muu voi tulla tilallesi") < shown.index("Pääsen sittenkin")
    assert went_on(noora.post(f"{url}/absence-notices/deletion", page=url)) == f"{url}#cannot-come"
    assert told_of(world) == []
    assert told("process/mail/absence_taken_back") == [story.aino.email]
    acts = world.session.scalars(select(AuditEvent.act).where(AuditEvent.act.startswith("absence.")).order_by(AuditEvent.id)).all()
    assert acts == ["absence.told", "absence.taken_back"]


def test_what_is_known_already_is_told_to_nobody_again(as_: As, world: World, story: Story, told: Told) -> None:
    url = f"/meetings/{story.today.id}/absence-notices"
    noora = as_(story.noora)
    for _ in range(2):
        went_on(noora.post(url, page=f"/meetings/{story.today.id}"))
    assert len(told_of(world)) == len(told("process/mail/absence_told")) == 1


@pytest.mark.parametrize(
    ("who", "texts"),
    [
        ("aino", (("ilmoitti etukäteen, ettei pääse", "1 on ilmoittanut etukäteen"), ())),
        ("ville", (("ilmoitti etukäteen, ettei pääse",), ("1 on ilmoittanut",))),
        ("outi", (("1 on ilmoittanut etukäteen", "Poissaolo ei muuta hintaa."), ("ilmoitti etukäteen",))),
        ("marja_liisa", (("1 on ilmoittanut etukäteen", "Poissaolo ei muuta hintaa."), ("ilmoitti etukäteen",))),
    ],
)
def test_the_group_knows_who_and_the_client_how_many(
    as_: As, world: World, story: Story, who: str, texts: tuple[tuple[str, ...], tuple[str, ...]]
) -> None:
    world.session.add(AbsenceNotice(meeting=story.today, participation=story.seats["noora"], told_at=world.now))
    world.session.commit()
    shown, hidden = texts
    page = main(as_(getattr(story, who)).get(f"/meetings/{story.today.id}"))
    assert [text for text in shown if text not in page] == []
    assert [text for text in hidden if text in page] == []


def test_once_the_meeting_has_begun_nothing_is_told(both: As, world: World, story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"/meetings/{story.today.id}"
    noora = both(story.noora)
    clock.stop(monkeypatch, story.today.starts_at)
    went_on(noora.post(f"{url}/absence-notices", page=url))
    assert "Tapaaminen on alkanut, joten mitään ei muutettu." in noora.get(url).text
    assert told_of(world) == []


def test_of_a_cancelled_meeting_nothing_is_told(as_: As, world: World, story: Story) -> None:
    story.coming.cancelled_at = world.now
    world.session.commit()
    noora = as_(story.noora)
    url = f"/meetings/{story.coming.id}"
    assert "cannot-come" not in noora.get(url).text
    went_on(noora.post(f"{url}/absence-notices", page=url))
    assert "Tämä tapaaminen on peruttu" in noora.get(url).text
    assert told_of(world) == []


def test_who_told_is_absent_when_the_others_are_marked_present(both: As, world: World, story: Story) -> None:
    world.session.add(AbsenceNotice(meeting=story.today, participation=story.seats["noora"], told_at=world.now))
    world.session.commit()
    url = f"/meetings/{story.today.id}"
    aino = both(story.aino)
    assert "Merkitse muut paikalla oleviksi" in main(aino.get(url))
    answer = aino.post(f"{url}/attendances", page=url, everybody="1")
    page = answer.text if aino.htmx else aino.get(went_on(answer)).text
    assert "1 ennalta ilmoittanut merkittiin poissa olevaksi, muut paikalla oleviksi." in page
    assert sorted(str(mark) for mark in marks(world, story.today)) == ["absent"] + ["present"] * 4
    page = main(aino.get(url))
    assert "4 oli paikalla, 1 oli poissa" in page
    assert "Poissaolo ei muuta hintaa." in page


def test_in_a_crisis_one_press_and_no_swap(as_: As, world: World, story: Story) -> None:
    crisis = world.engagement("Yövuoro", Form.CRISIS)
    world.assign(crisis, story.mikael)
    world.member(crisis, story.ville, story.lokkiranta)
    meeting = world.meeting(crisis, world.now + timedelta(days=1))
    world.session.commit()
    page = main(as_(story.ville).get(f"/meetings/{meeting.id}"))
    assert f"/meetings/{meeting.id}/absence-notices" in page
    assert "/substitutions/new" not in page


def test_who_came_for_one_meeting_is_named_with_whom_they_replace(as_: As, world: World, story: Story) -> None:
    guest = world.substitute(story.seats["paivi"], story.joonas, story.today)
    world.session.commit()
    url = f"/meetings/{story.today.id}"
    aino = as_(story.aino, htmx=True)
    page = aino.get(url).text
    assert "henkilön Päivi Lahdes tilalla" in page
    assert f'id="mark-{guest.id}-substitute"' not in page
    assert aino.post(f"{url}/attendances", page=url, participation=str(guest.id), mark="substitute").status_code == 400
    story.seats["paivi"].left_at, story.seats["paivi"].leaving = story.today.ends_at, Leaving.LEFT
    world.session.commit()
    assert "henkilön Päivi Lahdes tilalla" in aino.get(url).text


@pytest.mark.parametrize(("written", "kept"), [("10", 10), (" 90 ", 90), ("", None)])
def test_how_late_may_be_written(both: As, world: World, story: Story, written: str, kept: int | None) -> None:
    url = f"/meetings/{story.today.id}"
    aino, kim = both(story.aino), str(story.seats["kim"].id)
    aino.post(f"{url}/attendances", page=url, participation=kim, mark="late")
    assert f'id="late-{kim}" name="minutes_late"' in aino.get(url).text
    answer = aino.post(f"{url}/attendances", page=url, participation=kim, mark="late", minutes_late=written)
    assert answer.status_code == 200 or went_on(answer)
    # Pressed again, who is late stays as late as written.
    aino.post(f"{url}/attendances", page=url, participation=kim, mark="late")
    world.session.refresh(story.today)
    assert story.today.minutes_late_of(story.seats["kim"]) == kept
    assert story.today.mark_of(story.seats["kim"]) is Mark.LATE


@pytest.mark.parametrize("written", ["0", "91", "-5", "1.5", "kymmenen", "٣", "9" * 40, "10\x00"])
def test_a_lateness_that_cannot_be(both: As, world: World, story: Story, written: str) -> None:
    url = f"/meetings/{story.today.id}"
    aino, kim = both(story.aino), str(story.seats["kim"].id)
    aino.post(f"{url}/attendances", page=url, participation=kim, mark="late")
    answer = aino.post(f"{url}/attendances", page=url, participation=kim, mark="late", minutes_late=written)
    assert answer.status_code in {400, 422}
    if answer.status_code == 422:
        assert "kokonaislukuna 1–90" in answer.text
        assert 'aria-invalid="true"' in answer.text
    world.session.refresh(story.today)
    assert story.today.minutes_late_of(story.seats["kim"]) is None


@pytest.mark.parametrize("ending", [None, *Ending])
def test_a_cancelled_meeting_is_not_marked(both: As, world: World, story: Story, ending: Ending | None) -> None:
    story.today.cancelled_at, story.today.ending = world.now, ending
    world.session.commit()
    url = f"/meetings/{story.today.id}"
    aino = both(story.aino)
    assert "Tapaaminen on peruttu, joten läsnäoloa ei merkitä." in main(aino.get(url))
    for path, fields in (("attendances", {"everybody": "1"}), ("attendances/deletion", {"batch": "x"})):
        answer = aino.post(f"{url}/{path}", page=url, **fields)
        assert answer.status_code == 422
        assert "Tämä tapaaminen on peruttu, joten läsnäoloa ei merkitä." in answer.text
    assert marks(world, story.today) == []
