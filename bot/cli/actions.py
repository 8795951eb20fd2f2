"""`klimabot actions`: the municipalities' catalogues, in and out."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from bot.app import database
from bot.cli.words import language, named_path, say, say_error
from bot.clock import SystemClock
from bot.errors import DocumentUnreadable
from bot.knowledge.reading import Reader, Workbook
from bot.settings import load_settings
from bot.status.catalogue import importing
from bot.status.catalogue.cells import FIELDS
from bot.status.catalogue.exporting import csv_sheet, xlsx_sheet
from bot.status.catalogue.headings import MUNICIPALITY
from bot.status.catalogue.importing import Line, Preview
from bot.status.lines.publishing import Publishing
from storage import actions, alliance
from storage.actions import KeptAction
from storage.engine import Session
from storage.terms import Organisation, System

FAULT = 2  # exit code
VIEWER = System("command line")
WRITES: dict[str, Callable[[Sequence[KeptAction], str], bytes]] = {
    ".xlsx": xlsx_sheet,
    ".csv": csv_sheet,
}

HEADINGS = {field.name: field.heading(language()) for field in FIELDS}
HEADINGS[MUNICIPALITY] = say("action.field.municipality")

app = typer.Typer(no_args_is_help=True)
File = Annotated[Path, typer.Argument(help=say("cli.actions.file"), parser=named_path)]
As = Annotated[str | None, typer.Option("--as", help=say("cli.actions.as"), metavar="KOMMUNE")]
Partial = Annotated[bool, typer.Option("--partial", help=say("cli.actions.partial"))]
DryRun = Annotated[bool, typer.Option("--dry-run", help=say("cli.actions.dry_run"))]


@app.command("import", help=say("cli.actions.import"))
def import_(file: File, as_: As = None, partial: Partial = False, dry_run: DryRun = False) -> None:
    seen, kept = asyncio.run(_import(file, as_, partial, dry_run))
    for line in _told(seen):
        typer.echo(line)
    for wrong in seen.wrong:
        why = say(wrong.key, **wrong.values)
        row = say("cli.actions.wrong", row=wrong.row, heading=wrong.heading, why=why)
        typer.echo(row, err=True)
    counts = dict(new=len(seen.new), changed=len(seen.changed), unchanged=seen.unchanged)
    typer.echo(say("cli.actions.kept", **counts) if kept else say("cli.actions.not_kept"))
    if seen.wrong:
        raise typer.Exit(FAULT)


@app.command("export", help=say("cli.actions.export"))
def export(file: File, as_: As = None) -> None:
    every = asyncio.run(_every(as_))
    _write(file, every)
    typer.echo(say("cli.actions.exported", count=len(every), file=file))


@app.command("template", help=say("cli.actions.template"))
def template(file: File) -> None:
    _write(file, ())


def _write(file: Path, kept: Sequence[KeptAction]) -> None:
    writes = WRITES.get(file.suffix.lower())
    if writes is None:
        say_error(DocumentUnreadable("document.no_table", name=file.name))
        raise typer.Exit(FAULT)
    try:
        file.write_bytes(writes(kept, language()))
    except OSError:
        typer.echo(say("cli.actions.not_written", file=file), err=True)
        raise typer.Exit(FAULT) from None


async def _import(
    file: Path, as_: str | None, partial: bool, dry_run: bool
) -> tuple[Preview, bool]:
    """What would change, and whether it was kept."""
    book, settings = await _book(file), load_settings()
    async with database(settings.database_url) as begin, begin() as session:
        await actions.hold_actions(session)
        organisation = await _organisation(session, as_)
        seen = await importing.preview(session, VIEWER, book, organisation)
        keeps = not dry_run and (partial or not seen.wrong)
        if keeps:
            now, publishing = SystemClock().now(), Publishing(ZoneInfo(settings.klimabot_timezone))
            await importing.keep(session, seen, now=now)
            await publishing.follow_actions(session, seen.known, now)
        return seen, keeps


async def _book(file: Path) -> Workbook:
    async with Reader() as reader:
        return await reader.read_workbook(file)


async def _every(as_: str | None) -> Sequence[KeptAction]:
    async with database(load_settings().database_url) as begin, begin(read_only=True) as session:
        return await actions.actions_of(session, VIEWER, await _organisation(session, as_))


async def _organisation(session: Session, as_: str | None) -> Organisation | None:
    return await alliance.get_organisation(session, VIEWER, as_) if as_ else None


def _told(seen: Preview) -> Iterator[str]:
    for column in seen.columns:
        if column.field is None:
            yield say("cli.actions.column_unused", heading=column.heading)
        else:
            field = HEADINGS[column.field]
            yield say("cli.actions.column", heading=column.heading, field=field)
    for line in seen.new:
        yield say("cli.actions.new", **_named(line))
    for line in seen.changed:
        if line.is_reopened:
            yield say("cli.actions.reopened", **_named(line))
    for line in (line for line in seen.changed if line.changed):
        fields = ", ".join(HEADINGS[name] for name in line.changed)
        yield say("cli.actions.changed", **_named(line), fields=fields)


def _named(line: Line) -> dict[str, str]:
    return {"municipality": line.organisation.name, "name": line.action.name}
