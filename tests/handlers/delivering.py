"""The out-tray at work with the real client against the playground, and every call it makes."""

import asyncio
import time
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import aiohttp

from bot.clock import SystemClock
from bot.delivery.hands import Process, working
from bot.delivery.kinds import Kind
from bot.delivery.outbox import Outbox
from bot.delivery.pace import Pace
from bot.delivery.sender import Fault, Sent
from handlers.limits import LimitedClient
from handlers.manifest import manifest
from handlers.outgoing import Outgoing
from handlers.streams import Streams
from handlers.views.blocks import Message, Streamed
from playground import Playground, load
from playground.workspace import Workspace
from storage import delivery as deliveries
from storage.delivery import Delivery, Wanted
from storage.engine import Begin, Session
from storage.terms import System

ROUND = "round"  # the kind that is sent to everybody
HOME, OTHER = "T0DK2020", "T0ANDEN"
TOKENS = {HOME: "xoxb-playground", OTHER: "xoxb-anden"}
QUICK = Pace(
    lease=timedelta(seconds=6), resend_after=timedelta(seconds=1), tick=timedelta(seconds=0.1)
)


def workspaces() -> list[Workspace]:
    """The alliance's, and another that is like it."""
    home, other = (load("alliance", manifest("da")) for _ in range(2))
    other.id = OTHER
    other.app = replace(other.app, id="A0ANDEN", bot_token=TOKENS[OTHER], app_token="xapp-anden")
    return [home, other]


@dataclass(frozen=True)
class Called:
    workspace: str
    method: str
    began: float
    ended: float
    status: int


@dataclass
class Calls:
    """Every call as it left and as it came back, on one clock."""

    made: list[Called] = field(default_factory=list)

    @asynccontextmanager
    async def session(self) -> AsyncIterator[aiohttp.ClientSession]:
        trace = aiohttp.TraceConfig()
        trace.on_request_start.append(self._began)
        trace.on_request_end.append(self._ended)
        limit = aiohttp.ClientTimeout(total=1)
        async with aiohttp.ClientSession(timeout=limit, trace_configs=[trace]) as session:
            yield session

    async def _began(
        self, _: object, call: SimpleNamespace, told: aiohttp.TraceRequestStartParams
    ) -> None:
        call.began = time.monotonic()

    async def _ended(
        self, _: object, call: SimpleNamespace, told: aiohttp.TraceRequestEndParams
    ) -> None:
        token = told.response.request_info.headers["Authorization"].removeprefix("Bearer ")
        [workspace] = [name for name, of_it in TOKENS.items() if of_it == token]
        self.made.append(
            Called(workspace, told.url.name, call.began, time.monotonic(), told.response.status)
        )

    def of(self, workspace: str, *methods: str) -> list[Called]:
        return [
            call
            for call in self.made
            if call.workspace == workspace and (not methods or call.method in methods)
        ]


@dataclass(frozen=True)
class ByWorkspace:
    """A Sender of several workspaces."""

    senders: Mapping[str, Outgoing]

    async def send(self, delivery: Delivery) -> Sent | Fault:
        return await self.senders[delivery.workspace].send(delivery)

    async def look(self, delivery: Delivery) -> Sequence[Sent] | Fault:
        return await self.senders[delivery.workspace].look(delivery)

    async def update(self, delivery: Delivery, sent: Sent) -> Fault | None:
        return await self.senders[delivery.workspace].update(delivery, sent)

    async def delete(self, sent: Sent) -> Fault | None:
        return await self.senders[HOME].delete(sent)


async def view(session: Session, viewer: System, delivery: Delivery) -> Message:
    words = f"Hvordan går det? ({delivery.occasion})"
    block = {"type": "section", "text": {"type": "plain_text", "text": words}}
    return Message(words, (block,))


async def nobody(delivery: Delivery, streamed: Streamed) -> None:
    """There are no streams here."""


def outbox(
    playground: Playground,
    begin: Begin,
    http: aiohttp.ClientSession,
    pace: Pace = QUICK,
    unasked: Collection[str] = (),
    owner: str = "one",
) -> Outbox:
    clock = SystemClock()

    def sender(workspace: str) -> Outgoing:
        client = LimitedClient(
            TOKENS[workspace],
            workspace=workspace,
            begin=begin,
            clock=clock,
            base_url=f"{playground.address}/api/",
            session=http,
        )
        streams = Streams(client, nobody)
        return Outgoing(client, begin, {ROUND: view}, System("tests"), streams, http, unasked)

    senders = ByWorkspace({workspace: sender(workspace) for workspace in playground.workspaces})
    return Outbox(Process(begin, clock, pace, owner), {ROUND: Kind()}, senders)


@asynccontextmanager
async def at_work(tray: Outbox) -> AsyncIterator[None]:
    async with working(tray.hands):
        yield


def wanted(
    workspace: str, recipient: str, occasion: str = "2026-W48", channel: str | None = None
) -> Wanted:
    return Wanted(
        workspace=workspace,
        occasion=occasion,
        recipient=recipient,
        kind=ROUND,
        language="da",
        due=datetime.now(UTC),
        channel=channel,
    )


async def want(begin: Begin, *messages: Wanted) -> None:
    async with begin() as session:
        await deliveries.want_all(session, messages)


def posted(playground: Playground, workspace: str) -> list[str]:
    """Where the bot's messages stand, a channel for each."""
    app = playground.workspaces[workspace].app.user
    return [
        str(entry["message"]["channel"])
        for entry in playground.ledger.entries
        if entry["what"] == "posted"
        and entry["workspace"] == workspace
        and entry["message"]["user"] == app
    ]


async def until_posted(
    playground: Playground, workspace: str, number: int, within: float = 30
) -> None:
    async with asyncio.timeout(within):
        while len(posted(playground, workspace)) < number:
            await asyncio.sleep(0.02)
