"""The servers under measurement: the product as it is served in production, and the floor beside it."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from socket import create_connection, create_server
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).parent.parent
PATIENCE = 60  # seconds to start
PROC = Path("/proc")


class Server:
    """A running gunicorn."""

    def __init__(self, port: int, master: subprocess.Popen[bytes]) -> None:
        self.port, self.master = port, master

    def cpu_seconds(self) -> float | None:
        """Processor time that the master and its workers have used; None where the system does not tell."""
        if not PROC.is_dir():
            return None
        ticks = 0
        for stat in PROC.glob("[0-9]*/stat"):
            try:
                fields = stat.read_text().rpartition(")")[2].split()
            except OSError:
                continue  # it has just ended
            if self.master.pid in (int(stat.parent.name), int(fields[1])):
                ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(*arguments: str, environment: Mapping[str, str]) -> Iterator[Server]:
    """Start gunicorn with these arguments, wait until it answers, and stop it in the end."""
    with create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("PEILI_")}
    master = subprocess.Popen(
        [ROOT / ".venv" / "bin" / "gunicorn", *arguments],
        cwd=ROOT,
        env={**surroundings, **environment, "PORT": str(port)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(port, master)
        yield Server(port, master)
    finally:
        master.send_signal(signal.SIGTERM)
        master.wait(PATIENCE)


def _wait(port: int, master: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if master.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return
