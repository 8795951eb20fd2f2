"""What municipalities say of our claims about them."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Word
from storage.terms import ReviewVerdict


class ReviewRow(Base):
    """A claim is known by its words, so that a review outlives a new version of its page."""

    __tablename__ = "review"
    __table_args__ = (UniqueConstraint("organisation_id", "content_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    content_hash: Mapped[str]  # of the passage
    verdict: Mapped[ReviewVerdict] = mapped_column(Word(ReviewVerdict))
    reviewed_at: Mapped[datetime]
    workspace: Mapped[str]
    user: Mapped[str]
