"""Accounts, as an administrator manages them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, request, url_for
from flask_babel import gettext as _
from sqlalchemy import or_
from sqlalchemy.orm import selectinload

from blueprints.people.people.forms import NewPersonForm, PersonForm
from models.base import DomainError
from models.base.clock import utcnow
from models.base.email import EmailAddress
from models.base.sorting import search_key
from models.base.text import clean_line, fold
from models.people import Person, Role
from policy.people import managed_people
from web import accounts, addresses, hx, paging
from web.access import actor_or_sign_in, permits
from web.account_log import log
from web.addresses import EmailTaken
from web.extensions import db
from web.forms import language
from web.roles import ROLES

if TYPE_CHECKING:
    from flask import Response
    from sqlalchemy import Select

bp = Blueprint("people", __name__, url_prefix="/people")
LONGEST_SEARCH = 120


@bp.get("")
@permits("person.manage")
def index() -> Response:
    """Everybody by name, or those whose name or address has the words searched for."""
    words = request.args.get("q", "")[:LONGEST_SEARCH]
    page = paging.page(
        _matching(managed_people(actor_or_sign_in()), words).options(selectinload(Person.grants)), Person.sort_key, Person.id
    )
    return hx.render("people/people/index.html", fragment="list", page=page, words=words, roles=ROLES)


@bp.get("/new")
@permits("person.manage")
def new() -> Response:
    """The form for a new account."""
    return _new(NewPersonForm(data={"language": language()}))


@bp.post("")
@permits("person.manage")
def create() -> Response:
    """Register somebody and send the invitation."""
    form = NewPersonForm()
    if form.accepts():
        try:
            person = _register(form, actor_or_sign_in())
        except EmailTaken as refusal:
            form.refuse(refusal)
        else:
            db.session.commit()
            return hx.see_other(url_for("people.show", id=person.id), say=_("The invitation is on its way."))
    return _new(form, status=422)


@bp.get("/<int:id>")
@permits("person.manage", managed_people)
def show(person: Person) -> Response:
    """One account: its state, its roles, and what can be done."""
    return hx.render("people/people/show.html", person=person, roles=ROLES, free=[role for role in Role if role not in person.roles])


@bp.get("/<int:id>/edit")
@permits("person.manage", managed_people)
def edit(person: Person) -> Response:
    """The form."""
    data = {"name": person.name, "email": person.email, "language": person.language, "version": person.version}
    return _edit(person, PersonForm(data=data))


@bp.post("/<int:id>")
@permits("person.manage", managed_people)
def update(person: Person) -> Response:
    """Save. A new address shuts confidential texts until the owner confirms from the old one."""
    form = PersonForm()
    if not form.accepts():
        return _edit(person, form, status=422)
    if not form.is_about(person.version):
        return _edit(person, form, status=409)
    try:
        addresses.readdress(person, EmailAddress.parse(form.email.data), actor_or_sign_in(), now=utcnow())
    except EmailTaken as refusal:
        form.refuse(refusal)
        return _edit(person, form, status=422)
    person.rename(form.name.data or "")
    person.language = form.language.data
    log("person.updated", actor_or_sign_in(), person, now=utcnow())
    db.session.commit()
    return hx.see_other(url_for("people.show", id=person.id), say=_("The changes are saved."))


def _matching(query: Select[Person], words: str) -> Select[Person]:
    try:
        wanted = clean_line(words, limit=LONGEST_SEARCH, required=False)
    except DomainError:
        wanted = ""
    if not wanted:
        return query
    name, found = search_key(wanted), Person.email_key.contains(fold(wanted), autoescape=True)
    return query.where(or_(found, Person.search_key.contains(name, autoescape=True)) if name else found)


def _register(form: NewPersonForm, actor: Person) -> Person:
    address, now = EmailAddress.parse(form.email.data), utcnow()
    addresses.refuse_taken(address)
    person = Person.register(form.name.data or "", address, form.language.data, now=now)
    db.session.add(person)
    db.session.flush()
    log("person.created", actor, person, now=now)
    for role in form.roles.data or []:
        person.grant(Role(role), by=actor, now=now)
        log("role.granted", actor, person, now=now, role=role)
    accounts.invite(person, actor, now=now)
    return person


def _new(form: NewPersonForm, status: int = 200) -> Response:
    return hx.render("people/people/new.html", fragment="form", status=status, form=form)


def _edit(person: Person, form: PersonForm, status: int = 200) -> Response:
    """The form; after a conflict it shows what the other one saved and, sent again, wins over it."""
    if status != 200:  # noqa: PLR2004
        form.version.data = str(person.version)
    return hx.render("people/people/edit.html", fragment="form", status=status, person=person, form=form, theirs=status == 409)  # noqa: PLR2004
