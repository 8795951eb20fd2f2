"""What the messages of a round are drawn from."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.delivery.local_time import day_of
from bot.status.rounds.messages import (
    ASKED,
    KEPT,
    KINDS,
    NOT_KEPT,
    NUDGE,
    PROPOSED,
    RHYTHM,
    SNOOZED,
    SUITS,
    About,
)
from bot.status.rounds.periods import told_period
from bot.status.rounds.reporting import UNDO
from bot.status.updates.opening import opening
from handlers.views.blocks import Message, section
from handlers.views.drawing import KnownAs, View
from handlers.views.status.kept import kept_message, not_kept_message
from handlers.views.status.prompt import (
    Standing,
    example,
    nudge_message,
    prompt_message,
    write_button,
)
from handlers.views.status.proposal import proposal_message
from handlers.views.status.rhythm import rhythm_message, suits_message
from prompts import text
from prompts.dates import named_day, time_of_day
from storage import actions, alliance, reports, rounds
from storage.delivery import Delivery
from storage.engine import Session
from storage.terms import AGAIN, Organisation, OrganisationKind, Person, System


@dataclass(frozen=True)
class StatusViews:
    """Whoever reads them decides what is in them."""

    known_as: KnownAs
    clock: Clock
    zone: ZoneInfo

    def by_kind(self) -> Mapping[str, View]:
        return {
            **dict.fromkeys(KINDS, self.prompt),
            KEPT: self.kept,
            NOT_KEPT: self.not_kept,
            SUITS: self.suits,
            RHYTHM: self.rhythm,
            PROPOSED: self.proposed,
            SNOOZED: self.snoozed,
        }

    async def prompt(self, session: Session, viewer: System, delivery: Delivery) -> Message:
        about = About.of(delivery.occasion)
        if about is None:
            standing = await self._example(session, viewer, delivery)
        else:
            reader = await self.known_as(session, delivery.workspace, delivery.recipient)
            own = await alliance.get_organisation(session, viewer, about.code)
            standing = await self._standing(session, reader, own, about.period)
            first = await rounds.last_asked(session, reader, own, before=about.period) is None
            told = [each.told_at for each in standing.reports]
            standing = replace(
                standing,
                may_choose=first or delivery.kind == ASKED,
                asked_first=bool(told) and delivery.due < max(told),
            )
        draws = nudge_message if delivery.kind == NUDGE else prompt_message
        return draws(standing, delivery.recipient, delivery.language)

    async def suits(self, session: Session, viewer: System, delivery: Delivery) -> Message:
        about = About.of(delivery.occasion)
        if about is None:
            raise LookupError("what would suit nobody")
        own = await alliance.get_organisation(session, viewer, about.code)
        rhythm = await rounds.rhythm_of(session, viewer, own)
        last = await rounds.last_asked(session, viewer, own)
        told = await reports.last_told(session, viewer)
        since = [rhythm.since] + ([day_of(told[own.code], self.zone)] if own.code in told else [])
        chosen = last is not None and max(since) > day_of(last.asked_at, self.zone)
        presses = [write_button("status.write", delivery.language)]
        return suits_message(is_chosen=chosen, presses=presses, language=delivery.language)

    async def rhythm(self, session: Session, viewer: System, delivery: Delivery) -> Message:
        return rhythm_message(delivery.occasion.partition(":")[0], delivery.language)

    async def _standing(
        self, session: Session, reader: Person, own: Organisation, period: str
    ) -> Standing:
        now = self.clock.now()
        today = day_of(now, self.zone)
        told = await reports.reports_in(session, reader, own, period)
        where = session, reader, own
        present = told_period(await rounds.rhythm_of(session, reader, own), today)
        return Standing(
            own,
            period,
            told,
            await reports.updates_in(*where, period, today=today),
            await reports.newest_updates(*where, today=today),
            len(await actions.actions_of(*where)),
            is_over=period != present,
            may_undo=bool(told) and now <= told[0].told_at + UNDO,
        )

    async def _example(self, session: Session, viewer: System, delivery: Delivery) -> Standing:
        """Of the first municipality, with nothing that it has said."""
        every = await alliance.organisations(session, viewer)
        first = next(one for one in every if one.kind is OrganisationKind.MUNICIPALITY)
        return example(first, delivery.occasion.split(":")[1])

    async def snoozed(self, session: Session, viewer: System, delivery: Delivery) -> Message:
        _, until = delivery.occasion.rsplit("|", 1)
        local = datetime.fromisoformat(until).astimezone(self.zone)
        language = delivery.language
        when = {
            "day": named_day(local.date(), language),
            "time": time_of_day(local.time(), language),
        }
        said = text("status.snoozed", language, **when)
        return Message(said, (section(said),))

    async def kept(self, session: Session, viewer: System, delivery: Delivery) -> Message:
        about, report = About.of(delivery.occasion), delivery.occasion.partition(AGAIN)[2]
        if about is None:
            raise LookupError("what was kept, of nobody")
        reader = await self.known_as(session, delivery.workspace, delivery.recipient)
        own = await alliance.get_organisation(session, viewer, about.code)
        standing = await self._standing(session, reader, own, about.period)
        return kept_message(standing, report, self.clock.now(), delivery.language)

    async def not_kept(self, session: Session, viewer: System, delivery: Delivery) -> Message:
        return not_kept_message(delivery.language)

    async def proposed(self, session: Session, viewer: System, delivery: Delivery) -> Message:
        about = About.of(delivery.occasion)
        if about is None:
            raise LookupError("a proposal of nobody")
        reader = await self.known_as(session, delivery.workspace, delivery.recipient)
        own = await alliance.get_organisation(session, viewer, about.code)
        window = await opening(session, reader, own, delivery.language, self.clock.now(), self.zone)
        return proposal_message(window)
