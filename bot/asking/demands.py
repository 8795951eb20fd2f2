"""What a passage must have besides the question's words, and what it is worth without.

"Which has the most electric cars?" is answered by no passage that only speaks of electric cars. How
that was chosen: docs/decisions/0007.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

HALF_ANSWER = 0.7  # of its support a passage keeps that ranks nothing
NO_ANSWER = 0.3  # that lacks any other of them

_RANK = re.compile(
    r"\b(?:flest|færrest|længst|(?:mest|mindst|størst|lavest|højest|bedst|billigst|dyrest"
    r"|hurtigst|først)\w*|most|least|fewest|largest|biggest|smallest|lowest|highest|best"
    r"|cheapest|fastest|first|ranks?)\b",
    re.IGNORECASE,
)
_RANKED = re.compile(
    r"\b(?:(?:flest|mindst|størst|lavest|højest|bedst|først)\w*|færrest|mest|eneste|længst"
    r"|førende|nummer)\b",
    re.IGNORECASE,
)
_OPINION = re.compile(
    r"\b(?:synes|mener|holdning|u?tilfreds\w*|think|opinion|feel|satisfied)\b", re.IGNORECASE
)
_HELD = re.compile(
    r"\b(?:synes|mener|oplever|vurderer|(?:holdning|u?tilfreds|kritik)\w*)\b", re.IGNORECASE
)
_DONE = re.compile(
    r"\b(?:færdig\w*|afslut\w*|finished|completed|done|be ready|står klar)\b", re.IGNORECASE
)
_ENDED = re.compile(r"\b(?:færdig|gennemført|afslut|indviet|nået|åbne|klar til)", re.IGNORECASE)
_DAY = re.compile(r"\b(?:hvilken (?:dato|dag)|(?:what|which) (?:date|day))\b", re.IGNORECASE)
_DATED = re.compile(r"\d\. (?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)", re.IGNORECASE)
_PAY = re.compile(r"\b(?:koste|betal(?:er?|te)|pay|paid)\b|\banlægssum", re.IGNORECASE)
_PAID = re.compile(r"\bkr\b|krone|\beuro\b|€|betal|gratis", re.IGNORECASE)
_ADDRESS = re.compile(r"\b(?:adressen?|address|e?-?mail\w*|telefon\w*|phone)\b", re.IGNORECASE)
_FOUND_AT = re.compile(r"@|\d{4} [A-ZÆØÅ]|(?:vej|gade)\b|\d\d \d\d|mail|adresse|telefon")
_ORDINALS = (
    ("anden|andet|second", r"(?<!noget )(?<!en )(?<!et )and(?:en|et)|2\."),
    ("tredje|third", r"tredje|3\."),
    ("fjerde|fourth", r"fjerde|4\."),
    ("femte|fifth", r"femte|5\."),
    ("sjette|sixth", r"sjette|6\."),
)
_DEMANDS = (
    (_RANK, _RANKED, HALF_ANSWER),
    (_OPINION, _HELD, NO_ANSWER),
    (_DONE, _ENDED, NO_ANSWER),
    (_DAY, _DATED, NO_ANSWER),
    (_PAY, _PAID, NO_ANSWER),
    (_ADDRESS, _FOUND_AT, NO_ANSWER),
)
# "How much in 2023?" is not answered by what is told of other years.
_OF_A_YEAR = re.compile(
    r"\b(?:hvor (?:mange|meget|store?|stort|højt?)|hvad|hvilken|how (?:many|much|big|large|high)"
    r"|what|which)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NUMBERED = re.compile(r"\b(?:nummer|number) (?P<number>\d+)\b", re.IGNORECASE)
# "Hvert fjerde år" and "en anden kommune" are no places in a row.
_EVERY = r"(?<!hver )(?<!hvert )(?<!every )(?<!\ben )(?<!\bet )"
_OTHER = r"(?! (?:måder?|kommuner?|steder?))"


@dataclass(frozen=True)
class Demand:
    """What a question asks a passage to show, and what its support is worth without."""

    shown: re.Pattern[str]
    without: float

    @classmethod
    def of(cls, question: str) -> Iterator[Self]:
        """What a question demands: a rank, an opinion, a price, a year, a place in a row …"""
        for asks, tells, without in _DEMANDS:
            if asks.search(question):
                yield cls(tells, without)
        for asked, shown in _ORDINALS:
            if re.search(rf"\b{_EVERY}(?:{asked})\b{_OTHER}", question, re.IGNORECASE):
                yield cls(re.compile(rf"\b(?:{shown})(?!\w)", re.IGNORECASE), NO_ANSWER)
        for year in set(_YEAR.findall(question)) if _OF_A_YEAR.search(question) else ():
            yield cls(re.compile(rf"\b{year}\b"), NO_ANSWER)
        for numbered in _NUMBERED.finditer(question):
            yield cls(re.compile(rf"\b{numbered['number']}\b"), NO_ANSWER)

    def worth(self, text: str) -> float:
        return 1.0 if self.shown.search(text) else self.without
