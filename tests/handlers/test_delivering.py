"""Slack's faults in the middle of a round, with the real client."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from itertools import pairwise

import aiohttp
import pytest
from sqlalchemy import select

from bot.delivery.sender import FaultClass
from playground import Playground
from playground.web_api.faults import Fault
from storage.engine import Begin
from storage.models import DeliveryRow, StopRow, TaskRow
from storage.models.trays import DeliveryState
from tests.handlers.delivering import (
    HOME,
    OTHER,
    QUICK,
    ROUND,
    Calls,
    at_work,
    outbox,
    posted,
    until_posted,
    want,
    wanted,
    workspaces,
)

ALLIANCE, COAST = "C0ALLIANCEN", "C0KYST"
FOUR = ("U0ASSENS", "U0KOEGE", "U0VEJLE", "U0SAMSOE")
POST, OPEN = "chat.postMessage", "conversations.open"


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    playground = Playground(workspaces())
    await playground.start()
    yield playground
    await playground.stop()


@pytest.fixture
def calls() -> Calls:
    return Calls()


@pytest.fixture
async def http(calls: Calls) -> AsyncIterator[aiohttp.ClientSession]:
    async with calls.session() as session:
        yield session


async def rows(begin: Begin) -> list[DeliveryRow]:
    async with begin(read_only=True) as session:
        return list(await session.scalars(select(DeliveryRow).order_by(DeliveryRow.recipient)))


async def tasks(begin: Begin) -> list[TaskRow]:
    async with begin(read_only=True) as session:
        return list(await session.scalars(select(TaskRow)))


async def until_ended(begin: Begin, within: float = 60) -> list[DeliveryRow]:
    waiting = (DeliveryState.WANTED, DeliveryState.CLAIMED)
    async with asyncio.timeout(within):
        while any(row.state in waiting for row in await rows(begin)):
            await asyncio.sleep(0.05)
    return await rows(begin)


async def test_nobody_calls_while_slack_wants_no_calls_and_others_go_on(
    playground: Playground, begin: Begin, http: aiohttp.ClientSession, calls: Calls
) -> None:
    storm = {"status": 429, "error": "ratelimited", "retry_after": 6}
    playground.faults.add(Fault(POST, times=1, **storm))  # type: ignore[arg-type]
    home = [wanted(HOME, channel, channel=channel) for channel in (ALLIANCE, COAST)]
    home += [wanted(HOME, ALLIANCE, f"opgave {number}", ALLIANCE) for number in range(3)]

    async with at_work(outbox(playground, begin, http)), at_work(outbox(playground, begin, http)):
        await want(begin, home[0])
        async with asyncio.timeout(15):
            while not calls.of(HOME, POST):
                await asyncio.sleep(0.01)
        await want(begin, *home, *(wanted(OTHER, ALLIANCE, str(n), ALLIANCE) for n in range(4)))
        await until_posted(playground, OTHER, 4, within=5.9)
        assert posted(playground, HOME) == []
        await until_posted(playground, HOME, 5)

    first, *others = calls.of(HOME, POST)
    assert first.status == 429
    assert [call for call in others if call.began < first.ended + 5.9] == []
    assert {call.status for call in others} == {200}
    assert sorted(posted(playground, HOME)) == [ALLIANCE] * 4 + [COAST]


@pytest.mark.parametrize("processes", [1, 2])
async def test_a_workspace_that_shuts_us_out_is_left_alone_after_one_failure(
    playground: Playground,
    begin: Begin,
    http: aiohttp.ClientSession,
    calls: Calls,
    processes: int,
) -> None:
    for workspace in (HOME, OTHER):
        batch = (wanted(workspace, COAST, f"{n}", COAST) for n in range(3))
        await want(begin, *batch, *(wanted(workspace, person) for person in FOUR))
    playground.workspaces[HOME].token_error = "token_revoked"

    async with AsyncExitStack() as stack:
        for _ in range(processes):
            await stack.enter_async_context(at_work(outbox(playground, begin, http)))
        await until_posted(playground, OTHER, 7)
        await asyncio.sleep(1)

    refused = calls.of(HOME)
    first = min(call.ended for call in refused)
    assert len([call for call in refused if call.began > first]) <= processes
    async with begin(read_only=True) as session:
        [stop] = await session.scalars(select(StopRow))
    assert (stop.workspace, stop.reason) == (HOME, "token_revoked")
    assert {row.state for row in await rows(begin) if row.workspace == HOME} == {
        DeliveryState.WANTED
    }


async def test_an_archived_channel_is_parked_and_told_of_once(
    playground: Playground, begin: Begin, http: aiohttp.ClientSession
) -> None:
    playground.workspaces[HOME].channel(COAST).is_archived = True
    await want(begin, *(wanted(HOME, COAST, f"2026-W{week}", COAST) for week in (46, 47, 48)))
    await want(begin, wanted(HOME, ALLIANCE, channel=ALLIANCE))

    async with at_work(outbox(playground, begin, http)):
        ended = await until_ended(begin)

    gone = [row for row in ended if row.recipient == COAST]
    assert {(row.state, row.reason) for row in gone} == {(DeliveryState.PARKED, "is_archived")}
    assert posted(playground, HOME) == [ALLIANCE]
    [task] = await tasks(begin)
    assert (task.kind, task.key, task.times) == ("delivery.parked", f"parked:{COAST}", 3)
    assert task.subject == {"channel": COAST, "kind": ROUND, "code": "is_archived"}


async def test_somebody_who_has_left_is_parked_and_told_of_once(
    playground: Playground, begin: Begin, http: aiohttp.ClientSession
) -> None:
    acts = playground.acts[HOME]
    acts.deactivate(acts.workspace.person("U0KOEGE"))
    await want(begin, *(wanted(HOME, person) for person in FOUR))
    await want(begin, wanted(HOME, "U0KOEGE", "2026-W49"))

    async with at_work(outbox(playground, begin, http)):
        ended = await until_ended(begin)

    states = {row.recipient: row.state for row in ended}
    assert states.pop("U0KOEGE") is DeliveryState.PARKED
    assert set(states.values()) == {DeliveryState.SENT}
    [task] = await tasks(begin)
    assert (task.key, task.times) == ("parked:U0KOEGE", 2)
    assert set(task.subject) == {"user", "kind", "code"}


@pytest.mark.parametrize(
    ("fault", "state"),
    [
        (FaultClass.LATER, DeliveryState.SENT),
        (FaultClass.AMBIGUOUS, DeliveryState.SENT),
        (FaultClass.MEMBER, DeliveryState.PARKED),
        (FaultClass.CHANNEL, DeliveryState.PARKED),
        (FaultClass.BUG, DeliveryState.PARKED),
        (FaultClass.WORKSPACE, DeliveryState.WANTED),
    ],
)
async def test_each_kind_of_fault_has_its_end(
    playground: Playground,
    begin: Begin,
    http: aiohttp.ClientSession,
    calls: Calls,
    fault: FaultClass,
    state: DeliveryState,
) -> None:
    code = {
        FaultClass.LATER: "team_added_to_org",
        FaultClass.AMBIGUOUS: "internal_error",
        FaultClass.MEMBER: "user_disabled",
        FaultClass.CHANNEL: "restricted_action_read_only_channel",
        FaultClass.BUG: "invalid_blocks",
        FaultClass.WORKSPACE: "account_inactive",
    }[fault]
    playground.faults.add(Fault(POST, error=code))
    await want(begin, wanted(HOME, ALLIANCE, channel=ALLIANCE))

    async with at_work(outbox(playground, begin, http)):
        if state is DeliveryState.WANTED:
            await asyncio.sleep(1)
        else:
            await until_ended(begin)

    [row] = await rows(begin)
    assert row.state is state
    assert row.reason == (None if state is DeliveryState.SENT else code)
    assert len(posted(playground, HOME)) == (state is DeliveryState.SENT)
    told = fault in (FaultClass.MEMBER, FaultClass.CHANNEL, FaultClass.BUG)
    assert len(await tasks(begin)) == told


@pytest.mark.parametrize("code", ["fatal_error", "new_in_2029"])
async def test_what_is_never_certain_is_not_asked_without_end(
    playground: Playground, begin: Begin, http: aiohttp.ClientSession, calls: Calls, code: str
) -> None:
    playground.faults.add(Fault(POST, times=1_000, error=code))
    await want(begin, wanted(HOME, ALLIANCE, channel=ALLIANCE))

    async with at_work(outbox(playground, begin, http)):
        await asyncio.sleep(4)

    posts = calls.of(HOME, POST)
    gaps = [after.began - before.ended for before, after in pairwise(posts)]
    assert posts
    assert all(gap >= QUICK.resend_after.total_seconds() for gap in gaps)
    assert len(calls.made) <= 2 * len(posts)


async def test_a_look_that_fails_for_ever_is_not_asked_without_end(
    playground: Playground, begin: Begin, http: aiohttp.ClientSession, calls: Calls
) -> None:
    playground.faults.add(Fault(POST, times=1_000, error="fatal_error"))
    playground.faults.add(Fault("conversations.history", times=1_000, status=500))
    await want(begin, wanted(HOME, ALLIANCE, channel=ALLIANCE))

    async with at_work(outbox(playground, begin, http)):
        await asyncio.sleep(4)

    assert len(calls.of(HOME, POST)) == 1
    assert 1 <= len(calls.of(HOME, "conversations.history")) <= 4
