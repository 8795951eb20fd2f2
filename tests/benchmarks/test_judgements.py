import pytest

from tests.benchmarks.question_set import questions
from tests.benchmarks.starter_set import judgements, matching, starter_corpus

JUDGED = judgements()


def test_every_question_is_judged_once() -> None:
    assert sorted(JUDGED) == [question.id for question in questions()]


@pytest.mark.parametrize("question", sorted(JUDGED))
def test_each_judgement_means_one_passage_of_the_pages_as_they_are(question: str) -> None:
    for judged in JUDGED[question]:
        assert len(matching(judged)) == 1, judged
        assert judged["grade"] in (1, 2)


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_set_has_more_than_150_questions_that_are_answered(language: str) -> None:
    assert len(starter_corpus(language).questions) >= 150
