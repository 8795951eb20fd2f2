import pytest

from handlers.action_words import sought
from handlers.commands import Command, Given, read_message, read_slash


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("spørg hvem?", Given(Command.ASK, "da", "hvem?")),
        ("ASK who?", Given(Command.ASK, "en", "who?")),
        ("spørg", Given(Command.ASK, "da", "")),
        ("hjælp", Given(Command.HELP, "da", "")),
        ("", Given(Command.HELP, None, "")),
        ("  ", Given(Command.HELP, None, "")),
        ("dans", Given(Command.UNKNOWN, None, "")),
        ("Spørg  hvem er  gode?", Given(Command.ASK, "da", "hvem er  gode?")),
        ("HJÆLP", Given(Command.HELP, "da", "")),
        (" help ", Given(Command.HELP, "en", "")),
        ("hjælp mig", Given(Command.HELP, "da", "mig")),
        ("spørge hvem?", Given(Command.ASK, None, "spørge hvem?")),
        ("hvad er CAPF", Given(Command.ASK, None, "hvad er CAPF")),
        ("CAPF?", Given(Command.ASK, None, "CAPF?")),
        ("CAPF", Given(Command.UNKNOWN, None, "")),
        ("hvad kan du?", Given(Command.HELP, "da", "")),
        ("tak for hjælpen!", Given(Command.THANK, "da", "")),
        ("?", Given(Command.HELP, None, "")),
        ("🌊", Given(Command.HELP, None, "")),
        ("kommune", Given(Command.MUNICIPALITY, "da", "")),
        ("Municipality Vejle", Given(Command.MUNICIPALITY, "en", "Vejle")),
        ("kommune Odense", Given(Command.MUNICIPALITY, "da", "Odense")),
        ("kommune Odense?", Given(Command.ASK, None, "kommune Odense?")),
        ("indsatser Vejle el", Given(Command.ACTIONS, "da", "Vejle el")),
        ("indsatser mod skybrud", Given(Command.ASK, None, "indsatser mod skybrud")),
        ("admin", Given(Command.ADMIN, None, "")),
        ("Admin medlem hvem er det?", Given(Command.ADMIN, None, "medlem hvem er det?")),
        (
            "kommune som virksomhed hvad er det",
            Given(Command.ASK, None, "kommune som virksomhed hvad er det"),
        ),
    ],
)
def test_a_slash_command_begins_with_a_word_that_we_know(text: str, given: Given) -> None:
    assert read_slash(text) == given


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("spørg hvem?", Given(Command.ASK, "da", "hvem?")),
        ("hvem er gode?", Given(Command.ASK, None, "hvem er gode?")),
        ("help", Given(Command.HELP, "en", "")),
        ("hjælp til klimaregnskab", Given(Command.ASK, None, "hjælp til klimaregnskab")),
        ("spørg", Given(Command.ASK, None, "spørg")),
        ("  ", Given(Command.HELP, None, "")),
        ("Help me with the plan", Given(Command.ASK, None, "Help me with the plan")),
        ("dans", Given(Command.ASK, None, "dans")),
        ("ask who?", Given(Command.ASK, "en", "who?")),
        ("admin Leverancer svar", Given(Command.ADMIN, None, "Leverancer svar")),
        ("admin", Given(Command.ADMIN, None, "")),
        ("", Given(Command.HELP, None, "")),
    ],
)
def test_a_message_is_a_question_unless_it_is_a_command(text: str, given: Given) -> None:
    assert read_message(text) == given


@pytest.mark.parametrize(
    ("text", "command", "language"),
    [
        ("tak for hjælpen!", Command.THANK, "da"),
        ("mange tak skal du have", Command.THANK, "da"),
        ("Tusind tak, Klimabot.", Command.THANK, "da"),
        ("Thank you very much!", Command.THANK, "en"),
        ("hvad kan du?", Command.HELP, "da"),
        ("Hvem er du?", Command.HELP, "da"),
        ("Hej Klimabot, hvad kan du?", Command.HELP, "da"),
        ("what can you do?", Command.HELP, "en"),
        ("?", Command.HELP, None),
        ("??", Command.HELP, None),
        ("Klimabot?", Command.HELP, None),
    ],
)
def test_small_talk_is_not_searched_for(text: str, command: Command, language: str | None) -> None:
    given = read_message(text)

    assert (given.command, given.language) == (command, language)


@pytest.mark.parametrize(
    "text",
    [
        "hvad kan du fortælle om Assens?",
        "hvem er du sammen med i Køge?",
        "tak for hjælpen, men hvad er manko?",
        "hej, hvem er gode til vådområder?",
        "what can you do about peatland?",
        "tak til landmænd for jord?",
        "2030?",
    ],
)
def test_with_more_in_it_it_is_a_question(text: str) -> None:
    assert read_message(text) == Given(Command.ASK, None, text)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("kommune", ""),
        ("Kommune", ""),
        ("kommune Vejle", "Vejle"),
        ("kommune vejle kommune", "vejle kommune"),
        ("kommune Høje Tåstrup", "Høje Tåstrup"),
        ("municipality Assens", "Assens"),
    ],
)
def test_a_municipality_is_named_and_nothing_more(text: str, rest: str) -> None:
    given = read_message(text)

    assert (given.command, given.rest) == (Command.MUNICIPALITY, rest)


@pytest.mark.parametrize(
    "text",
    [
        "kommune?",
        "kommune Odense",
        "kommune Vejle?",
        "kommune som virksomhed",
        "kommune Vejle og Assens",
        "kommuner i alliancen",
        "municipality as an organisation",
        "admin?",
        "admin af klimaregnskab",
    ],
)
def test_a_question_may_begin_with_that_word(text: str) -> None:
    assert read_message(text) == Given(Command.ASK, None, text)


@pytest.mark.parametrize(
    "text",
    [
        "indsatser",
        "indsatser Vejle",
        "indsatser ladestandere",
        "Indsatser Høje Taastrup grøn omstilling",
        "actions vejle kommune charging points",
        "indsatser 1.10",
    ],
)
def test_actions_are_looked_for_by_a_few_words(text: str) -> None:
    assert read_message(text).command is Command.ACTIONS


@pytest.mark.parametrize(
    "text",
    [
        "indsatser?",
        "indsatser ladestandere?",
        "indsatser mod skybrud",
        "indsatser i Vejle",
        "indsatser Vejle, hvor mange har de?",
        "indsatser Vejle Assens Køge Lolland",
        "indsatser hvem har ladestandere",
        "actions about peatland",
        "indsatser tak",
        "indsatserne ladestandere",
        "kommune ladestandere",
    ],
)
def test_more_than_a_few_words_about_actions_are_a_question(text: str) -> None:
    assert read_message(text) == Given(Command.ASK, None, text)


@pytest.mark.parametrize(
    ("rest", "found"),
    [
        ("", ("", "")),
        ("Vejle", ("Vejle", "")),
        ("Høje Taastrup Kommune el", ("Høje Taastrup Kommune", "el")),
        ("ladestandere Vejle", ("", "ladestandere Vejle")),
        ("x" * 500, ("", "x" * 100)),
    ],
)
def test_the_municipality_is_named_before_what_is_looked_for(
    rest: str, found: tuple[str, str]
) -> None:
    assert sought(rest) == found
