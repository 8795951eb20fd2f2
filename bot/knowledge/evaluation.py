"""How good the search is on a set of questions whose answers are known."""

import json
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bot.knowledge.embedding.embedder import Embedder, embedded_text
from bot.knowledge.index.meaning import Meaning
from bot.knowledge.index.passage_index import PassageIndex, Question
from bot.knowledge.index.words import Words
from bot.knowledge.vectors import Vector
from bot.personal_numbers import masked
from storage.passages import FoundPassage
from storage.terms import Audience, DocumentKind, Passage

DEPTH = 10  # results that count in nDCG
VIEWER = Audience("evaluation", "evaluation")  # sees what the alliance shares: all of a set


@dataclass(frozen=True)
class Corpus:
    """Passages, questions and which passages answer which: the three files of a BEIR set.

    `queries.jsonl` {id, text}, `corpus.jsonl` {id, title, text}, `qrels.jsonl` {qid, did, rel}.
    """

    ids: Sequence[str]
    passages: Sequence[FoundPassage]
    questions: Mapping[str, str]
    judgements: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Score:
    """Per question, in per cent: nDCG@10, and of as many answers as fit the share found among the
    first 1 and 5."""

    ndcg: Vector
    recall_1: Vector
    recall_5: Vector


def read_corpus(folder: Path) -> Corpus:
    """Read a set. Raises OSError, and ValueError or KeyError for files of another form."""
    judgements: dict[str, dict[str, int]] = {}
    for line in _lines(folder / "qrels.jsonl"):
        judgements.setdefault(str(line["qid"]), {})[str(line["did"])] = int(line["rel"])
    texts = list(_lines(folder / "corpus.jsonl"))
    questions = {str(q["id"]): masked(str(q["text"])) for q in _lines(folder / "queries.jsonl")}
    return Corpus(
        ids=[str(text["id"]) for text in texts],
        passages=[_passage(n, text) for n, text in enumerate(texts)],
        questions={id: text for id, text in questions.items() if id in judgements},
        judgements=judgements,
    )


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        return iter([json.loads(line) for line in lines if line.strip()])


def _passage(number: int, text: Mapping[str, Any]) -> FoundPassage:
    passage = Passage(0, "", masked(str(text["text"])))
    title = masked(str(text.get("title") or ""))
    kind = DocumentKind.FILE
    return FoundPassage(number, number, "alliance", title, kind, None, passage, str(number))


async def embed(corpus: Corpus, embedder: Embedder, done: Callable[[], None]) -> Sequence[Vector]:
    """The vectors of the passages, in order; `done` is called after each."""
    vectors: list[Vector] = []
    for found in corpus.passages:
        text = embedded_text(found.title, found.passage.heading, found.passage.text)
        vectors += await embedder.passages([text])
        done()
    return vectors


def index_of(corpus: Corpus, vectors: Sequence[Vector] = (), model: str = "") -> PassageIndex:
    """An index of the passages, by words alone without vectors."""
    index = PassageIndex(Words())
    index.change((), corpus.passages)
    if len(vectors):
        index.meaning = Meaning(model)
        index.meaning.put(enumerate(vectors))
    return index


def fused(index: PassageIndex, question: Question) -> Sequence[int]:
    """What the index finds: the passages' numbers, best first."""
    return [match.passage for match in index.search(VIEWER, question, DEPTH)]


def by_meaning(index: PassageIndex, question: Question) -> Sequence[int]:
    """The nearest by meaning alone."""
    if index.meaning is None or question.vector is None:
        return []
    near = index.meaning.similarities(question.vector, index.rows.size)
    return [int(row) for row in np.argsort(-near, kind="stable")[:DEPTH]]


def score(corpus: Corpus, ranked: Mapping[str, Sequence[int]]) -> Score:
    """How good these results are, question by question."""
    per_question = [
        _figures([corpus.ids[n] for n in ranked[id]], corpus.judgements[id])
        for id in corpus.questions
    ]
    return Score(
        *(np.array(column, np.float32) * 100 for column in zip(*per_question, strict=True))
    )


def _figures(found: Sequence[str], relevant: Mapping[str, int]) -> tuple[float, float, float]:
    gains = [2 ** relevant.get(id, 0) - 1 for id in found]
    best = sorted((2**rel - 1 for rel in relevant.values()), reverse=True)
    ideal = _discounted(best)
    answers = {id for id, rel in relevant.items() if rel > 0}
    recalls = [len(answers & set(found[:k])) / max(1, min(k, len(answers))) for k in (1, 5)]
    return (_discounted(gains) / ideal if ideal else 0.0, recalls[0], recalls[1])


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(n + 2) for n, gain in enumerate(gains[:DEPTH]))
