"""Lines of a draft. Whoever changes one changes the quote: its version goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from blueprints.commerce.quote_lines.forms import LineForm
from models.base.clock import utcnow
from models.base.local_time import to_local
from models.commerce.offer import products_in_force
from models.commerce.quote import QuoteLine, QuoteState
from policy.commerce.quotes import managed_lines, managed_quotes
from web import hx
from web.access import actor_or_sign_in, permits
from web.commerce import quoting
from web.extensions import db

if TYPE_CHECKING:
    from flask import Response

    from models.commerce.catalogue import ProductVersion
    from models.commerce.quote import Quote

bp = Blueprint("quote_lines", __name__)


@bp.get("/quotes/<int:id>/quote-lines/new")
@permits("quote.manage", managed_quotes)
def new(quote: Quote) -> Response:
    """The form of a new line."""
    return _sent(quote) or _form(LineForm(data={"quantity": 1}), quote)


@bp.post("/quotes/<int:id>/quote-lines")
@permits("quote.manage", managed_quotes)
def create(quote: Quote) -> Response:
    """Add a line."""
    form, products = LineForm(), _products()
    form.offer(products)
    if gone := _sent(quote):
        return gone
    if not form.accepts():
        return _form(form, quote, status=422)
    position = max((line.position for line in quote.lines), default=0) + 1
    line = QuoteLine(position=position)
    form.fill(line, _chosen(form, products))
    quote.lines.append(line)
    return _saved(quote, _("The product has been added."))


@bp.get("/quote-lines/<int:id>/edit")
@permits("quote.manage", managed_lines)
def edit(line: QuoteLine) -> Response:
    """The form of a line."""
    return _sent(line.quote) or _form(LineForm(data=LineForm.answers(line)), line.quote, line)


@bp.post("/quote-lines/<int:id>")
@permits("quote.manage", managed_lines)
def update(line: QuoteLine) -> Response:
    """Change a line."""
    form, products = LineForm(), _products(line)
    form.offer(products)
    if gone := _sent(line.quote):
        return gone
    if not form.accepts():
        return _form(form, line.quote, line, status=422)
    if form.is_stale(line.quote):
        saved = LineForm(formdata=None, data=LineForm.answers(line))
        saved.offer(products)
        return _form(form, line.quote, line, status=409, saved=saved)
    form.fill(line, _chosen(form, products))
    return _saved(line.quote, _("The product has been saved."))


@bp.post("/quote-lines/<int:id>/deletion")
@permits("quote.manage", managed_lines)
def destroy(line: QuoteLine) -> Response:
    """Take a line off."""
    quote = line.quote
    if gone := _sent(quote):
        return gone
    quote.lines.remove(line)
    return _saved(quote, _("The product has been removed."))


def _sent(quote: Quote) -> Response | None:
    return None if quote.state is QuoteState.DRAFT else hx.see_other(url_for("quotes.show", id=quote.id))


def _saved(quote: Quote, say: str) -> Response:
    quoting.touch(quote)
    quoting.log("quote.updated", quote, actor_or_sign_in(), now=utcnow())
    db.session.commit()
    return hx.see_other(url_for("quotes.edit", id=quote.id), say=say)


def _products(line: QuoteLine | None = None) -> list[ProductVersion]:
    """What is sold today, and what the line has already."""
    products = list(db.session.scalars(products_in_force(to_local(utcnow()).date())))
    return products if line is None or line.product_version in products else [line.product_version, *products]


def _chosen(form: LineForm, products: list[ProductVersion]) -> ProductVersion:
    return next(version for version in products if str(version.id) == form.product.data)


def _form(form: LineForm, quote: Quote, line: QuoteLine | None = None, status: int = 200, **more: object) -> Response:
    form.offer(_products(line))
    return hx.render("commerce/quote_lines/form.html", fragment="form", status=status, form=form, quote=quote, line=line, **more)
