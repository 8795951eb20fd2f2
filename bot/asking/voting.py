"""The work behind a vote: keep it, and what is said about it."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Self

from bot.asking.occasion import TAKEN_OVER
from bot.clock import Clock
from storage import delivery, inbox
from storage import votes as kept
from storage.delivery import Wanted
from storage.engine import Begin, Session
from storage.inbox import ClaimedWork
from storage.tasks import Task, raise_task
from storage.terms import Audience, Person, Viewer

VOTED = "voted"
VOTE_EXPLAINED = "vote.explained"
VERSION = 1
KEPT, NOT_KEPT = "kept", "not kept"

# Kinds of message, to whoever wants to hear from the secretariat.
HANDED_ON, NOT_HANDED_ON = "handed_on", "not_handed_on"


@dataclass(frozen=True)
class Vote:
    """What somebody thought then of the answer with this key, which they read in that channel."""

    user: str
    key: str
    channel: str
    private: bool
    at: datetime
    useful: bool = False
    reason: str = field(default="", repr=False)
    wants_answer: bool = False
    language: str = "da"

    def to_payload(self) -> dict[str, Any]:
        return {"version": VERSION, **asdict(self), "at": self.at.isoformat()}

    @classmethod
    def from_payload(cls, payload: dict[str, Any]) -> Self:
        """Raises ValueError for a version that this code does not know."""
        rest = dict(payload)
        if rest.pop("version", None) != VERSION:
            raise ValueError("unknown payload version")
        return cls(**rest | {"at": datetime.fromisoformat(rest["at"])})

    def read_by(self, workspace: str) -> Viewer:
        """Who reads the answer where it stands."""
        return Person(workspace, self.user) if self.private else Audience(workspace, self.channel)


async def voted(work: ClaimedWork, clock: Clock, begin: Begin) -> str:
    """Keep a vote. The newest counts, whichever is worked last."""
    vote = Vote.from_payload(work.payload)
    voter, reads = Person(work.workspace, vote.user), vote.read_by(work.workspace)
    async with begin() as session:
        held = await inbox.hold(session, work) and await kept.vote(
            session, voter, reads, vote.key, useful=vote.useful, at=vote.at
        )
    return KEPT if held else NOT_KEPT


async def vote_explained(work: ClaimedWork, clock: Clock, begin: Begin) -> str:
    """Keep why somebody could not use an answer."""
    vote = Vote.from_payload(work.payload)
    voter, reads = Person(work.workspace, vote.user), vote.read_by(work.workspace)
    async with begin() as session:
        if not await inbox.hold(session, work):
            return TAKEN_OVER
        held = await kept.explain_vote(
            session,
            voter,
            reads,
            vote.key,
            reason=vote.reason,
            wants_answer=vote.wants_answer,
            at=vote.at,
        )
        await _say_whether(session, work, vote, clock, HANDED_ON if held else NOT_HANDED_ON)
        if held and vote.wants_answer:
            key = f"handed_on:{vote.user}:{vote.key}"
            task = Task(work.workspace, key, "question.handed_on", {"user": vote.user})
            await raise_task(session, task, now=clock.now())
    return KEPT if held else NOT_KEPT


async def give_up(session: Session, work: ClaimedWork, clock: Clock) -> None:
    """Whoever wants to hear from the secretariat hears that it does not know of it."""
    await _say_whether(session, work, Vote.from_payload(work.payload), clock, NOT_HANDED_ON)


async def _say_whether(
    session: Session, work: ClaimedWork, vote: Vote, clock: Clock, kind: str
) -> None:
    """A vote alone is kept without a word."""
    if vote.wants_answer:
        whom = (work.workspace, work.key, vote.user)
        await delivery.want(session, Wanted(*whom, kind, vote.language, clock.now()))
