"""What the municipalities do, and how it goes."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Word
from storage.terms import Phase, Track, Visibility


class ActionRow(Base):
    """A climate action of a municipality (indsats). What is not known of it is empty."""

    __tablename__ = "action"
    __table_args__ = (UniqueConstraint("organisation_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    revision: Mapped[int]
    changed_at: Mapped[datetime]
    number: Mapped[str | None]  # as the municipality's plan has it; several may have none
    title: Mapped[str]
    sector: Mapped[str]
    track: Mapped[Track | None] = mapped_column(Word(Track))
    purpose: Mapped[str]
    municipal_role: Mapped[str]
    tonnes: Mapped[float | None]  # of CO2e a year, less
    is_indirect: Mapped[bool]  # has an effect that nobody can put into tonnes
    economy: Mapped[str]
    responsible: Mapped[str]
    partners: Mapped[str]
    timeline: Mapped[str]
    phase: Mapped[Phase | None] = mapped_column(Word(Phase))
    barriers: Mapped[str]
    co_benefits: Mapped[str]
    indicators: Mapped[str]
    source: Mapped[str]
    source_date: Mapped[str]
    visibility: Mapped[Visibility] = mapped_column(Word(Visibility))
    scope: Mapped[str]  # what `visibility` means for this owner: see terms.scope_of
