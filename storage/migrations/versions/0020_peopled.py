"""How many people live in each cell, counted once for those who are there."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "cell_people",
        sa.Column("cell", sa.String(length=16), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.CheckConstraint("people >= 0", name=op.f("ck_cell_people_people")),
        sa.PrimaryKeyConstraint("cell", name=op.f("pk_cell_people")))
    op.execute("INSERT INTO cell_people (cell, people) "
               "SELECT zone.cell, count(DISTINCT residence.person_id) FROM zone "
               "JOIN residence ON residence.zone_id = zone.id WHERE zone.cell IS NOT NULL GROUP BY zone.cell")


def downgrade() -> None:
    op.drop_table("cell_people")
