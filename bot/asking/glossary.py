"""Lines of a glossary: `manko (engelsk: gap): den del af …`, and `basisår (engelsk: base year).`"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.knowledge.analyser import tokens

_LINE = re.compile(
    r"^(?:- )?(?P<terms>[^\n:(]{2,80}) \(engelsk: (?P<english>[^)\n]+)\)(?P<said>.*)$", re.M
)
_ASKS_WHAT_IT_IS = re.compile(
    r"^\W*(?:hvad|what)(?:'s| (?:er|betyder|menes med|menes der med|vil det sige|is|are|does|do))\b"
    r"(?P<thing>[^?]*)",
    re.IGNORECASE,
)
_ASKS_FOR_A_WORD = re.compile(
    r"engelsk|dansk|\benglish|\bdanish|hedder|kald|\bcalled|translat|oversæt|\b(?:ord|word|term)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Entry:
    """A line, the words it is about, and whether it says more of them than their translation."""

    line: str
    terms: tuple[str, ...]
    is_explained: bool


def entries(text: str) -> Iterator[Entry]:
    """The glossary's lines in a text."""
    for found in _LINE.finditer(text):
        terms = f"{found['terms']},{found['english']}".split(",")
        is_explained = found["said"].strip(" .:") != ""
        yield Entry(found[0].removeprefix("- "), tuple(t.strip() for t in terms), is_explained)


def definition(question: str, text: str) -> str | None:
    """The line that says what the thing is that is asked about, if the text has it."""
    asked = _ASKS_WHAT_IT_IS.match(question)
    thing = set(tokens(asked["thing"])) if asked else set()
    for entry in entries(text) if thing else ():
        if entry.is_explained and any(set(tokens(term)) == thing for term in entry.terms):
            return entry.line
    return None


def tells_something(question: str, quote: str) -> bool:
    """Whether a quote is more than words and their translation, or those are asked for."""
    found = list(entries(quote))
    is_bare = bool(found) and not any(entry.is_explained for entry in found)
    return not is_bare or _ASKS_FOR_A_WORD.search(question) is not None
