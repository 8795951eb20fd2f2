"""Writing down what a person did, before it is acknowledged."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.delivery.crash_points import Point, at
from storage import inbox, threads
from storage.engine import Begin
from storage.inbox import Work
from storage.terms import System

WITHIN_SECONDS = 2.0  # Slack waits three

VIEWER = System("recording")

Record = Callable[[Work], Awaitable[None]]


@dataclass(frozen=True)
class Known:
    """What is ours among what people write: a question by its key, a thread that we answered in, a
    message of ours by its kind."""

    question: Callable[[str], Awaitable[bool]]
    thread: Callable[[str, str, str], Awaitable[bool]]
    message: Callable[[str, str, str], Awaitable[str | None]]


def recorder(begin: Begin, wake: Callable[[], None]) -> Record:
    """What records work and wakes the worker. Raises if it could not be written in time."""

    async def record(work: Work) -> None:
        async with asyncio.timeout(WITHIN_SECONDS), begin(urgent=True) as session:
            await inbox.record(session, work)
            at(Point.RECORDING, work.kind)
        at(Point.RECORDED, work.kind)
        wake()

    return record


def known(begin: Begin) -> Known:
    """Looks in the database, within the time that Slack waits."""

    async def question(key: str) -> bool:
        async with asyncio.timeout(WITHIN_SECONDS), begin(read_only=True) as session:
            return await inbox.is_known(session, VIEWER, key)

    async def thread(workspace: str, channel: str, ts: str) -> bool:
        async with asyncio.timeout(WITHIN_SECONDS), begin(read_only=True) as session:
            return await threads.is_ours(session, VIEWER, workspace, channel, ts)

    async def message(workspace: str, channel: str, ts: str) -> str | None:
        async with asyncio.timeout(WITHIN_SECONDS), begin(read_only=True) as session:
            return await threads.kind_of(session, VIEWER, workspace, channel, ts)

    return Known(question, thread, message)
