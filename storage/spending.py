"""What calls to the model cost: set aside before each, settled after it, within limits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, false, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.changes import one_at_a_time
from storage.engine import database_now
from storage.models import OrganisationRow, SpendingRow
from storage.terms import Organisation, Person, Viewer, may_know_spending

SPENDING = "spending"


class Limit(StrEnum):
    """Which limit was reached."""

    PERSON_AT_ONCE = "person_at_once"
    PERSON_TOKENS = "person_tokens"
    ORGANISATION_AT_ONCE = "organisation_at_once"
    ORGANISATION_TOKENS = "organisation_tokens"


class LimitReached(Exception):
    """The model is not to be called. Never shown: the answer says it."""

    def __init__(self, limit: Limit) -> None:
        self.limit = limit
        super().__init__(limit)


@dataclass(frozen=True)
class Allowed:
    """Questions with the model at once, and tokens a month."""

    at_once: int
    tokens: int


@dataclass(frozen=True)
class Limits:
    """What each person may have, and each organisation all together."""

    person: Allowed
    organisation: Allowed


async def reserve(
    session: AsyncSession,
    person: Person,
    month: str,
    tokens: int,
    *,
    limits: Limits,
    longest: timedelta,
) -> int:
    """Set aside what a call may cost at most; the id to settle it by.

    A call that nobody settles counts as under way for `longest`. Raises LimitReached.
    """
    await one_at_a_time(session, SPENDING)
    call = SpendingRow(
        workspace=person.workspace,
        user=person.user,
        organisation_id=await _organisation_id(session, person),
        month=month,
        tokens=tokens,
        began_at=await database_now(session),
    )
    await _keep_to(limits, session, call, person, longest)
    session.add(call)
    await session.flush()
    return call.id


async def _keep_to(
    limits: Limits, session: AsyncSession, call: SpendingRow, person: Person, longest: timedelta
) -> None:
    """Raises LimitReached."""
    since = call.began_at - longest
    own, whole = limits.person, limits.organisation
    mine, ours = _of(person), SpendingRow.organisation_id == call.organisation_id
    if await _spent(session, mine, call.month) + call.tokens > own.tokens:
        raise LimitReached(Limit.PERSON_TOKENS)
    if await _under_way(session, mine, since) >= own.at_once:
        raise LimitReached(Limit.PERSON_AT_ONCE)
    if call.organisation_id is None:
        return
    if await _spent(session, ours, call.month) + call.tokens > whole.tokens:
        raise LimitReached(Limit.ORGANISATION_TOKENS)
    if await _under_way(session, ours, since) >= whole.at_once:
        raise LimitReached(Limit.ORGANISATION_AT_ONCE)


async def settle(session: AsyncSession, id: int, tokens: int | None) -> None:
    """The call is over. Where nobody knows what it cost, all that was set aside counts."""
    known = {} if tokens is None else {"tokens": tokens}
    call = update(SpendingRow).where(SpendingRow.id == id)
    await session.execute(call.values(settled=True, **known))


async def own_spending(session: AsyncSession, viewer: Viewer, month: str) -> int:
    """The tokens that the viewer has spent that month."""
    own = _of(viewer) if isinstance(viewer, Person) else false()
    return await _spent(session, own, month)


async def spent_by_organisation(
    session: AsyncSession, viewer: Viewer, month: str
) -> Sequence[tuple[Organisation | None, int]]:
    """Who has spent how many tokens that month, the most first; None: people of no organisation."""
    if not may_know_spending(viewer):
        return []
    spent = func.sum(SpendingRow.tokens)
    query = (
        select(OrganisationRow, spent)
        .select_from(SpendingRow)
        .outerjoin(OrganisationRow, OrganisationRow.id == SpendingRow.organisation_id)
        .where(SpendingRow.month == month)
        .group_by(OrganisationRow.id)
        .order_by(spent.desc(), OrganisationRow.name)
    )
    return [(_organisation(row), int(tokens)) for row, tokens in await session.execute(query)]


def _organisation(row: OrganisationRow | None) -> Organisation | None:
    return Organisation(row.code, row.name, row.kind) if row else None


async def _organisation_id(session: AsyncSession, person: Person) -> int | None:
    if person.organisation is None:
        return None
    code = person.organisation.code
    return await session.scalar(select(OrganisationRow.id).where(OrganisationRow.code == code))


def _of(person: Person) -> ColumnElement[bool]:
    return and_(SpendingRow.workspace == person.workspace, SpendingRow.user == person.user)


async def _spent(session: AsyncSession, whose: ColumnElement[bool], month: str) -> int:
    query = select(func.sum(SpendingRow.tokens)).where(whose, SpendingRow.month == month)
    return await session.scalar(query) or 0


async def _under_way(session: AsyncSession, whose: ColumnElement[bool], since: datetime) -> int:
    calls = select(func.count()).select_from(SpendingRow)
    running = (~SpendingRow.settled, SpendingRow.began_at > since)
    return await session.scalar(calls.where(whose, *running)) or 0
