"""Tables for what joins documents: seeds and passages. They are empty until documents are looked at."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "seed_set",
        sa.Column("document_id", sa.String(length=16), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("hashes", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.document_id"]),
        sa.PrimaryKeyConstraint("document_id"),
    )
    op.create_table(
        "seed",
        sa.Column("hash", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("first_capture", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("hash", "first_capture"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "passage",
        sa.Column("left_doc", sa.String(length=16), nullable=False),
        sa.Column("right_doc", sa.String(length=16), nullable=False),
        sa.Column("left_start", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("right_start", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("left_end", sa.Integer(), nullable=False),
        sa.Column("right_end", sa.Integer(), nullable=False),
        sa.Column("likeness", sa.String(), nullable=False),
        sa.Column("similarity", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["left_doc"], ["document.document_id"]),
        sa.ForeignKeyConstraint(["right_doc"], ["document.document_id"]),
        sa.PrimaryKeyConstraint("left_doc", "right_doc", "left_start", "right_start"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_passage_right_doc", "passage", ["right_doc"])
