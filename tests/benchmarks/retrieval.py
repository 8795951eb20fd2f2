"""How good the search is: `python -m tests.benchmarks.retrieval [FOLDER …]`.

Each folder is a set in the form of `klimabot evaluate --retrieval`; the starter pages with our own
questions come first. All systems are run on each set in one run:

- a stemmed bm25s, which others know
- words alone, meaning alone and both together, as the index has them
- half and half: BM25 over stems and 4-grams plus cosines, each spread over 0 to 1, half each: the
  best of what was measured before

The one weight of the fusion, the words', is chosen on one half of all sets' questions and scored on
the other, both ways. Vectors are kept in the temporary folder, since they take minutes.
"""

import argparse
import asyncio
import hashlib
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import bm25s
import numpy as np
import Stemmer
from rich.progress import track

from bot.knowledge.analyser import tokens, words
from bot.knowledge.embedding.embedder import embedded_text
from bot.knowledge.embedding.local import LocalEmbedder, local_embedder
from bot.knowledge.evaluation import (
    DEPTH,
    Corpus,
    Score,
    by_meaning,
    fused,
    index_of,
    read_corpus,
    score,
)
from bot.knowledge.index import fusion
from bot.knowledge.index.passage_index import Question
from bot.knowledge.vectors import Vector
from tests.benchmarks.figures import show
from tests.benchmarks.starter_set import starter_corpus

DRAWS = 5_000  # of the bootstrap
WEIGHTS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0)  # of the words, to choose from
Ranked = Mapping[str, Sequence[int]]


async def vectors(corpus: Corpus, embedder: LocalEmbedder) -> tuple[Vector, Mapping[str, Vector]]:
    """The passages' and the questions' vectors, from the temporary folder if they are there."""
    texts = [embedded_text(p.title, p.passage.heading, p.passage.text) for p in corpus.passages]
    everything = "\0".join([embedder.name, *texts, *corpus.questions.values()])
    name = hashlib.sha256(everything.encode()).hexdigest()[:16]
    file = Path(tempfile.gettempdir()) / f"klimabot-vectors-{name}.npz"
    if not file.exists():
        made = [(await embedder.passages([text]))[0] for text in track(texts, "passages")]
        asked = [await embedder.question(text) for text in corpus.questions.values()]
        np.savez(file, passages=np.array(made), questions=np.array(asked))
    kept = np.load(file)
    return kept["passages"], dict(zip(corpus.questions, kept["questions"], strict=True))


def bm25_of(texts: Sequence[Sequence[str]], asked: Sequence[Sequence[str]]) -> Vector:
    """Every question's score of every passage, by bm25s."""
    model = bm25s.BM25(k1=1.2, b=0.75)
    model.index([list(text) for text in texts], show_progress=False)
    rows = [_scores(model, set(q) & model.vocab_dict.keys(), len(texts)) for q in asked]
    return np.array(rows, np.float32)


def _scores(model: bm25s.BM25, asked: set[str], size: int) -> Vector:
    if not asked:
        return np.zeros(size, np.float32)
    scores: Vector = model.get_scores(sorted(asked))
    return scores


def spread(scores: Vector) -> Vector:
    low, high = scores.min(axis=1, keepdims=True), scores.max(axis=1, keepdims=True)
    scaled: Vector = (scores - low) / np.maximum(high - low, np.float32(1e-9))
    return scaled


def best(corpus: Corpus, scores: Vector) -> Ranked:
    order = np.argsort(-scores, axis=1, kind="stable")[:, :DEPTH]
    return {id: row.tolist() for id, row in zip(corpus.questions, order, strict=True)}


def stems(text: str) -> Sequence[str]:
    stemmer = Stemmer.Stemmer("danish")
    return [str(stemmer.stemWord(word)) for word in words(text)]


