"""Why an agreement is not sent, signed, amended or used."""

from __future__ import annotations

from models.base import DomainError


class NotADraft(DomainError):
    """What has been sent for signing stays as it is."""

    code = "agreement.not_a_draft"


class AgreementIncomplete(DomainError):
    """Something that every agreement says is missing."""

    code = "agreement.incomplete"


class NotAwaiting(DomainError):
    """Nobody is asked to sign it now."""

    code = "agreement.not_awaiting"


class AlreadyAnswered(DomainError):
    """The person has signed, or refused to."""

    code = "agreement.already_answered"


class VersionSuperseded(DomainError):
    """An amendment has taken its place."""

    code = "agreement.superseded"


class SigningTimeOver(DomainError):
    """It lapsed before everybody had signed."""

    code = "agreement.lapsed"


class InForceAlready(DomainError):
    """Everybody required has signed."""

    code = "agreement.in_force_already"


class TextChanged(DomainError):
    """The text that was shown is not the text that is to be signed."""

    code = "agreement.text_changed"


class NotInForce(DomainError):
    """Only what is in force is amended, ended or used."""

    code = "agreement.not_in_force"


class AmendmentOpen(DomainError):
    """Another version is being written or signed already."""

    code = "agreement.amendment_open"


class AmendmentUnexplained(DomainError):
    """An amendment without a reason."""

    code = "agreement.amendment_unexplained"
    field = "reason"


class OptionUsedUp(DomainError):
    """More additional meetings than the option has left."""

    code = "option.used_up"
    field = "meetings"


class OptionOver(DomainError):
    """The option's last day has passed."""

    code = "option.over"
    field = "meetings"


class NoOption(DomainError):
    """The agreement has no option, or no meetings that it could follow."""

    code = "option.none"
    field = "meetings"


class QuoteNotAccepted(DomainError):
    """An agreement is made from a quote that has been accepted."""

    code = "agreement.quote_not_accepted"
    field = "quote"


class SupervisorTakesPart(DomainError):
    """Nobody supervises a process that they take part in."""

    code = "agreement.takes_part"
    field = "email"


class PlannedTwice(DomainError):
    """The person is on the list already."""

    code = "agreement.planned_twice"
    field = "email"
