"""What people wrote that stands nowhere else."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base


class DraftRow(Base):
    """What somebody wrote in a window, until it is kept where it belongs."""

    __tablename__ = "draft"

    workspace: Mapped[str] = mapped_column(primary_key=True)
    user: Mapped[str] = mapped_column(primary_key=True)
    about: Mapped[str] = mapped_column(primary_key=True)  # `action:new`, `action:17`
    content: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime]  # by the database's clock
