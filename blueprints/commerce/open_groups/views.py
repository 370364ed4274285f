"""Open groups: list and page for everybody, drafting and changing for account managers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload, selectinload

from blueprints.commerce.open_groups.forms import OpenGroupForm
from models.base import DomainError
from models.base.clock import utcnow
from models.commerce.catalogue import ProductVersion
from models.commerce.open_group import GroupState, OpenGroup
from models.people import Person
from policy.commerce.groups import managed_groups, visible_groups
from web import hx
from web.access import actor_or_sign_in, current_person, found, permits, public
from web.commerce import groups
from web.extensions import db
from web.paging import page
from web.trail import leave_trace

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("open_groups", __name__, url_prefix="/open-groups")
bp.add_app_template_filter(groups.spoken, "spoken")
WHOLE = (
    joinedload(OpenGroup.product_version).joinedload(ProductVersion.product),
    joinedload(OpenGroup.supervisor),
    selectinload(OpenGroup.seats),
)


@bp.get("")
@public()
def index() -> Response:
    """Groups, the next to begin first; account managers see drafts and what is over too."""
    actor = current_person()
    listed = page(groups.listed(visible_groups(actor), actor, now=utcnow()).options(*WHOLE), OpenGroup.first_meeting_at, OpenGroup.id)
    return hx.render("commerce/open_groups/index.html", page=listed)


@bp.get("/<int:id>")
@public()
def show(id: int) -> Response:  # noqa: A002  the guard's name for it
    """A group: dates, price, seats and the terms as dates."""
    group: OpenGroup = found(visible_groups(current_person()).options(*WHOLE), id)
    return groups.page(group)


@bp.get("/new")
@permits("open_group.manage")
def new() -> Response:
    """The form of a new group."""
    return _form(OpenGroupForm())


@bp.post("")
@permits("open_group.manage")
def create() -> Response:
    """Draft a group."""
    form = _offering(OpenGroupForm())
    actor = actor_or_sign_in()
    group = OpenGroup(state=GroupState.DRAFT, created_at=utcnow(), account_manager=actor, seats=[])
    if form.accepts() and _filled(form, group):
        db.session.add(group)
        leave_trace("open_group.created", group)
        db.session.commit()
        return hx.see_other(url_for("open_groups.show", id=group.id), say=_("The group has been saved as a draft."))
    return _form(form, status=422)


@bp.get("/<int:id>/edit")
@permits("open_group.manage", managed_groups)
def edit(group: OpenGroup) -> Response:
    """The form of a group."""
    return _form(OpenGroupForm(data=OpenGroupForm.answers(group)), group)


@bp.post("/<int:id>")
@permits("open_group.manage", managed_groups)
def update(group: OpenGroup) -> Response:
    """Change a group; what it costs and when it begins only while it is a draft."""
    form = _offering(OpenGroupForm(), group)
    if form.accepts() and form.is_stale(group):
        saved = _offering(OpenGroupForm(formdata=None, data=OpenGroupForm.answers(group)), group)
        return _form(form, group, status=409, saved=saved)
    if not form.errors and _filled(form, group):
        leave_trace("open_group.updated", group)
        db.session.commit()
        return hx.see_other(url_for("open_groups.show", id=group.id), say=_("The group has been saved."))
    return _form(form, group, status=422)


def _filled(form: OpenGroupForm, group: OpenGroup) -> bool:
    """Put the answers into the group, unless something is to be confirmed or it refuses them."""
    product = db.session.get_one(ProductVersion, form.product.data)
    if not form.sure_about(form.unusual(product)):
        return False
    supervisor = db.session.get_one(Person, int(form.supervisor.data)) if form.supervisor.data else None
    try:
        form.fill(group, product, supervisor)
    except DomainError as refusal:
        db.session.rollback()
        form.refuse(refusal)
        return False
    return True


def _offering(form: OpenGroupForm, group: OpenGroup | None = None) -> OpenGroupForm:
    form.offer(groups.seat_products(group), groups.supervisors(group))
    return form


def _form(form: OpenGroupForm, group: OpenGroup | None = None, status: int = 200, **context: object) -> Response:
    template = "commerce/open_groups/edit.html" if group else "commerce/open_groups/new.html"
    return hx.render(template, fragment="form", status=status, form=_offering(form, group), group=group, **context)
