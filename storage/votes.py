"""What people think of answers. The secretariat reads it without names, unless one asks back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, false, func, or_, select, true, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.asking import AnswerState, readable
from storage.models import AnswerRow, QuestionRow, VoteRow
from storage.once import insert_once
from storage.terms import Audience, Person, Role, System, Viewer

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Complaint:
    """An answer that somebody could not use. `user` is None unless they want to hear back."""

    question: str = field(repr=False)
    reason: str | None = field(repr=False)
    user: str | None


@dataclass(frozen=True)
class Votes:
    useful: int
    useless: int
    complaints: Sequence[Complaint]


async def vote(
    session: AsyncSession, voter: Person, reads: Viewer, key: str, *, useful: bool, at: datetime
) -> bool:
    """Keep a thumb that was pressed then. Up leaves nothing to explain; down keeps the reason.

    False where the voter cannot read the answer, or it is not there to be voted on.
    """
    said = _said(None, wants_answer=False, at=at) if useful else {}
    return await _keep(session, voter, reads, key, {"useful": useful, "voted_at": at}, said)


async def explain_vote(
    session: AsyncSession,
    voter: Person,
    reads: Viewer,
    key: str,
    *,
    reason: str,
    wants_answer: bool,
    at: datetime,
) -> bool:
    """Keep why somebody could not use an answer, which is a thumb down too. False as for a vote."""
    said = _said(reason or None, wants_answer=wants_answer, at=at)
    return await _keep(session, voter, reads, key, {"useful": False, "voted_at": at}, said)


def _said(reason: str | None, *, wants_answer: bool, at: datetime) -> Values:
    return {"reason": reason, "wants_answer": wants_answer, "explained_at": at}


async def _keep(
    session: AsyncSession, voter: Person, reads: Viewer, key: str, thumb: Values, said: Values
) -> bool:
    """The thumb and the reason each go by the newest press, whichever is worked last."""
    answer = await _answer(session, reads, key)
    if answer is None:
        return False
    whose = {"answer_id": answer, "workspace": voter.workspace, "user": voter.user}
    row = {**whose, "reason": None, "wants_answer": False, **thumb, **said}
    if await insert_once(session, VoteRow, row, list(whose)):
        return True
    mine = update(VoteRow).filter_by(**whose)
    await session.execute(mine.where(VoteRow.voted_at < thumb["voted_at"]).values(**thumb))
    if said:
        newest = VoteRow.explained_at
        newer = or_(newest.is_(None), newest < said["explained_at"])
        await session.execute(mine.where(newer).values(**said))
    return True


async def votes(session: AsyncSession, viewer: Viewer, *, since: datetime, most: int) -> Votes:
    """Votes since then, with the newest complaints, first of those who want to hear back.

    Nothing to whoever is not the secretariat.
    """
    cast = (VoteRow.voted_at >= since, _heard_by(viewer))
    counts = select(VoteRow.useful, func.count()).where(*cast).group_by(VoteRow.useful)
    found = {useful: count for useful, count in await session.execute(counts)}
    query = (
        select(QuestionRow.text, VoteRow.reason, VoteRow.wants_answer, VoteRow.user)
        .select_from(VoteRow)
        .join(AnswerRow, AnswerRow.id == VoteRow.answer_id)
        .join(QuestionRow, QuestionRow.id == AnswerRow.question_id)
        .where(*cast, VoteRow.useful.is_(False))
        .order_by(VoteRow.wants_answer.desc(), VoteRow.voted_at.desc())
        .limit(most)
    )
    complaints = [
        Complaint(question, reason, user if wants else None)
        for question, reason, wants, user in await session.execute(query)
    ]
    return Votes(found.get(True, 0), found.get(False, 0), complaints)


async def _answer(session: AsyncSession, reads: Viewer, key: str) -> int | None:
    """An answer that stands there to its end. It is held on to: else it might be withdrawn now."""
    stands = (AnswerRow.key == key, AnswerRow.state == AnswerState.READY)
    query = select(AnswerRow.id).join(QuestionRow, QuestionRow.id == AnswerRow.question_id)
    held = query.where(*stands, readable(reads)).with_for_update(read=True, of=AnswerRow)
    return await session.scalar(held)


def _heard_by(viewer: Viewer) -> ColumnElement[bool]:
    """Whose votes are told to the viewer: the secretariat reads its workspace's."""
    match viewer:
        case Person(workspace=workspace, role=Role.SECRETARIAT):
            return VoteRow.workspace == workspace
        case System():
            return true()
        case Person() | Audience():
            return false()
