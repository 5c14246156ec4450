"""The tables that people browse and search. All of it is derived: archive, reviews and this package make it again.

Two databases must agree on the bytes they sort by, so ids are ASCII, times are RFC 3339 in UTC, and no column relies on the
order of rows. Full-text indexes are not in this metadata: they differ by database (see `sayso.store.fulltext`). A change here
needs a revision in `migrations/versions`, and so does a change of the records that are packed (Document, Findings, Review).
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    TypeDecorator,
    UniqueConstraint,
)

METADATA = MetaData()


def storable(text: str) -> str:
    """The text as every database takes it: surrogates and NUL become escapes."""
    if text.isascii() and "\0" not in text:
        return text
    return text.encode("utf-8", "backslashreplace").decode("utf-8").replace("\0", "\\x00")


class Outside(TypeDecorator[str]):
    """Text that comes from outside, ids that people ask for too."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """The text as it is stored and looked up."""
        return None if value is None else storable(value)


# One row a fact about the store itself: "archive_applied" and "reviews_applied" (number of the last journal entry taken in),
# "archive_head" (its digest), "program" (the version that last made or upgraded the tables), "fulltext" (what the full-text
# indexes were made by).
fact = Table("fact", METADATA, Column("name", String, primary_key=True), Column("value", String, nullable=False))

# A succession of versions of one thing: all captures of one address, of one outside name, or of one text.
line = Table(
    "line",
    METADATA,
    Column("line_id", Outside(16), primary_key=True),
    Column("key", Outside, nullable=False, unique=True),  # "url:..." | "name:..." | "text:..."
)

# One row a capture, under its number in the archive's journal.
capture = Table(
    "capture",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kept_at", String, nullable=False),
    Column("sha256", String(64), nullable=False, index=True),
    Column("size", Integer, nullable=False),
    Column("origin", Outside, nullable=False),
    Column("how", String, nullable=False),
    Column("media_type", Outside),
    Column("charset", Outside),
    Column("url", Outside, index=True),
    Column("captured_at", Outside),
    Column("doc_id", Outside, index=True),
    Column("user_agent", Outside),
    Column("state", String, nullable=False, index=True),  # "waiting" | "read" | "failed" | "forgotten"
    Column("document_id", Outside(16), ForeignKey("document.document_id"), index=True),  # where state is "read"
    Column("failure", String),  # class name of the error, where state is "failed"
    Column("message", Outside),
    Column("hint", Outside),
    Column("parser", String),  # method@version that read it or failed on it
)

# One row a version of a line: an article's text with what is known about it, by the first capture that has it.
document = Table(
    "document",
    METADATA,
    Column("document_id", Outside(16), primary_key=True),  # of line_id and text_id
    Column("line_id", Outside(16), ForeignKey("line.line_id"), nullable=False),
    Column("version", Integer, nullable=False),  # from 1, by the number of the first capture
    Column("first_capture", Integer, nullable=False, index=True),
    Column("text_id", String(16), nullable=False, index=True),  # content id of the text
    Column("prose_id", String(16), nullable=False),  # of the text without what surrounds the article
    Column("doc_id", Outside, index=True),
    Column("title", Outside),
    Column("outlet", Outside),
    Column("byline", Outside),  # names, joined by "; "
    Column("published", Outside, index=True),
    Column("published_how", Outside),
    Column("language", Outside, index=True),
    Column("url", Outside, index=True),
    Column("words", Integer, nullable=False),
    Column("statements", Integer, nullable=False),
    Column("own", Integer, nullable=False),
    Column("problems", Integer, nullable=False),
    Column("reading_id", String(32), ForeignKey("reading.reading_id"), nullable=False, index=True),
    Column("same_as", String(16)),  # the first version of the line with the same prose_id, where that is an earlier one
    Column("packed", LargeBinary, nullable=False),  # zlib of the packed Document
)

# What the reader found in one text (zlib of the packed Findings); all documents that carry the text share it.
reading = Table(
    "reading",
    METADATA,
    Column("reading_id", String(32), primary_key=True),  # of text, headings, boilerplate, language and method
    Column("method", String, nullable=False, index=True),
    Column("packed", LargeBinary, nullable=False),
)

# One row a statement of a document, corrections applied.
statement = Table(
    "statement",
    METADATA,
    Column("statement_key", Integer, primary_key=True, autoincrement=True),
    Column("document_id", Outside(16), ForeignKey("document.document_id"), nullable=False),
    Column("statement_id", String, nullable=False),
    Column("position", Integer, nullable=False),
    Column("parent", String),
    Column("start", Integer, nullable=False),  # first character of the content
    Column("content", Outside, nullable=False),
    Column("cue", Outside, nullable=False),
    Column("source", Outside, nullable=False),  # as written; empty when nobody is given
    Column("source_name", Outside),  # resolved
    Column("source_key", Outside, index=True),  # case-folded source_name of named sources, to look them up by
    Column("relays", Outside, nullable=False),  # joined by "; "
    Column("source_kind", String, nullable=False),
    Column("source_named", Boolean, nullable=False),
    Column("quote", String, nullable=False),
    Column("force", String, nullable=False),
    Column("certainty", String, nullable=False),
    Column("polarity", String, nullable=False),
    Column("has_number", Boolean, nullable=False),
    Column("is_denial", Boolean, nullable=False),  # force "denies" or polarity "negative"
    Column("confidence", Float, nullable=False),  # the least of its fields'
    Column("reviewed", String),  # "corrected" | "accepted" | "added" | None
    Column("method", String, nullable=False),
    UniqueConstraint("document_id", "statement_id"),
)

# One row a decision of the journal of reviews.
review = Table(
    "review",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", String, nullable=False),
    Column("reviewer", Outside, nullable=False),
    Column("action", String, nullable=False),
    Column("document_id", Outside(16), nullable=False, index=True),
    Column("statement_id", String),
    Column("undoes", Integer),
    Column("state", String, nullable=False),  # "in force" | "undone" | "does not fit"
    Column("packed", LargeBinary, nullable=False),  # the Review
)

# What the decisions about documents add up to.
grouping = Table(
    "grouping",
    METADATA,
    Column("kind", String, primary_key=True),  # "case" | "tag" | "note"
    Column("key", Outside, primary_key=True),  # the name in the form in which names are compared; the text of a note
    Column("document_id", Outside(16), primary_key=True, index=True),
    Column("name", Outside, nullable=False),  # as written in the decision
    Column("review", Integer, nullable=False),  # the decision that put it there
)

# One row a message that a document carries, or a failed item, besides `capture`.
problem = Table(
    "problem",
    METADATA,
    Column("document_id", Outside(16), ForeignKey("document.document_id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("level", String, nullable=False),
    Column("message", Outside, nullable=False),
    Column("hint", Outside, nullable=False),
)

# The seeds of one document, by which documents that share words find each other.
seed_set = Table(
    "seed_set",
    METADATA,
    Column("document_id", Outside(16), ForeignKey("document.document_id"), primary_key=True),
    Column("words", LargeBinary, nullable=False),  # digest of the words of the text, empty where it has none
    Column("hashes", LargeBinary, nullable=False),  # int64, little endian, ascending, each once
)

# The same the other way round: who holds a seed, from the earliest on. The number is that of the document's first capture,
# which no other document has; it sorts by time and takes a quarter of the room of the id.
seed = Table(
    "seed",
    METADATA,
    Column("hash", BigInteger, primary_key=True, autoincrement=False),
    Column("first_capture", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

# One row a passage that two documents share; left_doc is the lesser id.
passage = Table(
    "passage",
    METADATA,
    Column("left_doc", Outside(16), ForeignKey("document.document_id"), primary_key=True),
    Column("right_doc", Outside(16), ForeignKey("document.document_id"), primary_key=True, index=True),
    Column("left_start", Integer, primary_key=True, autoincrement=False),
    Column("right_start", Integer, primary_key=True, autoincrement=False),
    Column("left_end", Integer, nullable=False),
    Column("right_end", Integer, nullable=False),
    Column("likeness", String, nullable=False),  # "same" | "edited" | "rewrite"
    Column("similarity", Float, nullable=False),
    sqlite_with_rowid=False,
)

Index("document_by_line", document.c.line_id, document.c.version)
Index("document_by_outlet", document.c.outlet, document.c.first_capture)
