import json

from bot.asking.answer import Answer, Mode, Verdict
from bot.asking.extract import (
    ANSWERS_FROM,
    MOST_CHARACTERS,
    MOST_SOURCES,
    Found,
    best_sentences,
    extract,
)
from bot.knowledge.index.passage_index import Match
from storage.passages import FoundPassage
from storage.terms import DocumentKind, Organisation, OrganisationKind, Passage

ASSENS = Organisation("420", "Assens Kommune", OrganisationKind.MUNICIPALITY)
TEXT = "Assens har en plan. Assens er gode til vådområder. De deler gerne. " + "Skov. " * 60


def found(
    strength: float = 0.8, score: float = 10.0, kind: DocumentKind = DocumentKind.STARTER
) -> Found:
    passage = Passage(0, "Vand", TEXT, page=4, publisher="Assens Kommune", date="2020")
    match = Match(1, score, strength)
    return Found(match, FoundPassage(1, 1, "alliance", "Assens", kind, ASSENS, passage, ""))


def test_an_answer_is_the_sentence_that_shares_most_with_the_question_and_what_goes_on() -> None:
    quote = best_sentences("hvem er gode til vådområder?", TEXT)

    assert quote.startswith("Assens er gode til vådområder. De deler gerne.")
    assert quote in TEXT
    assert len(quote) <= MOST_CHARACTERS


def test_quotes_are_numbered_and_at_most_three() -> None:
    answer = extract("vådområder", [found()] * 9, "da")

    assert len(answer.citations) == MOST_SOURCES
    assert answer.answer.splitlines()[2].endswith("[3]")


def test_a_passage_far_behind_the_best_is_not_shown() -> None:
    answer = extract("vådområder", [found(), found(score=5.0)], "da")

    assert len(answer.citations) == 1


def test_a_weak_match_is_no_answer_but_comes_near() -> None:
    answer = extract("vådområder", [found(ANSWERS_FROM - 0.01)], "da")

    assert answer.verdict is Verdict.NOT_FOUND
    assert answer.citations == ()
    assert len(answer.near) == 1


def test_nothing_found_is_nothing_near() -> None:
    answer = extract("vådområder", [], "da")

    assert answer == Answer(Verdict.NOT_FOUND, Mode.EXTRACT, "", "da")


def test_our_own_account_never_passes_for_the_source() -> None:
    starter = extract("vådområder", [found()], "da").citations[0]
    document = extract("vådområder", [found(kind=DocumentKind.FILE)], "da").citations[0]

    assert starter.title == "Klimabots resumé om Assens, efter Assens Kommune"
    assert document.title == "Assens Kommune, Assens"


def test_json_has_the_agreed_shape_and_comes_back_whole() -> None:
    answer = extract("vådområder", [found()], "da")

    shape = json.loads(json.dumps(answer.to_json()))

    assert set(shape) == {"answered", "verdict", "mode", "answer", "language", "citations", "near"}
    assert set(shape["citations"][0]) == {"title", "organisation", "page", "quote", "url", "date"}
    assert shape["answered"] is True
    assert Answer.from_json(shape) == answer
