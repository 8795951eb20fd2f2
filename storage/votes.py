"""What people think of answers. The secretariat reads it without names, unless one asks back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.asking import readable
from storage.models import AnswerRow, QuestionRow, VoteRow
from storage.once import upsert
from storage.terms import Audience, Person, Role, System, Viewer


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
    session: AsyncSession, voter: Person, reads: Viewer, key: str, *, useful: bool, now: datetime
) -> bool:
    """Keep somebody's vote in the place of their earlier one. False where they cannot read it."""
    answer = await _answer(session, reads, key)
    if answer is None:
        return False
    row = {
        "answer_id": answer,
        "workspace": voter.workspace,
        "user": voter.user,
        "useful": useful,
        "reason": None,
        "wants_answer": False,
        "voted_at": now,
    }
    await upsert(session, VoteRow, row, ["answer_id", "workspace", "user"])
    return True


async def explain_vote(
    session: AsyncSession, voter: Person, key: str, *, reason: str, wants_answer: bool
) -> bool:
    """Say why one could not use an answer. False without a vote of one's own."""
    mine = and_(VoteRow.workspace == voter.workspace, VoteRow.user == voter.user)
    query = select(VoteRow).join(AnswerRow, AnswerRow.id == VoteRow.answer_id)
    row = await session.scalar(query.where(AnswerRow.key == key, mine))
    if row is None:
        return False
    row.reason, row.wants_answer = reason or None, wants_answer
    await session.flush()
    return True


async def votes(session: AsyncSession, viewer: Viewer, *, since: datetime, most: int) -> Votes:
    """Votes since then, with the newest complaints; nothing to whoever is not the secretariat."""
    if not _is_secretariat(viewer):
        return Votes(0, 0, ())
    counts = select(VoteRow.useful, func.count()).where(VoteRow.voted_at >= since)
    by_kind = await session.execute(counts.group_by(VoteRow.useful))
    found = {useful: count for useful, count in by_kind}
    query = (
        select(QuestionRow.text, VoteRow.reason, VoteRow.wants_answer, VoteRow.user)
        .select_from(VoteRow)
        .join(AnswerRow, AnswerRow.id == VoteRow.answer_id)
        .join(QuestionRow, QuestionRow.id == AnswerRow.question_id)
        .where(VoteRow.voted_at >= since, VoteRow.useful.is_(False))
        .order_by(VoteRow.voted_at.desc())
        .limit(most)
    )
    complaints = [
        Complaint(question, reason, user if wants else None)
        for question, reason, wants, user in await session.execute(query)
    ]
    return Votes(found.get(True, 0), found.get(False, 0), complaints)


async def _answer(session: AsyncSession, reads: Viewer, key: str) -> int | None:
    query = select(AnswerRow.id).join(QuestionRow, QuestionRow.id == AnswerRow.question_id)
    return await session.scalar(query.where(AnswerRow.key == key, readable(reads)))


def _is_secretariat(viewer: Viewer) -> bool:
    match viewer:
        case System():
            return True
        case Person(role=role):
            return role is Role.SECRETARIAT
        case Audience():
            return False
