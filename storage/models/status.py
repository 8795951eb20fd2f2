"""What the municipalities do, and how it goes."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Word
from storage.terms import Cadence, Phase, Progress, Role, SheetState, Track, Visibility


class ActionRow(Base):
    """A climate action of a municipality (indsats). What is not known of it is empty."""

    __tablename__ = "action"
    __table_args__ = (UniqueConstraint("organisation_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    revision: Mapped[int]
    changed_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]  # since when it is not shown any more
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


class CadenceRow(Base):
    """How often a municipality wants to be asked; one that has not said so, weekly."""

    __tablename__ = "cadence"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    cadence: Mapped[Cadence] = mapped_column(Word(Cadence))
    since: Mapped[date]  # from whose week on every second one is counted


class RoundRow(Base):
    """A municipality was asked how it goes, once in a period."""

    __tablename__ = "round"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    period: Mapped[str] = mapped_column(primary_key=True)  # 2026-W49, or 2026-12
    occasion: Mapped[str] = mapped_column(index=True)  # of the schedule
    asked_at: Mapped[datetime]


class ReportRow(Base):
    """Somebody told their municipality's status, asked or not. Without updates: nothing new."""

    __tablename__ = "report"
    __table_args__ = (Index("ix_report_organisation_id_period", "organisation_id", "period"),)

    id: Mapped[str] = mapped_column(primary_key=True)  # the key of what was pressed or sent
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    period: Mapped[str]
    workspace: Mapped[str]
    user: Mapped[str]
    role: Mapped[Role] = mapped_column(Word(Role))  # that they had then
    told_at: Mapped[datetime]
    taken_back_at: Mapped[datetime | None]


class UpdateRow(Base):
    """What a report says of an action; of none: of the municipality's work as a whole."""

    __tablename__ = "status_update"
    __table_args__ = (UniqueConstraint("report_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[str] = mapped_column(ForeignKey("report.id"))
    position: Mapped[int]
    action_id: Mapped[int | None] = mapped_column(ForeignKey("action.id"), index=True)
    progress: Mapped[Progress] = mapped_column(Word(Progress))
    line: Mapped[str]
    barrier: Mapped[str]
    help: Mapped[str]  # that is wanted
    learned: Mapped[str]
    link: Mapped[str]
    hold_until: Mapped[date | None]  # until that day is over only its own people see it
    visibility: Mapped[Visibility] = mapped_column(Word(Visibility))
    scope: Mapped[str]  # what `visibility` means for this owner: see terms.scope_of


class DigestRow(Base):
    """What the alliance reads of a week. What is told from `since` on until the cut is in it."""

    __tablename__ = "digest"

    workspace: Mapped[str] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(primary_key=True)  # 2026-W49
    since: Mapped[datetime]
    cut: Mapped[datetime]
    held_by: Mapped[str | None]  # who of the secretariat wants it not to be sent
    held_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    shown: Mapped[list[int]] = mapped_column(JSON)  # the updates that were in it then


class DigestRemovedRow(Base):
    """An update that the secretariat has left out of the digest."""

    __tablename__ = "digest_removed"

    update_id: Mapped[int] = mapped_column(ForeignKey("status_update.id"), primary_key=True)
    removed_by: Mapped[str]
    removed_at: Mapped[datetime]


class SheetRow(Base):
    """A sheet of actions that lies in Slack: what was told of it, never the sheet itself."""

    __tablename__ = "sheet"

    key: Mapped[str] = mapped_column(primary_key=True)  # of the work that it was given as
    workspace: Mapped[str]
    user: Mapped[str]  # who gave it; nobody else is told of it
    file: Mapped[str]  # Slack's id
    name: Mapped[str]
    municipality: Mapped[str | None]  # its code; none where the sheet says it row by row
    state: Mapped[SheetState] = mapped_column(Word(SheetState))
    told: Mapped[dict[str, Any]]  # what the message says; counts alone once it is over
    changed_at: Mapped[datetime]  # on the database's clock
