"""Sentences about cancellation terms, cancellations, moves of the start and waivers."""

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

SENTENCES: Final[dict[str, LazyString]] = {
    "tiers.missing": _("Write at least one row: the days and their percentage."),
    "tiers.backwards": _("The row that ends %(days)s days before the start begins after it ends. Write the earlier day first."),
    "tiers.too_much": _("%(percent)s per cent cannot be charged. Write a number from 0 to 100."),
    "tiers.gap": _("No row says what a notice costs %(days)s days before the start. Add the row, or lengthen the one beside it."),
    "tiers.overlap": _("Two rows say what a notice costs %(days)s days before the start. Shorten one of them."),
    "tiers.cheaper_later": _(
        "A notice %(days)s days before the start would cost %(percent)s per cent, less than an earlier one (%(earlier)s per cent). "
        "Raise it, or lower the earlier one."
    ),
    "tiers.start_day_missing": _(
        "The last row ends %(days)s days before the start. Let it go on to the day of the start, which is 0 days before."
    ),
    "tiers.earliest_missing": _(
        "No row says what a notice costs more than %(days)s days before the start. Leave the first day of the first row empty."
    ),
    "tiers.no_show_too_cheap": _(
        "Staying away would cost %(percent)s per cent, less than a notice on the day of the start (%(start_day)s per cent). "
        "Write at least the same."
    ),
    "policy.missing": _("No cancellation terms “%(code)s” are in force on that day. Choose others, or a later day."),
    "policy.from_past": _("Terms cannot count from a day that is over. Write today or a later day."),
    "policy.before_last": _("The version before this one counts from a later day. Write that day or a later one."),
    "policy.code_malformed": _(
        "Write the code in small letters a–z, digits and underscores, beginning with a letter, for example two_weeks."
    ),
    "policy.code_taken": _("There are terms with this code already. Write a new version of them, or choose another code."),
    "cancellation.not_in_force": _("The agreement is not in force, so there is nothing to cancel."),
    "cancellation.already": _("This has been cancelled already. The earlier cancellation counts."),
    "cancellation.in_future": _("The notice cannot have arrived in the future. Check the date and the time of arrival."),
    "cancellation.before_agreement": _("The notice cannot be older than the agreement. Check the date and the time of arrival."),
    "cancellation.no_show_open": _(
        "Nobody came to the first meeting, and it has not been decided what follows. An account manager decides that first."
    ),
    "cancellation.seat_not_agreed": _("No agreement in force pays for this place, so there is nothing to cancel."),
    "cancellation.fee_changed": _("The fee is not the one you saw. Read the new calculation, and cancel if you still want to."),
    "cancellation.decided": _("Somebody has decided on this already."),
    "cancellation.somebody_came": _("The attendance has been corrected: somebody came after all. Charge nothing."),
    "start_move.unplanned": _("No first meeting has been planned. Add the meetings first."),
    "start_move.passed": _("The first meeting has begun. It is not moved any more."),
    "start_move.in_past": _("This time has passed. Choose a time ahead."),
    "start_move.same": _("It begins at this time already. Choose another time."),
    "start_move.after_next": _("The second meeting begins on %(next)s. Choose an earlier time, or move the later meetings first."),
    "waiver.not_confirmed": _("Only a fee that has been confirmed can be waived."),
    "waiver.empty": _("Write a sum larger than zero."),
    "waiver.too_large": _("This is more than what is left of the fee. Waive at most %(most)s."),
    "waiver.decided": _("Somebody has decided on this waiver already."),
    "waiver.own": _("You made this waiver yourself. Somebody else has to agree to it."),
}
