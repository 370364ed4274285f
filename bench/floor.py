"""The floor: the same server with the same settings answers the same number of bytes and does nothing else.

Also that server's configuration: ``gunicorn --config python:bench.floor``.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment

wsgi_app = "bench.floor:app"
bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "sync"
preload_app = True
control_socket_disable = True
accesslog = "-"


def app(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """``/1234`` answers 1234 bytes."""
    body = b"x" * int(environ["PATH_INFO"].strip("/") or 0)
    start_response("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))])
    return [body]
