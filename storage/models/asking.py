"""Questions and their answers."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base


class QuestionRow(Base):
    __tablename__ = "question"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    workspace: Mapped[str]
    user: Mapped[str]
    text: Mapped[str]
    searched: Mapped[str | None]  # what it was understood as
    language: Mapped[str]
    asked_at: Mapped[datetime]
    revision: Mapped[str] = mapped_column(server_default="")  # when it was last changed


class AnswerRow(Base):
    """The content of an answer; its message in Slack is a row of `delivery`."""

    __tablename__ = "answer"
    __table_args__ = (Index("ix_answer_channel_thread", "channel", "thread"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"))
    state: Mapped[str]  # storage.asking.AnswerState
    mode: Mapped[str]  # model, extract, register
    verdict: Mapped[str]
    channel: Mapped[str | None]
    thread: Mapped[str | None]
    message_ts: Mapped[str | None]  # once Slack has it
    content: Mapped[dict[str, Any]]


class VoteRow(Base):
    """What somebody thinks of an answer: one vote a person, which may change."""

    __tablename__ = "vote"
    __table_args__ = (UniqueConstraint("answer_id", "workspace", "user"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id", ondelete="CASCADE"))
    workspace: Mapped[str]
    user: Mapped[str]
    useful: Mapped[bool]
    reason: Mapped[str | None]
    wants_answer: Mapped[bool]  # then the secretariat sees who asks
    voted_at: Mapped[datetime]  # when the thumb was last pressed
    explained_at: Mapped[datetime | None]  # when the reason was last given, or taken back
