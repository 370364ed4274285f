"""The consent truth table, row by row: a passage about V and N, written for a meeting that V, N and M attended."""

from datetime import timedelta

import pytest

from models.confidential import Audience
from models.process import Leaving, Participation
from tests.vault.circle import TEXT, Circle
from vault import consents, retention


def test_c01_recording_not_granted_by_one(circle: Circle) -> None:
    """V sees it, because N lets it be recorded; N does not, because V does not."""
    circle.lets_record("V", answer=False)
    circle.write("V", "N")
    circle.ask()
    assert circle.readers() == {"V"}


def test_c02_both_pending(circle: Circle) -> None:
    """Both subjects see what waits for them; nobody else."""
    circle.write("V", "N")
    circle.ask()
    assert circle.readers() == {"V", "N"}


def test_c03_one_granted_one_pending(circle: Circle) -> None:
    """Silence is not consent."""
    version = circle.write("V", "N")
    circle.ask()
    circle.grants("V", version)
    assert circle.readers() == {"V", "N"}


def test_c04_one_granted_one_declined(circle: Circle) -> None:
    """A refusal ends the co-subject's review too."""
    version = circle.write("V", "N")
    circle.ask()
    circle.grants("V", version)
    circle.declines("N", version)
    assert circle.readers() == {"N"}


def test_c05_both_granted_attendees(circle: Circle) -> None:
    """Those who attended read it."""
    version = circle.write("V", "N")
    circle.grants("V", version)
    circle.grants("N", version)
    assert circle.readers() == {"V", "N", "M"}


def test_c07_both_granted_group(circle: Circle) -> None:
    """The group of that day reads it, absent members too; not K, who joined later."""
    version = circle.write("V", "N")
    circle.grants("V", version, Audience.GROUP)
    circle.grants("N", version, Audience.GROUP)
    assert circle.readers() == {"V", "N", "M", "A", "Q"}


@pytest.mark.parametrize("other", [Audience.ATTENDEES, Audience.GROUP])
def test_supervisees_only_leaves_the_manager_out(circle: Circle, other: Audience) -> None:
    """With different answers the narrowest wins."""
    version = circle.write("V", "N")
    circle.grants("V", version, Audience.SUPERVISEES_ONLY)
    circle.grants("N", version, other)
    assert circle.readers() == {"V", "N"}


def test_narrower_of_group_and_attendees_wins(circle: Circle) -> None:
    """Attendees is narrower than group."""
    version = circle.write("V", "N")
    circle.grants("V", version, Audience.GROUP)
    circle.grants("N", version, Audience.ATTENDEES)
    assert circle.readers() == {"V", "N", "M"}


def test_c09_a_new_version_lapses_consents(circle: Circle) -> None:
    """Readers keep the last fully consented version; subjects see the new one, the others after everybody grants again."""
    first = circle.write("V", "N")
    circle.grants("V", first)
    circle.grants("N", first)
    second = circle.write("V", "N", text="Toinen sanamuoto.")
    assert circle.texts() == {"S": "Toinen sanamuoto.", "V": "Toinen sanamuoto.", "N": "Toinen sanamuoto.", "M": TEXT}
    circle.grants("V", second)
    assert circle.texts()["M"] == TEXT
    circle.grants("N", second)
    assert circle.texts()["M"] == "Toinen sanamuoto."


def test_declining_the_new_version_hides_the_old_one_too(circle: Circle) -> None:
    """Whoever says no to the new words is not left with the old ones in circulation."""
    first = circle.write("V")
    circle.grants("V", first)
    second = circle.write("V", text="Toinen sanamuoto.")
    circle.declines("V", second)
    assert circle.readers() == {"V"}


def test_c11_recording_withdrawn_seven_days_ago(circle: Circle) -> None:
    """Nobody reads it any more, the author included, whether or not the nightly job has run; then the text is gone."""
    version = circle.write("V", "N")
    circle.grants("V", version)
    circle.grants("N", version)
    assert circle.passage is not None
    consents.withdraw_recording(circle.world.session, circle.voice("V"), circle.passage, now=circle.now)
    assert set(circle.texts()) == {"S", "V"}
    circle.now += timedelta(days=7)
    assert circle.texts() == {}
    assert retention.run(circle.world.session, now=circle.now) == 1
    assert circle.passage.erased_at == circle.now
    circle.now -= timedelta(days=7)
    assert circle.texts() == {}, "the key is gone, whatever the clock says"


def test_c12_about_nobody(circle: Circle) -> None:
    """Open to those who attended: not to K, the absent, or the client."""
    circle.write()
    assert circle.readers() == {"V", "N", "M"}


