"""The page's templates, and what they can say of numbers, dates and texts."""

from functools import cache
from pathlib import Path

from babel.dates import format_datetime
from babel.numbers import format_decimal
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from playground.acts.composing import typed
from playground.content.files import PICTURES
from playground.page.emoji import NAMES

PICKED = ("+1", "heart", "tada", "eyes", "white_check_mark", "seedling", "pray", "thinking_face")
KILO = 1024


@cache
def environment() -> Environment:
    """Templates of this folder, which escape what they are given; compiled once."""
    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters["danish"] = lambda when, form: format_datetime(when, form, locale="da")
    templates.filters["size"] = size
    templates.filters["typed"] = typed
    templates.globals.update(PICKED=PICKED, EMOJI=NAMES, PICTURES=PICTURES)
    return templates


def size(number: int) -> str:
    """A file's size in bytes, for people."""
    if number < KILO:
        return f"{number} byte"
    kilo = number / KILO
    if kilo < KILO:
        return f"{format_decimal(round(kilo), locale='da')} KB"
    return f"{format_decimal(round(kilo / KILO, 1), locale='da')} MB"
