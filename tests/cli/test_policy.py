"""``flask policy``: the written policy is the one that decides, and a difference fails."""

from pathlib import Path

import pytest
from flask import Flask

from cli import policy


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(policy, "PAGE", tmp_path / "docs" / "POLICY.md")
    return policy.PAGE


def test_what_was_written_passes_the_check(app: Flask, page: Path) -> None:
    runner = app.test_cli_runner()
    assert runner.invoke(args=["policy", "check"]).exit_code == 1
    assert runner.invoke(args=["policy", "write"]).exit_code == 0
    assert runner.invoke(args=["policy", "check"]).exit_code == 0


def test_a_difference_fails_and_says_the_cure(app: Flask, page: Path) -> None:
    runner = app.test_cli_runner()
    runner.invoke(args=["policy", "write"])
    page.write_text(page.read_text().replace("own sign-ins", "sign-ins"))
    result = runner.invoke(args=["policy", "check"])
    assert (result.exit_code, "policy write" in result.output) == (1, True)


def test_every_address_is_written_with_its_wing_and_whom_it_lets_in(app: Flask) -> None:
    with app.test_request_context():
        written = policy.written()
    assert "| `POST /sessions/<int:id>/deletion` | `sessions.destroy` | `sign_in.end` | The person's sign-ins" in written
    assert written.index("### People") < written.index("### Privacy") < written.index("### House")
    assert "nobody: undeclared" not in written
    for route in app.url_map.iter_rules():
        assert f"{route.rule}`" in written
