"""`klimabot evaluate --retrieval`: how good the search is on a set whose answers are known."""

import asyncio
from collections.abc import Mapping
from pathlib import Path

import typer
from rich.progress import Progress

from bot.cli.words import console, say
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
from bot.settings import Settings, load_settings

FAULT = 2  # exit code


def say_search(retrieval: Path) -> None:
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
