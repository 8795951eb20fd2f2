"""What has been planned, who is away, and what may not be sent."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Word
from storage.terms import StopScope


class ScheduleRow(Base):
    """How far ahead a schedule's occasions are in the in-tray."""

    __tablename__ = "schedule"

    name: Mapped[str] = mapped_column(primary_key=True)
    planned_until: Mapped[datetime]  # on the alliance's clock


class AbsenceRow(Base):
    """Somebody is away, or wants no messages that they did not ask for; from day to day."""

    __tablename__ = "absence"
    __table_args__ = (Index("ix_absence_workspace_user", "workspace", "user"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace: Mapped[str]
    user: Mapped[str]
    first_day: Mapped[date]
    last_day: Mapped[date]  # they are away on it
    stand_in: Mapped[str | None]  # a Slack user of the same workspace


class StopRow(Base):
    """Nothing is sent to a workspace, or nothing that nobody asked for."""

    __tablename__ = "stop"

    workspace: Mapped[str] = mapped_column(primary_key=True)
    scope: Mapped[StopScope] = mapped_column(Word(StopScope), primary_key=True)
    reason: Mapped[str]  # Slack's code, or who stopped it
    since: Mapped[datetime]


class SlackLimitRow(Base):
    """Up to when the calls of a method are spoken for; see `storage.limits`."""

    __tablename__ = "slack_limit"

    workspace: Mapped[str] = mapped_column(primary_key=True)
    method: Mapped[str] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)  # empty for all channels together
    free_at: Mapped[datetime]  # on the database's clock
