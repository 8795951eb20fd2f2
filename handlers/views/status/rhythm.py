"""How often a municipality is asked: choosing it, and what was chosen."""

from collections.abc import Mapping, Sequence

from bot.status.rounds.choosing import ANOTHER, AWAY
from handlers.views.blocks import Block, Message, button, fallback, section
from prompts import text
from storage.terms import Cadence

RHYTHM, AWAY_BUTTON = "status_rhythm", "status_away"
OFTEN: Mapping[str, str] = {
    Cadence.WEEKLY: "status.often.weekly",
    Cadence.FORTNIGHTLY: "status.often.fortnightly",
    Cadence.MONTHLY: "status.often.monthly",
    Cadence.MILESTONES: "status.often.milestones",
}
SUITS: Mapping[str, str] = {
    Cadence.FORTNIGHTLY: "status.often.fortnightly",
    Cadence.MONTHLY: "status.often.monthly",
    ANOTHER: "status.often.another",
    Cadence.NEVER: "status.often.never",
}
KEPT: Mapping[str, str] = {
    Cadence.WEEKLY: "status.kept.weekly",
    Cadence.FORTNIGHTLY: "status.kept.fortnightly",
    Cadence.MONTHLY: "status.kept.monthly",
    Cadence.MILESTONES: "status.kept.milestones",
    Cadence.NEVER: "status.kept.never",
    ANOTHER: "status.kept.another",
    AWAY: "status.kept.away",
}


def often_select(language: str) -> Block:
    """A choice beside a prompt."""
    options = [
        {"text": _plain(key, language), "value": f"{language}:{cadence}"}
        for cadence, key in OFTEN.items()
    ]
    placeholder = _plain("status.how_often", language)
    return {
        "type": "static_select",
        "action_id": RHYTHM,
        "placeholder": placeholder,
        "options": options,
    }


def suits_message(*, is_chosen: bool, presses: Sequence[Block], language: str) -> Message:
    """After three silent rounds: what would suit them; then that it is settled."""
    if is_chosen:
        settled = text("status.suits_chosen", language)
        return Message(settled, (section(settled),))
    said = text("status.suits", language)
    choices = [
        button(text(key, language), f"{RHYTHM}:{what}", f"{language}:{what}")
        for what, key in SUITS.items()
    ]
    blocks = (section(said), {"type": "actions", "elements": [*presses, *choices]})
    return Message(fallback(said), blocks)


def rhythm_message(what: str, language: str) -> Message:
    """What follows from what was chosen."""
    said = text(KEPT[what], language)
    return Message(said, (section(said),))


def away_button(language: str) -> Block:
    return button(text("status.away", language), AWAY_BUTTON, language)


def _plain(key: str, language: str) -> Block:
    return {"type": "plain_text", "text": text(key, language)}
