"""Whatever is put into the forms of open groups, applications and approvals: a sentence, never a fault of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models.commerce.open_group import ApplicationState
from models.people import LinkPurpose, SingleUseLink
from tests.blueprints.commerce.groups.test_applying import EMPLOYER, SELF
from tests.blueprints.commerce.groups.test_arranging import answers
from tests.visitor import hidden_fields
from tests.web.nasty import NASTY, encoded

if TYPE_CHECKING:
    from tests.blueprints.commerce.groups.conftest import Market

KIND = "application/x-www-form-urlencoded"


@pytest.mark.parametrize("where", ["application", "group", "offer", "approval"])
def test_nothing_typed_is_a_fault(market: Market, where: str) -> None:
    group, session = market.groups.group(), market.world.session
    application = market.groups.application(
        group, market.story.joonas, ApplicationState.WAITLISTED, approver_email=market.story.antti.email
    )
    approval = market.groups.approval(application, market.story.antti)
    offer, offered = SingleUseLink.issue(LinkPurpose.SEAT_OFFER, market.story.joonas, now=market.world.now, object_id=application.id)
    question, asked = SingleUseLink.issue(LinkPurpose.APPROVAL, market.story.antti, now=market.world.now, object_id=approval.id)
    session.add_all([offer, question])
    pages = {
        "application": (f"/open-groups/{group.id}/applications/new", f"/open-groups/{group.id}/applications", SELF | EMPLOYER, None),
        "group": ("/open-groups/new", "/open-groups", answers(market), market.story.outi),
        "offer": (f"/seat-offers/{offered}", f"/seat-offers/{offered}", {"answer": ""}, None),
        "approval": (f"/employer-approvals/{asked}", f"/employer-approvals/{asked}", {"answer": ""}, None),
    }
    page, action, typed, person = pages[where]
    visitor = market.visitor(person)
    hidden = hidden_fields(visitor.client.get(page).text, action)
    hidden.pop("submission_key")
    market.later()
    honest = hidden | typed | {"message": "", "website": ""}
    values = list(NASTY.items())
    for place, field in enumerate(sorted(honest.keys() - {"form_token"})):
        for what, value in values[place % 4 :: 4]:
            body = encoded([(name, value if name == field else text.encode()) for name, text in honest.items()])
            response = visitor.client.post(action, data=body, content_type=KIND, buffered=True)
            assert (field, what, response.status_code < 500) == (field, what, True)
            assert "<script>planted" not in response.text
