"""`klimabot ingest`: put documents into the shared knowledge."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from contextlib import aclosing, suppress
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress, track

from bot.app import database
from bot.cli.publishing import File, published
from bot.cli.words import console, named_path, say, say_error, sentence
from bot.clock import SystemClock
from bot.knowledge.about import About, stated
from bot.knowledge.embedding.choice import embedders
from bot.knowledge.embedding.work import Embedding
from bot.knowledge.folders import documents_in
from bot.knowledge.publish import OURS, starter_pages
from bot.knowledge.reading import Readers
from bot.knowledge.searching import our_name
from bot.settings import Settings, load_settings
from bot.status.catalogue.starter import keep_starter_actions
from storage.knowledge import Published
from storage.terms import KlimabotError, System

FAULT = 2  # exit code

Paths = Annotated[
    list[Path] | None, typer.Argument(help=say("cli.ingest.paths"), parser=named_path)
]
Starter = Annotated[bool, typer.Option("--starter", help=say("cli.ingest.starter"))]
Owner = Annotated[str | None, typer.Option("--owner", help=say("cli.ingest.owner"))]
Kind = Annotated[str | None, typer.Option("--kind", help=say("cli.ingest.kind"))]
Date = Annotated[str | None, typer.Option("--date", help=say("cli.ingest.date"))]
Seen = Annotated[str | None, typer.Option("--visibility", help=say("cli.ingest.visibility"))]
Url = Annotated[str | None, typer.Option("--url", help=say("cli.ingest.url"))]
Embed = Annotated[bool, typer.Option("--embed/--no-embed", help=say("cli.ingest.embed"))]


def ingest(
    paths: Paths = None,
    starter: Starter = False,
    owner: Owner = None,
    kind: Kind = None,
    date: Date = None,
    visibility: Seen = None,
    url: Url = None,
    embed: Embed = True,
) -> None:
    if not paths and not starter:
        typer.echo(say("cli.ingest.nothing"), err=True)
        raise typer.Exit(FAULT)
    flags = dict(owner=owner, kind=kind, date=date, visibility=visibility, url=url)
    told = _told({name: value for name, value in flags.items() if value is not None})
    files = [(page, OURS) for page in (starter_pages() if starter else ())]
    files += [(file, told) for path in paths or () for file in documents_in(path)]
    settings = load_settings()
    outcomes, failures = asyncio.run(_ingest(settings.database_url, files))
    _say(outcomes, failures)
    if starter and (count := asyncio.run(_keep_actions(settings.database_url))):
        typer.echo(say("cli.ingest.actions", count=count))
    if outcomes[Published.NEW] and paths and visibility is None:
        typer.echo(say("cli.ingest.seen"), err=True)
    if embed:
        with suppress(KeyboardInterrupt):  # it may be broken off
            asyncio.run(_embed(settings))
    if failures:
        raise typer.Exit(FAULT)


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


async def _ingest(url: str, files: Sequence[File]) -> tuple[Counter[Published], Sequence[str]]:
    outcomes, failures = Counter[Published](), list[str]()
    progress = track(files, say("cli.ingest.reading"), console=console, transient=True)
    async with Readers() as readers, database(url) as begin:
        async with aclosing(published(begin, readers, files)) as results:
            for _ in progress:
                result = await anext(results)
                if isinstance(result, KlimabotError):
                    failures.append(sentence(result))
                else:
                    outcomes[result] += 1
    return outcomes, failures


async def _keep_actions(url: str) -> int:
    async with database(url) as begin, begin() as session:
        now = SystemClock().now()
        return await keep_starter_actions(session, System("command line"), now=now)


async def _embed(settings: Settings) -> None:
    """What waits is made ready to be found by meaning; what fails, and what is broken off, is left
    to `klimabot run`."""
    async with embedders(settings) as chosen, database(settings.database_url) as begin:
        if chosen.wanted is None:
            return
        work = Embedding(begin, chosen.wanted, our_name())
        with Progress(console=console, transient=True) as progress:
            task = progress.add_task(say("cli.ingest.embedding"), total=await work.left())
            while (done := await work.step()) is not None:
                progress.advance(task, done)
        if left := await work.left():
            typer.echo(say("cli.ingest.left", left=left), err=True)
