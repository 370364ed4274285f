"""Meetings in time: bookings, rooms, availability, history, polls, feeds, notices, hours, imports, jobs."""

from secrets import token_hex

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# Plain statements that both engines understand: SQLite can add a constraint with its column only.
COLUMNS = (
    "ALTER TABLE agreement_versions ADD COLUMN starts JSON",
    "ALTER TABLE attendances ADD COLUMN minutes_late INTEGER",
    "ALTER TABLE attendances ADD COLUMN previous_minutes_late INTEGER",
    "ALTER TABLE meetings ADD COLUMN room_id INTEGER CONSTRAINT fk_meetings_room_id_rooms REFERENCES rooms (id)",
    "ALTER TABLE meetings ADD COLUMN uid VARCHAR(64) NOT NULL DEFAULT ''",
    "ALTER TABLE meetings ADD COLUMN sequence INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE meetings ADD COLUMN confirmed_at {moment}",
    (
        "ALTER TABLE meetings ADD COLUMN ending VARCHAR(32) CONSTRAINT ck_meetings_ending CHECK "
        "(ending IN ('in_time', 'late', 'no_show', 'by_provider')) "
        "CONSTRAINT ck_meetings_ending_has_time CHECK (ending IS NULL OR cancelled_at IS NOT NULL)"
    ),
    "ALTER TABLE outbox_messages ADD COLUMN meeting_id INTEGER CONSTRAINT fk_outbox_messages_meeting_id_meetings REFERENCES meetings (id)",
    "ALTER TABLE outbox_messages ADD COLUMN once VARCHAR(120)",
    "ALTER TABLE outbox_messages ADD COLUMN notice VARCHAR(32)",
    "ALTER TABLE outbox_messages ADD COLUMN dead_at {moment}",
    "ALTER TABLE outbox_messages ADD COLUMN claimed_until {moment}",
)


