"""Which passwords are taken, and how they are hashed."""

import unicodedata
from pathlib import Path
from unittest.mock import Mock

import pytest
from argon2 import extract_parameters
from flask import Flask

from tests.world import World, memory
from web import passwords
from web.passwords import PasswordCommon, PasswordRefused
from web.settings import Settings

GOOD = "lumi narisee kengän alla"


@pytest.mark.parametrize(
    "password",
    [
        GOOD,
        "x7#Kq9!vLm2$",
        "Äiti ostaa punaisen auton",
        "🐟 ui hiljaa järvessä",
        "a" * 3 + "kolmekymmentäviisi hiirtä juoksee" * 3,
    ],
)
def test_a_sentence_of_one_s_own_is_taken(app: Flask, password: str) -> None:
    with app.app_context():
        assert passwords.check(password, "Noora Heikura", "noora.heikura@demo.example") is None  # type: ignore[func-returns-value]


@pytest.mark.parametrize(
    ("password", "refusal"),
    [
        ("", PasswordRefused),
        ("elevenchars", PasswordRefused),
        ("lyhyt lause", PasswordRefused),
        ("y" + "lumi narisee " * 10, PasswordRefused),
        ("s" * 600, PasswordRefused),
        ("aaaaaaaaaaaa", PasswordCommon),
        ("aaaabbbbcccc", PasswordCommon),
        ("abcabcabcabc", PasswordCommon),
        ("password1234", PasswordCommon),
        ("PASSWORD-2026", PasswordCommon),
        ("Salasana2026!", PasswordCommon),
        ("Lösenord 2026", PasswordCommon),
        ("qwertyuiopasdf", PasswordCommon),
        ("123456789012", PasswordCommon),
        ("1q2w3e4r5t6y", PasswordCommon),
        ("Kesä2026kesä2026", PasswordCommon),
        ("peilipeili2026", PasswordCommon),
        ("Työnohjaus2026", PasswordCommon),
        ("tyo\u0308nohjaus2026", PasswordCommon),
        ("Merituulen2026", PasswordCommon),
        ("NooraHeikura1", PasswordCommon),
        ("noora.heikura@demo.example", PasswordCommon),
    ],
)
def test_what_anybody_would_try_is_refused(app: Flask, password: str, refusal: type[PasswordRefused]) -> None:
    with app.app_context(), pytest.raises(PasswordRefused) as refused:
        passwords.check(password, "Noora Heikura", "noora.heikura@demo.example")
    assert type(refused.value) is refusal


def test_twelve_and_a_hundred_and_twenty_eight_characters_are_the_limits(app: Flask) -> None:
    long = ("lumi narisee kengän alla ja kuura kimaltaa oksilla " * 3)[:128]
    with app.app_context():
        passwords.check(GOOD[:12])
        passwords.check(long)
        with pytest.raises(PasswordRefused):
            passwords.check(GOOD[:11])
        with pytest.raises(PasswordRefused):
            passwords.check(long + "x")


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_a_letter_typed_in_another_way_is_the_same_letter(app: Flask, form: str) -> None:
    password = "äö åä öä åö " * 10
    with app.app_context():
        stored = passwords.hashed(unicodedata.normalize("NFC", password))
        assert passwords.matches(stored, unicodedata.normalize(form, password))  # type: ignore[arg-type]


@pytest.mark.parametrize("password", ["", "\x00" * 12, "\ud800" * 12, "x" * 100_000, "\ufdfa" * 200])
def test_no_password_is_a_fault(app: Flask, password: str) -> None:
    with app.app_context():
        stored = passwords.hashed(GOOD)
        assert not passwords.matches(stored, password)
        assert not passwords.matches(None, password)


def test_more_than_the_longest_never_matches(app: Flask) -> None:
    long = ("lumi narisee kengän alla ja kuura kimaltaa oksilla " * 3)[:128]
    with app.app_context():
        assert not passwords.matches(passwords.hashed(long), long + "x")


def test_an_unknown_account_costs_one_hash_too(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with app.app_context():
        passwords.matches(None, GOOD)
        stored, hasher = passwords.hashed(GOOD), passwords._hasher(*passwords._strength())
        verify = Mock(side_effect=hasher.verify)
        monkeypatch.setattr(type(hasher), "verify", verify)
        passwords.matches(stored, GOOD)
        passwords.matches(stored, "wrong " + GOOD)
        passwords.matches(None, GOOD)
    assert verify.call_count == 3


def test_production_hashes_with_argon2id_64_mib_3_rounds() -> None:
    settings = Settings.from_env({"PEILI_DATA_DIR": "var"})
    parameters = extract_parameters(passwords._hasher(settings.argon2_time, settings.argon2_memory_kib).hash("x"))
    assert parameters.type.name == "ID"
    assert (parameters.memory_cost, parameters.time_cost, parameters.parallelism) == (64 * 1024, 3, 1)
    assert (parameters.hash_len, parameters.salt_len) == (32, 16)


def test_common_words_are_small_letters_of_at_least_four() -> None:
    words = Path(passwords.COMMON).read_text(encoding="utf-8").split()
    assert len(words) > 300
    assert all(word == word.casefold() and (len(word) >= 4 or word.isdigit()) for word in words)


def test_the_story_s_people_are_refused_their_own_names(app: Flask) -> None:
    with memory() as session, app.app_context():
        for name in ("Marja-Liisa Ojanperä", "Kim Ström"):
            person = World(session).person(name)
            with pytest.raises(PasswordCommon):
                passwords.check(f"{person.name} 2026", person.name, person.email)
