"""What an embedding model makes of the texts of passages."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Word


class EmbeddingState(StrEnum):
    NEW = "new"
    CLAIMED = "claimed"
    DONE = "done"
    PARKED = "parked"  # tried too often: the passage is found by its words alone


class EmbeddingRow(Base):
    """What one model makes of one text, or that it is still to be made."""

    __tablename__ = "embedding"
    __table_args__ = (
        UniqueConstraint("model", "content_hash"),
        Index("ix_embedding_model_state_due", "model", "state", "due"),
        Index("ix_embedding_model_saved", "model", "saved"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    model: Mapped[str]
    content_hash: Mapped[str]
    vector: Mapped[bytes | None]  # 16-bit floats, little-endian
    saved: Mapped[int | None]  # the counter of embeddings when it was saved
    state: Mapped[EmbeddingState] = mapped_column(Word(EmbeddingState))
    due: Mapped[datetime]
    owner: Mapped[str | None]
    lease_until: Mapped[datetime | None]
    attempt: Mapped[int]
