import pytest

from bot.asking.asked_for import asked_for
from bot.asking.extract import ANSWERS_FROM
from bot.asking.focus import ALIKE, DOUBT, NOBODY, NOW, WITHOUT, Focus
from bot.knowledge.concepts import things

DIKE = "Køge Dige skal beskytte Køge mod stormflod med vand op til 2,80 meter."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("indsatser", "actions"),
        ("vådområder", "wetlands"),
        ("overskudsvarme", "surplus"),
        ("diget", "dike"),
        ("medarbejdere", "employees"),
        ("raffinaderiet", "refinery"),
        ("otte", "8"),
        ("udkast", "draft"),
        ("kloakker", "sewers"),
        ("retningslinjer", "guidelines"),
    ],
)
def test_words_for_the_same_thing_are_known_in_both_languages(one: str, other: str) -> None:
    assert things(one) & things(other)


@pytest.mark.parametrize(("one", "other"), [("bil", "billede"), ("by", "bygget"), ("el", "elev")])
def test_a_short_word_is_not_the_beginning_of_any(one: str, other: str) -> None:
    assert not things(one) & things(other)


def test_a_passage_has_what_is_asked_about_in_its_own_words() -> None:
    assert Focus("How does Køge protect against flood?").support("Køge", DIKE) >= ANSWERS_FROM
    assert Focus("hvor mange lærere er der på skolerne?").support("Køge", DIKE) < 0.1


def test_place_names_and_manners_say_nothing_of_the_thing() -> None:
    assert list(Focus("Hvad siger Køge Kommune egentlig om diget?").weights) == ["diget"]


def test_half_of_a_short_question_is_less_than_half_of_a_long_one() -> None:
    short, long = Focus("ligger diget fast?"), Focus("beskytter diget havnen mod stormflod i byen?")

    assert short.has("diget") < long.has("diget mod stormflod beskytter")
    assert Focus("diget, stormflod, vand").has(DIKE) < 1


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (
            "Skal bruge det til en fodnote. Hvilket firma leverede data?",
            ["firma", "leverede", "data"],
        ),
        ("Til et byrådsmøde: hvad kostede diget?", ["kostede", "diget"]),
        ("But how high is the dike? I need it for a slide.", ["high", "dike"]),
        (
            "Is the dike old? It is near the harbour. Why so high?",
            ["dike", "old", "near", "harbour", "high"],
        ),
        ("En kollega taler om diget. Hvad er det?", ["kollega", "taler", "diget"]),
        ("Mål i 2030: 46 pct.", ["mål", "2030", "46", "pct"]),
    ],
)
def test_what_leads_up_to_a_question_counts_only_where_it_tells_nothing_itself(
    question: str, words: list[str]
) -> None:
    assert list(Focus(question).weights) == words


def test_what_is_asked_for_weighs_more_than_what_else_is_said() -> None:
    focus = Focus("hvem er formand for klimaudvalget?")

    assert focus.asked_thing == "formand"
    assert focus.has("en formand") > focus.has("et klimaudvalg")


@pytest.mark.parametrize(
    ("question", "text", "is_told"),
    [
        ("hvor mange indsatser har planen?", "Planen har 50 konkrete indsatser.", True),
        ("hvor mange indsatser har planen?", "Indsatser i planen: 50", True),
        ("how many actions are in the plan?", "Planen har otte indsatser.", True),
        ("hvor mange indsatser har planen?", "Planen fra 2020 har mange indsatser.", False),
        ("hvor mange kommuner er i alliancen?", "16 kommuner er i alliancen.", True),
        ("hvor mange kommuner er i alliancen?", "Alliancen vil nå 70 pct.", False),
    ],
)
def test_how_many_asks_for_a_number_beside_the_thing(
    question: str, text: str, is_told: bool
) -> None:
    focus = Focus(question)

    assert (focus.support("", text) == focus.has(text)) == is_told


@pytest.mark.parametrize(
    ("question", "answer", "no_answer"),
    [
        ("hvad kostede diget?", "Prisen var 40 mio. kr.", "Det er 40 meter."),
        ("hvad var prisen på lageret?", "Det kostede 2 mio. kr.", "Lageret er på 70 mio. liter."),
        ("hvor mange procent?", "Med 46 pct. i 2030.", "Med 46 ton."),
        ("hvornår blev planen vedtaget?", "Den 16. december 2020.", "Planen er vedtaget."),
        ("how many actions?", "34 indsatser", "mange indsatser"),
        ("hvor stort er budgettet?", "Budgettet er 2 mio. kr.", "Budgettet er vedtaget."),
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
    assert asked_for("how far is Vejle with charging points?") is None
    assert asked_for("how far along is the dike?") is None
    assert asked_for("how far is it from Vejle to Køge?") is not None
    assert asked_for("hvilken pris vandt varmelageret?") is None
    assert asked_for("hvilken by sætter et loft over udledningen i budgettet?") is None


def test_money_is_counted_in_kroner_and_not_by_the_word_money() -> None:
    focus, told = Focus("hvor mange penge gav fonden?"), "Fonden gav 5 mio. kr. til planen."

    assert focus.support("", told) == focus.has(told)


@pytest.mark.parametrize(
    ("question", "missing", "alike"),
    [
        ("hvor mange hektar er det?", "hvor mange vådområder der er.", ALIKE),
        ("when was it built?", "hvilket år det blev bygget.", ALIKE),
        ("hvornår blev det bygget?", "hvor stort det er.", 0),
        ("hvem er formand i dag?", "hvem der er formand i dag.", ALIKE + NOW),
        ("hvem var formand i 2021?", "hvem der er formand i dag.", ALIKE),
        ("er diget bygget?", "hvornår diget blev bygget.", 0),
    ],
)
def test_what_is_missing_may_be_the_kind_of_thing_that_is_asked_for(
    question: str, missing: str, alike: float
) -> None:
    assert Focus(question).asks_alike(f"Det fremgår ikke af kilderne, {missing}") == alike


def test_who_is_chair_is_seldom_told_where_there_is_no_chair() -> None:
    focus = Focus("hvem er formand for klimaudvalget?")
    without, with_one = "Klimaudvalget er nyt.", "Klimaudvalget har en ny formand."

    assert focus.support("", with_one) == focus.has(with_one)
    assert focus.support("", without) == focus.has(without) * DOUBT**NOBODY


def test_a_passage_without_what_is_asked_for_keeps_little_of_its_support() -> None:
    focus = Focus("hvad kostede diget?")

    assert focus.support("Køge", DIKE) == WITHOUT * focus.has(f"Køge {DIKE}")


@pytest.mark.parametrize(
    ("sure", "doubted"),
    [
        ("hvor meget overskudsvarme bruges der?", "hvor meget overskudsvarme bruges der i dag?"),
        ("how many buses are there?", "how many buses are there today?"),
        ("hvem står bag anlægget?", "hvem står bag anlægget HySynergy?"),
    ],
)
def test_a_question_of_today_or_with_a_name_that_is_missing_is_seldom_answered(
    sure: str, doubted: str
) -> None:
    text = "De 16 busser og anlægget bruger overskudsvarme."

    assert Focus(doubted).support("", text) < DOUBT * Focus(sure).support("", text) + 0.001


def test_a_name_that_the_passage_has_raises_no_doubt() -> None:
    focus = Focus("hvem står bag HySynergy?")

    assert focus.support("HySynergy", "Everfuel står bag.") == focus.has(
        "HySynergy Everfuel står bag."
    )
