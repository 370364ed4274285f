"""Where a sign-in may lead on to."""

import pytest

from web.hx import safe_next


@pytest.mark.parametrize(
    "url",
    ["/", "/meetings/3", "/meetings/3?tab=notes#passage-4", "/supervisors?q=%C3%A4", "/a:b", "/x?next=//y", "/ä", "/.//x"],
)
def test_a_path_of_this_site_is_kept(url: str) -> None:
    assert safe_next(url, "/elsewhere") == url


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "meetings",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\evil.example",
        "/x\\y",
        "http://evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "/ok\r\nSet-Cookie: a=b",
        "/ok\nx",
        "/ok\rx",
        "/ok\x00x",
        "/\t/evil.example",
        "\t//evil.example",
        " //evil.example",
        "/\u2028x",
        "/\u202ex",
        "/" + "x" * 400,
    ],
)
def test_anything_else_leads_nowhere(url: str | None) -> None:
    assert safe_next(url, "/elsewhere") == "/elsewhere"
