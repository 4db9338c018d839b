"""A mission may be told of about one place alone."""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None
KEPT = {"sqlite_autoincrement": True}
GIVEN = sa.text("zone_id IS NOT NULL")


def upgrade() -> None:
    with op.batch_alter_table("mission", table_kwargs=KEPT) as batch:
        batch.add_column(sa.Column("zone_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch.create_foreign_key(op.f("fk_mission_zone_id_zone"), "zone", ["zone_id"], ["id"], ondelete="SET NULL")
    op.create_index("ix_mission_zone_id", "mission", ["zone_id"], sqlite_where=GIVEN, postgresql_where=GIVEN)


def downgrade() -> None:
    op.drop_index("ix_mission_zone_id", "mission")
    with op.batch_alter_table("mission", table_kwargs=KEPT) as batch:
        batch.drop_constraint("fk_mission_zone_id_zone", type_="foreignkey")
        batch.drop_column("zone_id")
