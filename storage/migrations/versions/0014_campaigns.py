"""What the town says to its streets."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

KEPT = {"sqlite_autoincrement": True}
BY = ("author_id", "changed_by_id", "confirmed_by_id", "approver_id")
MOMENTS = ("confirmed_at", "approved_at", "started_at", "ended_at", "withdrawn_at", "full_at")


def identifier() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def document() -> sa.types.TypeEngine[Any]:
    return sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    campaign()
    answers()
    op.create_table(
        "campaign_event",
        sa.Column("id", identifier(), nullable=False),
        sa.Column("campaign_id", identifier(), nullable=False),
        sa.Column("what", sa.String(length=30), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("by_id", identifier(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_campaign_event_by_id_person"),
                                ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_event_campaign_id_campaign"),
                                ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_event")), **KEPT)
    op.create_index(op.f("ix_campaign_event_at"), "campaign_event", ["at"])
    op.create_index("ix_campaign_event_campaign_id", "campaign_event", ["campaign_id"])
    there("campaign_event", "by_id")
    with op.batch_alter_table("message", table_kwargs=KEPT) as batch:
        batch.add_column(sa.Column("campaign_id", identifier(), nullable=True))
        batch.create_foreign_key(op.f("fk_message_campaign_id_campaign"), "campaign", ["campaign_id"], ["id"],
                                 ondelete="SET NULL")
    there("message", "campaign_id")


def campaign() -> None:
    op.create_table(
        "campaign",
        sa.Column("id", identifier(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("theme", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("file", sa.String(length=250), nullable=True),
        sa.Column("file_kind", sa.String(length=12), nullable=True),
        sa.Column("buttons", document(), nullable=False),
        sa.Column("audience", document(), nullable=False),
        sa.Column("event", sa.Date(), nullable=True),
        sa.Column("closes", sa.String(length=5), nullable=True),
        sa.Column("send_day", sa.Date(), nullable=True),
        sa.Column("send_at", sa.String(length=5), nullable=True),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        *(sa.Column(name, identifier(), nullable=True) for name in BY),
        sa.Column("groups", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.DateTime(timezone=True), nullable=True) for name in MOMENTS),
        sa.CheckConstraint("seats = 0 OR taken <= seats", name=op.f("ck_campaign_taken")),
        sa.CheckConstraint("taken >= 0", name=op.f("ck_campaign_free")),
        *(sa.ForeignKeyConstraint([name], ["person.id"], name=op.f(f"fk_campaign_{name}_person"), ondelete="SET NULL")
          for name in BY),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
        sa.UniqueConstraint("code", name=op.f("uq_campaign_code")), **KEPT)
    op.create_index(op.f("ix_campaign_changed_at"), "campaign", ["changed_at"])
    op.create_index("ix_campaign_state", "campaign", ["state", "changed_at"])
    for name in BY:
        there("campaign", name)


def answers() -> None:
    op.create_table(
        "campaign_tap",
        sa.Column("id", identifier(), nullable=False),
        sa.Column("campaign_id", identifier(), nullable=False),
        sa.Column("person_id", identifier(), nullable=False),
        sa.Column("group_id", identifier(), nullable=True),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_tap_campaign_id_campaign"),
                                ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_campaign_tap_person_id_person"),
                                ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_tap")),
        sa.UniqueConstraint("campaign_id", "person_id", "code",
                            name=op.f("uq_campaign_tap_campaign_id_person_id_code")),
        **KEPT)
    for name in ("at", "group_id", "person_id"):
        op.create_index(op.f(f"ix_campaign_tap_{name}"), "campaign_tap", [name])
    op.create_index("ix_campaign_tap_where", "campaign_tap", ["campaign_id", "group_id", "code"])


def there(name: str, column: str) -> None:
    said = sa.text(f"{column} IS NOT NULL")
    op.create_index(f"ix_{name}_{column}", name, [column], sqlite_where=said, postgresql_where=said)


def downgrade() -> None:
    op.drop_index("ix_message_campaign_id", table_name="message")
    with op.batch_alter_table("message", table_kwargs=KEPT) as batch:
        batch.drop_constraint(op.f("fk_message_campaign_id_campaign"), type_="foreignkey")
        batch.drop_column("campaign_id")
    for name in ("campaign_event", "campaign_tap", "campaign"):
        op.drop_table(name)
