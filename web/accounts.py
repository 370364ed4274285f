"""An account's way in: invitations, passwords, sign-ins, and its closing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import update

from models.people import LinkPurpose, SignIn
from policy.people import active_administrators
from vault import mail as outbox
from web import links, mail, passwords, signing_in
from web.account_log import log
from web.closing import ask_owner, close_texts
from web.extensions import db
from web.locking import lock

if TYPE_CHECKING:
    from datetime import datetime

    from models.people import Person, SingleUseLink

CHOOSES = (LinkPurpose.INVITATION, LinkPurpose.PASSWORD_RESET)


def invite(person: Person, actor: Person | None, *, now: datetime) -> None:
    """Mail the link with which the account is taken into use; earlier ones stop working."""
    links.revoke(person, (LinkPurpose.INVITATION,), now=now)
    links.send(LinkPurpose.INVITATION, person, "people/mail/invitation", "/invitations/{}", now=now)
    log("invitation.sent", actor, person, now=now)


def choose_password(person: Person, password: str, *, now: datetime, link: SingleUseLink | None = None) -> None:
    """Give the account a new password and sign its owner in; every other sign-in and every open link to do the same ends.

    Raises PasswordRefused. The hash is made with no lock held; a link is spent only after that.
    """
    passwords.check(password, person.name, person.email)
    db.session.commit()
    hashed = passwords.hashed(password)
    if link is not None:
        links.spend(link, now=now)
    lock(person)
    person.password_hash = hashed
    links.revoke(person, CHOOSES, now=now)
    end_sign_ins(person, now=now)
    log("password.chosen", person, person, now=now, by=link.purpose.value if link else "settings")
    signing_in.start(person, now=now)


def tell_changed(person: Person) -> None:
    """Tell the owner that the password was changed."""
    mail.send(person, "people/mail/password_changed", forgotten_url=mail.address("/password-resets/new"))


def send_reset(person: Person, *, now: datetime) -> None:
    """Mail the owner, who has forgotten the password, a link to choose a new one."""
    links.revoke(person, (LinkPurpose.PASSWORD_RESET,), now=now)
    links.send(LinkPurpose.PASSWORD_RESET, person, "people/mail/password_reset", "/password-resets/{}", now=now)
    log("password_reset.sent", None, person, now=now)


def send_reset_for(person: Person, actor: Person, *, now: datetime) -> None:
    """An administrator has the link sent: confidential texts shut until the owner confirms."""
    close_texts(person, actor, "people/mail/reset_by_administrator", now=now)
    links.revoke(person, (LinkPurpose.PASSWORD_RESET,), now=now)
    links.send(LinkPurpose.PASSWORD_RESET, person, "people/mail/password_reset", "/password-resets/{}", now=now)
    log("password_reset.sent", actor, person, now=now)


def end_sign_ins(person: Person, *, now: datetime, but: SignIn | None = None) -> None:
    """End every sign-in of a person, but for one."""
    db.session.flush()
    live = (SignIn.person_id == person.id, SignIn.ended_at.is_(None), SignIn.id != (but.id if but else 0))
    db.session.execute(update(SignIn).where(*live).values(ended_at=now))


def deactivate(person: Person, actor: Person, *, now: datetime) -> None:
    """Close the account: sign-ins, links and unsent mails end here; the way to withdraw consents stays open (I20).

    Raises LastAdministrator.
    """
    person.deactivate(administrators=len(db.session.scalars(active_administrators()).all()), now=now)
    end_sign_ins(person, now=now)
    links.revoke(person, set(LinkPurpose) - {LinkPurpose.WITHDRAWAL}, now=now)
    outbox.cancel_for(db.session(), person, now=now)
    mail.send(person, "people/mail/account_closed")
    log("person.deactivated", actor, person, now=now)


def reactivate(person: Person, actor: Person, *, now: datetime) -> None:
    """Open the account again. Texts that were shut stay shut, and their owner is asked anew."""
    person.reactivate()
    if person.texts_closed:
        ask_owner(person, "people/mail/texts_closed", now=now)
    log("person.reactivated", actor, person, now=now)
