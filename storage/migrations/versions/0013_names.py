"""A first name of thirty letters has room for the marks that they bear."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

SHORT, LONG = sa.String(length=40), sa.String(length=120)


def upgrade() -> None:
    with op.batch_alter_table("person", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.alter_column("first_name", existing_type=SHORT, type_=LONG, existing_nullable=False)


def downgrade() -> None:
    op.execute("UPDATE person SET first_name = substr(first_name, 1, 40)")
    with op.batch_alter_table("person", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.alter_column("first_name", existing_type=LONG, type_=SHORT, existing_nullable=False)
