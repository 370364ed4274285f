"""The load: a process of its own that sends prepared requests from several places at once and times every answer.

Reads a job from standard input and writes what it saw to standard output, both JSON. Each request has a connection of
its own, as with a reverse proxy that keeps none open; time runs from connecting to the last byte.
"""

from __future__ import annotations

import json
import socket
import sys
import threading
import time
from dataclasses import asdict, dataclass, field
from itertools import count

PATIENCE = 30  # seconds for one answer


@dataclass
class Seen:
    """Seconds of each answer, how often each status came, and how long the whole took."""

    seconds: list[float] = field(default_factory=list)
    statuses: dict[str, int] = field(default_factory=dict)
    bytes: int = 0
    elapsed: float = 0.0


@dataclass(frozen=True)
class Job:
    """Requests, sent in turn: again and again until the time is up, or each once."""

    port: int
    at_once: int
    requests: list[str]
    repeat: bool
    longest: float  # seconds

    def run(self) -> Seen:
        """Send from ``at_once`` threads, each waiting for its answer before the next request."""
        seen, lock, turns = Seen(), threading.Lock(), count()
        requests = [request.encode("latin-1") for request in self.requests]
        start = time.perf_counter()

        def visitor() -> None:
            while time.perf_counter() - start < self.longest:
                with lock:
                    turn = next(turns)
                if not self.repeat and turn >= len(requests):
                    return
                began = time.perf_counter()
                status, size = ask(self.port, requests[turn % len(requests)])
                took = time.perf_counter() - began
                with lock:
                    seen.seconds.append(took)
                    seen.statuses[status] = seen.statuses.get(status, 0) + 1
                    seen.bytes += size

        visitors = [threading.Thread(target=visitor) for _ in range(self.at_once)]
        for each in visitors:
            each.start()
        for each in visitors:
            each.join()
        seen.elapsed = time.perf_counter() - start
        return seen


def ask(port: int, request: bytes) -> tuple[str, int]:
    """Send a request and read the whole answer: its status, and its size in bytes."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.sendall(request)
        first = connection.recv(65536)
        size = len(first)
        while part := connection.recv(65536):
            size += len(part)
    return first[9:12].decode("ascii", "replace"), size


if __name__ == "__main__":
    json.dump(asdict(Job(**json.load(sys.stdin)).run()), sys.stdout)
