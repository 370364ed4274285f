"""Answers to forms that save as one types: only the status line and the version change, so that typing is never disturbed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import make_response, render_template

from web.refusals import sentence

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Response

    from models.base import DomainError


@dataclass(frozen=True)
class Text:
    """One of two texts to choose from, with the other fields that belong to it."""

    text: str
    fields: tuple[tuple[str, str], ...] = ()
    about: tuple[str, ...] = ()


@dataclass(frozen=True)
class Conflict:
    """Two texts for one place. Either form saves its text over ``version``."""

    action: str
    name: str
    version: int
    mine: Text
    theirs: Text
    lapsed: bool = False  # mine was held since the sign-in ended; nobody else need have written


def saved(prefix: str, version: int, at: datetime | None) -> Response:
    """To htmx: it is saved, and this is the version to go on from."""
    return _answer(200, prefix, version=version, at=at)


def refused(prefix: str, refusal: DomainError) -> Response:
    """To htmx: it is not saved, and why."""
    return _answer(422, prefix, error=sentence(refusal))


def stale(prefix: str, conflict: Conflict) -> Response:
    """To htmx: somebody saved another text meanwhile; what is typed stays where it is."""
    return _answer(409, prefix, conflict=conflict)


def _answer(status: int, prefix: str, **context: object) -> Response:
    names: dict[str, object] = {"version": None, "at": None, "error": None, "conflict": None}
    return make_response(render_template("confidential/_autosaved.html", prefix=prefix, **(names | context)), status)
