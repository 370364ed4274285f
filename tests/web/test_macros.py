"""What the shared macros promise to every form, where the style page does not show it."""

from collections.abc import Iterator
from types import SimpleNamespace

import html5lib
import pytest
from flask import Flask
from wtforms import Form, FormField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from web import ui as templates
from web.forms import SelectChoice


class Address(Form):
    city = StringField("City", [InputRequired("Write the city.")])


class Sample(Form):
    name = StringField("Name", [InputRequired("Write the name."), Length(max=20)])
    answer = RadioField("Answer", [InputRequired("Choose an answer.")], choices=[SelectChoice("yes"), SelectChoice("no")])
    version = HiddenField("Version", [InputRequired("Reload the page.")])
    home = FormField(Address)
    text = TextAreaField("Text", [Length(max=5)], default="a <b>")


@pytest.fixture
def ui(app: Flask) -> Iterator[SimpleNamespace]:
    with app.test_request_context("/", headers={"Accept-Language": "en"}):
        yield templates._macros()


@pytest.fixture
def form() -> Sample:
    form = Sample()
    form.validate()
    form.form_errors = ["The meeting has begun."]
    return form


def test_the_summary_names_every_mistake_and_leads_to_its_field(ui: SimpleNamespace, form: Sample) -> None:
    summary = html5lib.parseFragment(str(ui.errors(form)), namespaceHTMLElements=False)
    said = [(item.find("a").get("href") if item.find("a") is not None else None, "".join(item.itertext())) for item in summary.iter("li")]
    assert said == [
        (None, "The meeting has begun."),
        ("#name", "Write the name."),
        ("#answer-0", "Choose an answer."),
        (None, "Reload the page."),
        ("#home-city", "Write the city."),
    ]


def test_there_is_no_summary_without_a_mistake(ui: SimpleNamespace) -> None:
    assert ui.errors(Sample(), Sample()) == ""


def test_a_mistake_and_a_hint_belong_to_their_field(ui: SimpleNamespace, form: Sample) -> None:
    field = html5lib.parseFragment(str(ui.field(form.name, hint="As in the passport.")), namespaceHTMLElements=False)
    control = field.find(".//input")
    assert control.get("aria-invalid") == "true"
    assert [field.find(f".//*[@id='{name}']") is not None for name in control.get("aria-describedby").split()] == [True, True]
    assert control.get("required") is None, "the browser must not speak over our own sentences"


def test_what_was_typed_is_escaped_counted_and_never_cut(ui: SimpleNamespace, form: Sample) -> None:
    shown = str(ui.field(form.text))
    assert "a &lt;b&gt;" in shown
    assert ">5</span> / 5 characters" in shown
    assert "maxlength" not in shown


def test_a_difference_is_told_in_words_too(ui: SimpleNamespace) -> None:
    pieces = [("same", "I "), ("del", "advise"), ("ins", "<ask>")]
    said = html5lib.parseFragment(str(ui.diff(pieces)), namespaceHTMLElements=False)
    assert "".join(said.itertext()) == "I [removed: advise][added: <ask>]"
