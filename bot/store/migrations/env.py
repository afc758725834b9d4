"""Alembic's entry: runs steps on the connection that it is given."""

from alembic import context

from bot.store.schema import metadata

connection = context.config.attributes["connection"]
# SQLite cannot alter most things in place: batch mode copies the table instead.
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True, transactional_ddl=False)
with context.begin_transaction():
    context.run_migrations()
