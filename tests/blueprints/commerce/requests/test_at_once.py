"""Two clicks at the same moment have one effect."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import func, select

from models.commerce.request import QuoteRequest, RequestState
from models.privacy import AuditEvent
from tests.blueprints.commerce.requests.asking import DRAFTS, READ_AND_WRITTEN, written
from tests.blueprints.commerce.requests.conftest import Office
from tests.market import requests
from tests.visitor import hidden_fields
from tests.world import NOW


def together(*acts: Callable[[], int]) -> list[int]:
    """The status codes of acts begun at the same moment."""
    start = Barrier(len(acts))

    def act(each: Callable[[], int]) -> int:
        start.wait()
        return each()

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(act, acts))


def test_a_request_sent_from_two_windows_is_one(office: Office) -> None:
    first, second = office.visitor(), office.visitor()
    token = written(first)
    office.at(NOW + READ_AND_WRITTEN)
    url = f"{DRAFTS}/{token}/check"
    forms = [(each, hidden_fields(each.get(url).text, url)) for each in (first, second)]
    assert together(*(lambda each=each, form=form: each.client.post(url, data=form).status_code for each, form in forms)) == [303, 303]
    assert [asked.number for asked in office.requests()] == ["2026-001"]
    assert len(office.mails()) == 2


def test_two_requests_at_once_have_two_numbers(office: Office) -> None:
    visitors = [office.visitor() for _ in range(2)]
    urls = [f"{DRAFTS}/{written(each)}/check" for each in visitors]
    office.at(NOW + READ_AND_WRITTEN)
    forms = [hidden_fields(each.get(url).text, url) for each, url in zip(visitors, urls, strict=True)]
    acts = [
        lambda each=each, url=url, form=form: each.client.post(url, data=form).status_code
        for each, url, form in zip(visitors, urls, forms, strict=True)
    ]
    assert together(*acts) == [303, 303]
    assert {asked.number for asked in office.requests()} == {"2026-001", "2026-002"}


def test_two_account_managers_take_the_same_request_on(office: Office) -> None:
    made = requests.ask(office.world, office.outi)
    office.world.session.commit()
    page, url = f"/quote-requests/{made.id}", f"/quote-requests/{made.id}/triages"
    desks = [office.visitor(person) for person in (office.story.outi, office.essi.person)]
    forms = [(desk, hidden_fields(desk.get(page).text, url)) for desk in desks]
    answers = together(*(lambda desk=desk, form=form: desk.client.post(url, data=form).status_code for desk, form in forms))
    assert answers in ([303, 303], [303, 409])
    session = office.session
    assert session.scalars(select(QuoteRequest.state)).one() is RequestState.TRIAGED
    triaged = select(func.count()).select_from(AuditEvent).where(AuditEvent.act == "quote_request.triaged")
    assert session.scalar(triaged) == 1
