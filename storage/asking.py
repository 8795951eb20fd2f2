"""Questions and answers. A person finds their own, a channel what was answered in it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, select, true, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import AnswerRow, QuestionRow
from storage.once import insert_once
from storage.terms import Audience, Person, System, Viewer

READY = "ready"


@dataclass(frozen=True)
class Asked:
    """A question as it was asked. `key` is what makes it the same when it arrives twice."""

    key: str
    workspace: str
    user: str
    language: str
    asked_at: datetime
    text: str = field(repr=False)


@dataclass(frozen=True)
class Answered:
    """The answer to the question with the same key; `content` is the answer as JSON."""

    key: str
    mode: str
    verdict: str
    channel: str | None
    thread: str | None
    content: dict[str, Any] = field(repr=False)


async def save_answer(session: AsyncSession, asked: Asked, answered: Answered) -> bool:
    """Keep a question with its answer. False when it had been answered before."""
    question = {name: getattr(asked, name) for name in asked.__dataclass_fields__}
    await insert_once(session, QuestionRow, question, ["key"])
    question_id = await session.scalar(select(QuestionRow.id).where(QuestionRow.key == asked.key))
    answer = {name: getattr(answered, name) for name in answered.__dataclass_fields__}
    row = {**answer, "question_id": question_id, "state": READY}
    return await insert_once(session, AnswerRow, row, ["key"])


async def find_answer(session: AsyncSession, viewer: Viewer, key: str) -> Answered | None:
    """The answer to the question with this key, if the viewer may read it."""
    row = await session.scalar(
        select(AnswerRow)
        .join(QuestionRow, QuestionRow.id == AnswerRow.question_id)
        .where(AnswerRow.key == key, _readable(viewer))
    )
    if row is None:
        return None
    return Answered(row.key, row.mode, row.verdict, row.channel, row.thread, row.content)


async def find_question(session: AsyncSession, viewer: Viewer, key: str) -> str | None:
    """The words of an answered question, if the viewer may read its answer."""
    return await session.scalar(
        select(QuestionRow.text)
        .join(AnswerRow, AnswerRow.question_id == QuestionRow.id)
        .where(QuestionRow.key == key, _readable(viewer))
    )


def _readable(viewer: Viewer) -> ColumnElement[bool]:
    match viewer:
        case System():
            return true()
        case Person(workspace=workspace, user=user):
            return and_(QuestionRow.workspace == workspace, QuestionRow.user == user)
        case Audience(workspace=workspace, channel=channel):
            return and_(QuestionRow.workspace == workspace, AnswerRow.channel == channel)


async def answer_posted(session: AsyncSession, key: str, *, channel: str, ts: str) -> None:
    """Remember where in Slack the answer stands."""
    await session.execute(
        update(AnswerRow).where(AnswerRow.key == key).values(channel=channel, message_ts=ts)
    )
