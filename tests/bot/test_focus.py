import pytest

from bot.asking.asked_for import asked_for
from bot.asking.focus import WITHOUT, Focus
from bot.knowledge.concepts import things

DIKE = "Køge Dige skal beskytte Køge mod stormflod med vand op til 2,80 meter."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("indsatser", "actions"),
        ("vådområder", "wetlands"),
        ("overskudsvarme", "surplus"),
        ("diget", "dike"),
    ],
)
def test_words_for_the_same_thing_are_known_in_both_languages(one: str, other: str) -> None:
    assert things(one) & things(other)


@pytest.mark.parametrize(("one", "other"), [("bil", "billede"), ("by", "bygget"), ("el", "elev")])
def test_a_short_word_is_not_the_beginning_of_any(one: str, other: str) -> None:
    assert not things(one) & things(other)


def test_a_passage_has_what_is_asked_about_in_its_own_words() -> None:
    assert Focus("How does Køge protect against flood?").support("Køge", DIKE) >= 0.5
    assert Focus("hvor mange lærere er der på skolerne?").support("Køge", DIKE) < 0.3


def test_place_names_and_manners_say_nothing_of_the_thing() -> None:
    assert list(Focus("Hvad siger Køge Kommune egentlig om diget?").words) == ["diget"]


@pytest.mark.parametrize(
    ("question", "answer", "no_answer"),
    [
        ("hvad kostede diget?", "Prisen var 40 mio. kr.", "Det er 40 meter."),
        ("hvor mange procent?", "Med 46 pct. i 2030.", "Med 46 ton."),
        ("hvornår blev planen vedtaget?", "Den 16. december 2020.", "Planen er vedtaget."),
        ("how many actions?", "34 indsatser", "mange indsatser"),
    ],
)
def test_what_is_asked_for_is_an_amount_a_share_a_date_or_a_number(
    question: str, answer: str, no_answer: str
) -> None:
    wanted = asked_for(question)

    assert wanted is not None
    assert wanted.search(answer)
    assert not wanted.search(no_answer)


def test_a_question_that_asks_for_no_figure_wants_none() -> None:
    assert asked_for("hvem er gode til vådområder?") is None


def test_a_passage_without_what_is_asked_for_keeps_little_of_its_support() -> None:
    with_figure = Focus("hvor højt er diget?").support("Køge", DIKE)

    assert (
        Focus("hvad kostede diget?").support("Køge", DIKE) <= WITHOUT * max(with_figure, 0.5) + 0.2
    )
