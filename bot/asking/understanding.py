"""What a question means where it is asked: by whom, and after what.

The words stay as they were said; what is searched for has the names that 'we' and 'there' stand
for, and what an earlier question in the thread was about.
"""

import re

from bot.asking.focus import Focus
from bot.knowledge.places import places_in, without_places

SHORT = 2  # words of content in a follow-up that cannot stand alone
_WE = re.compile(r"\b(?:vi|os|vores|vort|vor|we|us|our|ours)\b", re.IGNORECASE)
_ALLIANCE = re.compile(r"forplig|committ|commitment|alliance", re.IGNORECASE)
_COMPARED = re.compile(
    r"i forhold til|ift\b|sammenlign|\bend\b|versus|\bvs\b|compar|\bthan\b", re.IGNORECASE
)
_GOES_ON = re.compile(
    r"(?:og|men|eller|hvad (?:så )?med|hvad så|også|samme|and|but|or|what about|how about|same)\b",
    re.IGNORECASE,
)
_YOU = re.compile(
    r"\b(?:(?i:jer|jeres|du|dig|din|dit|dine|you|your|yours)"
    r"|(?i:har|er|kan|vil|skal|kommer|får) I)\b"
)
_THERE = re.compile(
    r"\b(?:de|dem|deres|den|det|der|dér|they|them|their|there|it|its|that)\b", re.IGNORECASE
)


def understood(said: str, us: str | None, before: str | None) -> str:
    """What is to be searched for. `us` is the asker's municipality, `before` what the thread's
    last question was understood as. Those who are committed are all of the alliance."""
    said = said.strip()
    if before and not _WE.search(said):
        return follow_up(said, before)
    if us is None or not _WE.search(said) or _ALLIANCE.search(said):
        return said
    return f"{said} ({us})" if not places_in(said) or _COMPARED.search(said) else said


def follow_up(said: str, before: str) -> str:
    """A question that goes on from another, so that it can stand alone."""
    here = places_in(said)
    if is_short(said):
        topic = without_places(before) if here else before
        return " ".join(f"{said} {topic}".split())
    if not here and _THERE.search(said) and (there := places_in(before)):
        return f"{said} ({', '.join(sorted(there))})"
    return said


def is_short(said: str) -> bool:
    """Whether it needs what was said before to mean anything."""
    return bool(_GOES_ON.match(said)) or len(Focus(said).weights) < SHORT


def is_said_to_us(said: str) -> bool:
    """Whether somebody who goes on in our thread, without our name, asks us something.

    'Jeres' and 'du' are said to a colleague.
    """
    return "?" in said[-2:] and not _YOU.search(said)
