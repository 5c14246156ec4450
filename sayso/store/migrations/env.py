"""What Alembic runs for an upgrade; the connection comes from `sayso.store.schema.upgrade`, in a transaction."""

from alembic import context

from sayso.store.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
