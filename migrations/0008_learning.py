"""Learning: goals, ratings, evaluations, reflections, questions, shared agreements, summaries for clients, and traces of their reading."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what people learn by."""
    op.create_table(
        "bank_questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("supervisor_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["supervisor_id"], ["persons.id"], name=op.f("fk_bank_questions_supervisor_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_questions")),
    )
    op.create_index(op.f("ix_bank_questions_supervisor_id"), "bank_questions", ["supervisor_id"], unique=False)
    op.create_table(
        "evaluations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("engagement_id", sa.Integer(), nullable=False),
        sa.Column(
            "moment", sa.Enum("middle", "final", name="moment", native_enum=False, create_constraint=True, length=32), nullable=False
        ),
        sa.Column("questionnaire", sa.String(length=16), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("answered", sa.Integer(), nullable=True),
        sa.Column("results", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(closed_at IS NULL) = (answered IS NULL)", name=op.f("ck_evaluations_closed_has_count")),
        sa.CheckConstraint("results IS NULL OR answered >= 3", name=op.f("ck_evaluations_results_need_three")),
        sa.ForeignKeyConstraint(["closed_by_id"], ["persons.id"], name=op.f("fk_evaluations_closed_by_id_persons")),
        sa.ForeignKeyConstraint(["engagement_id"], ["engagements.id"], name=op.f("fk_evaluations_engagement_id_engagements")),
        sa.ForeignKeyConstraint(["opened_by_id"], ["persons.id"], name=op.f("fk_evaluations_opened_by_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluations")),
        sa.UniqueConstraint("engagement_id", "moment", name=op.f("uq_evaluations_engagement_id_moment")),
    )
    op.create_table(
        "shared_agreements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dropped_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("engagement_id", sa.Integer(), nullable=False),
        sa.Column("key_id", sa.String(length=32), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["dropped_by_id"], ["persons.id"], name=op.f("fk_shared_agreements_dropped_by_id_persons")),
        sa.ForeignKeyConstraint(["engagement_id"], ["engagements.id"], name=op.f("fk_shared_agreements_engagement_id_engagements")),
        sa.ForeignKeyConstraint(["proposed_by_id"], ["persons.id"], name=op.f("fk_shared_agreements_proposed_by_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shared_agreements")),
        sa.UniqueConstraint("key_id", name=op.f("uq_shared_agreements_key_id")),
    )
    op.create_index(op.f("ix_shared_agreements_engagement_id"), "shared_agreements", ["engagement_id"], unique=False)
    op.create_table(
        "client_summaries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft", "awaiting_approvals", "approved", "delivered", name="state", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("draft_id", sa.Integer(), nullable=True),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("delivered_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("engagement_id", sa.Integer(), nullable=False),
        sa.Column("key_id", sa.String(length=32), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(state = 'delivered') = (delivered_at IS NOT NULL)", name=op.f("ck_client_summaries_delivered_has_time")),
        sa.ForeignKeyConstraint(["created_by_id"], ["persons.id"], name=op.f("fk_client_summaries_created_by_id_persons")),
        sa.ForeignKeyConstraint(["delivered_by_id"], ["persons.id"], name=op.f("fk_client_summaries_delivered_by_id_persons")),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["sealed_texts.id"], name=op.f("fk_client_summaries_draft_id_sealed_texts"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["engagement_id"], ["engagements.id"], name=op.f("fk_client_summaries_engagement_id_engagements")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client_summaries")),
        sa.UniqueConstraint("key_id", name=op.f("uq_client_summaries_key_id")),
    )
    op.create_index(op.f("ix_client_summaries_engagement_id"), "client_summaries", ["engagement_id"], unique=False)
    op.create_table(
        "evaluation_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evaluation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("text_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("engagement_id", sa.Integer(), nullable=False),
        sa.Column("key_id", sa.String(length=32), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["engagement_id"], ["engagements.id"], name=op.f("fk_evaluation_answers_engagement_id_engagements")),
        sa.ForeignKeyConstraint(["evaluation_id"], ["evaluations.id"], name=op.f("fk_evaluation_answers_evaluation_id_evaluations")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_evaluation_answers_person_id_persons")),
        sa.ForeignKeyConstraint(
            ["text_id"], ["sealed_texts.id"], name=op.f("fk_evaluation_answers_text_id_sealed_texts"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_answers")),
        sa.UniqueConstraint("evaluation_id", "person_id", name=op.f("uq_evaluation_answers_evaluation_id_person_id")),
        sa.UniqueConstraint("key_id", name=op.f("uq_evaluation_answers_key_id")),
    )
    op.create_index(op.f("ix_evaluation_answers_engagement_id"), "evaluation_answers", ["engagement_id"], unique=False)
    op.create_index(op.f("ix_evaluation_answers_person_id"), "evaluation_answers", ["person_id"], unique=False)
    op.create_table(
        "goals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "level",
            sa.Enum("individual", "group", "organisation", name="level", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum("proposed", "agreed", "closed", "dropped", name="state", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agreed_number", sa.Integer(), nullable=True),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("ending_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("engagement_id", sa.Integer(), nullable=False),
        sa.Column("key_id", sa.String(length=32), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(level = 'individual') = (owner_id IS NOT NULL)", name=op.f("ck_goals_individual_has_owner")),
        sa.CheckConstraint("(state IN ('closed', 'dropped')) = (ended_at IS NOT NULL)", name=op.f("ck_goals_ended_has_time")),
        sa.CheckConstraint("state NOT IN ('agreed', 'closed') OR agreed_at IS NOT NULL", name=op.f("ck_goals_agreed_before_closed")),
        sa.CheckConstraint("(agreed_number IS NULL) = (agreed_at IS NULL)", name=op.f("ck_goals_agreed_has_time")),
        sa.ForeignKeyConstraint(["ended_by_id"], ["persons.id"], name=op.f("fk_goals_ended_by_id_persons")),
        sa.ForeignKeyConstraint(["ending_id"], ["sealed_texts.id"], name=op.f("fk_goals_ending_id_sealed_texts"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["engagement_id"], ["engagements.id"], name=op.f("fk_goals_engagement_id_engagements")),
        sa.ForeignKeyConstraint(["owner_id"], ["persons.id"], name=op.f("fk_goals_owner_id_persons")),
        sa.ForeignKeyConstraint(["proposed_by_id"], ["persons.id"], name=op.f("fk_goals_proposed_by_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goals")),
        sa.UniqueConstraint("key_id", name=op.f("uq_goals_key_id")),
    )
    op.create_index(op.f("ix_goals_engagement_id"), "goals", ["engagement_id"], unique=False)
    op.create_index(op.f("ix_goals_owner_id"), "goals", ["owner_id"], unique=False)
    op.create_table(
        "offered_questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=True),
        sa.Column("text_id", sa.Integer(), nullable=True),
        sa.Column("offered_by_id", sa.Integer(), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("engagement_id", sa.Integer(), nullable=False),
        sa.Column("key_id", sa.String(length=32), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["engagement_id"], ["engagements.id"], name=op.f("fk_offered_questions_engagement_id_engagements")),
        sa.ForeignKeyConstraint(["offered_by_id"], ["persons.id"], name=op.f("fk_offered_questions_offered_by_id_persons")),
        sa.ForeignKeyConstraint(
            ["text_id"], ["sealed_texts.id"], name=op.f("fk_offered_questions_text_id_sealed_texts"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["to_id"], ["persons.id"], name=op.f("fk_offered_questions_to_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offered_questions")),
        sa.UniqueConstraint("key_id", name=op.f("uq_offered_questions_key_id")),
    )
    op.create_index(op.f("ix_offered_questions_engagement_id"), "offered_questions", ["engagement_id"], unique=False)
    op.create_index(op.f("ix_offered_questions_to_id"), "offered_questions", ["to_id"], unique=False)
    op.create_table(
        "read_items",
        sa.Column("read_id", sa.Integer(), nullable=False),
        sa.Column(
            "matter",
            sa.Enum("goal", "reflection", "evaluation", name="matter", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["read_id"], ["reads.id"], name=op.f("fk_read_items_read_id_reads")),
        sa.ForeignKeyConstraint(["subject_id"], ["persons.id"], name=op.f("fk_read_items_subject_id_persons")),
        sa.PrimaryKeyConstraint("read_id", "matter", "item_id", name=op.f("pk_read_items")),
    )
    op.create_index(op.f("ix_read_items_subject_id"), "read_items", ["subject_id"], unique=False)
    op.create_table(
        "shared_agreement_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["shared_agreements.id"], name=op.f("fk_shared_agreement_versions_agreement_id_shared_agreements")
        ),
        sa.ForeignKeyConstraint(["author_id"], ["persons.id"], name=op.f("fk_shared_agreement_versions_author_id_persons")),
        sa.ForeignKeyConstraint(
            ["text_id"], ["sealed_texts.id"], name=op.f("fk_shared_agreement_versions_text_id_sealed_texts"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shared_agreement_versions")),
        sa.UniqueConstraint("agreement_id", "number", name=op.f("uq_shared_agreement_versions_agreement_id_number")),
    )
    op.create_table(
        "goal_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "category",
            sa.Enum("work_flow", "professional_learning", name="category", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column("weight", sa.Integer(), nullable=True),
        sa.Column("text_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("weight BETWEEN 0 AND 9", name=op.f("ck_goal_versions_weight_in_range")),
        sa.ForeignKeyConstraint(["author_id"], ["persons.id"], name=op.f("fk_goal_versions_author_id_persons")),
        sa.ForeignKeyConstraint(["goal_id"], ["goals.id"], name=op.f("fk_goal_versions_goal_id_goals")),
        sa.ForeignKeyConstraint(["text_id"], ["sealed_texts.id"], name=op.f("fk_goal_versions_text_id_sealed_texts"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["theme_id"], ["goal_themes.id"], name=op.f("fk_goal_versions_theme_id_goal_themes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal_versions")),
        sa.UniqueConstraint("goal_id", "number", name=op.f("uq_goal_versions_goal_id_number")),
    )
    op.create_table(
        "reflections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind", sa.Enum("entry", "task", "next_step", name="kind", native_enum=False, create_constraint=True, length=32), nullable=False
        ),
        sa.Column("question_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("brought_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "openness",
            sa.Enum("private", "supervisors", "attendees", name="openness", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("text_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("engagement_id", sa.Integer(), nullable=False),
        sa.Column("key_id", sa.String(length=32), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(openness = 'attendees') = (meeting_id IS NOT NULL)", name=op.f("ck_reflections_attendees_of_meeting")),
        sa.CheckConstraint("(openness = 'private') = (opened_at IS NULL)", name=op.f("ck_reflections_open_has_time")),
        sa.ForeignKeyConstraint(["engagement_id"], ["engagements.id"], name=op.f("fk_reflections_engagement_id_engagements")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_reflections_meeting_id_meetings")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_reflections_person_id_persons")),
        sa.ForeignKeyConstraint(["question_id"], ["offered_questions.id"], name=op.f("fk_reflections_question_id_offered_questions")),
        sa.ForeignKeyConstraint(["text_id"], ["sealed_texts.id"], name=op.f("fk_reflections_text_id_sealed_texts"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reflections")),
        sa.UniqueConstraint("key_id", name=op.f("uq_reflections_key_id")),
    )
    op.create_index(op.f("ix_reflections_engagement_id"), "reflections", ["engagement_id"], unique=False)
    op.create_index("ix_reflections_person_engagement", "reflections", ["person_id", "engagement_id"], unique=False)
    op.create_index(op.f("ix_reflections_question_id"), "reflections", ["question_id"], unique=False)
    op.create_table(
        "shared_agreement_answers",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("word", sa.Enum("commit", "outward", name="word", native_enum=False, create_constraint=True, length=32), nullable=False),
        sa.Column("given_by_id", sa.Integer(), nullable=False),
        sa.Column("says_yes", sa.Boolean(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("given_by_id = person_id", name=op.f("ck_shared_agreement_answers_given_by_the_person")),
        sa.ForeignKeyConstraint(["given_by_id"], ["persons.id"], name=op.f("fk_shared_agreement_answers_given_by_id_persons")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_shared_agreement_answers_person_id_persons")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["shared_agreement_versions.id"], name=op.f("fk_shared_agreement_answers_version_id_shared_agreement_versions")
        ),
        sa.PrimaryKeyConstraint("version_id", "person_id", "word", name=op.f("pk_shared_agreement_answers")),
    )
    op.create_index(op.f("ix_shared_agreement_answers_person_id"), "shared_agreement_answers", ["person_id"], unique=False)
    op.create_table(
        "summary_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("summary_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text_id", sa.Integer(), nullable=True),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["persons.id"], name=op.f("fk_summary_versions_author_id_persons")),
        sa.ForeignKeyConstraint(["summary_id"], ["client_summaries.id"], name=op.f("fk_summary_versions_summary_id_client_summaries")),
        sa.ForeignKeyConstraint(
            ["text_id"], ["sealed_texts.id"], name=op.f("fk_summary_versions_text_id_sealed_texts"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_summary_versions")),
        sa.UniqueConstraint("summary_id", "number", name=op.f("uq_summary_versions_summary_id_number")),
    )
    op.create_table(
        "goal_answers",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("given_by_id", sa.Integer(), nullable=False),
        sa.Column("agrees", sa.Boolean(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("given_by_id = person_id", name=op.f("ck_goal_answers_given_by_the_person")),
        sa.ForeignKeyConstraint(["given_by_id"], ["persons.id"], name=op.f("fk_goal_answers_given_by_id_persons")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_goal_answers_person_id_persons")),
        sa.ForeignKeyConstraint(["version_id"], ["goal_versions.id"], name=op.f("fk_goal_answers_version_id_goal_versions")),
        sa.PrimaryKeyConstraint("version_id", "person_id", name=op.f("pk_goal_answers")),
    )
    op.create_index(op.f("ix_goal_answers_person_id"), "goal_answers", ["person_id"], unique=False)
    op.create_table(
        "goal_ratings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column(
            "moment", sa.Enum("start", "middle", "end", name="moment", native_enum=False, create_constraint=True, length=32), nullable=False
        ),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("attainment", sa.Integer(), nullable=True),
        sa.Column("text_id", sa.Integer(), nullable=True),
        sa.Column("rated_by_id", sa.Integer(), nullable=False),
        sa.Column("rated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("attainment BETWEEN -2 AND 2", name=op.f("ck_goal_ratings_attainment_in_range")),
        sa.CheckConstraint("step BETWEEN 1 AND 5", name=op.f("ck_goal_ratings_step_in_range")),
        sa.ForeignKeyConstraint(["goal_id"], ["goals.id"], name=op.f("fk_goal_ratings_goal_id_goals")),
        sa.ForeignKeyConstraint(["rated_by_id"], ["persons.id"], name=op.f("fk_goal_ratings_rated_by_id_persons")),
        sa.ForeignKeyConstraint(["text_id"], ["sealed_texts.id"], name=op.f("fk_goal_ratings_text_id_sealed_texts"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["version_id"], ["goal_versions.id"], name=op.f("fk_goal_ratings_version_id_goal_versions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal_ratings")),
        sa.UniqueConstraint("goal_id", "moment", name=op.f("uq_goal_ratings_goal_id_moment")),
    )
    op.create_table(
        "reflection_goals",
        sa.Column("reflection_id", sa.Integer(), nullable=False),
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["goal_id"], ["goals.id"], name=op.f("fk_reflection_goals_goal_id_goals")),
        sa.ForeignKeyConstraint(
            ["reflection_id"], ["reflections.id"], name=op.f("fk_reflection_goals_reflection_id_reflections"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("reflection_id", "goal_id", name=op.f("pk_reflection_goals")),
    )
    op.create_index(op.f("ix_reflection_goals_goal_id"), "reflection_goals", ["goal_id"], unique=False)
    op.create_table(
        "summary_answers",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("given_by_id", sa.Integer(), nullable=False),
        sa.Column("approves", sa.Boolean(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("given_by_id = person_id", name=op.f("ck_summary_answers_given_by_the_person")),
        sa.ForeignKeyConstraint(["given_by_id"], ["persons.id"], name=op.f("fk_summary_answers_given_by_id_persons")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_summary_answers_person_id_persons")),
        sa.ForeignKeyConstraint(["version_id"], ["summary_versions.id"], name=op.f("fk_summary_answers_version_id_summary_versions")),
        sa.PrimaryKeyConstraint("version_id", "person_id", name=op.f("pk_summary_answers")),
    )
    op.create_index(op.f("ix_summary_answers_person_id"), "summary_answers", ["person_id"], unique=False)
    op.execute("ALTER TABLE engagements ADD COLUMN unevaluated_because VARCHAR(300) NOT NULL DEFAULT ''")


def downgrade() -> None:
    """Remove it again."""
    op.execute("ALTER TABLE engagements DROP COLUMN unevaluated_because")
    op.drop_index(op.f("ix_summary_answers_person_id"), table_name="summary_answers")
    op.drop_table("summary_answers")
    op.drop_index(op.f("ix_reflection_goals_goal_id"), table_name="reflection_goals")
    op.drop_table("reflection_goals")
    op.drop_table("goal_ratings")
    op.drop_index(op.f("ix_goal_answers_person_id"), table_name="goal_answers")
    op.drop_table("goal_answers")
    op.drop_table("summary_versions")
    op.drop_index(op.f("ix_shared_agreement_answers_person_id"), table_name="shared_agreement_answers")
    op.drop_table("shared_agreement_answers")
    op.drop_index(op.f("ix_reflections_question_id"), table_name="reflections")
    op.drop_index("ix_reflections_person_engagement", table_name="reflections")
    op.drop_index(op.f("ix_reflections_engagement_id"), table_name="reflections")
    op.drop_table("reflections")
    op.drop_table("goal_versions")
    op.drop_table("shared_agreement_versions")
    op.drop_index(op.f("ix_read_items_subject_id"), table_name="read_items")
    op.drop_table("read_items")
    op.drop_index(op.f("ix_offered_questions_to_id"), table_name="offered_questions")
    op.drop_index(op.f("ix_offered_questions_engagement_id"), table_name="offered_questions")
    op.drop_table("offered_questions")
    op.drop_index(op.f("ix_goals_owner_id"), table_name="goals")
    op.drop_index(op.f("ix_goals_engagement_id"), table_name="goals")
    op.drop_table("goals")
    op.drop_index(op.f("ix_evaluation_answers_person_id"), table_name="evaluation_answers")
    op.drop_index(op.f("ix_evaluation_answers_engagement_id"), table_name="evaluation_answers")
    op.drop_table("evaluation_answers")
    op.drop_index(op.f("ix_client_summaries_engagement_id"), table_name="client_summaries")
    op.drop_table("client_summaries")
    op.drop_index(op.f("ix_shared_agreements_engagement_id"), table_name="shared_agreements")
    op.drop_table("shared_agreements")
    op.drop_table("evaluations")
    op.drop_index(op.f("ix_bank_questions_supervisor_id"), table_name="bank_questions")
    op.drop_table("bank_questions")
