"""The product on a loopback port, in this process: it shares the test's databases and its engine."""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from socket import socket
from typing import TYPE_CHECKING, Any

from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wsgi import ClosingIterator

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

SECONDS_TO_FINISH = 20


class Quiet(WSGIRequestHandler):
    """Says nothing of each request: a failing test shows the page instead."""

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002, ANN401  the base class says so
        ...


class Counting:
    """Knows when no request is under way, so that the databases may be put back."""

    def __init__(self, app: "WSGIApplication") -> None:
        self.app = app
        self.running = 0
        self.changed = threading.Condition()

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        self._count(1)
        try:
            return ClosingIterator(self.app(environ, start_response), [lambda: self._count(-1)])
        except BaseException:
            self._count(-1)
            raise

    def wait(self) -> None:
        """Return once every request has been answered. Raises TimeoutError when one hangs."""
        with self.changed:
            if not self.changed.wait_for(lambda: self.running == 0, SECONDS_TO_FINISH):
                raise TimeoutError("a request is still under way")

    def _count(self, step: int) -> None:
        with self.changed:
            self.running += step
            self.changed.notify_all()


@contextmanager
def serving(app: "WSGIApplication", listener: socket) -> Iterator[Counting]:
    """Answer on a socket that already listens, one thread a request."""
    host, port = listener.getsockname()
    counting = Counting(app)
    server = make_server(host, port, counting, threaded=True, request_handler=Quiet, fd=listener.fileno())
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield counting
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
