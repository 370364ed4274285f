"""Starts the product's real worker again and again in a moment: what takes long is done once, before each fork.

``python -m tests.torture.worker_zygote`` reads commands on standard input and answers each with one line: ``start`` forks a process
that runs ``flask worker run``, ``kill`` ends it with SIGKILL.
"""

from __future__ import annotations

import os
import signal
import sys

from flask.cli import FlaskGroup

from app import create_app
from web import extensions


def main() -> None:
    """Obey until standard input ends."""
    app = create_app()
    for template in app.jinja_env.list_templates():
        app.jinja_env.get_template(template)
    worker = 0
    for line in sys.stdin:
        if line == "start\n":
            worker = os.fork()
            if worker == 0:
                extensions.forget_connections(app)
                FlaskGroup(create_app=lambda: app).main(["worker", "run"], standalone_mode=False)
                os._exit(0)
        else:
            os.kill(worker, signal.SIGKILL)
            os.waitpid(worker, 0)
        sys.stdout.write(f"{worker}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
