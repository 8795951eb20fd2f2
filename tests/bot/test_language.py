import pytest

from bot.asking.language import language_of

DANISH = [
    "Hvem er gode til vådområder?",
    "hvad er målet for 2030",
    "skovrejsning på lavbundsjord",
    "Har alle 16 et mål om 70 procent?",
    "hvornår blev alliancen stiftet",
    "og hvad med Køge?",
    "Hvilke kommuner er med i alliancen?",
    "er Samsø CO2-neutral",
    "ladestandere til elbiler",
    "hvem ved noget om fjernvarme",
    "Hvem?",
    "hvad er manko?",
    "mål for Køge",
    "er der penge til det?",
    "kan vi låne en skabelon",
    "Hvor meget udledte transport i Vejle i 2023?",
    "Transport i Vejle?",
]
ENGLISH = [
    "Who is good at wetlands?",
    "what is the target for 2030",
    "How do we plan for cloudbursts?",
    "Which municipalities have district heating?",
    "what about Køge?",
    "when was the alliance founded",
    "Is Samsø carbon neutral?",
    "where are the charging points",
    "Why do the base years differ?",
    "does Vejle have a resilience strategy",
    "Who?",
    "who is it",
    "targets for Køge",
    "is there a plan for Lolland",
    "can I see the plan?",
    "district heating in Høje-Taastrup?",
]


@pytest.mark.parametrize("question", DANISH)
def test_danish_is_known(question: str) -> None:
    assert language_of(question, "en" if " " in question else "da") == "da"


@pytest.mark.parametrize("question", ENGLISH)
def test_english_is_known(question: str) -> None:
    assert language_of(question, "da") == "en"


@pytest.mark.parametrize("default", ["da", "en"])
def test_a_question_that_shows_neither_is_in_the_default(default: str) -> None:
    assert language_of("HySynergy 2030", default) == default
