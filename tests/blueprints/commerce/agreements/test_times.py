"""The times of an agreement: said in its text, kept when it is signed, and moved when somebody took them meanwhile."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from models.base.house import OutboxMessage
from models.base.local_time import to_local
from models.commerce.agreement import AgreementVersion, VersionState
from models.process import AssignmentKind, ChangeKind, Meeting, MeetingChange
from tests.blueprints.commerce.agreements.agreeing import Signing, went_on
from tests.blueprints.commerce.agreements.test_signing import _ready, together
from tests.bookings import untrue
from tests.market.agreements import START


def planned(signing: Signing, version: AgreementVersion) -> list[str]:
    """The meetings of the agreement's process, as people read them."""
    query = select(Meeting).where(Meeting.engagement_id == signing.again(version).agreement.engagement_id)
    return [f"{to_local(each.starts_at):%d.%m. %H.%M}" for each in signing.session.scalars(query.order_by(Meeting.starts_at))]


def said(version: AgreementVersion) -> list[str]:
    """The times in its text."""
    return [f"{to_local(datetime.fromisoformat(start)):%d.%m. %H.%M}" for start in version.starts or ()]


def true(signing: Signing) -> bool:
    """Whether every booking is as it should be."""
    wrong = untrue(signing.session, now=signing.world.now)
    assert wrong == {}
    return True


def test_the_meetings_are_at_the_times_of_the_text(signing: Signing) -> None:
    signing.world.meeting(signing.story.other, START + timedelta(days=28))
    signing.session.commit()
    version = signing.in_force()
    assert said(version) == ["09.02. 14.00", "16.03. 14.00", "13.04. 14.00", "11.05. 14.00", "08.06. 14.00"]
    assert planned(signing, version) == said(version)
    document = version.document
    assert document is not None
    rows = next(section.rows for section in document.sections if section.code == "scheduling")
    assert "16.3.2027" in str(rows[1])
    changes = signing.session.scalars(select(MeetingChange)).all()
    assert [(each.kind, each.by_id) for each in changes] == [(ChangeKind.PLANNED, None)] * 5
    assert true(signing)


def test_a_time_that_was_taken_after_sending_moves_alone(signing: Signing) -> None:
    version = signing.sent()
    signing.world.meeting(signing.story.other, START + timedelta(days=56))
    signing.session.commit()
    for person in (signing.story.antti, signing.story.outi):
        went_on(signing.sign(signing.again(version), person))
    assert planned(signing, version) == ["09.02. 14.00", "09.03. 14.00", "13.04. 14.00", "04.05. 14.00", "01.06. 14.00"]
    assert true(signing)


def test_two_agreements_signed_at_once_do_not_meet_at_the_same_time(signing: Signing) -> None:
    versions = [signing.sent(), signing.sent()]
    for version in versions:
        went_on(signing.sign(version, signing.story.antti))
    assert together(*[_ready(signing, signing.again(version), signing.story.outi) for version in versions]) == [303, 303]
    assert {signing.again(version).state for version in versions} == {VersionState.IN_FORCE}
    first, second = sorted(planned(signing, version) for version in versions)
    assert first[0] == "09.02. 14.00"
    assert second == ["16.02. 14.00", "16.03. 14.00", "13.04. 14.00", "11.05. 14.00", "08.06. 14.00"]
    assert true(signing)


@pytest.mark.parametrize("ordered", [1, 2])
def test_additional_meetings_come_at_free_times(signing: Signing, ordered: int) -> None:
    version = signing.in_force()
    signing.world.meeting(signing.story.other, START + timedelta(days=140, hours=-1))  # summer time began meanwhile
    signing.session.commit()
    url = f"/agreements/{version.agreement_id}/options"
    antti = signing.visitor(signing.story.antti)
    page = antti.get(f"/agreements/{version.agreement_id}")
    url = next(part.split('"')[0] for part in page.text.split('href="')[1:] if "option" in part.split('"')[0])
    went_on(antti.post(url.removesuffix("/new"), page=url, meetings=str(ordered)))
    assert planned(signing, version)[5:] == ["06.07. 14.00", "03.08. 14.00"][:ordered]
    assert true(signing)


def test_a_new_supervisor_of_an_amendment_is_booked_and_what_collides_moves(signing: Signing) -> None:
    version = signing.in_force()
    other = signing.world.supervisor("Tuuli Kaski")
    busy = signing.world.engagement("Muut")
    signing.world.assign(busy, other)
    signing.world.meeting(busy, START)
    signing.session.commit()
    agreement = signing.again(version).agreement
    draft = agreement.begin_version("Toinen työnohjaaja.", by=signing.story.outi, now=signing.world.now)
    draft.supervisors[0].person = other
    draft.supervisors[0].kind = AssignmentKind.LEAD
    signing.session.commit()
    assert signing.send(draft).status_code == 303
    for person in (signing.story.antti, signing.story.outi):
        went_on(signing.sign(signing.again(draft), person))
    assert agreement.engagement_id
    assert planned(signing, version)[0] == "16.02. 14.00"
    moved = select(OutboxMessage.to_address).where(OutboxMessage.template == "process/mail/meeting_moved")
    assert other.email in signing.session.scalars(moved).all()
    assert true(signing)
