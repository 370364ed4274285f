"""Goals get parts, and the rules of learning stand in the database too: see each trigger."""

from alembic import op

from models.base.schema import replace_check

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

FORMER_KINDS = "kind IN ('passage', 'draft', 'working_note', 'pair_note', 'common_goals', 'suggestion', 'held_text', 'mail')"
KINDS = (
    "kind IN ('passage', 'draft', 'working_note', 'pair_note', 'common_goals', 'goal', 'goal_ending', 'rating', 'evaluation', "
    "'reflection', 'question', 'shared_agreement', 'summary_draft', 'summary', 'suggestion', 'held_text', 'mail')"
)
# The common goals of an engagement were one sealed text. It becomes the wording of one agreed goal; nothing is opened.
CARRY = (
    """
    INSERT INTO goals (engagement_id, key_id, level, state, proposed_by_id, proposed_at, agreed_number, agreed_at, version)
    SELECT engagement_id, key_id, 'group', 'agreed', saved_by_id, saved_at, version, saved_at, 1 FROM common_goals
    """,
    """
    INSERT INTO goal_versions (goal_id, number, author_id, created_at, category, text_id)
    SELECT goals.id, common_goals.version, saved_by_id, saved_at, 'professional_learning', text_id
    FROM common_goals JOIN goals ON goals.key_id = common_goals.key_id
    """,
)
BACK = """
    INSERT INTO common_goals (engagement_id, key_id, text_id, saved_at, saved_by_id, version)
    SELECT goals.engagement_id, goals.key_id, text_id, goal_versions.created_at, goal_versions.author_id, number
    FROM goals JOIN goal_versions ON goal_versions.goal_id = goals.id AND number = agreed_number
    JOIN sealed_texts ON sealed_texts.id = text_id AND sealed_texts.kind = 'common_goals'
"""
COMMON_GOALS = """
    CREATE TABLE common_goals (
        engagement_id INTEGER NOT NULL CONSTRAINT pk_common_goals PRIMARY KEY
            CONSTRAINT fk_common_goals_engagement_id_engagements REFERENCES engagements (id),
        key_id VARCHAR(32) NOT NULL,
        text_id INTEGER CONSTRAINT fk_common_goals_text_id_sealed_texts REFERENCES sealed_texts (id),
        saved_at {instant} NOT NULL,
        saved_by_id INTEGER NOT NULL CONSTRAINT fk_common_goals_saved_by_id_persons REFERENCES persons (id),
        version INTEGER NOT NULL
    )
"""
# A rule: its name, table and verb, when a row breaks it, and what the refusal says.
RULES = (
    (
        "engagements_start_with_goal",
        "engagements",
        "UPDATE",
        (
            "NEW.state = 'active' AND OLD.state <> 'active' "
            "AND NOT EXISTS (SELECT 1 FROM goals WHERE engagement_id = NEW.id AND agreed_at IS NOT NULL AND state <> 'dropped')"
        ),
        "no agreed goal",
    ),
    (
        "engagements_complete_with_evaluation",
        "engagements",
        "UPDATE",
        (
            "NEW.state = 'completed' AND OLD.state <> 'completed' AND NEW.unevaluated_because = '' "
            "AND NOT EXISTS (SELECT 1 FROM evaluations WHERE engagement_id = NEW.id AND moment = 'final' AND closed_at IS NOT NULL)"
        ),
        "no final evaluation",
    ),
    ("evaluations_stay_closed", "evaluations", "UPDATE", "OLD.closed_at IS NOT NULL", "a closed evaluation"),
    (
        "evaluation_answers_in_time",
        "evaluation_answers",
        "INSERT",
        "EXISTS (SELECT 1 FROM evaluations WHERE id = NEW.evaluation_id AND closed_at IS NOT NULL)",
        "a closed evaluation",
    ),
    (
        "evaluation_answers_stay",  # except that they are erased
        "evaluation_answers",
        "UPDATE",
        "NEW.text_id IS NOT NULL AND EXISTS (SELECT 1 FROM evaluations WHERE id = NEW.evaluation_id AND closed_at IS NOT NULL)",
        "a closed evaluation",
    ),
    (
        "client_summaries_approved_by_all",
        "client_summaries",
        "UPDATE",
        (
            "NEW.state = 'delivered' AND OLD.state <> 'delivered' AND ("
            "NOT EXISTS (SELECT 1 FROM summary_answers JOIN summary_versions ON summary_versions.id = version_id "
            "WHERE summary_id = NEW.id AND approves) "
            "OR EXISTS (SELECT 1 FROM participations WHERE engagement_id = NEW.engagement_id AND stay = 'regular' AND left_at IS NULL "
            "AND NOT EXISTS (SELECT 1 FROM summary_answers WHERE summary_answers.person_id = participations.person_id AND approves "
            "AND version_id = (SELECT max(id) FROM summary_versions WHERE summary_id = NEW.id))))"
        ),
        "not everybody has approved",
    ),
    ("read_items_stay", "read_items", "UPDATE", "1 = 1", "append-only table read_items"),
    ("read_items_remain", "read_items", "DELETE", "1 = 1", "append-only table read_items"),
)
GUARD = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN IF {breaks} THEN RAISE EXCEPTION '{said}'; END IF; RETURN NEW; END $$
"""


def upgrade() -> None:
    """Carry the goals over, and add the rules."""
    replace_check(op, "sealed_texts", "ck_sealed_texts_kind", FORMER_KINDS, KINDS)
    for statement in CARRY:
        op.execute(statement)
    op.drop_table("common_goals")
    postgresql = op.get_bind().dialect.name == "postgresql"
    for name, table, verb, breaks, said in RULES:
        if postgresql:
            op.execute(GUARD.format(name=name, breaks=breaks, said=said))
            op.execute(f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")
        else:
            op.execute(f"CREATE TRIGGER {name} BEFORE {verb} ON {table} WHEN {breaks} BEGIN SELECT RAISE(ABORT, '{said}'); END")


def downgrade() -> None:
    """Remove the rules; goals that were one text become one again, others must be gone."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    for name, table, *_ in RULES:
        op.execute(f"DROP TRIGGER {name} ON {table}" if postgresql else f"DROP TRIGGER {name}")
        if postgresql:
            op.execute(f"DROP FUNCTION {name}()")
    op.execute(COMMON_GOALS.format(instant="TIMESTAMP WITH TIME ZONE" if postgresql else "DATETIME"))
    op.execute(BACK)
    op.execute("DELETE FROM goal_versions")
    op.execute("DELETE FROM goals")
    replace_check(op, "sealed_texts", "ck_sealed_texts_kind", KINDS, FORMER_KINDS)
