"""Somebody at a browser without script, or with htmx: fetches pages and sends the forms that are on them."""

import html
import re
from dataclasses import dataclass

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from models.people import Person
from tests.world import World

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}
HIDDEN = re.compile(r'<input(?=[^>]* type="hidden")(?=[^>]* name="([^"]+)")(?=[^>]* value="([^"]*)")')


@dataclass
class Visitor:
    """A client with a sign-in of its own. ``htmx`` makes every request a partial one."""

    client: FlaskClient
    htmx: bool = False

    @classmethod
    def signed_in(cls, client: FlaskClient, world: World, person: Person, *, htmx: bool = False) -> "Visitor":
        """The person at this client, signed in; cookies of an earlier person are replaced."""
        client.set_cookie("peili", world.sign_in(person))
        return cls(client, htmx)

    def get(self, url: str, **query: str) -> TestResponse:
        """Fetch a page, or the fragment of it."""
        return self.client.get(url, query_string=query or None, headers=HTMX if self.htmx else {})

    def post(self, url: str, *, page: str, **fields: str) -> TestResponse:
        """Send a form of ``page`` to ``url``: its hidden fields as they stand there, and these."""
        shown = self.client.get(page)
        assert shown.status_code == 200, f"{page} answers {shown.status_code}"
        return self.client.post(url, data=hidden_fields(shown.text, url) | fields, headers=HTMX if self.htmx else {})


def hidden_fields(page: str, action: str) -> dict[str, str]:
    """Hidden fields of the form that posts to ``action``, or has a button that does; of any form when none does."""
    forms = re.findall(r"<form\b[^>]* method=\"post\"[^>]*>.*?</form>", page, re.DOTALL)
    mine = [form for form in forms if f' action="{html.escape(action)}"' in form.split(">", 1)[0]]
    mine = mine or [form for form in forms if f' formaction="{html.escape(action)}"' in form]
    return {name: html.unescape(value) for name, value in HIDDEN.findall((mine or forms or [""])[0])}
