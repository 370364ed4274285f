"""Which mails one wants: saved plainly and by htmx, refused with what was typed, and never over somebody's newer choice."""

import pytest

from models.people import Person
from models.people.notification import DeclinedNotice, NoticeKind, NoticeSettings
from tests.blueprints.people.conftest import House

PAGE = "/notice-settings"
ALL = {"reminder": "y", "change": "y", "question": "y", "hours": "y"}
QUIET = {"quiet": "y", "quiet_from": "22", "quiet_until": "6.30"}


def chosen(house: House, person: Person) -> tuple[set[NoticeKind], tuple[int, int] | None]:
    """What is saved."""
    house.session.expire_all()
    settings = house.session.get(NoticeSettings, person.id)
    declined = {row.kind for row in house.session.query(DeclinedNotice).filter_by(person_id=person.id)}
    quiet = settings.quiet if settings else (21 * 60, 7 * 60)
    house.session.rollback()
    return declined, quiet


@pytest.mark.parametrize("htmx", [False, True])
def test_a_choice_is_saved_changed_and_shown(house: House, *, htmx: bool) -> None:
    noora = house.story.noora
    visitor = house.visitor(noora, htmx=htmx)
    first = visitor.get(PAGE)
    assert 'value="21.00"' in first.text
    assert 'value="7.00"' in first.text
    answer = visitor.post(PAGE, page=PAGE, version="0", reminder="y", question="y", hours="y", **QUIET)
    assert answer.status_code == (204 if htmx else 303)
    assert chosen(house, noora) == ({NoticeKind.CHANGE}, (22 * 60, 6 * 60 + 30))
    assert 'value="6.30"' in visitor.get(PAGE).text
    visitor.post(PAGE, page=PAGE, version="1", change="y", quiet_from="", quiet_until="nonsense")
    assert chosen(house, noora) == ({NoticeKind.REMINDER, NoticeKind.QUESTION, NoticeKind.HOURS}, None)
    answer = visitor.post(PAGE, page=PAGE, version="2", **ALL)
    assert answer.status_code == (204 if htmx else 303)
    assert chosen(house, noora) == (set(), None)


def test_kinds_are_shown_by_role_and_what_is_not_shown_stays(house: House) -> None:
    house.session.add(DeclinedNotice(person_id=house.story.noora.id, kind=NoticeKind.WORK))
    house.session.commit()
    participant, supervisor = house.visitor(house.story.noora), house.visitor(house.story.aino)
    assert 'name="work"' not in participant.get(PAGE).text
    assert 'name="work"' in supervisor.get(PAGE).text
    participant.post(PAGE, page=PAGE, version="0", work="y", **ALL)
    assert chosen(house, house.story.noora)[0] == {NoticeKind.WORK}
    supervisor.post(PAGE, page=PAGE, version="0", **ALL)
    assert chosen(house, house.story.aino)[0] == {NoticeKind.WORK}


@pytest.mark.parametrize(
    "typed",
    [
        {"quiet_until": "22.00"},
        {"quiet_until": "25"},
        {"quiet_from": ""},
        {"quiet_from": "half past nine"},
        {"version": ""},
        {"version": "x"},
    ],
)
def test_what_makes_no_sense_is_refused_and_kept_in_the_form(house: House, typed: dict[str, str]) -> None:
    visitor = house.visitor(house.story.noora)
    answer = visitor.post(PAGE, page=PAGE, **{"version": "0"} | ALL | QUIET | typed)
    assert answer.status_code == 422
    assert chosen(house, house.story.noora) == (set(), (21 * 60, 7 * 60))


def test_a_stale_choice_shows_both_and_replaces_when_sent_again(house: House) -> None:
    visitor = house.visitor(house.story.noora)
    visitor.post(PAGE, page=PAGE, version="0", **ALL | QUIET)
    answer = visitor.post(PAGE, page=PAGE, version="0", **QUIET | {"quiet_from": "20", "reminder": "y"})
    assert answer.status_code == 409
    assert 'name="version" type="hidden" value="1"' in answer.text or 'value="1"' in answer.text
    assert "22.00" in answer.text
    assert chosen(house, house.story.noora) == (set(), (22 * 60, 6 * 60 + 30))
    visitor.post(PAGE, page=PAGE, version="1", **QUIET | {"quiet_from": "20", "reminder": "y"})
    assert chosen(house, house.story.noora)[1] == (20 * 60, 6 * 60 + 30)
