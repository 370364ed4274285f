"""static/app.js with the real htmx, on a page made for it: an autosaving note, a form, a link, and a server that may fail."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Dialog, Page, Route, expect

PRACTICE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Practice</title>
<meta name="htmx-config" content='{"includeIndicatorCSS": false, "extensions": "none"}'>
<link rel="icon" href="/static/favicon.svg"><link rel="stylesheet" href="/static/app.css">
<script src="/static/vendor/htmx.min.js" defer></script><script src="/static/app.js" type="module"></script></head><body>
<div id="notice" data-unsaved="Not saved." data-unread="Not read." data-expired="Sign in again." data-sign-in="Sign in"></div>
<form id="note" method="post" action="/note" hx-post="/note" hx-trigger="input changed delay:50ms, retry" hx-target="#status" data-autosave>
  <input type="hidden" name="form_token" value="TOKEN"><input type="hidden" name="version" value="1">
  <textarea name="text" aria-label="Note"></textarea><span id="status"></span></form>
<div id="box"><form id="form" method="post" action="/form" hx-post="/form" hx-target="#box">
  <textarea id="message" aria-label="Message"></textarea><p><span data-counts="message">0</span></p>
  <button class="btn go" name="act" value="send">Send</button><a href="/left" data-cancel>Cancel</a></form></div>
<a href="/more" hx-get="/more" hx-target="#more">More</a><div id="more"></div>
<div id="say" role="status"></div></body></html>"""
MISTAKEN = """<form id="form" method="post" action="/form" hx-post="/form" hx-target="#box">
<div id="errors" class="errors" tabindex="-1" autofocus data-focus data-title="Error: ">Correct these</div>
<input name="name" aria-label="Name" autofocus><button class="btn go">Send</button></form>"""


@dataclass
class Server:
    """What the pages get, and what they sent."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: str = "<span class='saved'>Saved</span>"
    token: str = "old"
    sent: list[dict[str, list[str]]] = field(default_factory=list)

    def answer(self, route: Route) -> None:
        if route.request.method == "POST":
            self.sent.append(parse_qs(route.request.post_data or ""))
            route.fulfill(status=self.status, headers={"Content-Type": "text/html; charset=utf-8"} | self.headers, body=self.body)
        elif route.request.url.endswith("/practice"):
            route.fulfill(content_type="text/html", body=PRACTICE.replace("TOKEN", self.token))
        else:
            route.fulfill(content_type="text/html", body="<p data-say='More is here.'>More</p>")


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def practice(page: Page, server: Server) -> Page:
    for path in ("practice", "note", "form", "more", "left"):
        page.route(f"**/{path}", server.answer)
    page.goto("/practice")
    return page


@pytest.fixture
def state(practice: Page) -> Callable[[str], None]:
    """Expect the note's form to stand so."""
    return lambda word: expect(practice.locator("#note")).to_have_attribute("data-saving", word)


def test_says_what_a_fragment_brings_in_the_one_live_region(practice: Page) -> None:
    practice.get_by_role("link", name="More").click()
    expect(practice.get_by_role("status")).to_have_text("More is here.")
    assert practice.locator("[data-say]").count() == 0


def test_a_refused_form_moves_focus_to_its_summary_and_marks_the_title(practice: Page, server: Server) -> None:
    server.status, server.body = 422, MISTAKEN
    practice.get_by_label("Message").press("Control+Enter")
    expect(practice.locator("#errors")).to_be_focused()
    expect(practice).to_have_title("Error: Practice")
    server.status, server.body = 200, "<p>Done</p>"
    practice.get_by_role("button", name="Send").click()
    expect(practice).to_have_title("Practice")


def test_control_and_enter_press_the_form_s_own_button(practice: Page, server: Server) -> None:
    practice.get_by_label("Message").press("Control+Enter")
    expect(practice.locator("#box .saved")).to_be_visible()
    assert server.sent == [{"act": ["send"]}]


def test_saves_what_is_typed_and_counts_signs_as_people_do(practice: Page, state: Callable[[str], None]) -> None:
    practice.get_by_label("Note").press_sequentially("abc")
    state("saved")
    practice.get_by_label("Message").fill("åäö🙂")
    expect(practice.locator("[data-counts]")).to_have_text("4")


def test_tells_that_the_line_is_down_and_sends_again_when_it_is_back(practice: Page, server: Server, state: Callable[[str], None]) -> None:
    practice.evaluate("line = fetch; fetch = () => Promise.reject(new TypeError('down')); console.error = () => {}")
    practice.get_by_label("Note").press_sequentially("abc")
    expect(practice.get_by_role("alert")).to_have_text("Not saved.")
    state("failed")
    practice.evaluate("fetch = line; dispatchEvent(new Event('online'))")
    state("saved")
    expect(practice.get_by_role("alert")).to_have_count(0)
    assert server.sent[-1]["text"] == ["abc"]


def test_does_not_leave_unsaved_text_unasked(practice: Page, server: Server, state: Callable[[str], None]) -> None:
    server.status = 409
    practice.get_by_label("Note").press_sequentially("abc")
    state("failed")
    with practice.expect_event("dialog") as asked:
        practice.once("dialog", Dialog.dismiss)
        practice.get_by_role("link", name="Cancel").click()
    assert asked.value.type == "beforeunload"
    expect(practice.get_by_label("Note")).to_have_value("abc")


def test_a_lapsed_sign_in_leaves_the_text_and_goes_on_with_a_new_token(
    practice: Page, server: Server, state: Callable[[str], None]
) -> None:
    server.status, server.headers, server.body = 401, {"HX-Redirect": "/sessions/new?next=/practice"}, ""
    practice.get_by_label("Note").press_sequentially("abc")
    expect(practice.get_by_role("link", name="Sign in")).to_have_attribute("target", "_blank")
    server.status, server.headers, server.body, server.token = 200, {}, "<span>Saved</span>", "new"
    practice.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    state("saved")
    assert server.sent[-1] == {"form_token": ["new"], "version": ["1"], "text": ["abc"]}


def test_goes_to_sign_in_when_the_server_holds_the_text(practice: Page, server: Server) -> None:
    server.status, server.headers, server.body = 401, {"HX-Redirect": "/left?held=1"}, ""
    practice.route("**/left?held=1", server.answer)
    practice.get_by_label("Note").press_sequentially("abc")
    expect(practice).to_have_url(re.compile(r"/left\?held=1$"))


def test_escape_cancels_but_never_costs_a_text(practice: Page) -> None:
    message = practice.get_by_label("Message")
    message.fill("a long text")
    message.press("Escape")
    expect(message).to_have_value("a long text")
    message.fill("")
    message.press("Escape")
    practice.wait_for_url("**/left")


def test_shows_and_hides_a_password(page: Page) -> None:
    page.goto("/ui")
    password, show = page.locator("#sample-password"), page.get_by_role("button", name="Show Password")
    show.click()
    expect(password).to_have_attribute("type", "text")
    expect(show).to_have_attribute("aria-pressed", "true")
    show.click()
    expect(password).to_have_attribute("type", "password")
