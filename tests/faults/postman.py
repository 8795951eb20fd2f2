"""A process with both trays, the real Slack SDK and, if asked, real Bolt; no knowledge."""

import asyncio
import os
import sys
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta

import aiohttp

from bot.clock import SystemClock
from bot.delivery import crash_points
from bot.delivery.hands import Process, working
from bot.delivery.inbox import Inbox
from bot.delivery.outbox import Outbox
from bot.delivery.pace import Pace
from bot.logs import log_to_stderr
from handlers.asking import Asking
from handlers.outgoing import Outgoing
from handlers.recording import known, recorder
from handlers.socket import connected
from handlers.streams import Streams
from handlers.views.blocks import Streamed
from handlers.workspace import Home, bolt_app, web_client
from storage.delivery import Delivery
from storage.engine import create_engine, transactions
from storage.terms import System
from tests.faults.post import DUTIES, KINDS, VIEWS, WORKSPACE

CALL_SECONDS = 1.0
RESEND_SECONDS = 2.0
LEASE_SECONDS = 3.0
TICK_SECONDS = 0.3


@dataclass(frozen=True)
class Orders:
    """What one such process is to do, and where it is to die or stop."""

    database_url: str
    api: str
    owner: str
    log: str
    lease: float = LEASE_SECONDS
    listens: bool = False
    crash: str = ""
    signal: str = "SIGKILL"


def run(orders: Orders) -> None:
    """In a process of its own."""
    os.dup2(os.open(orders.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND), sys.stderr.fileno())
    log_to_stderr()
    crash_points.arm(orders.crash, orders.signal)
    asyncio.run(_work(orders))


async def _stopped(delivery: Delivery, streamed: Streamed) -> None:
    """Nothing streams here."""


async def _work(orders: Orders) -> None:
    begin = transactions(create_engine(orders.database_url))
    clock = SystemClock()
    pace = Pace(
        lease=timedelta(seconds=orders.lease),
        resend_after=timedelta(seconds=RESEND_SECONDS),
        tick=timedelta(seconds=TICK_SECONDS),
    )
    process = Process(begin, clock, pace, orders.owner)
    async with AsyncExitStack() as stack:
        timeout = aiohttp.ClientTimeout(total=CALL_SECONDS)
        http = await stack.enter_async_context(aiohttp.ClientSession(timeout=timeout))
        client = web_client(orders.api, http, "xoxb-playground")
        streams = Streams(client, _stopped)
        sender = Outgoing(client, begin, VIEWS, System("out-tray"), streams, http)
        outbox = Outbox(process, KINDS, sender)
        inbox = Inbox(process, DUTIES, then=outbox.hands.wake)
        await stack.enter_async_context(working(outbox.hands))
        await stack.enter_async_context(working(inbox.hands))
        if orders.listens:
            home = Home(WORKSPACE, "U0KLIMABOT", "B0KLIMABOT")
            app = bolt_app(web_client(orders.api, http, None), home, "xoxb-playground")
            record = recorder(begin, inbox.hands.wake)
            Asking(record, known(begin), clock, "da").register(app)
            await stack.enter_async_context(connected(app, "xapp-playground"))
        await asyncio.Event().wait()
