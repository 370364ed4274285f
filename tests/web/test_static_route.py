"""Files of the product are for everybody: the guard that closes what nobody declared leaves them open."""

import pytest
from flask.testing import FlaskClient


@pytest.mark.parametrize(("path", "kind"), [("app.css", "text/css"), ("app.js", "text/javascript"), ("icons.svg", "image/svg+xml")])
def test_files_are_served_to_anybody(client: FlaskClient, path: str, kind: str) -> None:
    with client.get(f"/static/{path}") as response:
        assert (response.status_code, response.mimetype) == (200, kind)
