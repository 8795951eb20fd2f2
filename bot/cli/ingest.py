"""`klimabot ingest`: put documents into the shared knowledge."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import track

from bot.app import database
from bot.cli.words import console, say, sentence
from bot.clock import SystemClock
from bot.knowledge.publish import markdown_files, publish_file, starter_pages
from bot.settings import load_settings
from storage.engine import Begin
from storage.knowledge import Published
from storage.terms import DocumentKind, KlimabotError, System

FAULT = 2  # exit code

Paths = Annotated[list[Path] | None, typer.Argument(help=say("cli.ingest.paths"))]
Starter = Annotated[bool, typer.Option("--starter", help=say("cli.ingest.starter"))]


def ingest(paths: Paths = None, starter: Starter = False) -> None:
    if not paths and not starter:
        typer.echo(say("cli.ingest.nothing"), err=True)
        raise typer.Exit(FAULT)
    files = [(p, DocumentKind.STARTER) for p in (starter_pages() if starter else ())]
    files += [(f, DocumentKind.FILE) for path in paths or () for f in markdown_files(path)]
    outcomes, failures = asyncio.run(_ingest(load_settings().database_url, files))
    for failure in failures:
        typer.echo(failure, err=True)
    typer.echo(
        say(
            "cli.ingest.summary",
            new=outcomes[Published.NEW],
            changed=outcomes[Published.CHANGED],
            same=outcomes[Published.SAME],
            failed=len(failures),
        )
    )
    if failures:
        raise typer.Exit(FAULT)


async def _ingest(
    url: str, files: Sequence[tuple[Path, DocumentKind]]
) -> tuple[Counter[Published], Sequence[str]]:
    outcomes, failures = Counter[Published](), list[str]()
    async with database(url) as begin:
        for path, kind in track(files, say("cli.ingest.reading"), console=console, transient=True):
            try:
                outcomes[await publish(begin, path, kind)] += 1
            except KlimabotError as error:
                failures.append(sentence(error))
    return outcomes, failures


async def publish(begin: Begin, path: Path, kind: DocumentKind) -> Published:
    """One file, one transaction: what fails leaves nothing behind."""
    async with begin() as session:
        return await publish_file(session, System("command line"), path, kind, SystemClock())
