"""Lists as people write them."""

from collections.abc import Sequence

from babel.lists import format_list

from prompts.dates import LOCALES


def listed(names: Sequence[str], language: str) -> str:
    """`Assens, Køge og Vejle`."""
    return str(format_list(names, "standard", locale=LOCALES[language]))
