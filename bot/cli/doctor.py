"""`klimabot doctor`: what is missing or wrong, in plain words. Exit code 1 if something is."""

import asyncio
from collections.abc import Sequence

import typer

from bot.app import database
from bot.cli.words import say
from bot.knowledge.embedding.choice import LOCAL, NONE
from bot.knowledge.embedding.local import fits
from bot.settings import Settings, load_settings
from handlers.checkup import Finding, check_slack
from storage import passages
from storage.engine import DATABASE_ERRORS
from storage.terms import System

WRONG = 1  # exit code


def doctor() -> None:
    findings = asyncio.run(_findings(load_settings()))
    for finding in findings:
        mark = "✓" if finding.is_well else "✗"
        typer.echo(f"{mark} {say(finding.key, **finding.values)}")
    if not all(finding.is_well for finding in findings):
        raise typer.Exit(WRONG)
    typer.echo(say("doctor.all_well"))


async def _findings(settings: Settings) -> Sequence[Finding]:
    return [await _database(settings), await _meaning(settings), *await check_slack(settings)]


async def _meaning(settings: Settings) -> Finding:
    """Whether passages are found by what they mean, not by their words alone."""
    name = settings.klimabot_embedding_model
    if name == NONE:
        return Finding(True, "doctor.words_alone")
    if name == LOCAL:
        fit = await asyncio.to_thread(fits)
        return Finding(fit, "doctor.meaning_local" if fit else "doctor.meaning_does_not_fit")
    has_key = settings.openai_api_key is not None
    key = "doctor.meaning_server" if has_key else "doctor.meaning_without_key"
    return Finding(has_key, key, {"model": name})


async def _database(settings: Settings) -> Finding:
    try:
        async with database(settings.database_url) as begin, begin(read_only=True) as session:
            count = await passages.count_documents(session, System("command line"))
    except (*DATABASE_ERRORS, OSError) as error:
        return Finding(False, "doctor.database_away", {"error": type(error).__name__})
    if not count:
        return Finding(False, "doctor.no_documents")
    return Finding(True, "doctor.documents", {"count": count})
