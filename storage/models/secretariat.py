"""What falls to the secretariat, and what it sends to many."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Word
from storage.terms import BroadcastAudience, BroadcastState, TaskState


class TaskRow(Base):
    """Something for the secretariat to see to. The same thing twice is one task, counted."""

    __tablename__ = "task"
    __table_args__ = (
        UniqueConstraint("workspace", "key"),
        Index("ix_task_workspace_state", "workspace", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace: Mapped[str]
    key: Mapped[str]
    kind: Mapped[str]
    subject: Mapped[dict[str, Any]]  # ids and codes alone; its sentence stands in prompts/
    state: Mapped[TaskState] = mapped_column(Word(TaskState), default=TaskState.OPEN)
    times: Mapped[int] = mapped_column(default=1)
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]
    assigned_to: Mapped[str | None]  # a Slack user of the secretariat
    closed_by: Mapped[str | None]


class BroadcastRow(Base):
    """A message to many that a person starts."""

    __tablename__ = "broadcast"

    id: Mapped[str] = mapped_column(primary_key=True)
    workspace: Mapped[str]
    started_by: Mapped[str]
    started_at: Mapped[datetime]
    words: Mapped[str]  # what it says
    audience: Mapped[BroadcastAudience] = mapped_column(Word(BroadcastAudience))
    state: Mapped[BroadcastState] = mapped_column(Word(BroadcastState))
    proposed_at: Mapped[datetime | None]
    approved_by: Mapped[str | None]
    due: Mapped[datetime | None]  # until then it can be stopped without a trace
    undo_until: Mapped[datetime | None]


class ApprovalRow(Base):
    """Somebody has seen what a schedule sends to many, and whom it reaches."""

    __tablename__ = "approval"

    workspace: Mapped[str] = mapped_column(primary_key=True)
    schedule: Mapped[str] = mapped_column(primary_key=True)
    fingerprint: Mapped[str] = mapped_column(primary_key=True)  # of its texts and its rule
    approved_by: Mapped[str]  # a Slack user of the secretariat
    approved_at: Mapped[datetime]
