"""`klimabot ingest`: put documents into the shared knowledge."""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import track

from bot.app import database
from bot.cli.words import console, say, say_error, sentence
from bot.clock import SystemClock
from bot.knowledge.about import About, stated
from bot.knowledge.publish import OURS, documents_in, publish_reading, starter_pages
from bot.knowledge.reading import Reader, Reading
from bot.settings import load_settings
from storage.engine import Begin
from storage.knowledge import Published
from storage.terms import KlimabotError, System

FAULT = 2  # exit code
File = tuple[Path, About]

Paths = Annotated[list[Path] | None, typer.Argument(help=say("cli.ingest.paths"))]
Starter = Annotated[bool, typer.Option("--starter", help=say("cli.ingest.starter"))]
Owner = Annotated[str | None, typer.Option("--owner", help=say("cli.ingest.owner"))]
Kind = Annotated[str | None, typer.Option("--kind", help=say("cli.ingest.kind"))]
Date = Annotated[str | None, typer.Option("--date", help=say("cli.ingest.date"))]
Seen = Annotated[str | None, typer.Option("--visibility", help=say("cli.ingest.visibility"))]
Url = Annotated[str | None, typer.Option("--url", help=say("cli.ingest.url"))]


def ingest(
    paths: Paths = None,
    starter: Starter = False,
    owner: Owner = None,
    kind: Kind = None,
    date: Date = None,
    visibility: Seen = None,
    url: Url = None,
) -> None:
    if not paths and not starter:
        typer.echo(say("cli.ingest.nothing"), err=True)
        raise typer.Exit(FAULT)
    flags = dict(owner=owner, kind=kind, date=date, visibility=visibility, url=url)
    told = _told({name: value for name, value in flags.items() if value is not None})
    files = [(page, OURS) for page in (starter_pages() if starter else ())]
    files += [(file, told) for path in paths or () for file in documents_in(path)]
    _say(*asyncio.run(_ingest(load_settings().database_url, files)))


def _told(flags: dict[str, str]) -> About:
    try:
        return stated(flags, "klimabot ingest")
    except KlimabotError as error:
        say_error(error)
        raise typer.Exit(FAULT) from None


def _say(outcomes: Counter[Published], failures: Sequence[str]) -> None:
    for failure in failures:
        typer.echo(failure, err=True)
    counts = {published.value: outcomes[published] for published in Published}
    typer.echo(say("cli.ingest.summary", **counts, failed=len(failures)))
    if failures:
        raise typer.Exit(FAULT)


async def _ingest(url: str, files: Sequence[File]) -> tuple[Counter[Published], Sequence[str]]:
    outcomes, failures = Counter[Published](), list[str]()
    progress = track(files, say("cli.ingest.reading"), console=console, transient=True)
    async with Reader() as reader, database(url) as begin:
        async with aclosing(published(begin, reader, files)) as results:
            for _ in progress:
                result = await anext(results)
                if isinstance(result, KlimabotError):
                    failures.append(sentence(result))
                else:
                    outcomes[result] += 1
    return outcomes, failures


async def published(
    begin: Begin, reader: Reader, files: Sequence[File]
) -> AsyncGenerator[Published | KlimabotError]:
    """What came of each file; the next is read while one is kept."""
    ahead = [asyncio.create_task(reader.read(path)) for path, _ in files[:1]]
    try:
        for number, (path, told) in enumerate(files):
            [reading] = await asyncio.gather(ahead.pop(), return_exceptions=True)
            ahead += [asyncio.create_task(reader.read(p)) for p, _ in files[number + 1 :][:1]]
            yield await _kept(begin, path, told, reading)
    finally:
        for task in ahead:
            task.cancel()
        await asyncio.gather(*ahead, return_exceptions=True)


async def _kept(
    begin: Begin, path: Path, told: About, reading: Reading | BaseException
) -> Published | KlimabotError:
    """One file, one transaction: what fails leaves nothing behind."""
    try:
        if isinstance(reading, BaseException):
            raise reading
        async with begin() as session:
            viewer = System("command line")
            return await publish_reading(session, viewer, path, reading, SystemClock(), told)
    except KlimabotError as error:
        return error
