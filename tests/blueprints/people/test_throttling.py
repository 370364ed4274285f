"""Tries at a password are slowed down in the database, and nobody is locked out."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from sqlalchemy import func, select

from models.people import Throttle
from models.people.throttle import ACCOUNT, PAIR
from tests.blueprints.people.conftest import PASSWORD, House, went_on
from tests.world import NOW
from web import throttling
from web.extensions import db

ELSEWHERE = "198.51.100.7"


def fail(house: House, times: int, email: str = "noora.heikura@demo.example", address: str = ELSEWHERE) -> bool:
    """Try a wrong password so many times; whether the last one was judged at all."""
    visitor = house.visitor()
    answers = [house.try_to(visitor, email, "something else altogether", address=address) for _ in range(times)]
    assert {answer.status_code for answer in answers} == {422}
    return "eivät kuulu yhteen" in answers[-1].text


def test_the_sixth_failure_makes_the_right_password_wait(house: House) -> None:
    fail(house, PAIR.free + 1)
    _, answer = house.sign_in(house.story.noora, address=ELSEWHERE)
    assert answer.status_code == 422
    assert "Odota 3 sekuntia" in answer.text
    house.at(NOW + timedelta(seconds=2))
    _, answer = house.sign_in(house.story.noora, address=ELSEWHERE)
    assert went_on(answer) == "/"


def test_an_unknown_address_is_slowed_down_alike(house: House) -> None:
    assert fail(house, PAIR.free + 1, email="nobody@demo.example")
    assert not fail(house, 1, email="nobody@demo.example")


def test_somebody_s_failures_elsewhere_do_not_slow_the_owner_at_home(house: House) -> None:
    house.sign_in(house.story.noora)
    for n in range(ACCOUNT.free + 5):
        fail(house, 1, address=f"203.0.{n}.9")
    _, at_home = house.sign_in(house.story.noora)
    assert went_on(at_home) == "/"
    _, abroad = house.sign_in(house.story.noora, address="192.0.2.1")
    assert "Odota" in abroad.text


def test_another_address_from_the_same_network_is_not_slowed_by_a_few(house: House) -> None:
    fail(house, PAIR.free + 1)
    _, answer = house.sign_in(house.story.ville, address=ELSEWHERE)
    assert went_on(answer) == "/"


def test_success_forgets_the_failures(house: House) -> None:
    fail(house, PAIR.free)
    house.sign_in(house.story.noora, address=ELSEWHERE)
    fail(house, PAIR.free)
    assert went_on(house.sign_in(house.story.noora, address=ELSEWHERE)[1]) == "/"


def test_no_address_stands_in_the_throttles(house: House) -> None:
    fail(house, 1)
    keys = " ".join(house.session.scalars(select(Throttle.key)))
    house.session.commit()
    assert keys
    assert "noora" not in keys
    assert "198" not in keys.partition(":")[0]


def test_many_at_once_are_all_counted(house: House) -> None:
    keys = [throttling.key("pair", "noora@demo.example here", PAIR), throttling.key("network", "here", PAIR)]

    def claim(_: int) -> bool:
        with house.app.app_context():
            try:
                throttling.claim(keys, now=NOW)
            except throttling.TooSoon:
                return False
            finally:
                db.session.remove()
            return True

    with ThreadPoolExecutor(8) as pool:
        passed = sum(pool.map(claim, range(24)))
    assert passed == PAIR.free + 1
    assert house.session.scalar(select(func.max(Throttle.failures))) == PAIR.free + 1
    house.session.commit()


def test_old_counts_are_dropped(house: House) -> None:
    fail(house, 1)
    throttling.forget_before(house.session, NOW + timedelta(hours=23))
    assert house.session.scalar(select(func.count()).select_from(Throttle))
    throttling.forget_before(house.session, NOW + timedelta(hours=25))
    assert not house.session.scalar(select(func.count()).select_from(Throttle))
    house.session.commit()


def test_the_right_password_is_not_delayed_by_itself(house: House) -> None:
    for _ in range(PAIR.free + 5):
        _, answer = house.sign_in(house.story.noora, PASSWORD, address=ELSEWHERE)
        assert went_on(answer) == "/"
