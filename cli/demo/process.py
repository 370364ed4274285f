"""The demo's clients, engagements and meetings: individual, group, community and crisis, around today.

Later parts find in ``story.things`` the clients and engagements by the keys of ``fill``, the meetings as
"Asiakastyön vertaisryhmä 3" and the seats as "Asiakastyön vertaisryhmä: participant4".
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from models.base.email import EmailAddress
from models.base.local_time import from_local, to_local
from models.people import Person
from models.process import (
    AssignmentKind,
    Engagement,
    EngagementState,
    Form,
    Mark,
    Meeting,
    Mode,
    Organisation,
    Participation,
    Standing,
    members_of,
)
from models.process.booking import book

if TYPE_CHECKING:
    from cli.demo import Story

ROOM = "Kampus, huone B214"
RULES = "Mitä täällä puhutaan, jää tänne.\nJokainen kertoo omista asioistaan sen verran kuin haluaa.\nPuhelimet ovat äänettömällä."
CLIENTS = {
    "lokkiranta": ("Lokkirannan kotihoito", "sosiaali- ja terveysala", "0000001-9", "client"),
    "tuulenpesa": ("Tuulenpesän päiväkotiyhdistys ry", "varhaiskasvatus", "0000003-5", "client2"),
    "kuusikko": ("Kuusikko Ohjelmistot Oy", "ohjelmistoala", "0000002-7", "client3"),
}
DAY_CARE = (
    "Anni Koivuranta",
    "Heli Tammisto",
    "Ida Westerlund",
    "Jonna Karhulahti",
    "Leena Saarto",
    "Markus Lindroth",
    "Pekka Niittyvuo",
    "Sanna Vuorela",
)
NIGHT_TEAM = ("Aila Merikanto", "Juho Rantakare", "Mirva Hietaoja", "Sami Lehtoniitty")


def fill(story: Story) -> None:
    """Add the clients, E1 to E5 and E9; ``story.things`` has them by name."""
    for key, client in CLIENTS.items():
        story.things[key] = _client(story, *client)
    story.things["individual"] = _individual(story)
    story.things["group"] = _group(story)
    story.things["community"] = _community(story)
    story.things["crisis"] = _crisis(story)
    story.things["planned"] = _planned(story)
    story.things["finished"] = _finished(story)
    story.session.flush()


def _client(story: Story, name: str, sector: str, business_id: str, account: str) -> Organisation:
    organisation = Organisation(created_at=story.now - timedelta(days=200), contacts=[])
    organisation.describe(name, sector=sector, business_id=business_id)
    organisation.let_speak(story.people[account], now=organisation.created_at)
    story.session.add(organisation)
    return organisation


def _individual(story: Story) -> Engagement:
    """E1: Saana pays herself; three held, the fourth today in the afternoon."""
    engagement = _engagement(story, "Saana Lehtovirta", Form.INDIVIDUAL, aim="Työn rajaaminen ja palautuminen.")
    engagement.assign(story.people["supervisor"], AssignmentKind.LEAD, qualified=True, now=engagement.created_at)
    _join(story, engagement, "participant6", None)
    for weeks in (-12, -8, -4, 0, 4):
        at = _after(_later_today(story)) if weeks == 0 else time(14)
        _meeting(story, engagement, _day(story, weeks=weeks), at, minutes=60, mode=Mode.REMOTE)
    return engagement


def _group(story: Story) -> Engagement:
    """E2: five people of three payers; three held, the fourth today."""
    engagement = _engagement(story, "Asiakastyön vertaisryhmä", Form.GROUP, aim="Asiakastyön kuormitus pysyy kohtuullisena.")
    engagement.assign(story.people["supervisor"], AssignmentKind.LEAD, qualified=True, now=engagement.created_at)
    clients = ("lokkiranta", "lokkiranta", "kuusikko", "kuusikko", None)
    accounts = ("participant", "participant2", "participant3", "participant4", "participant5")
    seats = [_join(story, engagement, account, client) for account, client in zip(accounts, clients, strict=True)]
    marks: dict[int, dict[Participation, Mark]] = {-8: {seats[2]: Mark.LATE}, -4: {seats[4]: Mark.ABSENT}}
    for weeks in (-12, -8, -4, 0, 4):
        _meeting(story, engagement, _day(story, weeks=weeks), _later_today(story) if weeks == 0 else time(10), marks=marks.get(weeks))
    return engagement


def _community(story: Story) -> Engagement:
    """E3: a whole day-care centre and its manager; four held, the last in three days."""
    tuulenpesa = story.things["tuulenpesa"]
    assert isinstance(tuulenpesa, Organisation)  # noqa: S101
    engagement = _engagement(story, "Tuulenpesän työyhteisö", Form.COMMUNITY, tuulenpesa, aim="Yhteiset toimintatavat vuorojen vaihtuessa.")
    engagement.manager_present = True
    engagement.assign(story.people["supervisor3"], AssignmentKind.LEAD, qualified=True, now=engagement.created_at)
    _join(story, engagement, "client2", "tuulenpesa", Standing.MANAGER)
    for number, name in enumerate(DAY_CARE, start=1):
        _newcomer(story, f"tuulenpesa{number}", name)
        _join(story, engagement, f"tuulenpesa{number}", "tuulenpesa")
    for weeks in (-16, -12, -8, -4, 0):
        _meeting(story, engagement, _day(story, weeks=weeks, days=3), time(13), place="Tuulenpesän päiväkoti")
    return engagement


def _crisis(story: Story) -> Engagement:
    """E4: a night team of four and a pair of supervisors; the first meeting tomorrow, three in twelve days."""
    lokkiranta = story.things["lokkiranta"]
    assert isinstance(lokkiranta, Organisation)  # noqa: S101
    engagement = _engagement(story, "Lokkirannan yövuoro", Form.CRISIS, lokkiranta, since=timedelta(days=2))
    engagement.assign(story.people["supervisor2"], AssignmentKind.LEAD, qualified=True, now=engagement.created_at)
    engagement.assign(story.people["supervisor"], AssignmentKind.PAIR, qualified=True, now=engagement.created_at)
    for number, name in enumerate(NIGHT_TEAM, start=1):
        _newcomer(story, f"lokkiranta{number}", name)
        _join(story, engagement, f"lokkiranta{number}", "lokkiranta")
    for days in (1, 6, 12):
        _meeting(story, engagement, _day(story, days=days), time(9), place="Lokkirannan kotihoito, kokoustila")
    return engagement


def _planned(story: Story) -> Engagement:
    """E5: agreed on with the client, waiting for a supervisor and meetings."""
    kuusikko = story.things["kuusikko"]
    assert isinstance(kuusikko, Organisation)  # noqa: S101
    aim = "Lähiesihenkilöiden vertaistuki."
    return _engagement(story, "Kuusikon lähiesihenkilöt", Form.GROUP, kuusikko, aim=aim, state=EngagementState.PLANNED)


def _finished(story: Story) -> Engagement:
    """E9: five held, the last of them 171 days ago; it ends when everything has been written that it leaves."""
    aim = "Uuden tehtävän alku ja oman ajan rajat."
    engagement = _engagement(story, "Eero Mustaoja", Form.INDIVIDUAL, aim=aim, since=timedelta(days=330))
    engagement.assign(story.people["supervisor2"], AssignmentKind.LEAD, qualified=True, now=engagement.created_at)
    _join(story, engagement, "participant5", None)
    for days in (-283, -255, -227, -199, -171):
        _meeting(story, engagement, _day(story, days=days), time(9), minutes=60)
    return engagement


def _engagement(
    story: Story,
    name: str,
    form: Form,
    organisation: Organisation | None = None,
    *,
    aim: str = "",
    since: timedelta = timedelta(days=120),
    state: EngagementState = EngagementState.ACTIVE,
) -> Engagement:
    engagement = Engagement(
        name=name,
        form=form,
        organisation=organisation,
        state=state,
        commissioning_aim=aim,
        group_rules=RULES,
        rules_version=1,
        created_by_id=story.people["manager"].id,
        created_at=story.now - since,
        assignments=[],
    )
    story.session.add(engagement)
    return engagement


def _newcomer(story: Story, account: str, name: str) -> None:
    person = Person.register(name, EmailAddress.parse(f"{account}@demo.example"), "fi", now=story.now)
    story.session.add(person)
    story.people[account] = person


def _join(story: Story, engagement: Engagement, account: str, client: str | None, standing: Standing = Standing.EMPLOYEE) -> Participation:
    organisation = story.things[client] if client else None
    assert organisation is None or isinstance(organisation, Organisation)  # noqa: S101
    participation = Participation.open(
        engagement, story.people[account], organisation=organisation, payer=organisation, standing=standing, now=engagement.created_at
    )
    participation.accept_rules(now=engagement.created_at)
    story.session.add(participation)
    story.session.flush()
    story.things[f"{engagement.name}: {account}"] = participation
    return participation


def _meeting(
    story: Story,
    engagement: Engagement,
    day: date,
    at: time,
    *,
    minutes: int = 90,
    place: str = ROOM,
    mode: Mode = Mode.ON_SITE,
    marks: dict[Participation, Mark] | None = None,
) -> Meeting:
    """Plan the next meeting; one of an earlier day has been held, everybody present but for the marks given."""
    number = sum(1 for thing in story.things.values() if isinstance(thing, Meeting) and thing.engagement is engagement) + 1
    meeting = Meeting(engagement=engagement, number=number, mode=mode, place="" if mode is Mode.REMOTE else place, attendances=[])
    meeting.plan(from_local(day, at), minutes)
    story.session.add(meeting)
    book(story.session, meeting)
    story.things[f"{engagement.name} {number}"] = meeting
    if day < to_local(story.now).date():
        members = story.session.scalars(members_of(meeting)).all()
        lead = engagement.lead_at(meeting.starts_at)
        assert lead is not None  # noqa: S101
        meeting.mark(dict.fromkeys(members, Mark.PRESENT) | (marks or {}), members, by=lead, now=meeting.ends_at)
    return meeting


def _day(story: Story, *, weeks: int = 0, days: int = 0) -> date:
    return to_local(story.now).date() + timedelta(weeks=weeks, days=days)


def _later_today(story: Story) -> time:
    """Ten o'clock, or a full hour that is still ahead, so that today's meeting can be prepared for; late at night, ten all the same."""
    now: datetime = to_local(story.now)
    hour = max(10, now.hour + 2)
    return time(hour) if hour <= 20 else time(10)  # noqa: PLR2004  the last hour at which a meeting would begin


def _after(other: time) -> time:
    """Two in the afternoon, unless the same supervisor has the group's meeting then."""
    return time(17) if other.hour in (13, 14) else time(14)
