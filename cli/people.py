"""``flask people``: the first account of an empty installation."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from models.base import DomainError
from models.base.clock import utcnow
from models.base.email import EmailAddress
from models.base.text import clean_line
from models.people import LANGUAGES, LinkPurpose, Person, Role, SingleUseLink
from web import addresses, mail
from web.account_log import log
from web.extensions import db
from web.refusals import sentence

group = AppGroup("people", help="Accounts.")
LONGEST_NAME = 120


@group.command("create-admin")
@click.option("--name", required=True, help="The person's name.")
@click.option("--email", required=True, help="The address to sign in with.")
@click.option("--language", type=click.Choice(LANGUAGES), default="fi", show_default=True, help="Language of the pages and the mails.")
def create_admin(name: str, email: str, language: str) -> None:
    """Make an administrator and print, once, the link with which the account is taken into use."""
    try:
        person = _register(name, email, language)
    except DomainError as refusal:
        raise click.ClickException(sentence(refusal)) from refusal
    link, token = SingleUseLink.issue(LinkPurpose.INVITATION, person, now=utcnow())
    db.session.add(link)
    log("invitation.sent", None, person, now=utcnow())
    db.session.commit()
    click.echo(mail.address(f"/invitations/{token}"))
    click.echo("The link works once, for 14 days. It is not shown again.", err=True)


def _register(name: str, email: str, language: str) -> Person:
    address, now = EmailAddress.parse(email), utcnow()
    addresses.refuse_taken(address)
    person = Person.register(clean_line(name, limit=LONGEST_NAME), address, language, now=now)
    db.session.add(person)
    person.grant(Role.ADMIN, by=person, now=now)
    db.session.flush()
    log("person.created", None, person, now=now)
    log("role.granted", None, person, now=now, role=Role.ADMIN.value)
    return person
