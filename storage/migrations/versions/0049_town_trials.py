"""The trial of a town, and what its months counted."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None

AT = sa.DateTime(timezone=True)
TOTALS = ("available", "asked", "joined", "soon", "made", "offline", "groups", "lost", "refused", "gone")


def identifier() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table("town_trial",
        sa.Column("id", identifier(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("public", sa.Integer(), nullable=False),
        sa.Column("baseline", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("at", AT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_town_trial")),
        sqlite_autoincrement=True)
    running = sa.text("state = 'running'")
    with op.batch_alter_table("town_trial") as batch:
        batch.create_index("uq_town_trial_running", ["state"], unique=True, sqlite_where=running,
                           postgresql_where=running)
    op.create_table("town_trial_month",
        sa.Column("trial_id", identifier(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in TOTALS),
        sa.Column("at", AT, nullable=False),
        sa.ForeignKeyConstraint(["trial_id"], ["town_trial.id"],
                                name=op.f("fk_town_trial_month_trial_id_town_trial"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("trial_id", "number", name=op.f("pk_town_trial_month")))


def downgrade() -> None:
    op.drop_table("town_trial_month")
    op.drop_table("town_trial")
