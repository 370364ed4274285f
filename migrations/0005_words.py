"""Let links be about quotes and agreements, and let a process end before it began."""

from alembic import op

from models.base.schema import replace_check

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
        replace_check(op, table, name, old, new)


def downgrade() -> None:
    """Narrow them again; rows that use the new words must be gone."""
    for table, name, old, new in reversed(CHECKS):
        replace_check(op, table, name, new, old)
