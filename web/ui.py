"""What templates may use: the macros under one name, the person, the navigation, versioned static addresses."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from flask import current_app, g, request, url_for
from flask_babel import gettext as _
from jinja2 import StrictUndefined
from markupsafe import Markup, escape

from models.base.clock import utcnow
from models.people import LANGUAGES, Person, Role
from web import formats, markdown, words
from web.access import current_person
from web.forms import language
from web.i18n import NAMES
from web.signing_in import current_sign_in

if TYPE_CHECKING:
    from flask import Flask

STATIC = Path(__file__).parent.parent / "static"


# Pages of these nouns belong under another noun's word in the menu.
UNDER = {
    "account_managers": "products",
    "activations": "engagements",
    "agreement_versions": "boards",
    "agreements": "boards",
    "amendments": "boards",
    "application_decisions": "boards",
    "assignments": "engagements",
    "attendance_sheets": "engagements",
    "attendances": "engagements",
    "availabilities": "rooms",
    "calendar_exceptions": "rooms",
    "calendar_feeds": "settings",
    "calendar_settings": "settings",
    "call_offs": "boards",
    "cancellation_policies": "products",
    "clauses": "boards",
    "client_links": "boards",
    "client_summaries": "engagements",
    "closings": "boards",
    "closures": "rooms",
    "completions": "engagements",
    "contacts": "organisations",
    "crisis_assessments": "boards",
    "crisis_cases": "boards",
    "crisis_closures": "boards",
    "crisis_offers": "boards",
    "crisis_pairs": "boards",
    "crisis_reports": "request_drafts",
    "crisis_runs": "boards",
    "delivered_summaries": "engagements",
    "dispatches": "boards",
    "draft_links": "request_drafts",
    "engagement_agreements": "engagements",
    "evaluation_answers": "engagements",
    "evaluation_closings": "engagements",
    "evaluations": "engagements",
    "farewells": "engagements",
    "goal_themes": "products",
    "goal_answers": "engagements",
    "goal_endings": "engagements",
    "goal_ratings": "engagements",
    "goals": "engagements",
    "handovers": "boards",
    "hours_confirmations": "hours",
    "jobs": "people",
    "meeting_cancellations": "engagements",
    "meeting_confirmations": "engagements",
    "meeting_moves": "engagements",
    "meetings": "engagements",
    "months": "calendars",
    "notes": "engagements",
    "notice_settings": "settings",
    "offered_questions": "engagements",
    "open_groups": "boards",
    "option_exercises": "boards",
    "participant_imports": "engagements",
    "participations": "engagements",
    "passages": "engagements",
    "payers": "boards",
    "planned_participants": "boards",
    "planned_supervisors": "boards",
    "plans": "engagements",
    "product_versions": "products",
    "progress": "engagements",
    "quote_dispatches": "boards",
    "quote_lines": "boards",
    "quote_requests": "boards",
    "quote_supervisors": "boards",
    "quote_versions": "boards",
    "quotes": "boards",
    "recalls": "boards",
    "receipts": "request_drafts",
    "sectors": "products",
    "reflection_openings": "engagements",
    "reflections": "engagements",
    "series_moves": "engagements",
    "service_settings": "products",
    "shared_agreements": "engagements",
    "signatories": "boards",
    "signature_sets": "boards",
    "spam_marks": "boards",
    "standard_texts": "products",
    "substitutions": "engagements",
    "summary_answers": "engagements",
    "summary_deliveries": "engagements",
    "summary_dispatches": "engagements",
    "supervisor_changes": "engagements",
    "supervisor_hours": "hours",
    "terms": "services",
    "time_polls": "engagements",
    "triages": "boards",
    "weeks": "calendars",
}


class Place(NamedTuple):
    """One word of a menu."""

    url: str
    icon: str
    label: str
    current: bool


def install(app: Flask) -> None:
    """Give every template its names. Macros are loaded once, when the first page is rendered."""
    app.jinja_env.undefined = StrictUndefined
    names = {"fmt": _formats, "words": words, "provider_name": app.config["PEILI"].provider_name}
    app.jinja_env.globals.update(static_url=static_url, now=utcnow, **names)
    app.jinja_env.filters.update(markdown=markdown.render, lines=lines)
    app.context_processor(_names)


def lines(text: str) -> Markup:
    """Plain text with its line ends kept; whatever it holds is escaped, unless it is markup already."""
    return Markup("<br>").join(escape(text).splitlines())


def static_url(path: str) -> str:
    """Address of a static file with its digest, so that it may be cached for ever."""
    return _versioned(request.script_root, path)


@cache
def _versioned(root: str, path: str) -> str:
    """Every icon on a page asks for this."""
    return f"{root}{current_app.static_url_path}/{path}?v={_digest(path)}"


@cache
def _digest(path: str) -> str:
    return hashlib.sha256((STATIC / path).read_bytes()).hexdigest()[:12]


@cache
def _macros() -> SimpleNamespace:
    env = current_app.jinja_env
    names: dict[str, Any] = {}
    for template in env.list_templates(filter_func=lambda name: name.startswith("_shared/") and name.endswith(".html")):
        module = env.get_template(template).module
        names |= {name: macro for name, macro in vars(module).items() if not name.startswith("_")}
    return SimpleNamespace(**names)


class Formats:
    """The formats of ``web.formats`` in this request's language: ``fmt.date(value)`` and kin."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  each format has its own signature
        function = getattr(formats, name)
        return lambda *values, **options: function(*values, language(), **options)


