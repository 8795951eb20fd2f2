"""What calls to the model cost."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base


class SpendingRow(Base):
    """One call to the model, and who it was made for."""

    __tablename__ = "spending"
    __table_args__ = (
        Index("ix_spending_month", "month"),
        Index("ix_spending_settled_began_at", "settled", "began_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace: Mapped[str]
    user: Mapped[str]
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    month: Mapped[str]  # 2026-11, on the alliance's clock
    tokens: Mapped[int]  # set aside; once it is settled, those really spent as far as known
    began_at: Mapped[datetime]  # on the database's clock
    settled: Mapped[bool] = mapped_column(default=False)
