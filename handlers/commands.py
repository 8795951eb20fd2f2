"""The words that a command begins with, in Danish and English, and what people say in passing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.alliance.founding import municipality_named
from handlers.action_words import is_search
from handlers.admin_words import is_admin


class Command(StrEnum):
    ASK = "ask"
    HELP = "help"
    MUNICIPALITY = "municipality"
    ACTIONS = "actions"
    STATUS = "status"
    ADMIN = "admin"
    THANK = "thank"
    UNKNOWN = "unknown"


Meaning = tuple[Command, str | None]

WORDS: Mapping[str, Meaning] = {
    "spørg": (Command.ASK, "da"),
    "ask": (Command.ASK, "en"),
    "hjælp": (Command.HELP, "da"),
    "help": (Command.HELP, "en"),
    "kommune": (Command.MUNICIPALITY, "da"),
    "municipality": (Command.MUNICIPALITY, "en"),
    "indsatser": (Command.ACTIONS, "da"),
    "actions": (Command.ACTIONS, "en"),
    "status": (Command.STATUS, None),
    "admin": (Command.ADMIN, None),
}
OF_ONE = (Command.MUNICIPALITY, Command.ACTIONS)  # a municipality's name may follow

# Said to a colleague before or after the matter itself; a question has other words as well.
GREETINGS: Mapping[str, Meaning] = {
    **dict.fromkeys(("hej", "hejsa", "goddag", "godmorgen"), (Command.HELP, "da")),
    **dict.fromkeys(("hello", "hi"), (Command.HELP, "en")),
    **dict.fromkeys(("tak", "mange", "tusind"), (Command.THANK, "da")),
    **dict.fromkeys(("thanks", "thank"), (Command.THANK, "en")),
}
SMALL_TALK: Mapping[str, Meaning] = {
    **dict.fromkeys(
        (
            "hvad kan du",
            "hvad kan du gøre",
            "hvad kan du hjælpe med",
            "hvad kan jeg spørge om",
            "hvem er du",
        ),
        (Command.HELP, "da"),
    ),
    **dict.fromkeys(
        ("what can you do", "what can i ask", "what can you help with", "who are you"),
        (Command.HELP, "en"),
    ),
    **dict.fromkeys(
        (
            "tak for det",
            "tak for hjælpen",
            "tak for svaret",
            "mange tak for hjælpen",
            "tak skal du have",
            "mange tak skal du have",
        ),
        (Command.THANK, "da"),
    ),
    **dict.fromkeys(
        (
            "many thanks",
            "thank you",
            "thank you so much",
            "thank you very much",
            "thanks a lot",
            "thanks for the help",
            "thanks for your help",
            "thank you for your help",
        ),
        (Command.THANK, "en"),
    ),
}
OUR_NAME = "klimabot"


@dataclass(frozen=True)
class Given:
    """A command as it was given. The language is the one that its word shows, if it does."""

    command: Command
    language: str | None
    rest: str = field(repr=False)


def read_slash(text: str) -> Given:
    """What stands after `/klima`. Nothing asks for help, and more than a word asks a question."""
    word, rest = (*text.split(maxsplit=1), "", "")[:2]
    if word.lower() in WORDS and not _goes_on(word, rest):
        return Given(*WORDS[word.lower()], rest.strip())
    if meaning := _said_in_passing(text):
        return Given(*meaning, "")
    if rest or word.endswith("?"):
        return Given(Command.ASK, None, text.strip())
    return Given(Command.UNKNOWN, None, "")


def read_message(text: str) -> Given:
    """What was written to the bot. Anything that is no command is a question."""
    given = read_slash(text)
    if given.command is Command.ASK and given.rest:
        return given
    if given.command in (Command.HELP, Command.THANK) and not given.rest:
        return given
    if given.command is Command.STATUS:
        return given
    if given.command in OF_ONE and _is_meant(given.command, given.rest):
        return given
    if given.command is Command.ADMIN and is_admin(given.rest):
        return given
    return Given(Command.ASK, None, text.strip())


def _goes_on(word: str, rest: str) -> bool:
    """Whether 'kommune' only begins a question: more follows than a municipality's name. After
    'status' nothing does."""
    if WORDS[word.lower()][0] is Command.STATUS:
        return bool(rest.strip())
    is_of_one = WORDS[word.lower()][0] in OF_ONE
    is_a_word = len(rest.split()) == 1 and not rest.endswith("?")
    return is_of_one and not is_a_word and not _is_meant(WORDS[word.lower()][0], rest)


def _is_meant(command: Command, rest: str) -> bool:
    """Whether a municipality follows, or nothing; or what is looked for in its actions."""
    if not rest.strip() or municipality_named(rest) is not None:
        return True
    words = re.findall(r"\w+", rest.lower())
    return command is Command.ACTIONS and is_search(rest) and GREETINGS.keys().isdisjoint(words)


def _said_in_passing(text: str) -> tuple[Command, str | None] | None:
    """What a greeting, thanks or a word to us mean; no words at all ask for help."""
    words = [word for word in re.findall(r"\w+", text.lower()) if word != OUR_NAME]
    if not words:
        return Command.HELP, None
    if all(word in GREETINGS for word in words):
        return GREETINGS[words[-1]]
    greeted = next(n for n, word in enumerate(words) if word not in GREETINGS)
    whole, without_greeting = " ".join(words), " ".join(words[greeted:])
    return SMALL_TALK.get(whole) or SMALL_TALK.get(without_greeting)
