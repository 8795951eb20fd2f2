"""Embeddings of passages' texts: what is still to be made, claimed under a lease, and what is.

An embedding belongs to a model and to the hash of a text, so that a passage that comes again, in
another version or another document, is not embedded twice. Another model's stand beside.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import (
    ColumnElement,
    FromClause,
    and_,
    bindparam,
    exists,
    func,
    join,
    literal,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from storage.changes import EMBEDDING, count_change, one_at_a_time
from storage.engine import database_now
from storage.leases import CLOCK, Claiming, clock_of_claim, let_go
from storage.models import DocumentRow, EmbeddingRow, PassageRow, VersionRow
from storage.models.embedding import EmbeddingState
from storage.terms import System


@dataclass(frozen=True)
class ClaimedText:
    """A text to embed, held until its lease ends. `attempt` is the fence."""

    id: int
    attempt: int
    title: str = field(repr=False)
    heading: str = field(repr=False)
    text: str = field(repr=False)


@dataclass(frozen=True)
class Progress:
    """How many of the current passages' texts one model has embedded, and how many there are."""

    done: int
    parked: int
    wanted: int


async def want_embeddings(session: AsyncSession, viewer: System, model: str) -> None:
    """Write down every current text that the model has not embedded yet."""
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    now = await database_now(session)
    known = exists().where(
        EmbeddingRow.content_hash == PassageRow.content_hash, EmbeddingRow.model == model
    )
    missing = (
        select(
            literal(model),
            PassageRow.content_hash,
            literal(EmbeddingState.NEW, EmbeddingRow.state.type),
            literal(now, EmbeddingRow.due.type),
            literal(0),
        )
        .select_from(_current_passages())
        .where(~known)
        .distinct()
        .order_by(PassageRow.content_hash)  # else two who want the same may wait for each other
    )
    columns = ["model", "content_hash", "state", "due", "attempt"]
    statement = dialect.insert(EmbeddingRow).from_select(columns, missing)
    unique = ["model", "content_hash"]
    await session.execute(statement.on_conflict_do_nothing(index_elements=unique))


async def claim(
    session: AsyncSession, viewer: System, model: str, *, owner: str, lease: timedelta, limit: int
) -> Sequence[ClaimedText]:
    """Take up to `limit` texts that are still to be embedded; when there are no new ones, a single
    one of those that were in hand before, since it may be what spoils its neighbours' embedding."""
    clock = await clock_of_claim(session)
    rows = await NEW.take(
        session, owner=owner, clock=clock, lease=lease, limit=limit, embedder=model
    ) or await TRIED.take(session, owner=owner, clock=clock, lease=lease, limit=1, embedder=model)
    texts = await _texts(session, [row.content_hash for row in rows])
    return [
        ClaimedText(row.id, row.attempt, *texts[row.content_hash])
        for row in rows
        if row.content_hash in texts
    ]


def _still_wanted() -> ColumnElement[bool]:
    current = select(PassageRow.id).select_from(_current_passages())
    return current.where(PassageRow.content_hash == EmbeddingRow.content_hash).exists()


def _claiming(how_often: ColumnElement[bool]) -> Claiming[EmbeddingRow]:
    waiting = and_(EmbeddingRow.state == EmbeddingState.NEW, EmbeddingRow.due <= CLOCK)
    ours = and_(EmbeddingRow.model == bindparam("embedder"), _still_wanted())
    return Claiming.of(EmbeddingRow, waiting, among=and_(ours, how_often))


async def _texts(
    session: AsyncSession, hashes: Sequence[str]
) -> Mapping[str, tuple[str, str, str]]:
    query = (
        select(PassageRow.content_hash, DocumentRow.title, PassageRow.heading, PassageRow.text)
        .select_from(_current_passages())
        .where(PassageRow.content_hash.in_(hashes))
    )
    rows = await session.execute(query)
    return {hash: (title, heading, text) for hash, title, heading, text in rows}


async def save(session: AsyncSession, embedded: Sequence[tuple[ClaimedText, bytes]]) -> int:
    """Keep what was made of these texts; how many were still ours to say."""
    await one_at_a_time(session, EMBEDDING)
    counter = await count_change(session, EMBEDDING)
    kept = 0
    for claimed, vector in embedded:
        done = {"state": EmbeddingState.DONE, "vector": vector, "saved": counter}
        kept += await let_go(session, EmbeddingRow, claimed.id, claimed.attempt, **done)
    return kept


async def give_back(
    session: AsyncSession,
    claimed: Sequence[ClaimedText],
    *,
    after: timedelta,
    tries: int | None = None,
) -> None:
    """Try these again `after` a while; those that were tried `tries` times not any more."""
    due = await database_now(session) + after
    for text in claimed:
        given_up = tries is not None and text.attempt >= tries
        state = EmbeddingState.PARKED if given_up else EmbeddingState.NEW
        await let_go(session, EmbeddingRow, text.id, text.attempt, state=state, due=due)


async def embeddings_since(
    session: AsyncSession, viewer: System, model: str, counter: int
) -> Sequence[tuple[str, bytes]]:
    """What the model has made since the counter stood there: hashes and vectors."""
    query = select(EmbeddingRow.content_hash, EmbeddingRow.vector).where(
        EmbeddingRow.model == model, EmbeddingRow.saved > counter
    )
    return [(hash, vector) for hash, vector in await session.execute(query) if vector]


async def embeddings_of(
    session: AsyncSession, viewer: System, model: str, hashes: Sequence[str]
) -> Sequence[tuple[str, bytes]]:
    """What the model has made of these texts, as far as it has."""
    query = select(EmbeddingRow.content_hash, EmbeddingRow.vector).where(
        EmbeddingRow.model == model, EmbeddingRow.content_hash.in_(hashes)
    )
    return [(hash, vector) for hash, vector in await session.execute(query) if vector]


async def parked(session: AsyncSession, viewer: System, model: str) -> Set[str]:
    """The hashes of the texts that the model could not embed."""
    query = select(EmbeddingRow.content_hash).where(
        EmbeddingRow.model == model, EmbeddingRow.state == EmbeddingState.PARKED
    )
    return set(await session.scalars(query))


async def progress(session: AsyncSession, viewer: System) -> Mapping[str, Progress]:
    """For each model that was ever asked: how far it has come with the current texts."""
    current = select(PassageRow.content_hash).select_from(_current_passages()).distinct().subquery()
    wanted = await session.scalar(select(func.count()).select_from(current)) or 0
    states = (
        select(EmbeddingRow.model, EmbeddingRow.state, func.count())
        .join(current, current.c.content_hash == EmbeddingRow.content_hash)
        .group_by(EmbeddingRow.model, EmbeddingRow.state)
    )
    counted = {(model, state): n for model, state, n in await session.execute(states)}
    return {
        model: Progress(
            done=counted.get((model, EmbeddingState.DONE), 0),
            parked=counted.get((model, EmbeddingState.PARKED), 0),
            wanted=wanted,
        )
        for model in {model for model, _ in counted}
    }


def _current_passages() -> FromClause:
    """The passages of the versions that count, with their documents."""
    is_current = and_(
        VersionRow.document_id == DocumentRow.id, VersionRow.number == DocumentRow.version
    )
    of_version = PassageRow.version_id == VersionRow.id
    return join(join(PassageRow, VersionRow, of_version), DocumentRow, is_current)


NEVER_TRIED = and_(EmbeddingRow.attempt == 0, EmbeddingRow.state == EmbeddingState.NEW)
NEW, TRIED = _claiming(NEVER_TRIED), _claiming(EmbeddingRow.attempt > 0)
