"""`klimabot evaluate`: how good answers and search are on questions whose answers are known."""

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress, track

from bot.app import database
from bot.asking.answer import Answer
from bot.asking.answering import Answering
from bot.asking.evaluation import GOLD, GoldQuestion, Judged, by_kind, read_questions, summary
from bot.asking.language import language_of
from bot.asking.model import answering
from bot.cli.ask import viewer_of
from bot.cli.words import console, language, say
from bot.clock import SystemClock
from bot.knowledge.embedding.choice import embedders
from bot.knowledge.evaluation import (
    Corpus,
    Score,
    by_meaning,
    embed,
    fused,
    index_of,
    read_corpus,
    score,
)
from bot.knowledge.index.passage_index import Question
from bot.knowledge.searching import searching
from bot.settings import Settings, load_settings
from storage.terms import Viewer

FAULT = 2  # exit code

Questions = Annotated[Path | None, typer.Option("--questions", help=say("cli.evaluate.questions"))]
Retrieval = Annotated[Path | None, typer.Option("--retrieval", help=say("cli.evaluate.retrieval"))]


def evaluate(questions: Questions = None, retrieval: Retrieval = None) -> None:
    if retrieval is not None:
        _say_search(retrieval)
    if questions is not None or retrieval is None:
        _say_answers(questions)


def _say_answers(path: Path | None) -> None:
    """Any file's questions all together; of our own the half that nothing was chosen by."""
    try:
        asked = read_questions(path or GOLD)
    except (OSError, ValueError, KeyError, TypeError):
        typer.echo(say("cli.evaluate.no_questions", name=path and path.name), err=True)
        raise typer.Exit(FAULT) from None
    judged = asyncio.run(_judged(load_settings(), asked))
    if path is None:
        _say_figures("tuned", [j for j in judged if j.question.for_tuning])
        judged = [j for j in judged if not j.question.for_tuning]
    _say_figures("all", judged)
    for kind, some in by_kind(judged).items():
        _say_figures(kind or "-", some)


def _say_figures(of: str, judged: Sequence[Judged]) -> None:
    for name, share in summary(judged).items():
        if share.of:
            low, high = share.interval
            figures = f"{share.percent:.1f}", f"{low:.0f}-{high:.0f}", f"{share.count}/{share.of}"
            typer.echo("\t".join([of, name, *figures]))


async def _judged(settings: Settings, asked: Sequence[GoldQuestion]) -> Sequence[Judged]:
    async with (
        database(settings.database_url) as begin,
        searching(settings, begin) as index,
        answering(settings, begin, index) as answers,
    ):
        viewer = await viewer_of(begin, None)
        progress = track(asked, say("cli.evaluate.asking"), console=console, transient=True)
        return [Judged(one, await _answer(answers, viewer, one)) for one in progress]


async def _answer(answers: Answering, viewer: Viewer, asked: GoldQuestion) -> Answer:
    told = language_of(asked.q, language())
    return await answers.answer(viewer, asked.q, told, SystemClock())


def _say_search(retrieval: Path) -> None:
    try:
        corpus = read_corpus(retrieval)
    except (OSError, ValueError, KeyError, TypeError):
        typer.echo(say("cli.evaluate.unreadable", name=retrieval.name), err=True)
        raise typer.Exit(FAULT) from None
    for name, figures in asyncio.run(_scores(corpus, load_settings())).items():
        values = [figures.ndcg, figures.recall_1, figures.recall_5]
        typer.echo("\t".join([name, *(f"{value.mean():.1f}" for value in values)]))


async def _scores(corpus: Corpus, settings: Settings) -> Mapping[str, Score]:
    """Words alone; and with a model, meaning alone and both together."""
    texts = corpus.questions.items()
    async with embedders(settings) as chosen:
        model = chosen.wanted
        if model is None:
            index = index_of(corpus)
            return {"words": score(corpus, {id: fused(index, Question(t)) for id, t in texts})}
        with Progress(console=console, transient=True) as progress:
            task = progress.add_task(say("cli.evaluate.embedding"), total=len(corpus.passages))
            vectors = await embed(corpus, model, lambda: progress.advance(task))
        index = index_of(corpus, vectors, model.name)
        asked = {id: Question(t, model.name, await model.question(t)) for id, t in texts}
    return {
        "words": score(corpus, {id: fused(index, Question(t)) for id, t in texts}),
        "meaning": score(corpus, {id: by_meaning(index, q) for id, q in asked.items()}),
        "fused": score(corpus, {id: fused(index, q) for id, q in asked.items()}),
    }
