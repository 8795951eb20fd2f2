"""The starter pages with our own questions and judgements, as a set for measuring."""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.knowledge.evaluation import Corpus
from bot.knowledge.markdown import read_page
from bot.knowledge.publish import starter_pages
from storage.passages import FoundPassage
from storage.terms import DocumentKind, Passage
from tests.benchmarks.question_set import questions

FOLDER = Path(__file__).parent / "questions"
JUDGED = ("judgements_1.yaml", "judgements_2.yaml")


@cache
def starter_passages() -> Sequence[tuple[str, FoundPassage]]:
    """Every passage of every starter page, with the page's name."""
    return list(_passages())


def _passages() -> Iterator[tuple[str, FoundPassage]]:
    number = 0
    for file in starter_pages():
        page = read_page(file.read_text("utf-8"))
        title = str(page.about.get("subject") or page.title)
        for passage in page.passages:
            yield file.stem, _found(number, title, passage)
            number += 1


def _found(number: int, title: str, passage: Passage) -> FoundPassage:
    kind = DocumentKind.STARTER
    return FoundPassage(number, number, "alliance", title, kind, None, passage, str(number))


def judgements() -> dict[str, list[dict[str, Any]]]:
    """For each question the passages that answer it: page, heading, what it says, grade 1 or 2."""
    return {
        question: judged
        for file in JUDGED
        for question, judged in yaml.safe_load((FOLDER / file).read_text("utf-8")).items()
    }


def matching(judged: dict[str, Any]) -> Sequence[FoundPassage]:
    """The passages that a judgement means; exactly one, or the page has changed."""
    return [
        found
        for page, found in starter_passages()
        if page == judged["page"]
        and found.passage.heading == judged["heading"]
        and str(judged["says"]) in found.passage.text
    ]


def starter_corpus(language: str) -> Corpus:
    """Our own set, in Danish or English."""
    passages = [found for _, found in starter_passages()]
    judged = {
        question: {str(found.id): int(one["grade"]) for one in some for found in matching(one)}
        for question, some in judgements().items()
        if some
    }
    asked = {q.id: q.da if language == "da" else q.en for q in questions() if q.id in judged}
    return Corpus([str(p.id) for p in passages], passages, asked, judged)
