"""The words that a command begins with, in Danish and English."""

import re
from dataclasses import dataclass, field
from enum import StrEnum


class Command(StrEnum):
    ASK = "ask"
    HELP = "help"
    THANK = "thank"
    UNKNOWN = "unknown"


WORDS = {
    "spørg": (Command.ASK, "da"),
    "ask": (Command.ASK, "en"),
    "hjælp": (Command.HELP, "da"),
    "help": (Command.HELP, "en"),
}


# Said to a colleague before or after the matter itself; a question has other words as well.
GREETINGS = {
    **dict.fromkeys(("hej", "hejsa", "goddag", "godmorgen"), (Command.HELP, "da")),
    **dict.fromkeys(("hello", "hi"), (Command.HELP, "en")),
    **dict.fromkeys(("tak", "mange"), (Command.THANK, "da")),
    **dict.fromkeys(("thanks", "thank"), (Command.THANK, "en")),
}
OUR_NAME = "klimabot"


@dataclass(frozen=True)
class Given:
    """A command as it was given. The language is the one that its word shows, if it does."""

    command: Command
    language: str | None
    rest: str = field(repr=False)


def read_slash(text: str) -> Given:
    """What stands after `/klima`. Nothing asks for help."""
    word, rest = (*text.split(maxsplit=1), "", "")[:2]
    command, language = WORDS.get(word.lower(), (Command.UNKNOWN, None))
    return Given(Command.HELP if not word else command, language, rest.strip())


def read_message(text: str) -> Given:
    """What was written to the bot. Anything that is no command is a question."""
    words = [word for word in re.findall(r"\w+", text.lower()) if word != OUR_NAME]
    if words and all(word in GREETINGS for word in words):
        return Given(*GREETINGS[words[-1]], "")
    given = read_slash(text)
    if given.command is Command.ASK and given.rest:
        return given
    if given.command is Command.HELP and not given.rest:
        return given
    return Given(Command.ASK, None, text.strip())
