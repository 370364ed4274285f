"""``python -m bench``: requests a second, percentiles, SQL statements and bytes, on both engines, beside a floor.

Builds data, starts the product as it is served in production, signs in over HTTP, and sends requests from a process of
its own on this machine, one and sixteen at once. Prints a table and writes bench/results/latest.json.
"""

from __future__ import annotations

import argparse
import json
import platform
import shutil
import tempfile
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bench.data import Scale
from bench.measure import Measured, measure
from bench.servers import ROOT
from tests import postgres

if TYPE_CHECKING:
    from collections.abc import Iterator

RESULTS = ROOT / "bench" / "results" / "latest.json"
HEADS = ("engine", "page", "at once", "req/s", "p50", "p95", "p99", "max", "CPU ms", "floor req/s", "floor p50", "SQL", "bytes", "gzip")


def main() -> None:
    """Measure what was asked for."""
    options = _options()
    scale = Scale(options.supervisors, options.swaps + 10)
    rows: list[Measured] = []
    for engine in ("sqlite", "postgresql") if options.engine == "both" else (options.engine,):
        with databases(engine) as (folder, urls):
            rows += measure(engine, folder, urls, scale, seconds=options.seconds)
    print(table(rows))
    RESULTS.parent.mkdir(exist_ok=True)
    machine = {"system": platform.platform(), "python": platform.python_version()}
    found = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "machine": machine, "options": vars(options)}
    RESULTS.write_text(json.dumps(found | {"rows": [asdict(row) for row in rows]}, indent=2) + "\n", encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--engine", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--supervisors", type=int, default=30, help="presentations in the directory (default %(default)s)")
    parser.add_argument("--swaps", type=int, default=400, help="seats that are swapped, each once (default %(default)s)")
    parser.add_argument("--seconds", type=float, default=5, help="the longest that one measurement of a page takes (default %(default)s)")
    return parser.parse_args()


@contextmanager
def databases(engine: str) -> Iterator[tuple[Path, tuple[str, str]]]:
    """A folder that goes in the end, and the addresses of two empty databases on disk."""
    (ROOT / "var").mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=ROOT / "var"))
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder)
        if engine == "sqlite":
            yield folder, (f"sqlite:///{folder / 'peili.db'}", f"sqlite:///{folder / 'keys.db'}")
            return
        home = stack.enter_context(postgres.server(durable=True))
        with postgres.administrator(home) as connection:
            connection.execute("CREATE DATABASE peili")
            connection.execute("CREATE DATABASE keys")
        yield folder, (postgres.url(home, "peili"), postgres.url(home, "keys"))


def table(rows: list[Measured]) -> str:
    """The rows as a Markdown table; times in milliseconds."""
    lines = [HEADS, tuple("---" for _ in HEADS), *(row.cells() for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    main()
