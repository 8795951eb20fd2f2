"""What is set aside, and what stays spent; by the real client against a real server."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.asking.budget import Budget, Payer
from bot.asking.writing import MOST_TOKENS, Draft, Writer
from bot.clock import SystemClock
from bot.llm import ModelFailed, on_server
from storage import alliance, spending
from storage.engine import Begin
from storage.spending import Allowed, LimitReached, Limits
from storage.terms import Role
from tests.bot.asking.test_writing import ALSO_TRUE, FOUND, QUESTION, TRUE
from tests.model_server import Behaviour, ModelServer, answer, model_server
from tests.storage.builders import ASSENS, person

COORDINATOR = person(Role.COORDINATOR, ASSENS)
ZONE = ZoneInfo("Europe/Copenhagen")
REPORTED = 980  # what the server of the tests says that a call cost


class StandingClock:
    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now


@pytest.fixture
async def server() -> AsyncIterator[ModelServer]:
    async with model_server(lambda told: answer("answer", TRUE, ALSO_TRUE)) as server:
        yield server


@pytest.fixture
async def writer(server: ModelServer) -> AsyncIterator[Writer]:
    model = on_server(server.address, "key")
    yield Writer(model, "lille-model", first=1.0, longest=2.0)
    await model.close()


@pytest.fixture
async def budget(begin: Begin) -> Budget:
    async with begin() as session:
        await alliance.save_organisation(session, ASSENS, [])
    limits = Limits(person=Allowed(2, 10_000), organisation=Allowed(6, 50_000))
    return Budget(begin, limits, ZONE, timedelta(seconds=2))


async def written(writer: Writer, budget: Budget, stop_after: int = 9) -> list[Draft]:
    drafts = list[Draft]()
    payer = Payer(budget, COORDINATOR)
    async with aclosing(writer.write(QUESTION, FOUND, "da", SystemClock(), payer)) as writing:
        async for draft in writing:
            drafts.append(draft)
            if len(drafts) == stop_after:
                break
    return drafts


async def spent(budget: Budget) -> int:
    async with budget.begin(read_only=True) as session:
        month = budget.month(SystemClock())
        return await spending.own_spending(session, COORDINATOR, month)


async def test_what_the_server_says_is_what_it_cost(writer: Writer, budget: Budget) -> None:
    assert len(await written(writer, budget)) == 3

    assert await spent(budget) == REPORTED


async def test_while_the_model_writes_the_most_it_may_cost_is_set_aside_and_nothing_is_locked(
    writer: Writer, budget: Budget
) -> None:
    payer = Payer(budget, COORDINATOR)
    async with aclosing(writer.write(QUESTION, FOUND, "da", SystemClock(), payer)) as writing:
        await anext(writing)
        assert MOST_TOKENS < await spent(budget) < 2_500 + MOST_TOKENS
        async with asyncio.timeout(2), budget.begin() as session:
            await alliance.save_organisation(session, ASSENS, [])


async def test_an_answer_that_is_stopped_costs_what_was_set_aside(
    writer: Writer, budget: Budget
) -> None:
    await written(writer, budget, stop_after=1)

    assert await spent(budget) > MOST_TOKENS


@pytest.mark.parametrize(
    "behaviour", [Behaviour(cut=25), Behaviour(stall=25), Behaviour(before=5.0)], ids=str
)
async def test_a_call_that_breaks_off_costs_what_was_set_aside(
    server: ModelServer, writer: Writer, budget: Budget, behaviour: Behaviour
) -> None:
    server.behaviour = behaviour
    with pytest.raises(ModelFailed):
        await written(writer, budget)

    assert await spent(budget) > MOST_TOKENS


@pytest.mark.parametrize("status", [401, 429, 500, 503])
async def test_a_call_that_is_refused_costs_nothing(
    server: ModelServer, writer: Writer, budget: Budget, status: int
) -> None:
    server.behaviour = Behaviour(status=status)
    with pytest.raises(ModelFailed):
        await written(writer, budget)

    assert await spent(budget) == 0


async def test_a_server_that_is_asked_again_without_a_schema_is_paid_for_once(
    server: ModelServer, writer: Writer, budget: Budget
) -> None:
    server.behaviour = Behaviour(knows_schemas=False, cut=25)
    with pytest.raises(ModelFailed):
        await written(writer, budget)
    assert await spent(budget) > MOST_TOKENS

    server.behaviour = Behaviour(knows_schemas=False)
    before = await spent(budget)
    await written(writer, budget)
    assert await spent(budget) == before + REPORTED


async def test_beyond_the_limit_the_server_is_not_asked_and_has_not_failed(
    server: ModelServer, writer: Writer, budget: Budget
) -> None:
    async with budget.begin() as session:
        month, limits = budget.month(SystemClock()), budget.limits
        await spending.reserve(
            session, COORDINATOR, month, 9_000, limits=limits, longest=budget.longest
        )

    for _ in range(5):
        with pytest.raises(LimitReached):
            await written(writer, budget)

    assert server.asked == []
    assert not writer.breaker.is_open(SystemClock().now())


async def test_where_nobody_pays_there_is_no_limit(writer: Writer, budget: Budget) -> None:
    for _ in range(3):
        async with aclosing(writer.write(QUESTION, FOUND, "da", SystemClock())) as writing:
            assert [draft async for draft in writing]

    assert await spent(budget) == 0


@pytest.mark.parametrize(
    ("now", "month"),
    [
        (datetime(2026, 11, 30, 22, 59, tzinfo=UTC), "2026-11"),
        (datetime(2026, 11, 30, 23, 0, tzinfo=UTC), "2026-12"),
        (datetime(2026, 6, 30, 22, 0, tzinfo=UTC), "2026-07"),
    ],
)
def test_a_month_begins_at_midnight_in_the_alliance(
    begin: Begin, now: datetime, month: str
) -> None:
    limits = Limits(Allowed(1, 1), Allowed(1, 1))

    assert Budget(begin, limits, ZONE, timedelta(1)).month(StandingClock(now)) == month
