"""Refuse two meetings of one supervisor, or in one room, at the same time; and to change a meeting's history."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

# What is taken, and the name both engines' refusals go by.
TAKEN = {"supervisor_id": "bookings_supervisor_overlap", "room_id": "bookings_room_overlap"}

# Meetings that stand already, with whoever supervises them then. Of two at the same time the earlier made keeps its booking.
STANDING = """
INSERT INTO bookings (meeting_id, supervisor_id, starts_at, ends_at)
SELECT meetings.id, assignments.person_id, meetings.starts_at, meetings.ends_at
FROM meetings JOIN assignments ON assignments.engagement_id = meetings.engagement_id
 AND assignments.since <= meetings.starts_at AND (assignments.until IS NULL OR assignments.until > meetings.starts_at)
WHERE meetings.cancelled_at IS NULL
 AND NOT EXISTS (
  SELECT 1 FROM meetings AS other JOIN assignments AS theirs ON theirs.engagement_id = other.engagement_id
   AND theirs.since <= other.starts_at AND (theirs.until IS NULL OR theirs.until > other.starts_at)
  WHERE theirs.person_id = assignments.person_id AND other.id < meetings.id AND other.cancelled_at IS NULL
   AND other.starts_at < meetings.ends_at AND other.ends_at > meetings.starts_at)
"""


def upgrade() -> None:
    """Book what stands, then add the rules."""
    op.execute(STANDING)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
        for column, name in TAKEN.items():
            op.execute(
                f"ALTER TABLE bookings ADD CONSTRAINT {name} EXCLUDE USING gist "
                f"({column} WITH =, tstzrange(starts_at, ends_at) WITH &&) WHERE ({column} IS NOT NULL)"
            )
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER meeting_changes_refuse_{verb.lower()} BEFORE {verb} ON meeting_changes "
                "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
            )
        return
    for column, name in TAKEN.items():
        for verb in ("INSERT", "UPDATE"):
            other = f"SELECT 1 FROM bookings WHERE {column} = NEW.{column} AND id IS NOT NEW.id"  # noqa: S608  our own names
            when = f"NEW.{column} IS NOT NULL AND EXISTS ({other} AND starts_at < NEW.ends_at AND ends_at > NEW.starts_at)"
            refusal = f"BEGIN SELECT RAISE(ABORT, '{name}'); END"
            op.execute(f"CREATE TRIGGER {name}_{verb.lower()} BEFORE {verb} ON bookings WHEN {when} {refusal}")
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER meeting_changes_refuse_{verb.lower()} BEFORE {verb} ON meeting_changes "
            "BEGIN SELECT RAISE(ABORT, 'append-only table meeting_changes'); END"
        )


def downgrade() -> None:
    """Remove the rules; the bookings go with their table."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    on = " ON meeting_changes" if postgresql else ""
    for verb in ("update", "delete"):
        op.execute(f"DROP TRIGGER meeting_changes_refuse_{verb}{on}")
    for name in TAKEN.values():
        if postgresql:
            op.execute(f"ALTER TABLE bookings DROP CONSTRAINT {name}")
        else:
            op.execute(f"DROP TRIGGER {name}_insert")
            op.execute(f"DROP TRIGGER {name}_update")
