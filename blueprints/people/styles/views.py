"""The living style page: every shared part of the pages once, for whoever builds pages and for the tests that look at them."""

from flask import Blueprint, Response
from flask_babel import gettext as _

from blueprints.people.styles.forms import SampleForm
from models.commerce.document import Document, Row, Section
from web import formats, hx
from web.access import public
from web.forms import language

bp = Blueprint("styles", __name__)


@bp.get("/ui")
@public()
def show() -> Response:
    """Holds nothing of anybody: names and texts are invented."""
    wrong = SampleForm(prefix="wrong")
    wrong.validate()
    return hx.render("ui/show.html", form=SampleForm(prefix="sample"), wrong=wrong, document=_document())


def _document() -> Document:
    price = Row(_("Peer group"), _("Time, matter, act: one row for days, logs and settings."), formats.money(105000, language()))
    sections = (
        Section("who", _("Supervisor"), rows=(Row(_("Supervisor"), "Aino Rautaharju"), Row(_("Form"), _("Group")))),
        Section("price", _("Price"), (_("The swap costs nothing"),), (price,)),
    )
    return Document(
        "quote", "2027-014", language(), _("Quote %(number)s", number="2027-014"), _("The page and the PDF say the same."), sections
    )
