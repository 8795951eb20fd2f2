"""`klimabot ask`: a question without Slack. Exit code 0 answered, 1 not found, 2 fault."""

import asyncio
import json
from typing import Annotated

import typer

from bot.app import database
from bot.asking.answer import Answer, Mode, Verdict
from bot.asking.language import language_of
from bot.asking.model import answering
from bot.cli.words import language, say
from bot.clock import SystemClock
from bot.errors import NothingToSearch
from bot.knowledge.searching import searching
from bot.personal_numbers import masked
from bot.settings import load_settings
from handlers.views.answer import answer_message, lead, source_line
from storage import alliance, passages
from storage.engine import Begin
from storage.terms import Audience, OrganisationKind, Person, Role, System, Viewer

NOT_FOUND = 1  # exit code
HERE = "command line"

Question = Annotated[str, typer.Argument(help=say("cli.ask.question"))]
AsJson = Annotated[bool, typer.Option("--json", help=say("cli.ask.json"))]
As = Annotated[str | None, typer.Option("--as", help=say("cli.ask.as"), metavar="KOMMUNE")]


def ask(question: Question, as_json: AsJson = False, as_: As = None) -> None:
    found = asyncio.run(_ask(masked(question), as_))
    typer.echo(json.dumps(found.to_json(), ensure_ascii=False) if as_json else _shown(found))
    if found.verdict is Verdict.NOT_FOUND:
        raise typer.Exit(NOT_FOUND)


async def _ask(question: str, as_: str | None) -> Answer:
    settings = load_settings()
    async with (
        database(settings.database_url) as begin,
        searching(settings, begin) as index,
        answering(settings, begin, index) as answers,
    ):
        viewer = await viewer_of(begin, as_)
        told = language_of(question, language())
        return await answers.answer(viewer, question, told, SystemClock())


async def viewer_of(begin: Begin, municipality: str | None) -> Viewer:
    """What the alliance shares; a municipality's own too for whoever asks on its behalf."""
    system = System(HERE)
    async with begin(read_only=True) as session:
        if not await passages.count_documents(session, system):
            raise NothingToSearch
        if municipality is None:
            return Audience(HERE, HERE)
        organisation = await alliance.get_organisation(session, system, municipality)
        is_municipality = organisation.kind is OrganisationKind.MUNICIPALITY
        role = Role.COORDINATOR if is_municipality else Role.PARTNER
        return Person(HERE, HERE, role, organisation)


def _shown(found: Answer) -> str:
    if found.mode is Mode.REGISTER:
        return found.answer
    if found.verdict is Verdict.NOT_FOUND:
        return answer_message(found).text
    if found.mode is Mode.MODEL:
        return answer_message(found).text
    lines = [lead(found), ""]
    for number, citation in enumerate(found.citations, 1):
        lines += [f"  {citation.quote}", f"  [{number}] {source_line(citation, found.language)}"]
        lines += [f"      {citation.url}", ""] if citation.url else [""]
    return "\n".join(lines).rstrip()
