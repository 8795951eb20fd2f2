"""`klimabot members`: confirm people and give them roles."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.alliance.members import import_members
from bot.app import database
from bot.cli.words import say
from bot.errors import MembersUnreadable
from bot.settings import load_settings
from storage.terms import System

app = typer.Typer(no_args_is_help=True)
File = Annotated[Path, typer.Argument(help=say("cli.members.file"))]


@app.callback()
def members() -> None:
    """Keeps `import` a subcommand, though it is the only one so far."""


@app.command("import", help=say("cli.members.import"))
def import_(file: File) -> None:
    count = asyncio.run(_import(_text(file)))
    typer.echo(say("cli.members.imported", count=count))


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise MembersUnreadable("members.not_there", line=0) from None


async def _import(text: str) -> int:
    async with database(load_settings().database_url) as begin, begin() as session:
        return await import_members(session, System("command line"), text)