_formats = Formats()


def _names() -> dict[str, object]:
    sign_in = current_sign_in()
    return {
        "ui": _macros(),
        "current_person": current_person(),
        "navigation": navigation,
        "account_menu": account_menu,
        "footer_links": footer_links,
        "home_url": url_for("days.show" if sign_in else "supervisors.index"),
        "sign_out_url": url_for("sessions.destroy", id=sign_in.id) if sign_in else "",
        "language_url": url_for("languages.update"),
        "language_names": NAMES,
        "languages": [(code, NAMES[code]) for code in LANGUAGES],
        "language": language(),
        "said": _said(),
        "held_url": url_for("held_texts.index") if sign_in and sign_in.holds_text and request.endpoint != "held_texts.index" else "",
    }


def _said() -> str | None:
    """What the previous request wanted said, once."""
    if "said" not in g and "peili-say" in request.cookies:
        g.said = unquote(request.cookies["peili-say"])
    said: str | None = g.get("said")
    return said


def navigation() -> list[Place]:
    """At most four words, chosen for the person: what they use first."""
    return _menu(_places(current_person()))


def account_menu() -> list[Place]:
    """What belongs to the person rather than to the work."""
    return _menu(
        [
            *_times(current_person()),
            ("reads.index", "eye", _("Who has read")),
            ("quotes.index", "mail", _("Quotes")),
            ("agreements.index", "note", _("Agreements")),
            ("sessions.index", "key", _("Signed-in devices")),
            ("settings.edit", "gear", _("Own settings")),
        ]
    )


def _times(person: Person | None) -> list[tuple[str, str, str]]:
    """Calendar, hours, what meetings need, and what learning leaves, unless the menu of the work has them."""
    if person is None or person.has(Role.DPO, Role.AUDITOR):
        return []
    calendar, rooms = ("calendars.index", "cal", _("Calendar")), ("rooms.index", "pin", _("Rooms and times"))
    reports = ("reports.index", "goal", _("Reports"))
    if person.has(Role.ADMIN):
        return [rooms, reports]
    if person.has(Role.ACCOUNT_MANAGER):
        return [calendar, ("supervisor_hours.index", "check", _("Hours")), rooms, reports]
    hours = ("hours.index", "check", _("Hours"))
    if person.has(Role.SUPERVISOR):
        return [hours, rooms, ("bank_questions.index", "info", _("Own question bank"))]
    return [calendar, hours, ("own_reflections.index", "pen", _("Own reflections"))]


def footer_links() -> list[tuple[str, str]]:
    """At the foot of every page."""
    return [
        (url_for("statements.show", name="accessibility"), _("Accessibility")),
        (url_for("statements.show", name="privacy"), _("Privacy")),
        (url_for("feedback.new"), _("Give feedback")),
    ]


def _menu(items: list[tuple[str, str, str]]) -> list[Place]:
    return [Place(url_for(endpoint), icon, label, _is_current(endpoint)) for endpoint, icon, label in items]


def _is_current(endpoint: str) -> bool:
    noun = (request.endpoint or "").partition(".")[0]
    return UNDER.get(noun, noun) == endpoint.partition(".")[0]


def _places(person: Person | None) -> list[tuple[str, str, str]]:
    directory = ("supervisors.index", "person", _("Supervisors"))
    if person is None:
        quote = ("request_drafts.new", "mail", _("Ask for a quote"))
        return [("services.index", "info", _("Service")), directory, quote, ("sessions.new", "key", _("Sign in"))]
    places = [("days.show", "day", _("My day")), ("engagements.index", "pair", _("Supervision"))]
    if person.has(Role.ADMIN):
        return [places[0], directory, ("products.index", "bill", _("What is offered")), ("people.index", "gear", _("People"))]
    if person.has(Role.ACCOUNT_MANAGER):
        return [places[0], ("boards.show", "mail", _("Under way")), places[1], ("organisations.index", "bill", _("Clients"))]
    if person.has(Role.DPO, Role.AUDITOR):
        return [places[0], directory, ("audit_events.index", "eye", _("Log"))]
    if person.has(Role.SUPERVISOR):
        return [*places, ("calendars.index", "cal", _("Calendar")), directory]
    return [*places, ("consents.index", "eye", _("Consents")), directory]
