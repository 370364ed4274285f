"""`make run` as it is: the preparing command, then web and worker side by side until Ctrl-C."""

import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import create_connection, create_server

import pytest

from tests import engines

ROOT = Path(__file__).parent.parent
PROGRAMS = ROOT / ".venv" / "bin"
PATIENCE = 60  # seconds


@pytest.fixture
def surroundings(engine: str, tmp_path: Path, worker_id: str) -> dict[str, str]:
    """The environment of a first start on a new machine: empty databases of the engine under test, a free port."""
    database, keys = engines.databases(tmp_path, f"start_{worker_id}")
    with create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    return {name: value for name, value in os.environ.items() if not name.startswith("PEILI_")} | {
        "PEILI_ARGON2_MEMORY_KIB": "64",
        "PEILI_DATABASE_URL": database.url,
        "PEILI_DATA_DIR": str(tmp_path / "var"),
        "PEILI_KEYS_URL": keys.url,
        "PORT": str(port),
    }


def prepare(surroundings: dict[str, str]) -> str:
    """Run the preparing command and return what it printed."""
    command = [str(PROGRAMS / "flask"), "--app", "app", "start", "prepare"]
    return subprocess.run(command, cwd=ROOT, env=surroundings, check=True, capture_output=True, text=True).stdout


@contextmanager
def started(surroundings: dict[str, str], said: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Web and worker as `make run` starts them, until the caller stops them or fails; what they say goes into a file."""
    command = [str(PROGRAMS / "honcho"), "start", "--port", surroundings["PORT"]]
    environment = surroundings | {"PEILI_PREPARE": "1", "PYTHONUNBUFFERED": "1"}
    with said.open("wb") as out:
        processes = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out, start_new_session=True)
    try:
        yield processes
    finally:
        if processes.poll() is None:
            processes.send_signal(signal.SIGINT)
        processes.wait(PATIENCE)


def answer(url: str) -> int:
    """The status of a page, as soon as there is anybody to give one."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(url) as response:  # noqa: S310  our own loopback address
                return int(response.status)
        except urllib.error.HTTPError as refused:
            return refused.code
        except urllib.error.URLError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def test_first_start_serves_and_ctrl_c_stops_everything(surroundings: dict[str, str], tmp_path: Path) -> None:
    said = tmp_path / "said"
    with started(surroundings, said) as processes:
        assert answer(f"http://127.0.0.1:{surroundings['PORT']}/supervisors") == 200
        assert f"http://127.0.0.1:{surroundings['PORT']}" in said.read_text()
        assert "participant@demo.example" in said.read_text()
        processes.send_signal(signal.SIGINT)
        assert processes.wait(PATIENCE) == 130
    with pytest.raises(ConnectionRefusedError):
        create_connection(("127.0.0.1", int(surroundings["PORT"])))


def test_second_preparation_touches_nothing(surroundings: dict[str, str]) -> None:
    said = prepare(surroundings)
    data = Path(surroundings["PEILI_DATA_DIR"])
    before = {path: path.read_bytes() for path in [*data.rglob("*"), *data.parent.glob("*.db")] if path.is_file()}
    assert prepare(surroundings) == said
    assert {path: path.read_bytes() for path in [*data.rglob("*"), *data.parent.glob("*.db")] if path.is_file()} == before


def test_without_demo_the_first_account_is_made_by_hand(surroundings: dict[str, str]) -> None:
    said = prepare(surroundings | {"PEILI_DEMO": "0"})
    assert "people create-admin" in said
    assert "@demo.example" not in said
