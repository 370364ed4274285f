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
    "quotes": (
        "number, version_number, content, digest, sent_at, language, payer_kind, valid_until, recipient_name, recipient_email, introduction",
        "OLD.state <> 'draft'",
    ),
    "agreement_versions": ("number, content, digest, terms, clauses, price_cents, vat_basis_points, language", "OLD.state <> 'draft'"),
    "cancellations": ("agreement_id, participation_id, received_at, base_cents, fee_cents, vat_basis_points, ground", "1 = 1"),
    "waivers": ("cancellation_id, reason, waived_cents, needs_second, made_by_id", "1 = 1"),
}

# Parts of a quote: they are added, changed and removed only while it is a draft.
QUOTE_PARTS = ("quote_lines", "quote_supervisors")
REFUSE_PART = """
CREATE FUNCTION refuse_part_of_sent_quote() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'DELETE' AND EXISTS (SELECT 1 FROM quotes WHERE id = NEW.quote_id AND state <> 'draft') THEN
    RAISE EXCEPTION 'append-only table %', TG_TABLE_NAME;
  END IF;
  IF TG_OP <> 'INSERT' AND EXISTS (SELECT 1 FROM quotes WHERE id = OLD.quote_id AND state <> 'draft') THEN
    RAISE EXCEPTION 'append-only table %', TG_TABLE_NAME;
  END IF;
  RETURN COALESCE(NEW, OLD);
END $$
"""


def upgrade() -> None:
    """Add the triggers."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    if postgresql:
        op.execute(REFUSE_PART)
    for table in QUOTE_PARTS:
        for verb, rows in (("INSERT", ("NEW",)), ("UPDATE", ("OLD", "NEW")), ("DELETE", ("OLD",))):
            _refuse_part(postgresql, table, verb, rows)
    _refuse(postgresql, "quotes", "delete", "DELETE", "WHEN (OLD.state <> 'draft')")
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


def _refuse_part(postgresql: bool, table: str, verb: str, rows: tuple[str, ...]) -> None:  # noqa: FBT001
    name = f"{table}_refuse_{verb.lower()}"
    if postgresql:
        op.execute(f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_part_of_sent_quote()")
        return
    sent = " OR ".join(f"(SELECT state FROM quotes WHERE id = {row}.quote_id) <> 'draft'" for row in rows)  # noqa: S608  our own names
    refusal = f"RAISE(ABORT, 'append-only table {table}')"
    op.execute(f"CREATE TRIGGER {name} BEFORE {verb} ON {table} WHEN ({sent}) BEGIN SELECT {refusal}; END")


def downgrade() -> None:
    """Remove the triggers."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    on = " ON {}" if postgresql else ""
    op.execute(f"DROP TRIGGER quotes_refuse_delete{on.format('quotes')}")
    for table in QUOTE_PARTS:
        for verb in ("insert", "update", "delete"):
            op.execute(f"DROP TRIGGER {table}_refuse_{verb}{on.format(table)}")
    if postgresql:
        op.execute("DROP FUNCTION refuse_part_of_sent_quote()")
    for table in APPEND_ONLY:
        op.execute(f"DROP TRIGGER {table}_refuse_update{on.format(table)}")
        op.execute(f"DROP TRIGGER {table}_refuse_delete{on.format(table)}")
    for table in FROZEN:
        op.execute(f"DROP TRIGGER {table}_refuse_thaw{on.format(table)}")
