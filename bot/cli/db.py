"""`klimabot db`: look after the database."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.table import Table

from bot.app import database
from bot.cli.words import console, named_path, say
from bot.settings import load_settings
from storage.backup import back_up
from storage.moving import Moved, move
from storage.operations import look_first, put_to_use

app = typer.Typer(no_args_is_help=True)


@app.command("upgrade", help=say("cli.db.upgrade"))
def upgrade() -> None:
    asyncio.run(_upgrade())
    typer.echo(say("cli.db.upgraded"))


async def _upgrade() -> None:
    async with database(load_settings().database_url):
        pass


@app.command("backup", help=say("cli.db.backup"))
def backup(file: Annotated[str, typer.Argument(help=say("cli.db.backup.file"))]) -> None:
    path = named_path(file)
    try:
        asyncio.run(back_up(load_settings().database_url, path))
    except FileExistsError:
        raise typer.BadParameter(say("cli.db.backup.exists", file=path.name)) from None
    except OSError as error:
        raise typer.BadParameter(say("cli.db.backup.failed", error=error.strerror)) from None
    typer.echo(say("cli.db.backed_up", file=path.name))


@app.command("restored", help=say("cli.db.restored"))
def restored(
    moment: Annotated[datetime, typer.Argument(help=say("cli.db.restored.moment"))],
) -> None:
    count = asyncio.run(_restored(moment.astimezone(UTC)))
    typer.echo(say("cli.db.looks_first", count=count))


async def _restored(since: datetime) -> int:
    async with database(load_settings().database_url) as begin, begin() as session:
        count = await look_first(session, since=since)
        await put_to_use(session)
        return count


@app.command("move", help=say("cli.db.move"))
def move_to(to: Annotated[str, typer.Option("--to", help=say("cli.db.move.to"))]) -> None:
    moved = asyncio.run(move(load_settings().database_url, to))
    console.print(_told(moved))
    typer.echo(say("cli.db.moved"))


def _told(moved: Sequence[Moved]) -> Table:
    table = Table(say("cli.db.table"), say("cli.db.rows"), say("cli.db.checksum"))
    for one in moved:
        table.add_row(one.table, str(one.rows), one.checksum[:16])
    return table
