"""How something is said: denied or not, planned or done, up or down, at least or at most."""

import re
from collections.abc import Mapping

# Each class has the words that show it, in Danish and English.
_SHOWN: Mapping[str, str] = {
    "denied": r"ikke|ingen|intet|aldrig|uden|hverken|not|no|none|never|without|neither|nor|cannot"
    r"|\w+n['’]t",
    "planned": r"vil|skal|skulle|ville|planlægger|planlagt|planen|forventer|forventes"
    r"|målet?|målene|milepæl\w*"
    r"|ambition\w*|vision\w*|sigter|ønsker|agter|bør|inden|will|shall|plan(?:s|ned|ning)? to|aims?"
    r"|milestones?"
    r"|targets?|goals?|intends?|expects?|expected|should|wants?",
    "done": r"(?:har|havde|er|blev|var)\s+(?:\w+\s+){0,3}?\w{2,}(?:et|dt|lt|nt|gt|at|vet|get)"
    r"|\w{3,}(?:ede|edes)|\w*(?:gav|tog|skrev|holdt|valgte|bød|satte|lagde|fik|gik|kom|blev)"
    r"|(?:has|have|had|was|were)\s+(?:\w+\s+){0,3}?\w{2,}(?:ed|en|ut|lt|ade|one|et)"
    r"|\w{3,}ed|achieved|reached|completed|finished|fell|rose|grew|came|became",
    "uncertain": r"overvejer|overvejes|undersøger|undersøges|måske|muligvis|eventuelt|considers?"
    r"|considering|investigat\w+|maybe|perhaps|possibly|might|may|could",
    "down": r"reducer\w*|redukt\w*|sænk\w*|mindsk\w*|fald\w*|faldt|lavere|skær\w*|nedbring\w*"
    r"|halver\w*|nedgang|ned\b|mindre|reduc\w*|cuts?|cutting|lower\w*|drop\w*|fall\w*|fell|decreas\w*|halv\w+"
    r"|shrink\w*|down|smaller|fewer",
    "up": r"øg\w*|stig\w*|steg(?:et)?|voks\w*|forøg\w*|hæv\w*|højere|fordobl\w*|udvid\w*|increas\w*"
    r"|rais\w*|rise\w*|rising|rose|grow\w*|grew|higher|doubl\w*|expand\w*|more",
    "at least": r"mindst|minimum|mere end|flere end|over|at least|more than|above|no less than",
    "at most": r"højst|maksimalt|maksimum|op til|mindre end|færre end|under|at most|up to|less than"
    r"|below|no more than|maximum",
    "all": r"alle|samtlige|hele|hver|all|every|each|entire|whole",
    "only": r"kun|eneste|udelukkende|only|sole|solely|exclusively",
    "same": r"samme|ens|identisk\w*|same|identical",
    "first": r"første|først|first",
    "most": r"størst\w*|mest|flest\w*|højest\w*|bedst\w*"
    r"|largest|biggest|most|highest|best|greatest",
    "least": r"mindste|færrest\w*|lavest\w*|dårligst\w*|smallest|fewest|least|lowest|worst",
}  # fmt: skip
_CLASSES = {
    name: re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE) for name, words in _SHOWN.items()
}
# What a claim may say only where the quote says it too.
MUST_BE_SAID = ("at least", "at most", "all", "only", "same", "first", "most", "least")


def shown(text: str) -> frozenset[str]:
    """The classes whose words a text has."""
    return frozenset(name for name, how in _CLASSES.items() if how.search(text))


def is_denied_otherwise(claim: frozenset[str], quote: frozenset[str]) -> bool:
    """Whether one says no where the other does not."""
    return ("denied" in claim) != ("denied" in quote)


def is_another_state(claim: frozenset[str], quote: frozenset[str]) -> bool:
    """Whether a plan is told as done, something done as a plan, or a maybe as certain."""
    done_instead = "done" in claim and "done" not in quote
    planned_instead = "planned" in claim and "done" in quote and "planned" not in quote
    certain_instead = "uncertain" in quote and "uncertain" not in claim
    unsure_instead = "uncertain" in claim and "uncertain" not in quote
    return done_instead or planned_instead or certain_instead or unsure_instead


def is_another_direction(claim: frozenset[str], quote: frozenset[str]) -> bool:
    """Whether it goes up where the quote says down, or anywhere where the quote says nothing."""
    ways = {"up", "down"}
    return not (claim & ways) <= (quote & ways)


def says_more(claim: frozenset[str], quote: frozenset[str]) -> bool:
    """Whether it says 'all', 'only' or 'at least' where the quote does not."""
    return any(name in claim and name not in quote for name in MUST_BE_SAID)
