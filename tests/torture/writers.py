"""People who type while the server dies: each remembers what it was told is saved, and looks for it when the server is back."""

from __future__ import annotations

import html
import http.client
import re
import threading
import time
from dataclasses import dataclass
from urllib.parse import urlencode

TIMEOUT = 30  # seconds; a request that hangs is a failure, not a wait
WORDS = re.compile(r"kappale (\d+) loppu")
PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


class Lost(AssertionError):
    """Something that was acknowledged is not there."""


@dataclass(eq=False)
class Writer(threading.Thread):
    """Somebody who saves one text over and over. ``page`` shows it, ``action`` saves it, ``area`` is the field's name."""

    port: int
    cookie: str
    page: str
    action: str
    area: str
    acknowledged: int = 0  # the number of the last text that the server said it has
    answers: int = 0
    unanswered: int = 0
    error: BaseException | None = None

    def __post_init__(self) -> None:
        threading.Thread.__init__(self, daemon=True)
        self.stopping = threading.Event()
        self.typed = 0

    def run(self) -> None:
        """Save until told to stop; when the line breaks, look at what is there and go on from it."""
        try:
            while not self.stopping.is_set():
                try:
                    self.write()
                except (OSError, http.client.HTTPException):
                    self.unanswered += 1
                    time.sleep(0.01)
        except BaseException as error:  # noqa: BLE001  the test's own thread raises it
            self.error = error

    def write(self) -> None:
        """Open the page, check it, and save one text after the other."""
        version, token = self.look()
        while not self.stopping.is_set():
            self.typed += 1
            sent = {"form_token": token, "page": self.page, "version": version, self.area: text(self.typed)}
            status, body = self.ask("POST", self.action, sent)
            if status != 200:
                raise Lost(f"{self.action} answers {status}: {body[:300]}")
            self.acknowledged, self.answers = self.typed, self.answers + 1
            version = hidden(body, "version")

    def look(self) -> tuple[str, str]:
        """The version and the token to go on with; raises Lost unless the newest acknowledged text stands there."""
        status, body = self.ask("GET", self.page)
        area = re.search(rf'<textarea[^>]*name="{self.area}"[^>]*>(.*?)</textarea>', body, re.DOTALL)
        if status != 200 or area is None:
            raise Lost(f"{self.page} answers {status}")
        found = WORDS.search(html.unescape(area[1]))
        number = int(found[1]) if found else 0
        if not self.acknowledged <= number <= self.typed:
            raise Lost(f"{self.page} shows text {number}; {self.acknowledged} was acknowledged, {self.typed} was sent")
        self.typed = max(self.typed, number)
        form = next(part for part in body.split("<form")[1:] if f'action="{self.action}"' in part.split(">")[0])
        return hidden(form, "version"), hidden(form, "form_token")

    def ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, str]:
        """One request on a connection of its own."""
        headers = {"Cookie": f"peili={self.cookie}"}
        if fields:
            headers |= PARTIAL | {"Content-Type": "application/x-www-form-urlencoded"}
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
        try:
            line.request(method, path, urlencode(fields) if fields else None, headers)
            answer = line.getresponse()
            return answer.status, answer.read().decode()
        finally:
            line.close()


def text(number: int) -> str:
    """A text of about a page, numbered at its end, so that half of it is none of it."""
    return "Ryhmä puhui kiireestä ja rajoista. 🌊\n" * 12 + f"kappale {number} loppu"


def hidden(body: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', body) or re.search(rf'value="([^"]*)"[^>]*name="{name}"', body)
    if found is None:
        raise Lost(f"no field {name} in {body[:300]}")
    return html.unescape(found[1])
