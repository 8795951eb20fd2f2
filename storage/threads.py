"""The threads that questions and answers stand in."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.asking import AnswerState, readable
from storage.models import AnswerRow, DeliveryRow, QuestionRow
from storage.terms import System, Viewer


async def asked_before(
    session: AsyncSession, viewer: Viewer, workspace: str, channel: str, thread: str, key: str
) -> str | None:
    """What the last question in a thread was understood as, if the viewer may read its answer.

    `key` is that of the question which is asked now, or was then and is changed.
    """
    own = select(QuestionRow.asked_at).where(QuestionRow.key == key).scalar_subquery()
    query = (
        select(func.coalesce(QuestionRow.searched, QuestionRow.text))
        .join(AnswerRow, AnswerRow.question_id == QuestionRow.id)
        .where(*_in_thread(workspace, channel, thread), readable(viewer), QuestionRow.key != key)
        .where(or_(own.is_(None), QuestionRow.asked_at < own))
        .order_by(QuestionRow.asked_at.desc(), QuestionRow.id.desc())
    )
    return await session.scalar(query.limit(1))


async def is_ours(
    session: AsyncSession, viewer: System, workspace: str, channel: str, thread: str
) -> bool:
    """Whether we have answered in a thread."""
    query = (
        select(AnswerRow.id)
        .join(QuestionRow, QuestionRow.id == AnswerRow.question_id)
        .where(*_in_thread(workspace, channel, thread))
    )
    return await session.scalar(query.limit(1)) is not None


async def kind_of(
    session: AsyncSession, viewer: System, workspace: str, channel: str, ts: str
) -> str | None:
    """Which kind of message of ours stands there; None if none does."""
    same = (DeliveryRow.channel == channel, DeliveryRow.ts == ts)
    query = select(DeliveryRow.kind).where(DeliveryRow.workspace == workspace, *same)
    return await session.scalar(query.order_by(DeliveryRow.due.desc()).limit(1))


def _in_thread(workspace: str, channel: str, thread: str) -> Sequence[ColumnElement[bool]]:
    return (
        QuestionRow.workspace == workspace,
        AnswerRow.channel == channel,
        AnswerRow.thread == thread,
        AnswerRow.state != AnswerState.WITHDRAWN,
    )
