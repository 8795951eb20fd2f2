"""`klimabot demo`: the bot and a Slack workspace on this machine, as two processes."""

import asyncio
import json
import shutil
import socket
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import IO, Annotated

import aiohttp
import typer

from bot.alliance.members import import_members
from bot.app import database
from bot.cli import demo_environment
from bot.cli.publishing import published
from bot.cli.stopping import until_stopped
from bot.cli.words import language, say
from bot.clock import SystemClock
from bot.errors import DemoFailed, DemoRunning
from bot.knowledge.publish import OURS as STARTER
from bot.knowledge.publish import starter_pages
from bot.knowledge.reading import Readers
from bot.status.catalogue.starter import keep_starter_actions
from handlers.manifest import manifest
from storage.alliance import count_members
from storage.terms import KlimabotError, System

OURSELVES = System("demo")
MEMBERS = Path(__file__).with_name("demo_members.csv")  # as the secretariat would confirm them
DATA = Path("data/demo")
PORT = 8420
START_SECONDS = 60

Fresh = Annotated[bool, typer.Option("--fresh", help=say("cli.demo.fresh"))]
WithModel = Annotated[bool, typer.Option("--model", help=say("cli.demo.model"))]


def demo(fresh: Fresh = False, model: WithModel = False) -> None:
    with_model = demo_environment.model() if model else {}
    asyncio.run(_refuse_twice())
    if fresh:
        shutil.rmtree(DATA, ignore_errors=True)
        typer.echo(say("cli.demo.emptied"), err=True)  # stdout is the address alone
    DATA.mkdir(parents=True, exist_ok=True)
    asyncio.run(until_stopped(_demo(with_model)))


async def _demo(model: Mapping[str, str]) -> None:
    await _fill(_database_url())
    async with _playground() as (address, playground), _bot(address, model) as bot:
        typer.echo(say("cli.demo.ready", address=address))
        ends = [asyncio.ensure_future(process.wait()) for process in (playground, bot)]
        await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        raise DemoFailed(log=DATA / "klimabot.log")


async def _refuse_twice() -> None:
    """Two demos would write into the same files. Raises DemoRunning."""
    with suppress(OSError, aiohttp.ClientError, TimeoutError):
        address = (DATA / "address").read_text(encoding="utf-8")
        timeout = aiohttp.ClientTimeout(total=2)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            async with session.get(f"{address}/clock") as response:
                if "now" in await response.json():
                    raise DemoRunning(address=address)


def _database_url() -> str:
    return f"sqlite:///{(DATA / 'klimabot.db').resolve()}"


async def _fill(url: str) -> None:
    files = [(page, STARTER) for page in starter_pages()]
    async with Readers() as readers, database(url) as begin:
        async for outcome in published(begin, readers, files):
            if isinstance(outcome, KlimabotError):
                raise outcome
        async with begin() as session:
            if not await count_members(session, OURSELVES):
                await import_members(session, OURSELVES, MEMBERS.read_text(encoding="utf-8"))
            await keep_starter_actions(session, OURSELVES, now=SystemClock().now())


@asynccontextmanager
async def _playground() -> AsyncIterator[tuple[str, Process]]:
    paper = DATA / "manifest.json"
    paper.write_text(json.dumps(manifest(language())), encoding="utf-8")
    options = ("--manifest", str(paper), "--port", str(_free_port()), "--data", str(DATA))
    environment = demo_environment.machine()
    async with _process("playground", *options, environment=environment) as (first, process):
        (DATA / "address").write_text(first, encoding="utf-8")
        yield first, process


@asynccontextmanager
async def _bot(address: str, model: Mapping[str, str]) -> AsyncIterator[Process]:
    environment = {
        **demo_environment.bot(address, model),
        "DATABASE_URL": _database_url(),
        "KLIMABOT_INDEX_FOLDER": str(DATA / "index"),
        "KLIMABOT_LANGUAGE": language(),
    }
    async with _process("bot", "run", environment=environment) as (_, process):
        yield process


@asynccontextmanager
async def _process(
    module: str, *options: str, environment: Mapping[str, str]
) -> AsyncIterator[tuple[str, Process]]:
    """A process of ours, once it has said its first line; it is ended with the block."""
    with (DATA / "klimabot.log").open("a", encoding="utf-8") as log:
        process = await _start(module, *options, environment=environment, log=log)
        try:
            yield await _first_line(process), process
        finally:
            with suppress(ProcessLookupError):
                process.terminate()
            await process.wait()


async def _start(
    module: str, *options: str, environment: Mapping[str, str], log: IO[str]
) -> Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, *options, stdout=PIPE, stderr=log, env=environment
    )


async def _first_line(process: Process) -> str:
    assert process.stdout is not None  # noqa: S101 - we asked for a pipe
    try:
        line = await asyncio.wait_for(process.stdout.readline(), START_SECONDS)
    except TimeoutError:
        line = b""
    if not line:
        raise DemoFailed(log=DATA / "klimabot.log")
    return line.decode().strip()


def _free_port() -> int:
    """The demo's own port, or the next one that nobody has."""
    for port in range(PORT, PORT + 100):
        with socket.socket() as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with suppress(OSError):
                tried.bind(("127.0.0.1", port))
                return port
    return 0
