"""The tables as they were first published.

Written out, not taken from `sayso.store.tables`: a revision says what the tables were then, whatever they are now.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "fact",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "grouping",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("document_id", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("review", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "key", "document_id"),
    )
    op.create_index("ix_grouping_document_id", "grouping", ["document_id"])
    op.create_table(
        "line",
        sa.Column("line_id", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("line_id"),
        sa.UniqueConstraint("key"),
    )
    op.create_table(
        "reading",
        sa.Column("reading_id", sa.String(length=32), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("reading_id"),
    )
    op.create_index("ix_reading_method", "reading", ["method"])
    op.create_table(
        "review",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("reviewer", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("document_id", sa.String(length=16), nullable=False),
        sa.Column("statement_id", sa.String()),
        sa.Column("undoes", sa.Integer()),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("ix_review_document_id", "review", ["document_id"])
    op.create_table(
        "document",
        sa.Column("document_id", sa.String(length=16), nullable=False),
        sa.Column("line_id", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("first_capture", sa.Integer(), nullable=False),
        sa.Column("text_id", sa.String(length=16), nullable=False),
        sa.Column("prose_id", sa.String(length=16), nullable=False),
        sa.Column("doc_id", sa.String()),
        sa.Column("title", sa.String()),
        sa.Column("outlet", sa.String()),
        sa.Column("byline", sa.String()),
        sa.Column("published", sa.String()),
        sa.Column("published_how", sa.String()),
        sa.Column("language", sa.String()),
        sa.Column("url", sa.String()),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("statements", sa.Integer(), nullable=False),
        sa.Column("own", sa.Integer(), nullable=False),
        sa.Column("problems", sa.Integer(), nullable=False),
        sa.Column("reading_id", sa.String(length=32), nullable=False),
        sa.Column("same_as", sa.String(length=16)),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["line_id"], ["line.line_id"]),
        sa.ForeignKeyConstraint(["reading_id"], ["reading.reading_id"]),
        sa.PrimaryKeyConstraint("document_id"),
    )
    op.create_index("document_by_line", "document", ["line_id", "version"])
    op.create_index("document_by_outlet", "document", ["outlet", "first_capture"])
    op.create_index("ix_document_doc_id", "document", ["doc_id"])
    op.create_index("ix_document_first_capture", "document", ["first_capture"])
    op.create_index("ix_document_language", "document", ["language"])
    op.create_index("ix_document_published", "document", ["published"])
    op.create_index("ix_document_reading_id", "document", ["reading_id"])
    op.create_index("ix_document_text_id", "document", ["text_id"])
    op.create_index("ix_document_url", "document", ["url"])
    op.create_table(
        "capture",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kept_at", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("media_type", sa.String()),
        sa.Column("charset", sa.String()),
        sa.Column("url", sa.String()),
        sa.Column("captured_at", sa.String()),
        sa.Column("doc_id", sa.String()),
        sa.Column("user_agent", sa.String()),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("document_id", sa.String(length=16)),
        sa.Column("failure", sa.String()),
        sa.Column("message", sa.String()),
        sa.Column("hint", sa.String()),
        sa.Column("parser", sa.String()),
        sa.ForeignKeyConstraint(["document_id"], ["document.document_id"]),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("ix_capture_doc_id", "capture", ["doc_id"])
    op.create_index("ix_capture_document_id", "capture", ["document_id"])
    op.create_index("ix_capture_sha256", "capture", ["sha256"])
    op.create_index("ix_capture_state", "capture", ["state"])
    op.create_index("ix_capture_url", "capture", ["url"])
    op.create_table(
        "problem",
        sa.Column("document_id", sa.String(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("hint", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.document_id"]),
        sa.PrimaryKeyConstraint("document_id", "position"),
    )
    op.create_table(
        "statement",
        sa.Column("statement_key", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("document_id", sa.String(length=16), nullable=False),
        sa.Column("statement_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("parent", sa.String()),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("cue", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("source_name", sa.String()),
        sa.Column("source_key", sa.String()),
        sa.Column("relays", sa.String(), nullable=False),
        sa.Column("source_kind", sa.String(), nullable=False),
        sa.Column("source_named", sa.Boolean(), nullable=False),
        sa.Column("quote", sa.String(), nullable=False),
        sa.Column("force", sa.String(), nullable=False),
        sa.Column("certainty", sa.String(), nullable=False),
        sa.Column("polarity", sa.String(), nullable=False),
        sa.Column("has_number", sa.Boolean(), nullable=False),
        sa.Column("is_denial", sa.Boolean(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("reviewed", sa.String()),
        sa.Column("method", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.document_id"]),
        sa.PrimaryKeyConstraint("statement_key"),
        sa.UniqueConstraint("document_id", "statement_id"),
    )
    op.create_index("ix_statement_source_key", "statement", ["source_key"])
