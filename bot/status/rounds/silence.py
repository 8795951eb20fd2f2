"""How long a municipality has been silent, and what follows from it."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, time, timedelta

from bot.delivery.ladder import Ladder, Step, Whom
from storage import reports, rounds
from storage.engine import Session
from storage.rounds import Rhythm, Round
from storage.terms import System

PATIENCE = 3  # so many rounds without an answer, and it is asked what would suit it
LOOKED_BACK = timedelta(days=200)  # three rounds of a monthly rhythm with weeks that are skipped
CLOCK = time(10)
FIRST = Ladder((Step(1, Whom.COORDINATOR),), PATIENCE, CLOCK)
AGAIN = Ladder((Step(1, Whom.DEPUTY),), PATIENCE, CLOCK)  # from the second silent round on


def ladder_after(silent: int) -> Ladder:
    """Who is reminded of a round, after so many silent ones before it."""
    return AGAIN if silent else FIRST


async def silent_rounds(
    session: Session, viewer: System, now: datetime, *, but: str = ""
) -> Mapping[str, int]:
    """How many rounds in a row every municipality, by code, has not answered, up to now; without
    the round that the schedule's occasion `but` opened. None of before it chose how often."""
    told = await reports.last_told(session, viewer)
    rhythms = {of.code: rhythm for of, rhythm in await rounds.rhythms(session, viewer)}
    asked = await rounds.asked_since(session, viewer, now - LOOKED_BACK)
    unanswered = Counter(
        each.organisation.code
        for each in asked
        if each.occasion != but and not _is_over(each, told, rhythms)
    )
    return dict(unanswered)


def _is_over(each: Round, told: Mapping[str, datetime], rhythms: Mapping[str, Rhythm]) -> bool:
    """They have told something since, or chosen how often they want to be asked."""
    code = each.organisation.code
    has_told = code in told and told[code] >= each.asked_at
    return has_told or each.asked_at.date() < rhythms[code].since
