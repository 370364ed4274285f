"""What is sold: the list, a product's history, a new product, its place and its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from blueprints.commerce.products.forms import NewProductForm, PlaceForm
from models.base import DomainError
from models.base.clock import utcnow
from models.commerce.catalogue import Product
from models.commerce.changes import keep_in_use, place, sell_from
from models.commerce.offer import settings_of
from policy.commerce.catalogue import seen_products
from web import hx
from web.access import actor_or_sign_in, permits
from web.commerce import products
from web.commerce.services import policies, price_tag, today
from web.commerce.telling import missing, told
from web.extensions import db
from web.trail import leave_trace

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("products", __name__, url_prefix="/products")


@bp.get("")
@permits("offer.see")
def index() -> Response:
    """Every product: how it is sold today, and what comes."""
    query = seen_products(actor_or_sign_in()).order_by(Product.position, Product.id).options(selectinload(Product.versions))
    rows = [(product, products.history(product.versions, today())) for product in db.session.scalars(query)]
    return hx.render("commerce/products/index.html", rows=rows, told=told, missing=missing)


@bp.get("/<int:id>")
@permits("offer.see", seen_products)
def show(product: Product) -> Response:
    """What was in force when, what is, what comes."""
    return hx.render(
        "commerce/products/show.html",
        product=product,
        chapters=products.history(product.versions, today()),
        policies=policies(products.UNTIL_EVER),
        told=told,
        tag=price_tag,
        shown=products,
    )


@bp.get("/new")
@permits("offer.manage")
def new() -> Response:
    """The form of a new product."""
    return _form(NewProductForm(data={"supervisors": 1, "final_evaluation": True}))


@bp.post("")
@permits("offer.manage")
def create() -> Response:
    """Offer a product that has not been there before."""
    form, session = NewProductForm(), db.session()
    if not (form.accepts() and form.sure_about(form.unusual(form.form.data, settings_of(session)))):
        return _form(form, status=422)
    product = Product(form=form.form.data, position=len(session.scalars(select(Product.id)).all()) + 1, created_at=utcnow())
    version = form.version(product=product, created_at=utcnow(), created_by_id=actor_or_sign_in().id)
    try:
        sell_from(session, version, today=today())
    except DomainError as refusal:
        form.refuse(refusal)
        return _form(form, status=422)
    leave_trace("product.created", product)
    session.commit()
    return hx.see_other(url_for("products.show", id=product.id), say=_("The product has been added."))


@bp.get("/<int:id>/edit")
@permits("offer.manage", seen_products)
def edit(product: Product) -> Response:
    """Its place in the list, and whether it is sold."""
    return _place(product, PlaceForm(data={"position": product.position, "used": product.retired_at is None}))


@bp.post("/<int:id>")
@permits("offer.manage", seen_products)
def update(product: Product) -> Response:
    """Move it, take it out of sale or back; quotes and agreements keep what they have."""
    form = PlaceForm()
    if not form.accepts():
        return _place(product, form, status=422)
    place(db.session.scalars(select(Product)).all(), product, form.position.data or 1)
    keep_in_use(product, used=bool(form.used.data), now=utcnow())
    leave_trace("product.updated", product, used=bool(form.used.data))
    db.session.commit()
    return hx.see_other(url_for("products.show", id=product.id), say=_("The product has been saved."))


def _form(form: NewProductForm, status: int = 200) -> Response:
    return hx.render("commerce/products/new.html", fragment="form", status=status, form=form)


def _place(product: Product, form: PlaceForm, status: int = 200) -> Response:
    name = products.history(product.versions, today())[0].version.name
    return hx.render("commerce/products/edit.html", fragment="form", status=status, form=form, product=product, name=told(name))
