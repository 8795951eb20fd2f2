import json
from collections import Counter
from pathlib import Path

import pytest

from bot.asking.answer import Answer, Mode, Verdict
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

HOW_MUCH = GoldQuestion("g1", "Hvor meget vil Køge?", "da", True, (r"46", r"2017"), "figure")
WHO = GoldQuestion("g2", "Hvem er borgmester i Køge?", "da", False, (), "missing")


def said(text: str, language: str = "da") -> Answer:
    verdict = Verdict.ANSWER if text else Verdict.NOT_FOUND
    return Answer(verdict, Mode.EXTRACT, text, language)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("46 pct. i forhold til 2017 [1]", True),
        ("46 pct. i 2030 [1]", False),
        ("Med 2017 som basisår. [46]", False),
        ("46 pct. i forhold til 2017. " + "Og så videre. " * 60, False),
        ("", False),
    ],
)
def test_an_answer_is_right_with_all_facts_in_few_words(text: str, right: bool) -> None:
    assert Judged(HOW_MUCH, said(text)).right == right


def test_the_figures_are_of_what_could_and_could_not_be_answered() -> None:
    judged = [
        Judged(HOW_MUCH, said("46 pct. ift. 2017 [1]")),
        Judged(HOW_MUCH, said("")),
        Judged(WHO, said("Nogen.", "en")),
    ]

    assert summary(judged) == {
        "facts": Share(1, 2),
        "refused": Share(1, 2),
        "answered_wrongly": Share(1, 1),
        "language": Share(2, 3),
    }
    assert [kind for kind in by_kind(judged)] == ["figure", "missing"]


def test_a_few_questions_are_the_same_few_and_of_all_sorts() -> None:
    gold = read_questions(GOLD)

    some = few(gold, 60)

    assert few(gold[::-1], 60) == some
    assert few(gold, 20) == some[:20]
    assert {q.answerable for q in some} == {True, False}
    assert {q.language for q in some} == {"da", "en"}
    assert len({q.kind for q in some}) >= 5


def test_a_share_has_wilson_s_interval() -> None:
    """Against the worked example of Newcombe 1998 (Statistics in Medicine 17, table I): 81/263."""
    low, high = Share(81, 263).interval

    assert (round(low, 1), round(high, 1)) == (25.5, 36.6)


@pytest.mark.parametrize(
    "line",
    ["{", "[]", '{"id": "x"}', '{"id": 1, "q": "?", "answerable": true, "facts": ["("]}'],
)
def test_a_file_of_another_form_is_refused(tmp_path: Path, line: str) -> None:
    (tmp_path / "q.jsonl").write_text(line, "utf-8")

    with pytest.raises((ValueError, KeyError, TypeError)):
        read_questions(tmp_path / "q.jsonl")


def test_a_file_may_have_only_what_is_needed(tmp_path: Path) -> None:
    line = {"id": "x", "q": "Hvad?", "language": "da", "answerable": False}
    (tmp_path / "q.jsonl").write_text(json.dumps(line) + "\n\n", "utf-8")

    assert read_questions(tmp_path / "q.jsonl") == [GoldQuestion("x", "Hvad?", "da", False)]


def test_a_question_is_read_without_personal_numbers(tmp_path: Path) -> None:
    line = {"id": "x", "q": "Hvad ejer 010190-1234?", "answerable": False}
    (tmp_path / "q.jsonl").write_text(json.dumps(line), "utf-8")

    assert [asked.q for asked in read_questions(tmp_path / "q.jsonl")] == ["Hvad ejer [cpr]?"]


def test_our_gold_questions_are_many_and_honest() -> None:
    gold = read_questions(GOLD)
    counts = Counter(q.answerable for q in gold)
    missing = [q for q in gold if q.kind == "missing"]

    assert len({q.id for q in gold}) == len({q.q for q in gold}) == len(gold) >= 300
    assert counts[False] >= 120
    assert len(missing) >= counts[False] / 2
    assert {q.language for q in gold} == {"da", "en"}
    assert all(bool(q.facts) == q.answerable for q in gold)
    assert 0.4 < sum(q.for_tuning for q in gold) / len(gold) < 0.6
    for question in gold:
        assert not question.facts or not Judged(question, said(question.q)).right, question.id
