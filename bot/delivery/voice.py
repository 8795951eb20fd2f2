"""Whether something unasked is said to somebody now, later, together with more, or not at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.delivery.manners import COUNTED, WEEK, Manners, Reach
from storage import absences, delivery, voice
from storage.delivery import Delivery, Wanted
from storage.engine import Session
from storage.models.trays import DeliveryState
from storage.terms import System

SYSTEM = System("out-tray")
BUNDLE = "bundle"  # kind of message: several that came due for one person
MOST_TOGETHER = 5
LATE = "skipped_late"
NOT_NOW = "not now"  # quiet hours, a day off, away, or enough said already


async def skip_late(session: Session, late: Delivery) -> None:
    """It was to be said before now."""
    await delivery.settle_ended(session, late, DeliveryState.SKIPPED, reason=LATE)


@dataclass(frozen=True)
class Voice:
    """Speaks to each person with one voice. `reaches` says of every kind how it comes."""

    manners: Manners
    reaches: Mapping[str, Reach]

    async def may_speak(
        self, session: Session, wanted: Delivery, reach: Reach, now: datetime
    ) -> bool:
        """Whether it is said now, by itself; otherwise what becomes of it is written down."""
        await voice.one_voice(session, wanted.workspace, wanted.recipient)
        moment = await self._first_moment(session, wanted, reach, now)
        if moment > now:
            await self._put_off(session, wanted, moment)
            return False
        others = await voice.others_due(
            session,
            SYSTEM,
            wanted,
            await self._may_join(session, wanted, now),
            now=now,
            limit=MOST_TOGETHER - 1,
        )
        if others and wanted.posting_since is None:  # an earlier post is looked for by its own id
            carrier = _carrier(wanted, now)
            await voice.say_together(session, wanted, others, carrier, now=now)
            return False
        await voice.speak(session, wanted, now=now)
        return True

    async def _first_moment(
        self, session: Session, wanted: Delivery, reach: Reach, now: datetime
    ) -> datetime:
        counted = [kind for reached in COUNTED for kind in self._of(reached)]
        said = await voice.said_to(session, SYSTEM, wanted, counted, now - WEEK - timedelta(days=1))
        today = now.astimezone(self.manners.zone).date()
        where = wanted.workspace, wanted.recipient
        away = await absences.absences_of(session, SYSTEM, *where, today)
        return self.manners.first_moment(now, reach, said, away)

    async def _may_join(self, session: Session, wanted: Delivery, now: datetime) -> list[str]:
        """Of each reach, if it may be said now."""
        joining = list[str]()
        for reach in (Reach.DEADLINE, *COUNTED):
            if await self._first_moment(session, wanted, reach, now) <= now:
                joining += self._of(reach)
        return joining

    def _of(self, reach: Reach) -> list[str]:
        return [kind for kind, its in self.reaches.items() if its is reach]

    async def _put_off(self, session: Session, wanted: Delivery, moment: datetime) -> None:
        """It waits for its moment; where that is too late, it is not said."""
        if wanted.until is not None and moment > wanted.until:
            ended = DeliveryState.SKIPPED
            await delivery.settle_ended(session, wanted, ended, reason=NOT_NOW)
        else:
            await delivery.postpone(session, wanted, due=moment, reason=NOT_NOW)


def _carrier(first: Delivery, now: datetime) -> Wanted:
    return Wanted(
        workspace=first.workspace,
        occasion=f"{BUNDLE}:{first.id}",
        recipient=first.recipient,
        kind=BUNDLE,
        language=first.language,
        due=now,
        channel=first.channel,
    )
