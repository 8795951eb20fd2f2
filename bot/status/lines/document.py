"""How what was told of an action reads as a document: in whole sentences, all that was said."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from zoneinfo import ZoneInfo

from bot.delivery.local_time import day_of
from bot.hidden import storable
from bot.knowledge.blocks import TITLE_CHARACTERS, Block
from bot.knowledge.splitting import split
from bot.status.rounds.periods import period_name
from prompts import text
from storage.actions import Action
from storage.knowledge import Document
from storage.reports import KeptUpdate, Update
from storage.terms import DocumentKind, Organisation, Progress, Role, Visibility

LANGUAGE = "da"  # of all that is published
MOST_NAME = 110  # characters of an action's name: what stands after it must be seen
WHOLE = "whole"
WIDER = (Visibility.OWN, Visibility.MUNICIPALITIES, Visibility.ALLIANCE)
BY: Mapping[Role, str] = {
    Role.COORDINATOR: "status.document.by_coordinator",
    Role.DEPUTY: "status.document.by_deputy",
    Role.HEAD: "status.document.by_head",
}
GOES: Mapping[Progress, str] = {
    Progress.ON_TRACK: "status.document.on_track",
    Progress.AT_RISK: "status.document.at_risk",
    Progress.STALLED: "status.document.stalled",
    Progress.PAUSED: "status.document.paused",
    Progress.DONE: "status.document.done",
}
BESIDE: Mapping[str, str] = {
    "barrier": "status.document.barrier",
    "help": "status.document.help",
    "learned": "status.document.learned",
    "link": "status.document.link",
}


def slug_of(own: Organisation, action: int | None) -> str:
    """Where it comes from: a newer line on the same action is a new version of the same."""
    return f"status/{own.code}/{WHOLE if action is None else action}"


def document_of(told: KeptUpdate, action: Action | None, zone: ZoneInfo, today: date) -> Document:
    """The document, to be found by those who may see it on that day."""
    name = storable(action.title) if action else text("status.as_a_whole", LANGUAGE)
    title = _title(told, name)
    blocks = [Block(name, level=1), *map(Block, _paragraphs(told, action))]
    said = "\n".join([title, *(block.text for block in blocks)])
    return Document(
        slug=slug_of(told.organisation, told.update.action),
        title=title,
        kind=DocumentKind.STATUS,
        visibility=seen_by(told.update, action, today),
        content_hash=hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest(),
        passages=split(blocks, title),
        owner=told.organisation,
        date=day_of(told.told_at, zone).isoformat(),
    )


def seen_by(update: Update, action: Action | None, today: date) -> Visibility:
    """Who may find it: nobody who may not see the action that it names, and until a day is over
    that it is held back for, its own people alone."""
    if update.hold_until is not None and update.hold_until >= today:
        return Visibility.OWN
    both = update.visibility, action.visibility if action else Visibility.ALLIANCE
    return min(both, key=WIDER.index)


def _title(told: KeptUpdate, name: str) -> str:
    """Whose words they are and from when, as people cite them."""
    about = name if len(name) <= MOST_NAME else f"{name[: MOST_NAME - 1].rstrip()}…"
    period = period_name(told.period, LANGUAGE)
    return text(BY[told.role], LANGUAGE, about=about, period=period)[:TITLE_CHARACTERS]


def _paragraphs(told: KeptUpdate, action: Action | None) -> Iterator[str]:
    update, municipality = told.update, told.organisation.name
    goes = text(GOES[update.progress], LANGUAGE, about=_about(action), municipality=municipality)
    line = _said("status.document.line", update.line)
    yield f"{goes} {line}".strip()  # in one, so that both are quoted
    sector = _said("status.document.sector", action.sector) if action else ""
    beside = [_said(key, getattr(update, name)) for name, key in BESIDE.items()]
    yield from filter(None, [sector, *beside])


def _said(key: str, words: str) -> str:
    """A sentence with somebody's words; none where they said nothing."""
    told = storable(words)
    return text(key, LANGUAGE, words=told) if told else ""


def _about(action: Action | None) -> str:
    """The number after the name: "2 Ladestandere" would be two of them."""
    if action is None:
        return text("status.as_a_whole", LANGUAGE)
    key = "status.document.numbered" if action.number else "status.document.action"
    title, number = storable(action.title), storable(action.number)
    return text(key, LANGUAGE, title=title, number=number)
