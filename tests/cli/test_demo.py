"""The demo scenario: at whatever hour it is filled, nobody is in two places."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from cli import demo
from tests.bookings import untrue
from web.extensions import db


@pytest.mark.parametrize("hour", [6, 11])  # the group's meeting is at ten, or else two hours after the filling
def test_everybody_is_in_one_place(app: Flask, hour: int) -> None:
    now = datetime(2026, 11, 23, hour, 10, tzinfo=UTC)
    with app.app_context():
        demo.fill(db.session(), now=now)
        assert untrue(db.session(), now=now) == {}
