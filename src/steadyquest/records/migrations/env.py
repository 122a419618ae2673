"""Alembic's way in: runs the migrations on the connection that `records.schema` hands over."""

from alembic import context


def run() -> None:
    context.configure(connection=context.config.attributes["connection"], render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


# The name under which alembic loads this file; any other import (a test collector's) must migrate nothing.
if __name__ == "env_py":
    run()
