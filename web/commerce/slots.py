"""Where standard texts stand. The slots are the program's, the texts are data."""

from __future__ import annotations

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

SERVICE: Final[dict[str, LazyString]] = {
    "service.lede": _("Service: in one sentence"),
    "service.what": _("Service: what it is"),
    "service.what_not": _("Service: what it is not"),
    "service.forms": _("Service: the four forms"),
    "service.audience": _("Service: for whom"),
    "service.how": _("Service: how it runs"),
    "service.confidentiality": _("Service: what is said stays there"),
    "service.benefits": _("Service: what people hope for"),
    "service.effects": _("Service: what has been seen elsewhere"),
    "service.crisis": _("Service: when something serious has happened"),
}
FORMS: Final[dict[str, LazyString]] = {
    "form.individual.summary": _("Individual supervision: in short"),
    "form.individual.content": _("Individual supervision: what happens"),
    "form.group.summary": _("Group supervision: in short"),
    "form.group.content": _("Group supervision: what happens"),
    "form.community.summary": _("Work community supervision: in short"),
    "form.community.content": _("Work community supervision: what happens"),
    "form.crisis.summary": _("Crisis supervision: in short"),
    "form.crisis.content": _("Crisis supervision: what happens"),
}
TERMS: Final[dict[str, LazyString]] = {
    "terms.intro": _("Terms: cancelling"),
    "terms.swap": _("Terms: swapping a participant"),
    "terms.provider": _("Terms: when we cancel"),
    "terms.invoicing": _("Terms: invoicing"),
}
CLAUSES: Final[dict[str, LazyString]] = {
    "clause.duration": _("Clause: how many meetings"),
    "clause.scheduling": _("Clause: how times are agreed"),
    "clause.place": _("Clause: place"),
    "clause.goals": _("Clause: goals"),
    "clause.evaluation": _("Clause: evaluation"),
    "clause.methods": _("Clause: methods"),
    "clause.price": _("Clause: price and payer"),
    "clause.cancellation": _("Clause: cancelling"),
    "clause.unused_meeting": _("Clause: a meeting that is not used"),
    "clause.interruption": _("Clause: breaking off"),
    "clause.dissatisfaction": _("Clause: when somebody is not content"),
    "clause.confidentiality": _("Clause: confidentiality"),
}
SLOTS: Final[dict[str, LazyString]] = SERVICE | FORMS | TERMS | CLAUSES
