"""The certificate of participation: meetings attended, their form, days and minutes. No client, and nothing that was talked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from gateways.pdf import pdf
from models.base.local_time import to_local
from models.commerce.document import Document, Row, Section
from models.process.hours import units_of
from web import formats
from web.documents.agreement import form_name
from web.farewells import attended

if TYPE_CHECKING:
    from models.people import Person
    from models.process import Engagement
    from models.process.hour_log import Hour


def certificate(person: Person, engagement: Engagement, language: str) -> bytes:
    """A PDF in that language; the same bytes whenever the same is asked and nothing has changed."""
    provider = str(current_app.config["PEILI"].provider_name)
    hours = attended(person, engagement)[::-1]
    with force_locale(language):
        document = _compose(person.name, engagement, hours, language, provider)
    return pdf(document, provider=provider)


def _compose(name: str, engagement: Engagement, hours: list[Hour], language: str, provider: str) -> Document:
    minutes = sum(hour.minutes for hour in hours)
    days = [to_local(hour.starts_at).date() for hour in hours]
    period = formats.date_range(days[0], days[-1], language) if days else ""
    facts = [Row(_("Participant"), name), Row(_("Form"), form_name(engagement.form))]
    facts += [Row(_("Period"), period)] if period else []
    facts += [
        Row(_("Service provider"), provider),
        Row(_("Meetings"), str(len(hours))),
        Row(_("Minutes"), formats.number(minutes, language)),
        Row(_("Units of 45 minutes"), formats.number(units_of(minutes), language)),
    ]
    rows = [
        Row(
            formats.date(to_local(hour.starts_at).date(), language),
            _("%(minutes)s minutes", minutes=formats.number(hour.minutes, language)),
        )
        for hour in hours
    ]
    said = _(
        "The supervisor has marked at each meeting that the participant was there. Minutes of lateness that have been written down are left out."
    )
    return Document(
        kind="participation",
        number=period,
        language=language,
        title=_("Certificate of participation in professional supervision"),
        lead="",
        sections=(
            Section("facts", _("Participation"), (), tuple(facts)),
            Section("meetings", _("Meetings attended"), (), tuple(rows)),
            Section("counting", _("How the hours are counted"), (said,)),
        ),
    )
