"""`klimabot run`: answer in a real workspace until told to stop."""

import asyncio

import typer

from bot.app import running
from bot.cli.stopping import until_stopped
from bot.cli.words import say
from bot.settings import load_settings


def run() -> None:
    asyncio.run(until_stopped(_run()))


async def _run() -> None:
    async with running(load_settings()):
        typer.echo(say("cli.run.ready"))
        await asyncio.Event().wait()
