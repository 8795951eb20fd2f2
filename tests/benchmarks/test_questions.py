import re
from collections import Counter
from collections.abc import Sequence

import pytest

from tests.benchmarks.question_set import Question, Unanswerable, questions, unanswerable

Asked = Question | Unanswerable

MUNICIPALITIES = """Albertslund Allerød Assens Fredericia Frederiksberg Frederikshavn Helsingør
    Høje-Taastrup Jammerbugt Køge Lemvig Lolland Middelfart Samsø Sønderborg Vejle""".split()
PROGRAMMES = ["DK2020", "C40"]


def all_asked() -> Sequence[Asked]:
    return [*questions(), *unanswerable()]


def bare(text: str) -> str:
    """What is left when case, spaces and punctuation do not count."""
    return re.sub(r"\W", "", text).casefold()


def names_in(question: Asked) -> set[str]:
    text = bare(question.da + question.en)
    return {name for name in [*MUNICIPALITIES, *PROGRAMMES] if bare(name) in text}


def test_there_are_enough_questions_and_half_of_them_name_nobody() -> None:
    asked = questions()

    assert len(asked) >= 150
    assert sum(not question.named for question in asked) * 2 >= len(asked)


def test_there_are_forty_questions_that_the_sources_do_not_answer() -> None:
    asked = unanswerable()

    assert len(asked) == 40
    assert all(question.why for question in asked)


def test_ids_count_up_so_that_none_is_used_twice() -> None:
    assert [q.id for q in questions()] == [f"q{n:03}" for n in range(1, len(questions()) + 1)]
    assert [q.id for q in unanswerable()] == [f"u{n:03}" for n in range(1, len(unanswerable()) + 1)]


@pytest.mark.parametrize("language", ["da", "en"])
def test_no_question_is_asked_twice(language: str) -> None:
    times = Counter(bare(getattr(question, language)) for question in all_asked())

    assert [text for text, count in times.items() if count > 1 or not text] == []


def test_every_field_is_text_and_every_question_has_one_to_three_terms() -> None:
    for question in questions():
        texts: list[object] = [question.da, question.en, question.fact, question.answer]
        texts += question.terms  # YAML reads 1872 without quotes as a number
        assert [text for text in texts if not isinstance(text, str) or not text] == [], question.id
        assert question.named in (True, False), question.id
        assert 1 <= len(question.terms) <= 3, question.id


def test_the_answer_itself_holds_the_terms() -> None:
    without = [
        (question.id, term)
        for question in questions()
        for term in question.terms
        if term.casefold() not in question.answer.casefold()
    ]

    assert without == []


def test_a_question_said_to_have_no_name_has_none() -> None:
    assert {q.id: names_in(q) for q in questions() if not q.named and names_in(q)} == {}


@pytest.mark.parametrize("name", MUNICIPALITIES)
def test_each_municipality_is_asked_about_at_least_five_times(name: str) -> None:
    about = [q for q in questions() if name in f"{q.fact} {q.da} {q.en} {' '.join(q.terms)}"]

    assert len(about) >= 5
