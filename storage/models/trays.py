"""The two trays: work to do, and messages that we want to exist."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, Word


class InboxState(StrEnum):
    NEW = "new"
    CLAIMED = "claimed"
    DONE = "done"
    PARKED = "parked"


class InboxRow(Base):
    """A piece of work: something a person said, or something that fell due."""

    __tablename__ = "inbox"
    __table_args__ = (Index("ix_inbox_state_due_id", "state", "due", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]  # question.asked
    key: Mapped[str] = mapped_column(unique=True)
    workspace: Mapped[str]
    payload: Mapped[dict[str, Any]]  # has its own "version"; emptied n days after it is settled
    due: Mapped[datetime]  # on the alliance's clock
    state: Mapped[InboxState] = mapped_column(Word(InboxState), default=InboxState.NEW)
    owner: Mapped[str | None]
    lease_until: Mapped[datetime | None]  # on the database's clock
    attempt: Mapped[int] = mapped_column(default=0)  # the fence
    result: Mapped[str | None]
    settled_at: Mapped[datetime | None]


class DeliveryState(StrEnum):
    WANTED = "wanted"
    CLAIMED = "claimed"
    BUNDLED = "bundled"  # another delivery's message says it
    SENT = "sent"
    WITHDRAWN = "withdrawn"
    SKIPPED = "skipped"
    PARKED = "parked"


class DeliveryRow(Base):
    """A message that we want to exist: what is wanted, and what Slack was seen to have."""

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("workspace", "occasion", "recipient", "kind"),
        Index("ix_delivery_state_due_id", "state", "due", "id"),
        Index("ix_delivery_workspace_due", "workspace", "due"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)  # opaque; the key that Slack shows again
    workspace: Mapped[str]
    occasion: Mapped[str]
    recipient: Mapped[str]  # a Slack user or channel
    kind: Mapped[str]
    language: Mapped[str]
    wanted_revision: Mapped[int] = mapped_column(default=1)
    sent_revision: Mapped[int] = mapped_column(default=0)
    channel: Mapped[str | None]
    thread: Mapped[str | None]
    ts: Mapped[str | None]
    due: Mapped[datetime]  # on the alliance's clock
    until: Mapped[datetime | None]  # later than that it is not sent; on the alliance's clock
    sent_at: Mapped[datetime | None]  # first, on the alliance's clock
    bundle: Mapped[str | None] = mapped_column(index=True)  # the delivery whose message has it too
    state: Mapped[DeliveryState] = mapped_column(Word(DeliveryState), default=DeliveryState.WANTED)
    reason: Mapped[str | None]
    not_before: Mapped[datetime | None]  # on the database's clock: when another try is allowed
    posting_since: Mapped[datetime | None]  # since then a post may have been accepted unseen
    owner: Mapped[str | None]
    lease_until: Mapped[datetime | None]  # on the database's clock
    attempt: Mapped[int] = mapped_column(default=0)  # the fence


class RestoredRow(Base):
    """The database was put back as of a moment: what was sent since, it does not know."""

    __tablename__ = "restored"

    since: Mapped[datetime] = mapped_column(primary_key=True)  # on the database's clock, as is:
    until: Mapped[datetime | None]  # then all of that is wanted again; unset until it is in use
