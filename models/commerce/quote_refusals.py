"""Why something is not done with a quote."""

from models.base import DomainError


class QuoteIsDraft(DomainError):
    """It has not been sent, so nobody can answer it."""

    code = "quote.draft"


class QuoteSent(DomainError):
    """What was sent is not changed: a change is a new version."""

    code = "quote.sent"


class QuoteAccepted(DomainError):
    """It has been accepted already."""

    code = "quote.accepted"


class QuoteDeclined(DomainError):
    """It has been declined already."""

    code = "quote.declined"


class QuoteExpired(DomainError):
    """Its last day of validity is past."""

    code = "quote.expired"


class QuoteSuperseded(DomainError):
    """A newer version has been sent."""

    code = "quote.superseded"


class StillValid(DomainError):
    """A quote does not expire before its last day is over."""

    code = "quote.still_valid"


class ApprovalWaiting(DomainError):
    """The employer named in the request has not said yes yet."""

    code = "quote.approval_waiting"


class ApprovalRefused(DomainError):
    """The employer named in the request has said no."""

    code = "quote.approval_refused"


class LinesMissing(DomainError):
    """A quote without a product offers nothing."""

    code = "quote.lines_missing"


class LeadOffered(DomainError):
    """A quote without a lead supervisor says nothing of competence."""

    code = "quote.lead_missing"


class ValidityPast(DomainError):
    """The last day of validity is before today."""

    code = "quote.validity_past"
    field = "valid_until"


class PeopleReasonMissing(DomainError):
    """A group outside its ideal size needs a reason, and nothing else."""

    code = "quote.people_reason_missing"
    field = "people_reason"


class SupervisorUnverified(DomainError):
    """No verified qualification in force, and no reason to offer the supervisor all the same."""

    code = "quote.supervisor_unverified"
    field = "override_reason"


class SupervisorOfferedAlready(DomainError):
    """Nobody is both halves of a pair."""

    code = "quote.supervisor_twice"
    field = "supervisor"


class PartTaken(DomainError):
    """The quote has a lead, or a pair, already."""

    code = "quote.part_taken"
    field = "kind"


class DraftWaiting(DomainError):
    """A newer version is being written already."""

    code = "quote.draft_waiting"
