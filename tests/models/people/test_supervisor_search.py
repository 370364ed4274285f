"""What the directory finds."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base.forms import Form
from models.people import Person, Supervisor
from models.people.supervisor_parts import Place, Sector
from models.people.supervisor_search import Search
from tests.presentations import written
from tests.world import NOW, Story


@pytest.fixture
def directory(session: Session, story: Story) -> Session:
    for person in (story.aino, story.mikael):
        supervisor = written(person, now=NOW)
        session.add(supervisor)
        supervisor.publish(by=story.jaana, now=NOW)
    session.commit()
    return session


def found(session: Session, search: Search) -> list[str]:
    query = search.narrow(select(Supervisor).join(Supervisor.person)).order_by(Person.sort_key)
    return [supervisor.person.name for supervisor in session.scalars(query)]


BOTH = ["Aino Rautaharju", "Mikael Sundell"]


@pytest.mark.parametrize(
    ("search", "names"),
    [
        (Search(), BOTH),
        (Search(words="RAUTA"), BOTH[:1]),
        (Search(words="rautaharju tiimivalmennus"), BOTH[:1]),
        (Search(words="umeå"), BOTH),
        (Search(words="umea"), []),
        (Search(words="100%"), []),
        (Search(words="_"), BOTH),
        (Search(words="työnohjaajakoulutus!"), BOTH),
        (Search(form=Form.GROUP), BOTH),
        (Search(form=Form.COMMUNITY), []),
        (Search(form=Form.GROUP, sector=Sector.SOCIAL), BOTH),
        (Search(form=Form.GROUP, sector=Sector.HEALTH), []),
        (Search(sector=Sector.HEALTH), BOTH),
        (Search(language="sv"), BOTH),
        (Search(language="en"), []),
        (Search(place=Place.REMOTE), BOTH),
        (Search(place=Place.CLIENT), []),
        (Search(words="aino", language="fi", form=Form.CRISIS, sector=Sector.HEALTH, place=Place.CAMPUS), BOTH[:1]),
    ],
)
def test_words_and_filters(directory: Session, search: Search, names: list[str]) -> None:
    assert found(directory, search) == names
