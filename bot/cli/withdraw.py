"""`klimabot withdraw`: take documents out of the shared knowledge."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from bot.app import database
from bot.cli.words import named_path, say
from bot.knowledge import withdrawing
from bot.settings import load_settings
from storage.terms import System

VIEWER = System("command line")

Paths = Annotated[list[Path], typer.Argument(help=say("cli.withdraw.paths"), parser=named_path)]


def withdraw(paths: Paths) -> None:
    count = asyncio.run(_withdraw(paths))
    typer.echo(say("cli.withdraw.done", count=count))


async def _withdraw(paths: Sequence[Path]) -> int:
    """All of them or none: whoever mistyped one may have meant others."""
    async with database(load_settings().database_url) as begin, begin() as session:
        return sum([await withdrawing.withdraw(session, VIEWER, path) for path in paths])
