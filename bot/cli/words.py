"""Speaking on the command line, in the language of the settings."""

from functools import cache
from pathlib import Path

import typer
from rich.console import Console

from bot.errors import SettingsWrong
from bot.settings import load_settings
from prompts import text
from storage.terms import KlimabotError

console = Console(highlight=False)


@cache
def language() -> str:
    try:
        return load_settings().klimabot_language
    except SettingsWrong:
        return "da"


def say(key: str, **values: object) -> str:
    """The sentence for a key."""
    return text(key, language(), **values)


def sentence(error: KlimabotError) -> str:
    """The sentence for an error."""
    return text(error.key, language(), **error.values)


def named_path(path: str) -> Path:
    """A path that was named: an empty one would be the folder where we are."""
    if not path.strip():
        raise typer.BadParameter(say("cli.no_path"))
    return Path(path)


def say_error(error: KlimabotError) -> None:
    typer.echo(sentence(error), err=True)
