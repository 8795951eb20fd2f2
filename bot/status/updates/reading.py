"""Reading a status that somebody wrote in their own words. What is read is proposed, never kept."""

import re
from collections.abc import Sequence

from bot.knowledge.analyser import stems
from bot.status.updates.filled import LINE, MOST_LINES, WHOLE, Filled, Line
from bot.status.updates.opening import Choice
from storage.terms import Progress

ENOUGH = 0.5  # of a title's words
LONG_WORD = 4  # letters; a shorter one may be anything
NOTHING_NEW = re.compile(
    r"(?:hej\W+)?(?:der er )?(?:intet|ikke noget|ingenting) nyt\b.{0,40}|ingen nyheder.{0,40}"
    r"|uændret.{0,20}|(?:there is )?nothing new\b.{0,40}|no news.{0,20}|unchanged.{0,20}",
    re.IGNORECASE,
)
# The first that is said, and not denied, counts; trouble before success.
WAYS: Sequence[tuple[Progress, str]] = (
    (Progress.STALLED, r"(?:gået|går|er) i stå|ligger stille|stoppet|stalled|stuck"),
    (Progress.AT_RISK, r"forsink\w*|risiko|bliver sene\w*|delay\w*|at risk|late"),
    (Progress.PAUSED, r"i bero|på pause|sat på hold|udsat|on hold|paused|postponed"),
    (Progress.DONE, r"gennemført|færdig\w*|afsluttet|i mål|done|completed|finished"),
    (Progress.ON_TRACK, r"følger planen|som planlagt|godt i gang|går godt|on track|as planned"),
)
DENIED = r"\b(?:ikke|ingen|uden|not|no|without)(?: \w+){0,2} $"
WANTS_HELP = re.compile(
    r"(?:søger|mangler|ønsker|brug for|vil gerne have) (?:\w+ ){0,3}(?:hjælp|sparring|erfaring\w*)"
    r"|hvem har |har nogen |looking for help|need help|does anybody",
    re.IGNORECASE,
)


def read_status(said: str, choices: Sequence[Choice]) -> Filled | None:
    """Each line of it as a line about an action. None: there is nothing new."""
    if NOTHING_NEW.fullmatch(said.strip(" .!")):
        return None
    parts = [part.strip(" -•*·\t") for part in re.split(r"[\n;]+", said)]
    lines = [_line(part, choices) for part in parts if part][:MOST_LINES]
    *finished, at = lines or [Line()]
    return Filled(at, tuple(finished), shows_more=any(each.help for each in lines))


def _line(part: str, choices: Sequence[Choice]) -> Line:
    choice = _meant(part, choices)
    about = str(choice.action.id) if choice else WHOLE
    words = _without_title(part, choice)
    asks = [each for each in _sentences(words) if WANTS_HELP.search(each)]
    rest = " ".join(each for each in _sentences(words) if each not in asks)
    progress = _progress(part) or (choice.progress if choice else "")
    return Line(about, progress, rest[:LINE], help=" ".join(asks))


def _meant(part: str, choices: Sequence[Choice]) -> Choice | None:
    """The action whose number stands first, or whose title is named best, and by no other as
    well."""
    first = re.match(r"(?:indsats|action|nr\.?)?\s*(\w+(?:\.\w+)*)\b", part, re.IGNORECASE)
    for choice in choices:
        if first and choice.action.action.number.casefold() == first[1].casefold() != "":
            return choice
    ranked = sorted(((_named(part, each), n) for n, each in enumerate(choices)), reverse=True)
    if not ranked or ranked[0][0] < ENOUGH:
        return None
    is_alone = len(ranked) == 1 or ranked[0][0] > ranked[1][0]
    return choices[ranked[0][1]] if is_alone else None


def _named(part: str, choice: Choice) -> float:
    """The share of its title's words that are said."""
    said, title = set(stems(part)), stems(choice.action.action.title)
    long = [each for each in title if len(each) >= LONG_WORD]
    return sum(each in said for each in long) / len(long) if long else 0.0


def _without_title(part: str, choice: Choice | None) -> str:
    """What stands behind `Skovrejsning:`."""
    head, colon, rest = part.partition(":")
    names_it = choice is not None and _meant(head, [choice]) is not None
    return rest.strip() if colon and names_it and rest.strip() else part


def _sentences(words: str) -> Sequence[str]:
    return [each.strip() for each in re.split(r"(?<=[.?!])\s+", words) if each.strip()]


def _progress(part: str) -> str:
    lower = part.casefold()
    for progress, ways in WAYS:
        for found in re.finditer(rf"\b(?:{ways})\b", lower):
            if not re.search(DENIED, lower[: found.start()]):
                return progress
    return ""
