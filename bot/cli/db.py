"""`klimabot db`: look after the database."""

import asyncio

import typer

from bot.app import database
from bot.cli.words import say
from bot.settings import load_settings

app = typer.Typer(no_args_is_help=True)


@app.callback()
def db() -> None:
    """Keeps `upgrade` a subcommand, though it is the only one so far."""


@app.command("upgrade", help=say("cli.db.upgrade"))
def upgrade() -> None:
    asyncio.run(_upgrade())
    typer.echo(say("cli.db.upgraded"))


async def _upgrade() -> None:
    async with database(load_settings().database_url):
        pass
