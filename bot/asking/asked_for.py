"""What a question asks for, by how people ask for it, and how a text shows it."""

import re
from collections.abc import Iterator

REACH = 3  # words from a number to what it counts

_MONEY = re.compile(r"\bkr\b|krone|\beuro\b|€|\bdkk\b|dollar", re.IGNORECASE)
_PERCENT = re.compile(r"\d\s*(?:pct|%|procent)|\b(?:to|tre|fem|ti) (?:pct|procent)|\w+del\b", re.I)
_DATE = re.compile(r"\b(?:19|20)\d\d\b")
_NUMERAL = (
    "en|et|to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv|seksten|tyve"
    "|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|sixteen|twenty"
)
# A year is no amount, nor is "en".
_NUMBER = re.compile(
    rf"(?<![\d.,])(?!(?:19|20)\d\d(?![\d.,]?\d))\d|\b(?!(?:en|et|one)\b)(?:{_NUMERAL})\b",
    re.IGNORECASE,
)
_COUNT = re.compile(rf"(?!(?:19|20)\d\d$)\d[\d.,]*|{_NUMERAL}")  # a year counts nothing
_SAID = re.compile(r"\d[\d.,]*\d|\w+")
# What is asked for, by how people ask for it; the first that fits counts.
_ASKED_FOR = (
    (
        r"\bkost(er|ede|et|e)?\b|mange penge|mange kr|\bløn|\bcosts?\b|\bprice\b|\bspen[dt]\b"
        r"|(?:stort?|hvad|what|how)\b.*\bbudget|(?:meget|stort?)\b.*\btilskud|kontingent|\bfees?\b"
        r"|how much money|\bgrants?\b|\bearn|salary"
        r"|^(?!.*\b(?:vandt|vund|vinde|fik|fået|modtog)).*pris(en)?\b",  # that is no prize
        _MONEY,
    ),
    (r"\bprocent\b|\bpct\b|per ?cent|hvor stor en (?:del|andel)|what share", _PERCENT),
    (
        r"\bhvornår\b|hvilken dato|hvilket år|^(?:and |but |so )?when\b|[,:.] when\b"
        r"|what (?:date|year)|which year",
        _DATE,
    ),
    (
        r"\bhvor (?:mange|meget|stor|høj)"
        r"|\bhow (?:many|much|big|long|high|large)\b|\bhow far\b(?!.*\b(?:with|along)\b)",
        _NUMBER,
    ),
)
_FORMS = tuple((re.compile(how, re.IGNORECASE), what) for how, what in _ASKED_FOR)
# What a question and what our pages say is missing may both ask for; the first that fits counts.
_KINDS = tuple(
    re.compile(kind, re.IGNORECASE)
    for kind in (
        r"\bhvor (?:mange|meget|stor)|\bhow (?:many|much|big|large)|hvad .*kost|\bcost",
        r"\bhvornår|hvilken dag|hvilket år|\bwhen\b|what (?:day|year)|which year",
        r"\bhvem\b|\bwho\b|hvad .*hedder|\bhvilke",
        r"\bhvor\b|\bwhere\b",
        r"\bhvad|\bhvilke|\bwhat\b|\bwhich\b",
        r"\bhvorfor|\bwhy\b",
    )
)
_ASKING = r"(?:(?:og|men|så|but|and|so)\s)?(?:hv|wh(?:at|o|ich|en|ere|y)|how)\w*\b"
_LEADING_UP = re.compile(
    rf"\A[^?]*(?:[.!;]\s+(?={_ASKING})|:\s+(?={_ASKING}|[^?]*\?))", re.IGNORECASE
)
_AFTERWARDS = re.compile(r"(?<=\?)[^?]*$")
_OF_WHAT = re.compile(
    r"\b(?:hvor mange|how many|hvilke[nt]?(?: af)?|which(?: of)?|what(?:'s)?|hvem|who|hvad"
    r"|how (?:much|large|big|high|far|long|fast|often))\b(.*)",
    re.IGNORECASE | re.DOTALL,
)
_NOW = re.compile(
    r"\b(?:i dag|nu|sidste år|i år|næste|nuværende|today|now|current(?:ly)?|last year|this year"
    r"|next|these days|latest)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=[\w,] )[A-ZÆØÅ]\w+")
_WHO = re.compile(r"\b(?:hvem|who)\b", re.IGNORECASE)
_ONESELF = re.compile(r"\b(?:jeg|mig|min|mit|mine|I|my|me)\b")
_HOW_MANY = re.compile(r"\b(?:hvor mange|how many)\b", re.IGNORECASE)


def asked_for(question: str) -> re.Pattern[str] | None:
    """What an answer must have, if the question tells: an amount, a share, a date, a number."""
    return next((what for how, what in _FORMS if how.search(question)), None)


def asks_for_money(question: str) -> bool:
    """Whether an amount of money answers it."""
    return asked_for(question) is _MONEY


def asks_alike(question: str, other: str) -> bool:
    """Whether both ask for the same kind of thing: how much, when, who, where, what, why."""
    kind = next((kind for kind in _KINDS if kind.search(question)), None)
    return kind is not None and kind.search(other) is not None


def question_proper(text: str) -> str:
    """The question, without what somebody tells before and after it."""
    return _AFTERWARDS.sub("", _LEADING_UP.sub("", text))


def of_what(question: str) -> str:
    """What follows the question word: first what is asked for, mostly."""
    found = _OF_WHAT.search(question)
    return found.group(1) if found else ""


def is_how_many(question: str) -> bool:
    """Whether it asks for a number of things, not for how much there is of one."""
    return _HOW_MANY.search(question) is not None


def asks_who(question: str) -> bool:
    """Whether it asks for somebody in a role, or who did something."""
    return _WHO.search(question) is not None


def asks_of_oneself(question: str) -> bool:
    """Whether it asks what the asker is to do: the sources tell what municipalities do."""
    return _ONESELF.search(question) is not None


def asks_for_now(question: str) -> bool:
    """Whether it asks how things are now, or next: sources tell how they were."""
    return _NOW.search(question) is not None


def names_in(question: str) -> list[str]:
    """Words in the middle of a sentence that have a capital."""
    return [name.lower() for name in _NAME.findall(question)]


def beside_numbers(text: str) -> Iterator[str]:
    """The words that may say what a number counts: "50 konkrete indsatser", "Indsatser: 50"."""
    said = _SAID.findall(text.lower())
    for at, word in enumerate(said):
        if _COUNT.fullmatch(word):
            yield from said[max(0, at - REACH) : at + 1 + REACH]
