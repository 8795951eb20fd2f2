"""All wording: `text` gives a sentence of `da.po` or `en.po`, `render` what a model is told."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import Template

from babel.messages.pofile import read_po

HERE = Path(__file__).parent
LANGUAGES = ("da", "en")


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """Every key of a language with its sentence."""
    with (HERE / f"{language}.po").open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file, locale=language) if m.id}


def text(key: str, language: str, **values: object) -> str:
    """The sentence for `key`, with its {holes} filled. Raises KeyError for an unknown key."""
    return catalogue(language)[key].format(**values)


def render(name: str, /, **values: object) -> str:
    """The file `name`.txt with each $hole filled. Raises ValueError unless just these are given."""
    template = Template((HERE / f"{name}.txt").read_text("utf-8").rstrip("\n"))
    if set(template.get_identifiers()) != set(values):
        raise ValueError(f"{name}: {sorted(template.get_identifiers())} are to be given")
    return template.substitute(values)
