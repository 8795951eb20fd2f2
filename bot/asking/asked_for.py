"""What kind of thing a question asks for, by how people ask for it, and how a text shows it."""

import re

_MONEY = re.compile(r"\bkr\b|kroner|\bmi[oa]\b|million|milliard", re.IGNORECASE)
_PERCENT = re.compile(r"\d\s*(?:pct|%|procent)|\b(?:to|tre|fem|ti) (?:pct|procent)|\w+del\b", re.I)
_DATE = re.compile(r"\b(?:19|20)\d\d\b")
_NUMBER = re.compile(
    r"\d|\b(?:en|et|to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv|seksten|tyve)\b", re.IGNORECASE
)
# What is asked for, by how people ask for it; the first that fits counts.
_ASKED_FOR = (
    (
        r"\bkost(er|ede)?\b|\bpris(en)?\b|\bbudget|mange penge|mange kr|\bløn|\bcosts?\b|\bprice\b"
        r"|how much money|\bgrants?\b|\bearn|salary",
        _MONEY,
    ),
    (r"\bprocent\b|\bpct\b|per ?cent|hvor stor en (?:del|andel)|what share", _PERCENT),
    (
        r"\bhvornår\b|hvilken dato|hvilket år|^when\b|[,:.] when\b|what (?:date|year)|which year",
        _DATE,
    ),
    (r"\bhvor (?:mange|meget|stor|høj)|\bhow (?:many|much|big|long|high|large|far)\b", _NUMBER),
)
_FORMS = tuple((re.compile(how, re.IGNORECASE), what) for how, what in _ASKED_FOR)


def asked_for(question: str) -> re.Pattern[str] | None:
    """What an answer must have, if the question tells: an amount, a share, a date, a number."""
    return next((what for how, what in _FORMS if how.search(question)), None)
