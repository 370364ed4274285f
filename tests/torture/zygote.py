"""Starts the product's real web server again and again in a moment: what takes long is done once, before each fork.

``python -m tests.torture.zygote PORT`` reads commands on standard input and answers each with one line: ``start`` forks a
process group of its own (gunicorn's master and its workers, set up as in the Procfile), ``kill`` ends it with SIGKILL.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING, Any

from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

from app import create_app

if TYPE_CHECKING:
    from flask import Flask

WORKERS = 2


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn is not typed
    """Gunicorn on an application that is there already."""

    def __init__(self, app: Flask, port: str) -> None:
        self.application, self.port = app, port
        super().__init__()

    def load_config(self) -> None:
        """As the Procfile says, without the access log."""
        options: dict[str, Any] = {
            "bind": f"127.0.0.1:{self.port}",
            "workers": WORKERS,
            "worker_class": "sync",
            "preload_app": True,
            "control_socket_disable": True,
            "loglevel": "error",
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Made before the fork."""
        return self.application


def main(port: str) -> None:
    """Obey until standard input ends."""
    app = create_app()
    for template in app.jinja_env.list_templates():
        app.jinja_env.get_template(template)
    server = 0
    for line in sys.stdin:
        if line == "start\n":
            server = os.fork()
            if server == 0:
                os.setsid()
                Server(app, port).run()
                os._exit(0)
        else:
            os.killpg(server, signal.SIGKILL)
            os.waitpid(server, 0)
        sys.stdout.write(f"{server}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