def upgrade() -> None:
    """Add the tables, and columns to those that stand."""
    op.create_table(
        "closures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.CheckConstraint("last >= first", name=op.f("ck_closures_last_after_first")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closures")),
    )
    op.create_index("ix_closures_last", "closures", ["last"], unique=False)
    op.create_table(
        "jobs",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("succeeded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_jobs")),
    )
    op.create_table(
        "rooms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("address", sa.String(length=160), nullable=False),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("access", sa.String(length=300), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("people IS NULL OR people > 0", name=op.f("ck_rooms_takes_somebody")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rooms")),
        sa.UniqueConstraint("name", name=op.f("uq_rooms_name")),
    )
    op.create_table(
        "calendar_exceptions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Enum("away", "extra", name="kind", native_enum=False, create_constraint=True, length=32), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_calendar_exceptions_ends_after_start")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_calendar_exceptions_person_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_exceptions")),
    )
    op.create_index("ix_calendar_exceptions_person_start", "calendar_exceptions", ["person_id", "starts_at"], unique=False)
    op.create_table(
        "calendar_feeds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("length(token_hash) = 32", name=op.f("ck_calendar_feeds_whole_hash")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_calendar_feeds_person_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_feeds")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendar_feeds_token_hash")),
    )
    op.create_index(op.f("ix_calendar_feeds_person_id"), "calendar_feeds", ["person_id"], unique=False)
    op.create_table(
        "calendar_settings",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "titles",
            sa.Enum("busy", "meeting", "full", name="titles", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("invitations", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_calendar_settings_person_id_persons")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_calendar_settings")),
    )
    op.create_table(
        "declined_notices",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("reminder", "change", "question", "work", "hours", name="kind", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_declined_notices_person_id_persons")),
        sa.PrimaryKeyConstraint("person_id", "kind", name=op.f("pk_declined_notices")),
    )
    op.create_table(
        "notice_settings",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("quiet_from", sa.Integer(), nullable=True),
        sa.Column("quiet_until", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(quiet_from IS NULL) = (quiet_until IS NULL)", name=op.f("ck_notice_settings_both_or_neither")),
        sa.CheckConstraint(
            "quiet_from BETWEEN 0 AND 1439 AND quiet_until BETWEEN 0 AND 1439", name=op.f("ck_notice_settings_within_a_day")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_notice_settings_person_id_persons")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_notice_settings")),
    )
    op.create_table(
        "supervisor_calendars",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("travel_minutes", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("capacity IS NULL OR capacity >= 0", name=op.f("ck_supervisor_calendars_capacity_not_negative")),
        sa.CheckConstraint("travel_minutes BETWEEN 0 AND 480", name=op.f("ck_supervisor_calendars_travel_within_a_day")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_supervisor_calendars_person_id_persons")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_supervisor_calendars")),
    )
    op.create_table(
        "working_hours",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("from_minute", sa.Integer(), nullable=False),
        sa.Column("until_minute", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "0 <= from_minute AND from_minute < until_minute AND until_minute <= 1440", name=op.f("ck_working_hours_within_a_day")
        ),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_working_hours_weekday")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_working_hours_person_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_working_hours")),
    )
    op.create_index("uq_working_hours_person_weekday_from", "working_hours", ["person_id", "weekday", "from_minute"], unique=True)
    op.create_table(
        "participant_imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("engagement_id", sa.Integer(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("filename", sa.String(length=120), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column(
            "state",
            sa.Enum("preview", "confirmed", "done", "dropped", name="state", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("done <= total", name=op.f("ck_participant_imports_done_within_total")),
        sa.ForeignKeyConstraint(["engagement_id"], ["engagements.id"], name=op.f("fk_participant_imports_engagement_id_engagements")),
        sa.ForeignKeyConstraint(["made_by_id"], ["persons.id"], name=op.f("fk_participant_imports_made_by_id_persons")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_participant_imports_organisation_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participant_imports")),
    )
    op.create_index(op.f("ix_participant_imports_engagement_id"), "participant_imports", ["engagement_id"], unique=False)
    op.create_index(op.f("ix_participant_imports_made_by_id"), "participant_imports", ["made_by_id"], unique=False)
    op.create_index("ix_participant_imports_state", "participant_imports", ["state", "created_at"], unique=False)
    op.create_table(
        "supervisor_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("engagement_id", sa.Integer(), nullable=False),
        sa.Column("former_id", sa.Integer(), nullable=False),
        sa.Column("successor_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open", "in_force", "refused", "withdrawn", "expired", name="state", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deadline", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(state = 'open') = (decided_at IS NULL)", name=op.f("ck_supervisor_changes_decided_has_time")),
        sa.CheckConstraint("deadline > proposed_at", name=op.f("ck_supervisor_changes_deadline_ahead")),
        sa.CheckConstraint("former_id <> successor_id", name=op.f("ck_supervisor_changes_two_people")),
        sa.ForeignKeyConstraint(["engagement_id"], ["engagements.id"], name=op.f("fk_supervisor_changes_engagement_id_engagements")),
        sa.ForeignKeyConstraint(["former_id"], ["persons.id"], name=op.f("fk_supervisor_changes_former_id_persons")),
        sa.ForeignKeyConstraint(["proposed_by_id"], ["persons.id"], name=op.f("fk_supervisor_changes_proposed_by_id_persons")),
        sa.ForeignKeyConstraint(["successor_id"], ["persons.id"], name=op.f("fk_supervisor_changes_successor_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supervisor_changes")),
    )
    op.create_index(op.f("ix_supervisor_changes_engagement_id"), "supervisor_changes", ["engagement_id"], unique=False)
    op.create_index(
        "uq_supervisor_changes_engagement_open",
        "supervisor_changes",
        ["engagement_id"],
        unique=True,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "bookings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("supervisor_id", sa.Integer(), nullable=True),
        sa.Column("room_id", sa.Integer(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(supervisor_id IS NULL) <> (room_id IS NULL)", name=op.f("ck_bookings_one_is_taken")),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_bookings_ends_after_start")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_bookings_meeting_id_meetings")),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], name=op.f("fk_bookings_room_id_rooms")),
        sa.ForeignKeyConstraint(["supervisor_id"], ["persons.id"], name=op.f("fk_bookings_supervisor_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bookings")),
        sa.UniqueConstraint("meeting_id", "room_id", name=op.f("uq_bookings_meeting_id_room_id")),
        sa.UniqueConstraint("meeting_id", "supervisor_id", name=op.f("uq_bookings_meeting_id_supervisor_id")),
    )
    op.create_index("ix_bookings_room_time", "bookings", ["room_id", "starts_at", "ends_at"], unique=False)
    op.create_index("ix_bookings_supervisor_time", "bookings", ["supervisor_id", "starts_at", "ends_at"], unique=False)
    op.create_table(
        "calendar_invitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.CheckConstraint("sequence >= 0", name=op.f("ck_calendar_invitations_sequence_from_zero")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_calendar_invitations_meeting_id_meetings")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_calendar_invitations_person_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_invitations")),
        sa.UniqueConstraint("meeting_id", "person_id", name=op.f("uq_calendar_invitations_meeting_id_person_id")),
    )
    op.create_index(op.f("ix_calendar_invitations_person_id"), "calendar_invitations", ["person_id"], unique=False)
    op.create_table(
        "hours_confirmations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("supervisor_id", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=False),
        sa.Column(
            "confirmed_as",
            sa.Enum("participant", "account_manager", name="confirmed_as", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_hours_confirmations_some_minutes")),
        sa.CheckConstraint("supervisor_id <> confirmed_by_id", name=op.f("ck_hours_confirmations_somebody_else")),
        sa.ForeignKeyConstraint(["confirmed_by_id"], ["persons.id"], name=op.f("fk_hours_confirmations_confirmed_by_id_persons")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_hours_confirmations_meeting_id_meetings")),
        sa.ForeignKeyConstraint(["supervisor_id"], ["persons.id"], name=op.f("fk_hours_confirmations_supervisor_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hours_confirmations")),
        sa.UniqueConstraint("meeting_id", "supervisor_id", name=op.f("uq_hours_confirmations_meeting_id_supervisor_id")),
    )
    op.create_index(op.f("ix_hours_confirmations_supervisor_id"), "hours_confirmations", ["supervisor_id"], unique=False)
    op.create_table(
        "import_rows",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("standing", sa.String(length=40), nullable=False),
        sa.Column(
            "state",
            sa.Enum("new", "already", "faulty", "repeated", "added", name="state", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("fault", sa.String(length=60), nullable=False),
        sa.CheckConstraint("(state = 'faulty') = (fault <> '')", name=op.f("ck_import_rows_faulty_says_why")),
        sa.ForeignKeyConstraint(["import_id"], ["participant_imports.id"], name=op.f("fk_import_rows_import_id_participant_imports")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_rows")),
        sa.UniqueConstraint("import_id", "line", name=op.f("uq_import_rows_import_id_line")),
    )
    op.create_index("ix_import_rows_state", "import_rows", ["import_id", "state", "line"], unique=False)
    op.create_table(
        "meeting_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "planned",
                "confirmed",
                "moved",
                "relocated",
                "cancelled",
                "restored",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "cause", sa.Enum("client", "provider", name="cause", native_enum=False, create_constraint=True, length=32), nullable=False
        ),
        sa.Column("former_start", sa.DateTime(timezone=True), nullable=True),
        sa.Column("former_end", sa.DateTime(timezone=True), nullable=True),
        sa.Column("new_start", sa.DateTime(timezone=True), nullable=True),
        sa.Column("new_end", sa.DateTime(timezone=True), nullable=True),
        sa.Column("uses_free_move", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "NOT uses_free_move OR (kind = 'moved' AND cause = 'client')", name=op.f("ck_meeting_changes_free_moves_are_the_clients")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["persons.id"], name=op.f("fk_meeting_changes_by_id_persons")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_meeting_changes_meeting_id_meetings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_changes")),
    )
    op.create_index("ix_meeting_changes_meeting", "meeting_changes", ["meeting_id", "id"], unique=False)
    op.create_table(
        "supervisor_change_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("agrees", sa.Boolean(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["change_id"], ["supervisor_changes.id"], name=op.f("fk_supervisor_change_answers_change_id_supervisor_changes")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_supervisor_change_answers_person_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supervisor_change_answers")),
        sa.UniqueConstraint("change_id", "person_id", name=op.f("uq_supervisor_change_answers_change_id_person_id")),
    )
    op.create_index(op.f("ix_supervisor_change_answers_person_id"), "supervisor_change_answers", ["person_id"], unique=False)
    op.create_table(
        "time_polls",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deadline", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("deadline > asked_at", name=op.f("ck_time_polls_deadline_ahead")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["persons.id"], name=op.f("fk_time_polls_asked_by_id_persons")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_time_polls_meeting_id_meetings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_time_polls")),
    )
    op.create_index("ix_time_polls_deadline", "time_polls", ["deadline"], unique=False)
    op.create_index(
        "uq_time_polls_meeting_open",
        "time_polls",
        ["meeting_id"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "absence_notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("participation_id", sa.Integer(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_absence_notices_meeting_id_meetings")),
        sa.ForeignKeyConstraint(
            ["participation_id"], ["participations.id"], name=op.f("fk_absence_notices_participation_id_participations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence_notices")),
        sa.UniqueConstraint("meeting_id", "participation_id", name=op.f("uq_absence_notices_meeting_id_participation_id")),
    )
    op.create_index(op.f("ix_absence_notices_participation_id"), "absence_notices", ["participation_id"], unique=False)
    op.create_table(
        "poll_times",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("chosen", sa.Boolean(), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_poll_times_ends_after_start")),
        sa.ForeignKeyConstraint(["poll_id"], ["time_polls.id"], name=op.f("fk_poll_times_poll_id_time_polls")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poll_times")),
        sa.UniqueConstraint("poll_id", "starts_at", name=op.f("uq_poll_times_poll_id_starts_at")),
    )
    op.create_index(
        "uq_poll_times_chosen", "poll_times", ["poll_id"], unique=True, sqlite_where=sa.text("chosen"), postgresql_where=sa.text("chosen")
    )
    op.create_table(
        "poll_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("time_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "suits", sa.Enum("yes", "if_needed", "no", name="suits", native_enum=False, create_constraint=True, length=32), nullable=False
        ),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_poll_answers_person_id_persons")),
        sa.ForeignKeyConstraint(["time_id"], ["poll_times.id"], name=op.f("fk_poll_answers_time_id_poll_times")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poll_answers")),
        sa.UniqueConstraint("time_id", "person_id", name=op.f("uq_poll_answers_time_id_person_id")),
    )
    op.create_index(op.f("ix_poll_answers_person_id"), "poll_answers", ["person_id"], unique=False)
    moment = "TIMESTAMP WITH TIME ZONE" if op.get_bind().dialect.name == "postgresql" else "DATETIME"
    for statement in COLUMNS:
        op.execute(statement.format(moment=moment))
    _name_meetings()
    op.create_index("ix_meetings_room_id", "meetings", ["room_id"])
    op.create_index("uq_meetings_uid", "meetings", ["uid"], unique=True)
    op.create_index("ix_outbox_messages_meeting_id", "outbox_messages", ["meeting_id"])
    op.create_index("uq_outbox_messages_once", "outbox_messages", ["once"], unique=True)
    _index_waiting(" AND dead_at IS NULL")


def _name_meetings() -> None:
    """Give every meeting that stands already a name for calendars."""
    connection = op.get_bind()
    for (meeting,) in connection.execute(sa.text("SELECT id FROM meetings")).all():
        connection.execute(sa.text("UPDATE meetings SET uid = :uid WHERE id = :id"), {"uid": token_hex(16), "id": meeting})


def _index_waiting(condition: str) -> None:
    op.drop_index("ix_outbox_messages_waiting", table_name="outbox_messages")
    waiting = sa.text(f"delivered_at IS NULL AND cancelled_at IS NULL{condition}")
    op.create_index("ix_outbox_messages_waiting", "outbox_messages", ["not_before"], sqlite_where=waiting, postgresql_where=waiting)


def downgrade() -> None:
    """Remove them all."""
    _index_waiting("")
    op.drop_index("uq_outbox_messages_once", table_name="outbox_messages")
    op.drop_index("ix_outbox_messages_meeting_id", table_name="outbox_messages")
    op.drop_index("uq_meetings_uid", table_name="meetings")
    op.drop_index("ix_meetings_room_id", table_name="meetings")
    for statement in reversed(COLUMNS):
        table, column = statement.split()[2], statement.split()[5]
        op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    op.drop_index(op.f("ix_poll_answers_person_id"), table_name="poll_answers")
    op.drop_table("poll_answers")
    op.drop_index("uq_poll_times_chosen", table_name="poll_times", sqlite_where=sa.text("chosen"), postgresql_where=sa.text("chosen"))
    op.drop_table("poll_times")
    op.drop_index(op.f("ix_absence_notices_participation_id"), table_name="absence_notices")
    op.drop_table("absence_notices")
    op.drop_index(
        "uq_time_polls_meeting_open",
        table_name="time_polls",
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.drop_index("ix_time_polls_deadline", table_name="time_polls")
    op.drop_table("time_polls")
    op.drop_index(op.f("ix_supervisor_change_answers_person_id"), table_name="supervisor_change_answers")
    op.drop_table("supervisor_change_answers")
    op.drop_index("ix_meeting_changes_meeting", table_name="meeting_changes")
    op.drop_table("meeting_changes")
    op.drop_index("ix_import_rows_state", table_name="import_rows")
    op.drop_table("import_rows")
    op.drop_index(op.f("ix_hours_confirmations_supervisor_id"), table_name="hours_confirmations")
    op.drop_table("hours_confirmations")
    op.drop_index(op.f("ix_calendar_invitations_person_id"), table_name="calendar_invitations")
    op.drop_table("calendar_invitations")
    op.drop_index("ix_bookings_supervisor_time", table_name="bookings")
    op.drop_index("ix_bookings_room_time", table_name="bookings")
    op.drop_table("bookings")
    op.drop_index(
        "uq_supervisor_changes_engagement_open",
        table_name="supervisor_changes",
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.drop_index(op.f("ix_supervisor_changes_engagement_id"), table_name="supervisor_changes")
    op.drop_table("supervisor_changes")
    op.drop_index("ix_participant_imports_state", table_name="participant_imports")
    op.drop_index(op.f("ix_participant_imports_made_by_id"), table_name="participant_imports")
    op.drop_index(op.f("ix_participant_imports_engagement_id"), table_name="participant_imports")
    op.drop_table("participant_imports")
    op.drop_index("uq_working_hours_person_weekday_from", table_name="working_hours")
    op.drop_table("working_hours")
    op.drop_table("supervisor_calendars")
    op.drop_table("notice_settings")
    op.drop_table("declined_notices")
    op.drop_table("calendar_settings")
    op.drop_index(op.f("ix_calendar_feeds_person_id"), table_name="calendar_feeds")
    op.drop_table("calendar_feeds")
    op.drop_index("ix_calendar_exceptions_person_start", table_name="calendar_exceptions")
    op.drop_table("calendar_exceptions")
    op.drop_table("rooms")
    op.drop_table("jobs")
    op.drop_index("ix_closures_last", table_name="closures")
    op.drop_table("closures")
