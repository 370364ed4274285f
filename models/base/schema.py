"""What migrations on both engines share."""

from __future__ import annotations

from typing import Any


def replace_check(op: Any, table: str, name: str, old: str, new: str) -> None:  # noqa: ANN401  alembic's operations are a module
    """Give the check called ``name`` another condition. Raises RuntimeError when SQLite's stored one is not ``old``."""
    if op.get_bind().dialect.name == "postgresql":
        # Installations from before the name was given as final have it with the convention's prefix once more.
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name}, DROP CONSTRAINT IF EXISTS ck_{table}_{name}")
        op.create_check_constraint(op.f(name), table, new)
        return
    # SQLite cannot alter a check, and making the table anew would break what points at it. Its manual (lang_altertable, section 7)
    # lets the stored definition be rewritten when, as here, no row's bytes depend on it.
    connection = op.get_bind()
    stored = connection.exec_driver_sql("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?", (table,)).scalar_one()
    if stored.count(old) != 1:
        message = f"{name} is not what it should be"
        raise RuntimeError(message)
    version = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    connection.exec_driver_sql("UPDATE sqlite_schema SET sql = ? WHERE type = 'table' AND name = ?", (stored.replace(old, new), table))
    connection.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema = OFF")