async def systems(corpus: Corpus, embedder: LocalEmbedder) -> Mapping[str, Score]:
    """Each system's score on one set."""
    made, asked = await vectors(corpus, embedder)
    index = index_of(corpus, list(made), embedder.name)
    texts = [f"{p.title} {p.passage.heading} {p.passage.text}" for p in corpus.passages]
    questions = list(corpus.questions.values())
    stemmed = bm25_of([stems(t) for t in texts], [stems(q) for q in questions])
    all_grams = bm25_of([tokens(t) for t in texts], [tokens(q) for q in questions])
    cosines = np.array(list(asked.values())) @ made.T

    def ask(id: str) -> Question:
        return Question(corpus.questions[id], embedder.name, asked[id])

    ranked: Mapping[str, Ranked] = {
        "bm25s, stemmed": best(corpus, stemmed),
        "half and half": best(corpus, spread(all_grams) + spread(cosines)),
        "words alone": {id: fused(index, Question(text)) for id, text in corpus.questions.items()},
        "meaning alone": {id: by_meaning(index, ask(id)) for id in corpus.questions},
        "fused": {id: fused(index, ask(id)) for id in corpus.questions},
    }
    return {name: score(corpus, found) for name, found in ranked.items()}


async def weighed(corpus: Corpus, embedder: LocalEmbedder) -> Mapping[float, Vector]:
    """Each question's nDCG by each weight of the words."""
    made, asked = await vectors(corpus, embedder)
    index = index_of(corpus, list(made), embedder.name)
    built, figures = fusion.WORDS_WEIGHT, {}
    for weight in WEIGHTS:
        fusion.WORDS_WEIGHT = weight
        ranked = {
            id: fused(index, Question(text, embedder.name, asked[id]))
            for id, text in corpus.questions.items()
        }
        figures[weight] = score(corpus, ranked).ndcg
    fusion.WORDS_WEIGHT = built
    return figures


def chosen(figures: Mapping[str, Mapping[float, Vector]], half: int) -> float:
    """The one weight that is best on this half of every set's questions."""

    def on_half(weight: float) -> float:
        return float(np.mean([of_set[weight][half::2].mean() for of_set in figures.values()]))

    return max(WEIGHTS, key=on_half)


def report_weights(figures: Mapping[str, Mapping[float, Vector]]) -> None:
    weights = [chosen(figures, half) for half in (0, 1)]
    rows = []
    for name, of_set in figures.items():
        scored = [of_set[weight][1 - half :: 2] for half, weight in enumerate(weights)]
        across = np.concatenate(scored).mean()
        rows.append((name, f"{across:.1f}", f"{of_set[fusion.WORDS_WEIGHT].mean():.1f}"))
    title = f"the words' weight chosen on one half, scored on the other: {weights}"
    show(title, ("nDCG@10", "chosen on halves", "as built"), rows)


def interval(difference: Vector) -> str:
    """The mean of a paired difference with its 95 % interval, by bootstrap."""
    rng = np.random.default_rng(2026)
    draws = rng.integers(0, len(difference), (DRAWS, len(difference)))
    low, high = np.percentile(difference[draws].mean(axis=1), [2.5, 97.5])
    return f"{difference.mean():+.1f} [{low:+.1f}, {high:+.1f}]"


def report(name: str, corpus: Corpus, scores: Mapping[str, Score]) -> None:
    ours = scores["fused"].ndcg
    rows = [
        (
            system,
            *(f"{figure.mean():.1f}" for figure in (s.ndcg, s.recall_1, s.recall_5)),
            "" if system == "fused" else interval(ours - s.ndcg),
        )
        for system, s in scores.items()
    ]
    title = f"{name}: {len(corpus.questions)} questions, {len(corpus.passages)} passages"
    show(title, ("", "nDCG@10", "@1", "@5", "fused, against it"), rows)


async def main(folders: Sequence[Path]) -> None:
    embedder = local_embedder()
    if embedder is None:
        raise SystemExit("the local model does not fit this machine")
    corpora = {f"starter pages, {language}": starter_corpus(language) for language in ("da", "en")}
    corpora |= {folder.name: read_corpus(folder) for folder in folders}
    for name, corpus in corpora.items():
        report(name, corpus, await systems(corpus, embedder))
    report_weights({name: await weighed(corpus, embedder) for name, corpus in corpora.items()})


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    asyncio.run(main(parser.parse_args().folders))
