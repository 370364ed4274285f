"""Who hears what of a swap. No mail names a participant other than the newcomer, and none says why: nobody was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from web import mail

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from models.people import Person
    from models.process import Substitution

FOLDER = "process/mail"


def asked(swap: Substitution, *, now: datetime) -> None:
    """The supervisors may refuse, so they know from the beginning."""
    _tell(swap, _supervisors(swap, now), "swap_asked", besides=[swap.requested_by])


def accepted(swap: Substitution, group: Iterable[Person], *, now: datetime) -> None:
    """Both sides, the supervisors, the client's contacts and whoever asked; the group hears the new name."""
    leaver, newcomer = swap.outgoing.person, swap.substitute
    if leaver.is_active:
        mail.send(leaver, f"{FOLDER}/swap_done_leaver", swap=swap, url=_page(swap), consents_url=mail.address("/consents"))
    mail.send(newcomer, f"{FOLDER}/swap_done_newcomer", ahead=swap.outgoing.engagement, swap=swap)
    told = _tell(swap, [*_supervisors(swap, now), *_contacts(swap), swap.requested_by], "swap_done", besides=[leaver, newcomer])
    _tell_group(swap, group, "swap_done_group", besides=[leaver, newcomer, *told])


def came_to_nothing(swap: Substitution, *, now: datetime) -> None:
    """The substitute declined, or did not answer in time: the place is the participant's as before."""
    _tell(swap, [swap.requested_by, *_supervisors(swap, now)], "swap_came_to_nothing")


def taken_back(swap: Substitution, *, now: datetime) -> None:
    """Whoever asked has changed their mind."""
    mail.send(swap.substitute, f"{FOLDER}/swap_off", swap=swap)
    _tell(swap, _supervisors(swap, now), "swap_taken_back", besides=[swap.requested_by])


def refused(swap: Substitution, group: Iterable[Person], *, now: datetime) -> None:
    """A supervisor said no; who had been told of the newcomer is told that they do not come after all."""
    leaver, newcomer = swap.outgoing.person, swap.substitute
    mail.send(newcomer, f"{FOLDER}/swap_off", swap=swap)
    group = list(group)
    concerned = [swap.requested_by, leaver, *_supervisors(swap, now)] if group else [swap.requested_by]
    told = _tell(swap, [*concerned, *(_contacts(swap) if group else [])], "swap_refused", besides=[newcomer])
    _tell_group(swap, group, "swap_off_group", besides=[newcomer, *told])


def _tell(swap: Substitution, people: Iterable[Person], template: str, *, besides: Iterable[Person] = ()) -> list[Person]:
    """One mail to each, whatever parts they have; gives who was told."""
    told = [person for person in dict.fromkeys(people) if person not in besides and person.is_active]
    for person in told:
        mail.send(person, f"{FOLDER}/{template}", swap=swap, url=_page(swap))
    return told


def _tell_group(swap: Substitution, people: Iterable[Person], template: str, *, besides: Iterable[Person]) -> None:
    """News of what is ahead: it does not leave once the person has left the group."""
    for person in people:
        if person not in besides and person.is_active:
            mail.send(person, f"{FOLDER}/{template}", ahead=swap.outgoing.engagement, swap=swap)


def _supervisors(swap: Substitution, now: datetime) -> list[Person]:
    return swap.outgoing.engagement.supervisors_at(now)


def _contacts(swap: Substitution) -> list[Person]:
    organisation = swap.outgoing.organisation
    return [contact.person for contact in organisation.contacts if contact.until is None] if organisation else []


def _page(swap: Substitution) -> str:
    return mail.address(f"/substitutions/{swap.id}")
