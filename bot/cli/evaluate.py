"""`klimabot evaluate`: how good answers and search are on questions whose answers are known."""

import asyncio
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import track

from bot.app import database
from bot.asking.account import Account
from bot.asking.answer import Answer
from bot.asking.answering import Answering
from bot.asking.evaluation import (
    GOLD,
    GoldQuestion,
    Judged,
    Share,
    by_kind,
    few,
    read_questions,
    summary,
)
from bot.asking.language import language_of
from bot.asking.model import answering, need_model, without_model
from bot.asking.model_evaluation import shares, spreads
from bot.cli.ask import viewer_of
from bot.cli.retrieval import say_search
from bot.cli.words import console, language, say
from bot.clock import SystemClock
from bot.knowledge.searching import searching
from bot.settings import Settings, load_settings
from storage.terms import Viewer

FAULT = 2  # exit code

Questions = Annotated[Path | None, typer.Option("--questions", help=say("cli.evaluate.questions"))]
Retrieval = Annotated[Path | None, typer.Option("--retrieval", help=say("cli.evaluate.retrieval"))]
Most = Annotated[int | None, typer.Option("--most", min=1, help=say("cli.evaluate.most"))]
WithModel = Annotated[bool, typer.Option("--with-model", help=say("cli.evaluate.with_model"))]


def evaluate(
    questions: Questions = None,
    retrieval: Retrieval = None,
    most: Most = None,
    with_model: WithModel = False,
) -> None:
    if retrieval is not None:
        say_search(retrieval)
    if questions is not None or retrieval is None:
        _say_answers(questions, most, with_model)


def _say_answers(path: Path | None, most: int | None, with_model: bool) -> None:
    """Any file's questions all together; of our own the half that nothing was chosen by."""
    settings, accounts = _settings(with_model), list[Account]()
    judged = asyncio.run(_judged(settings, _asked(path, most), accounts))
    if path is None:
        _say_figures("tuned", [j for j in judged if j.question.for_tuning])
    reported = [j for j in judged if path is not None or not j.question.for_tuning]
    _say_figures("all", reported)
    for kind, some in by_kind(reported).items():
        _say_figures(kind or "-", some)
    if with_model:
        _say_shares("model", shares(accounts, [j.answer for j in judged]))
        _say_spreads(accounts)


def _settings(with_model: bool) -> Settings:
    """Raises ModelMissing."""
    settings = load_settings()
    if not with_model:
        return without_model(settings)
    need_model(settings)
    return settings


def _asked(path: Path | None, most: int | None) -> Sequence[GoldQuestion]:
    """What is asked; a few of our own are few of the half that things are chosen by."""
    try:
        asked = read_questions(path or GOLD)
    except (OSError, ValueError, KeyError, TypeError):
        typer.echo(say("cli.evaluate.no_questions", name=path and path.name), err=True)
        raise typer.Exit(FAULT) from None
    if most is None:
        return asked
    return few([q for q in asked if path is not None or q.for_tuning], most)


def _say_figures(of: str, judged: Sequence[Judged]) -> None:
    _say_shares(of, summary(judged))


def _say_shares(of: str, told: Mapping[str, Share]) -> None:
    for name, share in told.items():
        if share.of:
            low, high = share.interval
            figures = f"{share.percent:.1f}", f"{low:.0f}-{high:.0f}", f"{share.count}/{share.of}"
            typer.echo("\t".join([of, name, *figures]))


def _say_spreads(accounts: Sequence[Account]) -> None:
    for name, (median, high) in spreads(accounts).items():
        typer.echo("\t".join(["model", name, f"{median:.1f}", f"{high:.1f}"]))


async def _judged(
    settings: Settings, asked: Sequence[GoldQuestion], accounts: list[Account]
) -> Sequence[Judged]:
    async with (
        database(settings.database_url) as begin,
        searching(settings, begin) as index,
        answering(settings, begin, index, accounts.append, math.inf) as answers,
    ):
        viewer = await viewer_of(begin, None)
        quiet = not console.is_terminal
        progress = track(
            asked, say("cli.evaluate.asking"), console=console, transient=True, disable=quiet
        )
        return [Judged(one, await _answer(answers, viewer, one)) for one in progress]


async def _answer(answers: Answering, viewer: Viewer, asked: GoldQuestion) -> Answer:
    told = language_of(asked.q, language())
    return await answers.answer(viewer, asked.q, told, SystemClock())
