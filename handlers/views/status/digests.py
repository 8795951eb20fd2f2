"""What the digest's messages are drawn from."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from bot.alliance.secretariat.approving import Recurring
from bot.clock import Clock
from bot.delivery.approval import is_approved
from bot.status.digest.contents import Contents, Reading
from bot.status.digest.lines import parts
from bot.status.digest.messages import (
    DIGEST,
    LEFT_OUT,
    PART,
    PREVIEW,
    Place,
    left_out_update,
    period_of,
)
from handlers.views.blocks import Message
from handlers.views.drawing import View
from handlers.views.status.digest import (
    Preview,
    digest_message,
    left_out_message,
    part_message,
    preview_message,
)
from prompts import text
from storage import alliance, reports
from storage.delivery import Delivery
from storage.digests import Digest
from storage.engine import Session
from storage.reports import KeptUpdate, Update
from storage.terms import OrganisationKind, Progress, Role, System


@dataclass(frozen=True)
class DigestViews:
    """All of them show what a channel of the alliance may."""

    recurring: Recurring
    clock: Clock
    zone: ZoneInfo

    def by_kind(self) -> Mapping[str, View]:
        return {
            DIGEST: self.digest,
            PART: self.part,
            PREVIEW: self.preview,
            LEFT_OUT: self.left_out,
        }

    async def digest(self, session: Session, viewer: System, delivery: Delivery) -> Message:
        """To whoever is to approve it before there is one, an example."""
        found = await self._found(session, delivery)
        if not (found and found.lines) and delivery.recipient != delivery.channel:
            found = await self._example(session, viewer, delivery)
        if found is None:
            raise LookupError("a digest that has not begun")
        return digest_message(found, delivery.language)

    async def part(self, session: Session, viewer: System, delivery: Delivery) -> Message:
        found = parts((await self._contents(session, delivery)).lines)
        number = Place.of(delivery.occasion).number
        if number > len(found):
            raise LookupError("a part of a digest that is not there any more")
        return part_message(found[number - 1], delivery.language)

    async def preview(self, session: Session, viewer: System, delivery: Delivery) -> Message:
        found = await self._contents(session, delivery)
        _, to_many = self.recurring.to_many(DIGEST) or (None, None)
        may = await is_approved(session, viewer, delivery.workspace, DIGEST, to_many)
        return preview_message(Preview(found, may, self.clock.now(), self.zone), delivery.language)

    async def left_out(self, session: Session, viewer: System, delivery: Delivery) -> Message:
        told = await reports.find_update(session, viewer, left_out_update(delivery.occasion))
        return left_out_message(told, delivery.language)

    async def _contents(self, session: Session, delivery: Delivery) -> Contents:
        found = await self._found(session, delivery)
        if found is None:
            raise LookupError("a message of a digest that has not begun")
        return found

    async def _found(self, session: Session, delivery: Delivery) -> Contents | None:
        period = period_of(delivery.occasion)
        where = delivery.workspace, period, delivery.recipient
        return await Reading(self.zone).contents(session, *where)

    async def _example(self, session: Session, viewer: System, delivery: Delivery) -> Contents:
        """A line of the first municipality, which has not said it."""
        every = await alliance.organisations(session, viewer)
        first = next(one for one in every if one.kind is OrganisationKind.MUNICIPALITY)
        now, language = self.clock.now(), delivery.language
        said = text("digest.example", language)
        whole = Update(None, Progress.ON_TRACK, said, help=said, learned=said)
        period = period_of(delivery.occasion)
        kept = KeptUpdate(0, "", first, "", period, now, Role.COORDINATOR, whole)
        stuck = replace(kept, id=1, update=Update(None, Progress.STALLED, said))
        return Contents(Digest(delivery.workspace, period, now, now), [kept, stuck])
