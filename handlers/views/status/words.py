"""What rounds have in their sentences: states, and lines as they were told."""

from collections import Counter
from collections.abc import Mapping, Sequence

from handlers.views.blocks import Block, bullets, visible
from prompts import text
from prompts.lists import listed
from storage.reports import KeptUpdate
from storage.terms import Progress

MOST_TITLE, MOST_LINE = 80, 300
PROGRESSES: Mapping[Progress, str] = {
    Progress.ON_TRACK: "status.progress.on_track",
    Progress.AT_RISK: "status.progress.at_risk",
    Progress.STALLED: "status.progress.stalled",
    Progress.PAUSED: "status.progress.paused",
    Progress.DONE: "status.progress.done",
}
COUNTED: Mapping[Progress, str] = {
    Progress.ON_TRACK: "status.counted.on_track",
    Progress.AT_RISK: "status.counted.at_risk",
    Progress.STALLED: "status.counted.stalled",
    Progress.PAUSED: "status.counted.paused",
    Progress.DONE: "status.counted.done",
}


def told_lines(updates: Sequence[KeptUpdate], language: str) -> Block:
    """One below the other: the action, and what was said of it."""
    return bullets([said_of(each, language) for each in updates])


def counted(updates: Sequence[KeptUpdate], language: str) -> str:
    """`3 følger planen og 1 er gået i stå.`"""
    counts = Counter(each.update.progress for each in updates)
    told = [text(COUNTED[each], language, count=counts[each]) for each in COUNTED if counts[each]]
    return f"{listed(told, language)}." if told else ""


def said_of(each: KeptUpdate, language: str) -> str:
    """The action, and what was said of it."""
    about = visible(each.title, MOST_TITLE) or text("status.as_a_whole", language)
    said = visible(each.update.line, MOST_LINE)
    progress = text(PROGRESSES[each.update.progress], language)
    return f"{about}: {said} ({progress})" if said else f"{about}: {progress}"
