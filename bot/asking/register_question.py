"""Which questions are for the register: only those that are asked in the very words we know.

A wrong answer is worse than a search, so a sentence with anything more in it is left to the search.
So is one about `Klimaalliancen` alone: that may be the partnership of all 98 municipalities.
"""

import re
from dataclasses import dataclass

from bot.asking.register_sentences import PARTS, SENTENCES, Matter
from bot.knowledge.places import places_in, without_places
from storage.terms import Role

LONGEST = 200  # characters; what is longer asks for more than one thing
PLACE = "§"

_PART = re.compile("|".join(sorted(PARTS, key=len, reverse=True)))
_WORD = re.compile(rf"[\w{PLACE}]+")
_MANNER = frozenset(
    "hej hi hello klimabot egentlig lige mon nu pt tak please actually currently now thanks".split()
)
_LEAD = re.compile(
    r"(?:(?:kan|vil) du (?:sige|fortælle)(?: mig)?|ved du|sig mig|jeg vil gerne vide"
    r"|(?:can|could) you tell me|do you know|tell me|i would like to know) "
)
_ROLES = (
    ("deputy", Role.DEPUTY),
    ("stedfortræder", Role.DEPUTY),
    ("koordinator", Role.COORDINATOR),
    ("coordinator", Role.COORDINATOR),
    ("leder", Role.HEAD),
    ("chef", Role.HEAD),
    ("head", Role.HEAD),
)


@dataclass(frozen=True)
class RegisterQuestion:
    """What is asked of the register. No role: whoever one can write to."""

    matter: Matter
    place: str | None = None
    role: Role | None = None


def register_question(question: str) -> RegisterQuestion | None:
    """What a question asks of the register; None if it is not one for it."""
    if len(question) > LONGEST:
        return None
    places, said = places_in(question), _said(question)
    if len(places) != said.count(PLACE):  # none or one, as no sentence has more
        return None
    for matter, sentence in _COMPILED:
        if found := sentence.fullmatch(said):
            role = _role(found.groupdict().get("role") or "")
            return RegisterQuestion(matter, next(iter(places), None), role)
    return None


def _said(question: str) -> str:
    """The words of a question, less what only makes it friendlier."""
    text = without_places(question.replace(PLACE, " "), PLACE).casefold()
    text = re.sub(r"\b(who)['’]s\b", r"\1 is", text)
    text = re.sub(r"['’]", "", text)
    said = " ".join(word for word in _WORD.findall(text) if word not in _MANNER)
    return _LEAD.sub("", said, count=1) if _LEAD.match(said) else said


def _filled(sentence: str) -> str:
    while _PART.search(sentence):
        sentence = _PART.sub(lambda part: PARTS[part.group()], sentence)
    return sentence


_COMPILED = tuple(
    (matter, re.compile(_filled(sentence)))
    for matter, sentences in SENTENCES.items()
    for sentence in sentences
)


def _role(word: str) -> Role | None:
    return next((role for part, role in _ROLES if part in word), None)
