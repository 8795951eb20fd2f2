"""What is in a digest, by its rows: the same for its message, its thread and its preview."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.delivery.local_time import day_of
from bot.delivery.recurrence import DAY
from bot.delivery.sender import Sent
from bot.status.digest.lines import news, parts
from bot.status.digest.messages import DIGEST, PART, PREVIEW, Place, occasion_of, period_of
from bot.status.rounds.asking import SYSTEM
from storage import delivery, digests, reports
from storage.delivery import Delivery, Wanted
from storage.digests import Digest
from storage.engine import Session
from storage.reports import KeptUpdate, Span
from storage.terms import Audience

CUT, SENDING = time(8), time(9)  # until when lines are in it, and when it is sent
AFTER_CUT = timedelta(hours=1)


@dataclass(frozen=True)
class Contents:
    """A digest and its lines."""

    digest: Digest
    lines: Sequence[KeptUpdate]

    @property
    def is_changed(self) -> bool:
        """Whether it says something else than when it was sent."""
        ids = [each.id for each in self.lines]
        return self.digest.sent_at is not None and ids != list(self.digest.shown)


def may_be_held(digest: Digest, now: datetime) -> bool:
    return digest.sent_at is None and now < digest.cut + AFTER_CUT


@dataclass(frozen=True)
class Reading:
    """Reads them, as a channel of the alliance does, and keeps the threads as they should be."""

    zone: ZoneInfo

    async def contents(
        self, session: Session, workspace: str, period: str, reader: str
    ) -> Contents | None:
        """None: that week's has not begun. The preview has no line that the digest has not."""
        digest = await digests.find_digest(session, SYSTEM, workspace, period)
        if digest is None:
            return None
        audience = Audience(workspace, reader)
        return Contents(digest, news(await reports.lines_in(session, audience, self._span(digest))))

    def _span(self, digest: Digest) -> Span:
        """What is held back on the day of the preview is not in it: the secretariat sees all."""
        before, day = (day_of(moment, self.zone) - DAY for moment in (digest.since, digest.cut))
        return Span(digest.since, digest.cut, held_on=before, today=day)

    async def still_wanted(self, session: Session, message: Delivery) -> bool:
        """Whether it is sent; what stands in the channel stays and says what is left."""
        if message.ts is not None:
            return True
        found = await self._of(session, message)
        return found is not None and bool(found.lines) and found.digest.held_at is None

    async def part_still_wanted(self, session: Session, message: Delivery) -> bool:
        """Whether there are so many parts."""
        found = await self._of(session, message)
        number = Place.of(message.occasion).number
        return found is not None and number <= len(parts(found.lines))

    async def sent(self, session: Session, message: Delivery, sent: Sent) -> None:
        """The digest stands in a channel: its thread follows, and the previews say so."""
        found = await self._of(session, message)
        if found is None:
            return
        shown = [each.id for each in found.lines]
        if await digests.mark_sent(session, found.digest, shown, now=message.due):
            await delivery.want_again(session, message.workspace, message.occasion, PREVIEW)
        await _want_thread(session, message, sent, found)

    async def preview_sent(self, session: Session, message: Delivery, sent: Sent) -> None:
        """Below it, the same thread."""
        if found := await self._of(session, message):
            await _want_thread(session, message, sent, found)

    async def _of(self, session: Session, message: Delivery) -> Contents | None:
        period = period_of(message.occasion)
        return await self.contents(session, message.workspace, period, message.recipient)


async def _want_thread(session: Session, first: Delivery, sent: Sent, found: Contents) -> None:
    """As many messages below the first as it takes; those too many are taken back."""

    def part(number: int) -> Wanted:
        place = Place(found.digest.period, first.recipient, number)
        where = first.workspace, place.occasion, first.recipient, PART, first.language
        return Wanted(*where, due=first.due, channel=sent.channel, thread=sent.ts)

    number = len(parts(found.lines))
    for each in range(1, number + 1):
        await delivery.want_anew(session, part(each))
    while await delivery.want_again(session, first.workspace, part(number + 1).occasion, PART):
        number += 1


async def redraw(session: Session, workspace: str, told_at: datetime) -> None:
    """Something that was told then has changed: a digest that it may be in says so."""
    digest = await digests.newest_digest(session, SYSTEM, workspace)
    if digest is not None and told_at <= digest.cut:
        await draw_again(session, digest)


async def draw_again(session: Session, digest: Digest) -> None:
    """The message and the previews; their threads follow."""
    for kind in (DIGEST, PREVIEW):
        await delivery.want_again(session, digest.workspace, occasion_of(digest.period), kind)
