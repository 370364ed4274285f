"""The service for everybody who has not ordered it yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Blueprint

from models.base.forms import Form
from models.commerce.offer import settings_of
from web import hx
from web.access import public
from web.commerce import products, services
from web.commerce.telling import told, told_in_force
from web.extensions import db

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("services", __name__, url_prefix="/services")
INDEX: Final = tuple(
    f"service.{part}"
    for part in ("lede", "what", "what_not", "benefits", "audience", "how", "confidentiality", "forms", "effects", "crisis")
)
TERMS: Final = ("terms.swap", "terms.provider", "terms.invoicing")


@bp.get("")
@public()
def index() -> Response:
    """What supervision is and is not, for whom, how it runs, its forms, and the people to ask."""
    today = services.today()
    products = services.offered(today)
    slots = [*INDEX, *(f"form.{form}.summary" for form in Form)]
    return hx.render(
        "commerce/services/index.html",
        texts=told_in_force(slots, today),
        forms=[(form, services.of_form(products, form)) for form in Form],
        themes=services.themes(),
        cards=services.cards(),
        settings=settings_of(db.session()),
        told=told,
    )


@bp.get(f"/<any({', '.join(Form)}):form>")
@public()
def show(form: str) -> Response:
    """One form: what happens, what it costs, and its terms as dates of an example."""
    today, start = services.today(), services.example_start()
    policies = services.policies(today)
    slots = [f"form.{form}.summary", f"form.{form}.content", "service.crisis", *TERMS]
    return hx.render(
        "commerce/services/show.html",
        form=Form(form),
        texts=told_in_force(slots, today),
        products=services.of_form(services.offered(today), Form(form)),
        cards=services.cards(),
        settings=settings_of(db.session()),
        start=start,
        payers=lambda version: services.payers(version, policies, start),
        tag=services.price_tag,
        shown=products,
        told=told,
    )
