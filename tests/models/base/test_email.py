import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.base.email import EmailAddress, EmailMalformed


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("aino@demo.example", "aino@demo.example"),
        ("  Aino.Rautaharju@DEMO.Example\u200b ", "aino.rautaharju@demo.example"),
        ("Åke.Öberg@Exämple.FI", "åke.öberg@exämple.fi"),
        ("A\u030ake@exa\u0308mple.fi", "åke@exämple.fi"),
        ("aino@xn--exmple-cua.fi", "aino@exämple.fi"),
        ("\uff41ino@\uff44emo.example", "aino@demo.example"),
        ("aino+peili@mail.test", "aino+peili@mail.test"),
        ("Straße@straße.example", "strasse@straße.example"),
    ],
)
def test_the_key_makes_variants_equal(typed: str, key: str) -> None:
    assert EmailAddress.parse(typed).key == key


def test_what_was_typed_is_kept() -> None:
    address = EmailAddress.parse(" Aino.Rautaharju@Demo.Example ")
    assert address.as_typed == str(address) == "Aino.Rautaharju@Demo.Example"


@pytest.mark.parametrize(
    "typed",
    [
        None, "", "   ", "aino", "aino@", "@demo.example", "aino@demo", "aino@localhost", "aino demo@demo.example",
        "aino@demo..example", "Aino <aino@demo.example>", '"a b"@demo.example', "aino@[127.0.0.1]",
        "aino@demo.example\nBcc: x@demo.example", "aino\x00@demo.example", "ai\u202eno@demo.example",
        "ai\ud800no@demo.example", "a\ufffdo@demo.example", "aino@demo.example, tuuli@demo.example", "a\ufe6bdemo@demo.example",
        "a" * 65 + "@demo.example", "a@" + "b" * 64 + ".example", "a" * 1_000_000, "a@" + "b." * 130 + "fi",
        "a" + "\u0301\u0327" * 100 + "@demo.example",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused(typed: str | None) -> None:
    with pytest.raises(EmailMalformed):
        EmailAddress.parse(typed)


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_is_an_address_or_refused(local: str, domain: str) -> None:
    try:
        address = EmailAddress.parse(f"{local}@{domain}.example")
    except EmailMalformed:
        return
    assert EmailAddress.parse(address.key).key == address.key
    assert len(address.key) <= 254


@given(st.text("abcxyzåäöABCXYZÅÄÖ0189._+-", min_size=1, max_size=30))
def test_capitals_never_matter(local: str) -> None:
    try:
        address = EmailAddress.parse(f"{local}@demo.example")
    except EmailMalformed:
        return
    assert EmailAddress.parse(f"{local.upper()}@DEMO.EXAMPLE").key == address.key
