"""Accounts, as an administrator manages them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, request
from sqlalchemy import or_

from models.base.sorting import search_key
from models.base.text import fold
from models.people import Person
from policy.people import managed_people
from web import hx, paging
from web.access import actor_or_sign_in, permits

if TYPE_CHECKING:
    from flask import Response
    from sqlalchemy import Select

bp = Blueprint("people", __name__, url_prefix="/people")
LONGEST_SEARCH = 120


@bp.get("")
@permits("person.manage")
def index() -> Response:
    """Everybody by name, or those whose name or address has the words searched for."""
    words = request.args.get("q", "")[:LONGEST_SEARCH].strip()
    page = paging.page(_matching(managed_people(actor_or_sign_in()), words), Person.sort_key, Person.id)
    return hx.render("people/people/index.html", fragment="list", page=page, words=words)


def _matching(query: Select[Person], words: str) -> Select[Person]:
    name, address = search_key(words), fold(words)
    if not name and not address:
        return query
    tests = [Person.email_key.contains(address, autoescape=True)] if address else []
    tests += [Person.search_key.contains(name, autoescape=True)] if name else []
    return query.where(or_(*tests))