def test_c13_somebody_claims_it(circle: Circle) -> None:
    """A claim hides the passage from others until the claimant grants it."""
    version = circle.write("V", "N")
    for key in ("V", "N"):
        circle.grants(key, version)
    circle.world.mark(circle.meeting, _seat(circle, "X"))
    assert circle.readers() == {"V", "N", "M", "X"}
    assert circle.passage is not None
    consents.claim(circle.world.session, circle.voice("M"), circle.passage, now=circle.now)
    assert circle.readers() == {"V", "N", "M"}
    circle.grants("M", version)
    assert circle.readers() == {"V", "N", "M", "X"}


def test_c14_one_meeting_substitute(circle: Circle) -> None:
    """X attended this meeting in somebody's place and reads its note; long after too, and never another meeting's."""
    circle.world.mark(circle.meeting, _seat(circle, "X"))
    version = circle.write("V", "N")
    for key in ("V", "N"):
        circle.grants(key, version)
    assert circle.readers() == {"V", "N", "M", "X"}
    circle.now += timedelta(days=60)
    assert "X" in circle.readers()


def test_c15_left_thirty_one_days_ago(circle: Circle) -> None:
    """A leaver reads others' passages for thirty days, own ones always."""
    version = circle.write("V", "N")
    for key in ("V", "N"):
        circle.grants(key, version)
    for key in ("M", "V"):
        _seat_of(circle, key).leave(Leaving.LEFT, now=circle.now)
    circle.now += timedelta(days=29)
    assert circle.readers() == {"V", "N", "M"}
    circle.now += timedelta(days=2)
    assert circle.readers() == {"V", "N"}


@pytest.mark.parametrize("audience", list(Audience))
def test_c16_outsiders_never(circle: Circle, audience: Audience) -> None:
    """The client's contact, account manager, administrator, auditor and data protection officer read nothing in any state."""
    outside = {"CC", "AM", "ADM", "AUD", "DPO"}
    version = circle.write("V", "N")
    assert not circle.readers() & outside
    for key in ("V", "N"):
        circle.grants(key, version, audience)
        assert not circle.readers() & outside
    circle.withdraws("V")
    assert not circle.readers() & outside


def test_withdrawing_hides_at_once_and_for_everybody_else(circle: Circle) -> None:
    """The co-subject loses it too; the person who withdrew keeps seeing what is written about them."""
    version = circle.write("V", "N")
    for key in ("V", "N"):
        circle.grants(key, version)
    circle.withdraws("V")
    assert circle.readers() == {"V"}


def test_withdrawing_reaches_every_version(circle: Circle) -> None:
    """An earlier consented version does not stay behind."""
    first = circle.write("V")
    circle.grants("V", first)
    circle.write("V", text="Toinen sanamuoto.")
    circle.withdraws("V")
    assert circle.readers() == {"V"}


def test_an_unrecorded_text_lives_thirty_days(circle: Circle) -> None:
    """Nobody said yes to recording: it counts as a draft and ends by itself."""
    circle.lets_record("V", answer=False)
    circle.write("V")
    circle.now += timedelta(days=29)
    assert set(circle.texts()) == {"S", "V"}
    circle.now += timedelta(days=2)
    assert circle.texts() == {}


def test_retention_ends_every_reading(circle: Circle) -> None:
    """A hundred and eighty days after the engagement ended."""
    version = circle.write("V")
    circle.grants("V", version)
    circle.engagement.state, circle.engagement.ended_at = circle.engagement.state.INTERRUPTED, circle.now
    circle.world.session.flush()
    circle.now += timedelta(days=179)
    assert "V" in circle.texts()
    circle.now += timedelta(days=2)
    assert circle.texts() == {}


def test_closed_texts_open_nothing(circle: Circle) -> None:
    """An account whose way in somebody else touched reads nothing, not even as the author."""
    version = circle.write("V")
    circle.grants("V", version)
    for key in ("S", "V"):
        circle.people[key].close_texts(now=circle.now)
    assert circle.texts().keys() == {"N", "M"}


def _seat_of(circle: Circle, key: str) -> Participation:
    query = Participation.__table__.select().with_only_columns(Participation.id)
    found = circle.world.session.execute(
        query.where(Participation.person_id == circle.people[key].id, Participation.engagement_id == circle.engagement.id)
    ).scalar_one()
    participation = circle.world.session.get(Participation, found)
    assert participation is not None
    return participation


def _seat(circle: Circle, key: str) -> Participation:
    """The person sits in A's seat at this meeting."""
    return circle.world.substitute(_seat_of(circle, "A"), circle.people[key], circle.meeting)
