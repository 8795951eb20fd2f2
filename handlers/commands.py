"""The words that a command begins with, in Danish and English."""

from dataclasses import dataclass, field
from enum import StrEnum


class Command(StrEnum):
    ASK = "ask"
    HELP = "help"
    UNKNOWN = "unknown"


WORDS = {
    "spørg": (Command.ASK, "da"),
    "ask": (Command.ASK, "en"),
    "hjælp": (Command.HELP, "da"),
    "help": (Command.HELP, "en"),
}


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
    given = read_slash(text)
    if given.command is Command.ASK and given.rest:
        return given
    if given.command is Command.HELP and not given.rest:
        return given
    return Given(Command.ASK, None, text.strip())
