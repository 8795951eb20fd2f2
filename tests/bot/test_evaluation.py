import json
import math
from pathlib import Path

import pytest

from bot.knowledge.evaluation import Corpus, fused, index_of, read_corpus, score
from bot.knowledge.index.passage_index import Question

TEXTS = ["Køge bygger et dige.", "Assens planter skov.", "Vejle laver biogas."]


def written(folder: Path, judgements: dict[str, int]) -> Corpus:
    def lines(name: str, rows: list[dict[str, object]]) -> None:
        text = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        (folder / name).write_text(text, "utf-8")

    lines("corpus.jsonl", [{"id": f"p{n}", "title": "", "text": t} for n, t in enumerate(TEXTS)])
    lines("queries.jsonl", [{"id": "q", "text": "hvem planter skov?"}])
    lines("qrels.jsonl", [{"qid": "q", "did": did, "rel": rel} for did, rel in judgements.items()])
    return read_corpus(folder)


def test_the_right_passage_first_is_a_hundred(tmp_path: Path) -> None:
    corpus = written(tmp_path, {"p1": 1})

    figures = score(corpus, {"q": fused(index_of(corpus), Question("hvem planter skov?"))})

    assert [v.tolist() for v in (figures.ndcg, figures.recall_1, figures.recall_5)] == [[100.0]] * 3


@pytest.mark.parametrize(
    ("ranked", "ndcg", "recall_1"),
    [
        ([1, 0], 100.0, 100.0),
        ([0, 1], 100 * (1 + 3 / math.log2(3)) / (3 + 1 / math.log2(3)), 100.0),
        ([2, 1], 100 * (3 / math.log2(3)) / (3 + 1 / math.log2(3)), 0.0),
        ([], 0.0, 0.0),
    ],
)
def test_the_figures_are_the_field_s(
    tmp_path: Path, ranked: list[int], ndcg: float, recall_1: float
) -> None:
    figures = score(written(tmp_path, {"p1": 2, "p0": 1}), {"q": ranked})

    assert figures.ndcg[0] == pytest.approx(ndcg, abs=0.01)
    assert figures.recall_1[0] == recall_1


def test_a_set_is_read_without_personal_numbers(tmp_path: Path) -> None:
    files = {
        "corpus.jsonl": {"id": "p", "title": "Sag 010190-1234", "text": "0101901234 ejer jorden."},
        "queries.jsonl": {"id": "q", "text": "hvad ejer 010190-1234?"},
        "qrels.jsonl": {"qid": "q", "did": "p", "rel": 1},
    }
    for name, line in files.items():
        (tmp_path / name).write_text(json.dumps(line), "utf-8")

    corpus = read_corpus(tmp_path)

    [found] = corpus.passages
    assert (found.title, found.passage.text) == ("Sag [cpr]", "[cpr] ejer jorden.")
    assert corpus.questions == {"q": "hvad ejer [cpr]?"}
