"""Questions and answers. A person finds their own, a channel what was answered in it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, false, or_, select, true, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import AnswerRow, QuestionRow, VoteRow
from storage.once import insert_once, upsert
from storage.terms import AGAIN, Audience, Person, System, Viewer

OUTDATED = "outdated"  # content that answers an earlier wording


class AnswerState(StrEnum):
    WRITING = "writing"  # more is to come
    READY = "ready"
    WITHDRAWN = "withdrawn"  # its question was deleted


@dataclass(frozen=True)
class Asked:
    """A question as it was asked. `key` is what makes it the same when it arrives twice.

    `revision` tells its wordings apart, and sorts as they were written; '' is the first.
    """

    key: str
    workspace: str
    user: str
    language: str
    asked_at: datetime
    text: str = field(repr=False)
    searched: str | None = field(default=None, repr=False)
    revision: str = ""


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

    False when it had been answered to its end before, is no longer to be, or is worded anew.
    """
    question = {name: getattr(asked, name) for name in asked.__dataclass_fields__}
    await insert_once(session, QuestionRow, question, ["key"])
    same = (QuestionRow.key == asked.key, QuestionRow.revision == asked.revision)
    reworded = update(QuestionRow).where(*same).values(searched=asked.searched)
    question_id = (await session.execute(reworded.returning(QuestionRow.id))).scalar()
    if question_id is None:
        return False
    answer = {name: getattr(answered, name) for name in answered.__dataclass_fields__}
    if await insert_once(session, AnswerRow, {**answer, "question_id": question_id}, ["key"]):
        return True
    values = {name: answer[name] for name in ("mode", "verdict", "content", "state")}
    unfinished = (AnswerRow.key == answered.key, AnswerRow.state == AnswerState.WRITING)
    changed = update(AnswerRow).where(*unfinished).values(**values).returning(AnswerRow.id)
    return (await session.execute(changed)).first() is not None


async def break_off(session: AsyncSession, viewer: Viewer, key: str, note: str) -> bool:
    """Leave an answer as far as it was written, with a note that says so.

    False for one that is written to its end, is still what an earlier wording was answered, or is
    another's.
    """
    query = select(AnswerRow).join(QuestionRow, QuestionRow.id == AnswerRow.question_id)
    unfinished = (AnswerRow.key == key, AnswerRow.state == AnswerState.WRITING)
    row = await session.scalar(query.where(*unfinished, _asked_by(viewer)))
    if row is None or row.content.get(OUTDATED):
        return False
    row.content = {**row.content, "note": note}
    row.state = AnswerState.READY
    await session.flush()
    return True


async def answer_state(session: AsyncSession, viewer: System, key: str) -> AnswerState | None:
    """How far the answer is; None while there is none."""
    state = await session.scalar(select(AnswerRow.state).where(AnswerRow.key == key))
    return AnswerState(state) if state else None


async def reword(session: AsyncSession, viewer: Person, asked: Asked) -> bool:
    """Somebody changed what they asked: its answer is written anew, and its votes are gone.

    False where it was taken back or changed again since, or is another's.
    """
    question = {name: getattr(asked, name) for name in asked.__dataclass_fields__}
    if await insert_once(session, QuestionRow, question, ["key"]):
        return True
    mine = (QuestionRow.key == asked.key, _asked_by(viewer), QuestionRow.text != "")
    older = QuestionRow.revision <= asked.revision
    new = {"text": asked.text, "revision": asked.revision, "searched": None}
    changed = update(QuestionRow).where(*mine, older).values(**new).returning(QuestionRow.id)
    question_id = (await session.execute(changed)).scalar()
    if question_id is None:
        return False
    answers = select(AnswerRow).where(AnswerRow.question_id == question_id)
    for row in await session.scalars(answers):
        row.state, row.content = AnswerState.WRITING, {**row.content, OUTDATED: True}
        await session.execute(delete(VoteRow).where(VoteRow.answer_id == row.id))
    await session.flush()
    return True


async def is_askers(session: AsyncSession, viewer: Viewer, key: str) -> bool:
    """Whether a question is the viewer's, or nobody's yet."""
    others = (QuestionRow.key == key, ~_asked_by(viewer))
    return await session.scalar(select(QuestionRow.id).where(*others)) is None


async def newest_wording(session: AsyncSession, viewer: System, key: str) -> Asked | None:
    """A question as it was worded last; None where it was not kept or was taken back."""
    row = await session.scalar(select(QuestionRow).where(QuestionRow.key == key))
    return _asked(row) if row and row.text else None


async def forget_question(session: AsyncSession, viewer: Person, asked: Asked) -> bool:
    """Somebody took their question back: no words of it, its answer or its votes are kept.

    What is on its way to be answered is not. False for a question that is another's.
    """
    question = {name: getattr(asked, name) for name in asked.__dataclass_fields__}
    await insert_once(session, QuestionRow, question | {"text": ""}, ["key"])
    await _forget_what_went_on(session, asked)
    mine = (_and_again(QuestionRow.key, asked.key), _asked_by(viewer))
    emptied = update(QuestionRow).where(*mine).values(text="", searched=None)
    gone = (await session.execute(emptied.returning(QuestionRow.id, QuestionRow.key))).all()
    values = {"state": AnswerState.WITHDRAWN, "content": {}, "mode": "", "verdict": ""}
    for question_id, key in gone:
        row = {**values, "key": key, "question_id": question_id}
        await upsert(session, AnswerRow, row, ["key"])
    answers = select(AnswerRow.id).where(AnswerRow.question_id.in_([row.id for row in gone]))
    await session.execute(delete(VoteRow).where(VoteRow.answer_id.in_(answers)))
    return bool(gone)


def _and_again(column: Any, key: str) -> ColumnElement[bool]:
    """A question, and the same when it was asked once more."""
    return or_(column == key, column.startswith(f"{key}{AGAIN}", autoescape=True))


async def _forget_what_went_on(session: AsyncSession, asked: Asked) -> None:
    """Questions that went on from this one in its thread were understood by its words."""
    where = select(AnswerRow.channel, AnswerRow.thread).where(AnswerRow.key == asked.key)
    place = (await session.execute(where)).first()
    if place is None or place.thread is None:
        return
    there = (AnswerRow.channel == place.channel, AnswerRow.thread == place.thread)
    beside = select(AnswerRow.question_id).where(*there)
    same = (QuestionRow.workspace == asked.workspace, QuestionRow.id.in_(beside))
    await session.execute(update(QuestionRow).where(*same).values(searched=None))


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
    return _asked(row) if row else None


def _asked(row: QuestionRow) -> Asked:
    return Asked(**{name: getattr(row, name) for name in Asked.__dataclass_fields__})


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
