"""What a task on the secretariat's list says, and what would do about it."""

import re
from collections.abc import Callable, Mapping, Sequence

from bot.alliance.secretariat import failures
from bot.alliance.secretariat.entries import Entry
from bot.alliance.secretariat.missing import NOBODY_HERE, UNCONFIRMED
from bot.delivery.approval import APPROVAL
from bot.delivery.inbox import GIVEN_UP
from bot.delivery.setbacks import NOT_SENT, PARKED
from bot.status.rounds.choosing import ANOTHER_WANTED
from handlers.views.approval import waits_line
from handlers.views.blocks import HERE, Block, around, person, recipient, visible, words
from handlers.views.reasons import MOST, reason
from prompts import text
from prompts.lists import listed

KOMMUNE = " Kommune"
PEOPLE = 10  # that are named
CODE = re.compile("`([^`]+)`")
Names = Mapping[str, str]  # of organisations, by their codes


def sentence(entry: Entry, names: Names, language: str) -> Sequence[Block]:
    """What it is about; for a kind that this code does not know, that there is something."""
    said = SENTENCES.get(entry.first.kind)
    return (said and said(entry, names, language)) or [
        words(text("task.other", language, kind=visible(entry.first.kind, MOST)))
    ]


def _about_somebody(key: str) -> Callable[[Entry, Names, str], Sequence[Block]]:
    def said(entry: Entry, names: Names, language: str) -> Sequence[Block]:
        subject = entry.first.subject
        whom = str(subject.get("channel") or subject.get("user") or "")
        why = reason(str(subject.get("code", "")), language)
        return around(text(key, language, whom=HERE, why=why), recipient(whom)) if whom else []

    return said


def _about_failures(key: str) -> Callable[[Entry, Names, str], Sequence[Block]]:
    def said(entry: Entry, names: Names, language: str) -> Sequence[Block]:
        what = failures.name_of(str(entry.first.subject.get("kind", "")))
        shown = text(what, language)
        return with_code(text(key, language, what=shown))

    return said


def _nobody_here(entry: Entry, names: Names, language: str) -> Sequence[Block]:
    codes = [str(task.subject.get("organisation", "")) for task in entry.tasks]
    called = [names.get(code, code) for code in codes]
    if not entry.is_many:
        return [words(text("task.nobody_here", language, name=visible(called[0], MOST)))]
    short = sorted(visible(name, MOST).removesuffix(KOMMUNE) for name in called)
    said = text("task.nobody_in_many", language, count=len(short), names="\0")
    before, _, after = said.partition("\0")
    return [words(before), *_listed(short), words(after)]


def _listed(names: Sequence[str], at_once: int = 40) -> Sequence[Block]:
    """A run of text holds so many names."""
    parts = [names[at : at + at_once] for at in range(0, len(names), at_once)]
    commas = [words(f"{', '.join(part)}, ") for part in parts[:-1]]
    return [*commas, words(", ".join(parts[-1]))]


def _unconfirmed(entry: Entry, names: Names, language: str) -> Sequence[Block]:
    users = [str(user) for user in entry.first.subject.get("users", ())]
    said = with_code(text("task.unconfirmed", language, count=len(users)))
    if not users:
        return []
    named = [part for user in users[:PEOPLE] for part in (words(" "), person(user))]
    more = [words(f" +{len(users) - PEOPLE}")] if len(users) > PEOPLE else []
    return [*said, *named, *more]


def with_code(sentence: str) -> Sequence[Block]:
    """One of our sentences in rich text; what stands between backticks looks typed."""
    parts = CODE.split(sentence)
    return [
        {**words(part), "style": {"code": True}} if number % 2 else words(part)
        for number, part in enumerate(parts)
        if part
    ]


def _another_wanted(entry: Entry, names: Names, language: str) -> Sequence[Block]:
    codes = [str(task.subject.get("organisation", "")) for task in entry.tasks]
    called = listed([visible(names.get(code, code), MOST) for code in codes], language)
    return [words(text("task.another_wanted", language, names=called))]


def _waits(entry: Entry, names: Names, language: str) -> Sequence[Block]:
    return waits_line(str(entry.first.subject.get("message", "")), language)


SENTENCES: Mapping[str, Callable[[Entry, Names, str], Sequence[Block]]] = {
    PARKED: _about_somebody("task.parked"),
    "question.handed_on": _about_somebody("task.handed_on"),
    GIVEN_UP: _about_failures("task.given_up"),
    NOT_SENT: _about_failures("task.not_sent"),
    NOBODY_HERE: _nobody_here,
    UNCONFIRMED: _unconfirmed,
    APPROVAL: _waits,
    ANOTHER_WANTED: _another_wanted,
}
