"""`klimabot run`: answer in a real workspace until told to stop."""

import asyncio
import signal

import typer

from bot.app import running
from bot.cli.words import say
from bot.settings import load_settings


def run() -> None:
    asyncio.run(_run())


async def _run() -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with running(load_settings()):
        typer.echo(say("cli.run.ready"))
        await stop.wait()
