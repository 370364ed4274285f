"""A change of a product is a new version; the old ones stay as they were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from models.base import DomainError
from models.base.clock import utcnow
from models.commerce.catalogue import Product
from models.commerce.changes import sell_from
from models.commerce.offer import settings_of
from policy.commerce.catalogue import seen_products
from web import formats, hx
from web.access import actor_or_sign_in, permits
from web.commerce.products import ProductVersionForm
from web.commerce.services import today
from web.commerce.telling import told
from web.extensions import db
from web.forms import language
from web.trail import leave_trace

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("product_versions", __name__)


@bp.get("/products/<int:id>/versions/new")
@permits("offer.manage", seen_products)
def new(product: Product) -> Response:
    """The form, filled with what the last version says."""
    return _form(product, ProductVersionForm.like(product.versions[-1]))


@bp.post("/products/<int:id>/versions")
@permits("offer.manage", seen_products)
def create(product: Product) -> Response:
    """Announce what the product is from a day on."""
    form, session = ProductVersionForm(), db.session()
    if not (form.accepts() and form.sure_about(form.unusual(product.form, settings_of(session)))):
        return _form(product, form, status=422)
    version = form.version(product_id=product.id, created_at=utcnow(), created_by_id=actor_or_sign_in().id)
    try:
        sell_from(session, version, today=today())
    except DomainError as refusal:
        form.refuse(refusal)
        return _form(product, form, status=422)
    leave_trace("product.updated", product, version=version.id)
    session.commit()
    day = formats.date(version.effective_from, language())
    return hx.see_other(url_for("products.show", id=product.id), say=_("The new version counts from %(day)s.", day=day))


def _form(product: Product, form: ProductVersionForm, status: int = 200) -> Response:
    name = told(product.versions[-1].name)
    return hx.render("commerce/product_versions/new.html", fragment="form", status=status, form=form, product=product, name=name)
