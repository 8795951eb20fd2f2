"""Questions and answers. A person finds their own, a channel what was answered in it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, false, select, true, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import AnswerRow, QuestionRow, VoteRow
from storage.once import insert_once
from storage.terms import Audience, Person, System, Viewer


class AnswerState(StrEnum):
    WRITING = "writing"  # more is to come
    READY = "ready"
    WITHDRAWN = "withdrawn"  # its question was deleted


@dataclass(frozen=True)
class Asked:
    """A question as it was asked. `key` is what makes it the same when it arrives twice."""

    key: str
    workspace: str
    user: str
    language: str
    asked_at: datetime
    text: str = field(repr=False)
    searched: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Answered:
    """The answer to the question with the same key; `content` is the answer as JSON."""

    key: str
    mode: str
    verdict: str
    channel: str | None
    thread: str | None
    content: dict[str, Any] = field(repr=False)
    state: AnswerState = AnswerState.READY


async def save_answer(session: AsyncSession, asked: Asked, answered: Answered) -> bool:
    """Keep a question with its answer, or what is written of it by now.

    False when it had been answered to its end before, or is no longer to be.
    """
    question = {name: getattr(asked, name) for name in asked.__dataclass_fields__}
    await insert_once(session, QuestionRow, question, ["key"])
    question_id = await session.scalar(select(QuestionRow.id).where(QuestionRow.key == asked.key))
    answer = {name: getattr(answered, name) for name in answered.__dataclass_fields__}
    if await insert_once(session, AnswerRow, {**answer, "question_id": question_id}, ["key"]):
        return True
    values = {name: answer[name] for name in ("mode", "verdict", "content", "state")}
    unfinished = (AnswerRow.key == answered.key, AnswerRow.state == AnswerState.WRITING)
    changed = update(AnswerRow).where(*unfinished).values(**values).returning(AnswerRow.id)
    if (await session.execute(changed)).first() is None:
        return False
    same = QuestionRow.key == asked.key
    await session.execute(update(QuestionRow).where(same).values(searched=asked.searched))
    return True


async def break_off(session: AsyncSession, viewer: Viewer, key: str, note: str) -> bool:
    """Leave an answer as far as it was written, with a note that says so.

    False for one that is written to its end, or another's.
    """
    query = select(AnswerRow).join(QuestionRow, QuestionRow.id == AnswerRow.question_id)
    unfinished = (AnswerRow.key == key, AnswerRow.state == AnswerState.WRITING)
    row = await session.scalar(query.where(*unfinished, _asked_by(viewer)))
    if row is None:
        return False
    row.content = {**row.content, "note": note}
    row.state = AnswerState.READY
    await session.flush()
    return True


async def answer_state(session: AsyncSession, viewer: System, key: str) -> AnswerState | None:
    """How far the answer is; None while there is none."""
    state = await session.scalar(select(AnswerRow.state).where(AnswerRow.key == key))
    return AnswerState(state) if state else None


async def reopen(session: AsyncSession, viewer: Person, key: str, text: str) -> bool:
    """Somebody changed what they asked: its answer is written anew. False where there is none."""
    mine = (QuestionRow.key == key, _asked_by(viewer))
    changed = update(QuestionRow).where(*mine).values(text=text).returning(QuestionRow.id)
    question = (await session.execute(changed)).scalar()
    if question is None:
        return False
    open_again = (AnswerRow.question_id == question, AnswerRow.state != AnswerState.WITHDRAWN)
    await session.execute(update(AnswerRow).where(*open_again).values(state=AnswerState.WRITING))
    return True


async def forget_question(session: AsyncSession, viewer: Person, asked: Asked) -> bool:
    """Somebody took their question back: no words of it, its answer or its votes are kept.

    What is on its way to be answered is not. False for a question that is another's.
    """
    question = {name: getattr(asked, name) for name in asked.__dataclass_fields__}
    await insert_once(session, QuestionRow, question | {"text": ""}, ["key"])
    mine = (QuestionRow.key == asked.key, _asked_by(viewer))
    emptied = update(QuestionRow).where(*mine).values(text="", searched=None)
    question_id = (await session.execute(emptied.returning(QuestionRow.id))).scalar()
    if question_id is None:
        return False
    values = {"state": AnswerState.WITHDRAWN, "content": {}, "mode": "", "verdict": ""}
    row = {**values, "key": asked.key, "question_id": question_id}
    if not await insert_once(session, AnswerRow, row, ["key"]):
        gone = update(AnswerRow).where(AnswerRow.key == asked.key)
        await session.execute(gone.values(**values))
        answers = select(AnswerRow.id).where(AnswerRow.question_id == question_id)
        await session.execute(delete(VoteRow).where(VoteRow.answer_id.in_(answers)))
    return True


async def find_answer(session: AsyncSession, viewer: Viewer, key: str) -> Answered | None:
    """The answer to the question with this key, if the viewer may read it."""
    row = await session.scalar(
        select(AnswerRow)
        .join(QuestionRow, QuestionRow.id == AnswerRow.question_id)
        .where(AnswerRow.key == key, readable(viewer))
    )
    if row is None:
        return None
    names = ("key", "mode", "verdict", "channel", "thread", "content")
    known = {name: getattr(row, name) for name in names}
    return Answered(**known, state=AnswerState(row.state))


async def find_question(session: AsyncSession, viewer: Viewer, key: str) -> Asked | None:
    """An answered question, if the viewer may read its answer."""
    row = await session.scalar(
        select(QuestionRow)
        .join(AnswerRow, AnswerRow.question_id == QuestionRow.id)
        .where(QuestionRow.key == key, readable(viewer))
    )
    names = Asked.__dataclass_fields__
    return Asked(**{name: getattr(row, name) for name in names}) if row else None


def _asked_by(viewer: Viewer) -> ColumnElement[bool]:
    """Only whoever asked may stop an answer or take it back."""
    match viewer:
        case System():
            return true()
        case Person(workspace=workspace, user=user):
            return and_(QuestionRow.workspace == workspace, QuestionRow.user == user)
        case Audience():
            return false()


def readable(viewer: Viewer) -> ColumnElement[bool]:
    """Whose questions the viewer may read: a person their own, a channel what stands in it."""
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
