"""Refuse to change what was offered, agreed, signed or charged."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# A change is a new row: these tables are only added to.
APPEND_ONLY = ("signatures", "product_versions", "standard_texts", "start_moves", "option_exercises")

# table: (columns that stay as they are, from when on). Where the condition is false the row is still being written.
FROZEN = {
    "cancellation_policies": ("code, version, name, tiers, no_show_percent, effective_from", "1 = 1"),
    "quotes": ("number, version_number, content, digest, sent_at, language, payer_kind, valid_until", "OLD.state <> 'draft'"),
    "agreement_versions": ("number, content, digest, terms, clauses, price_cents, vat_basis_points, language", "OLD.state <> 'draft'"),
    "cancellations": ("agreement_id, participation_id, received_at, base_cents, fee_cents, vat_basis_points, ground", "1 = 1"),
    "waivers": ("cancellation_id, reason, waived_cents, needs_second, made_by_id", "1 = 1"),
}


def upgrade() -> None:
    """Add the triggers."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    for table in APPEND_ONLY:
        _refuse(postgresql, table, "update", "UPDATE", "")
        _refuse(postgresql, table, "delete", "DELETE", "")
    for table, (columns, condition) in FROZEN.items():
        _refuse(postgresql, table, "thaw", f"UPDATE OF {columns}", f"WHEN ({condition})")


def _refuse(postgresql: bool, table: str, name: str, verb: str, condition: str) -> None:  # noqa: FBT001
    if postgresql:
        body = f"FOR EACH ROW {condition} EXECUTE FUNCTION refuse_change()"
    else:
        body = f"{condition} BEGIN SELECT RAISE(ABORT, 'append-only table {table}'); END"
    op.execute(f"CREATE TRIGGER {table}_refuse_{name} BEFORE {verb} ON {table} {body}")


def downgrade() -> None:
    """Remove the triggers."""
    on = " ON {}" if op.get_bind().dialect.name == "postgresql" else ""
    for table in APPEND_ONLY:
        op.execute(f"DROP TRIGGER {table}_refuse_update{on.format(table)}")
        op.execute(f"DROP TRIGGER {table}_refuse_delete{on.format(table)}")
    for table in FROZEN:
        op.execute(f"DROP TRIGGER {table}_refuse_thaw{on.format(table)}")
