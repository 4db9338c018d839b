"""Asked for somebody else: that they said yes; and the contact that a référent typed for them."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False)


def short(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), nullable=False)


def moment(name: str, *, optional: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=optional)


def names(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"),
                                   ondelete="CASCADE")


def upgrade() -> None:
    op.create_table(
        "help_consent", number("request_id"), number("proxy_id"), short("how", 40), short("version", 20), moment("at"),
        moment("withdrawn_at", optional=True), names("help_consent", "request_id", "help_request"),
        names("help_consent", "proxy_id", "person"),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_help_consent")))
    op.create_table(
        "intake_contact", number("request_id"), number("by_id"), short("reach", 120), moment("at"),
        names("intake_contact", "request_id", "help_request"), names("intake_contact", "by_id", "person"),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_intake_contact")))
    op.create_index(op.f("ix_help_consent_proxy_id"), "help_consent", ["proxy_id"])
    op.create_index(op.f("ix_intake_contact_by_id"), "intake_contact", ["by_id"])


def downgrade() -> None:
    op.drop_table("intake_contact")
    op.drop_table("help_consent")
