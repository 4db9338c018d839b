"""Run by alembic. The connection comes from storage.schema: no URL is read here, so none needs escaping."""

from __future__ import annotations

from alembic import context

from storage.migrations.rendering import render_item
from storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    render_item=render_item,
    compare_type=True,
    compare_server_default=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
