import pytest

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
        ("spørge hvem?", Given(Command.UNKNOWN, None, "hvem?")),
        ("🌊", Given(Command.UNKNOWN, None, "")),
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
        ("", Given(Command.HELP, None, "")),
    ],
)
def test_a_message_is_a_question_unless_it_is_a_command(text: str, given: Given) -> None:
    assert read_message(text) == given
