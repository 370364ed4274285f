"""Let links be about quotes and agreements, and let a process end before it began."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# table, constraint, its old and its new condition
CHECKS = (
    (
        "single_use_links",
        "ck_single_use_links_purpose",
        "purpose IN ('invitation', 'password_reset', 'offer', 'withdrawal', 'reconfirmation', 'address_change')",
        (
            "purpose IN ('invitation', 'password_reset', 'offer', 'withdrawal', 'reconfirmation', 'address_change', "
            "'quote', 'signature', 'approval', 'seat_offer', 'continuation', 'poll', 'supervisor_change')"
        ),
    ),
    (
        "engagements",
        "ck_engagements_state",
        "state IN ('planned', 'active', 'completed', 'interrupted')",
        "state IN ('planned', 'active', 'completed', 'interrupted', 'not_started')",
    ),
    (
        "engagements",
        "ck_engagements_ended_has_time",
        "(state IN ('completed', 'interrupted')) = (ended_at IS NOT NULL)",
        "(state IN ('completed', 'interrupted', 'not_started')) = (ended_at IS NOT NULL)",
    ),
)


def upgrade() -> None:
    """Widen the checks."""
    for table, name, old, new in CHECKS:
        _replace(table, name, old, new)


def downgrade() -> None:
    """Narrow them again; rows that use the new words must be gone."""
    for table, name, old, new in reversed(CHECKS):
        _replace(table, name, new, old)


def _replace(table: str, name: str, old: str, new: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(name, table)
        op.create_check_constraint(name, table, new)
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
