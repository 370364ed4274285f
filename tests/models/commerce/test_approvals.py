"""An employer answers once."""

import pytest

from models.commerce.quote import ApprovalAnswered, EmployerApproval
from tests.world import NOW

ASKED, APPROVED, REFUSED = "asked", "approved", "refused"


def approval(state: str) -> EmployerApproval:
    made = EmployerApproval(application_id=1, asked_at=NOW)
    if state != ASKED:
        made.answer(yes=state == APPROVED, now=NOW)
    return made


def state_of(made: EmployerApproval) -> str:
    return ASKED if made.is_open else APPROVED if made.approved_at else REFUSED


@pytest.mark.parametrize("yes", [True, False])
@pytest.mark.parametrize("state", [ASKED, APPROVED, REFUSED])
def test_every_answer_in_every_state(state: str, *, yes: bool) -> None:
    made = approval(state)
    if state == ASKED:
        made.answer(yes=yes, now=NOW)
        assert state_of(made) == (APPROVED if yes else REFUSED)
    else:
        with pytest.raises(ApprovalAnswered):
            made.answer(yes=yes, now=NOW)
        assert state_of(made) == state
