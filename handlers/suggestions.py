"""The questions that are suggested to whoever does not know yet what to ask."""

from collections.abc import Sequence

from prompts import text

KEYS = ("home.try_wetlands", "home.try_word", "home.try_target")


def suggested(language: str) -> Sequence[str]:
    """Questions that our own pages answer, with and without a model."""
    return [text(key, language) for key in KEYS]


def as_prompts(language: str) -> list[dict[str, str]]:
    """The same as Slack's suggested prompts: what is shown, and what is sent."""
    return [{"title": question, "message": question} for question in suggested(language)]
