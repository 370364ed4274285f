"""The living style page: every shared part of the pages once, for whoever builds pages and for the tests that look at them."""

from flask import Blueprint, Response

from blueprints.people.styles.forms import SampleForm
from web import hx
from web.access import public

bp = Blueprint("styles", __name__)


@bp.get("/ui")
@public()
def show() -> Response:
    """Holds nothing of anybody: names and texts are invented."""
    wrong = SampleForm(prefix="wrong")
    wrong.validate()
    return hx.render("ui/show.html", form=SampleForm(prefix="sample"), wrong=wrong)
