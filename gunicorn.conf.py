"""How gunicorn serves the product; read by itself when started here. PORT and WEB_CONCURRENCY (processes) may be set.

One thread a process and one process a core: threads only lengthen the longest waits. A reverse proxy in front keeps
connections open and takes slow visitors off the processes.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gunicorn.glogging import Logger  # type: ignore[import-untyped]

from cli import start
from web import extensions

if TYPE_CHECKING:
    from datetime import timedelta

    from gunicorn.arbiter import Arbiter  # type: ignore[import-untyped]
    from gunicorn.workers.sync import SyncWorker  # type: ignore[import-untyped]

TOKEN = re.compile(r"[\w-]{30,}", re.ASCII)


class DiscreetLogger(Logger):  # type: ignore[misc]  # published without type information
    """An access log without queries, addresses, agents and single-use tokens: what was asked for, how it went, how long it took."""

    def atoms(self, resp: Any, _req: object, environ: dict[str, Any], request_time: timedelta) -> dict[str, Any]:  # noqa: ANN401
        """Only what ``access_log_format`` prints. A link's token works until it is used, so it must not stand in any log."""
        return {
            "t": self.now(),
            "m": environ["REQUEST_METHOD"],
            "U": TOKEN.sub("…", environ["RAW_URI"].partition("?")[0]),
            "s": str(resp.status).split(maxsplit=1)[0],
            "B": getattr(resp, "sent", 0),
            "M": round(request_time.total_seconds() * 1000),
        }


wsgi_app = "app:create_app()"
bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "sync"
preload_app = True  # memory is shared, and a fault at start-up stops the start
forwarded_allow_ips = ""  # PEILI_PROXIES alone says whose word about the visitor counts
control_socket_disable = True
worker_tmp_dir = next((str(path) for path in (Path("/dev/shm"),) if os.access(path, os.W_OK)), None)  # noqa: S108  heartbeats off the disk
logger_class = DiscreetLogger
accesslog = "-"
access_log_format = "%(t)s %(m)s %(U)s %(s)s %(B)s bytes %(M)s ms"


def on_starting(server: Arbiter) -> None:
    """Keys, tables and the demo before anybody is served, where `make run` asks for it: in a process that has the product already."""
    if os.environ.get("PEILI_PREPARE") == "1":
        with server.app.wsgi().app_context():
            start.prepared()


def post_fork(server: Arbiter, _worker: SyncWorker) -> None:
    """Give the new process connections of its own."""
    extensions.forget_connections(server.app.wsgi())
