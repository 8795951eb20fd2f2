"""The work behind a press below a sheet: it is kept, looked at as of another's, or left."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.asking.occasion import TAKEN_OVER
from bot.asking.work import Who
from bot.clock import Clock
from bot.status.catalogue import importing
from bot.status.catalogue.given import Act, Press
from bot.status.catalogue.giving import SHEET, MaySpeak, refusal, say
from bot.status.catalogue.looking import NO_SHEET, Looking, compared, not_read
from bot.status.catalogue.outline import Outline
from bot.status.lines.publishing import Publishing
from storage import actions, delivery, inbox, sheets
from storage.engine import Begin, Session
from storage.inbox import ClaimedWork
from storage.sheets import GivenSheet
from storage.terms import Person, SheetState, may_administer

SHEET_PRESSED = "sheet.pressed"  # kind of work

OPEN = (SheetState.SHOWN, SheetState.WHOSE)
OVER = "over already"


@dataclass(frozen=True)
class Pressed:
    """A press, what it is about, and the work that it came as."""

    press: Press
    sheet: GivenSheet
    person: Person
    work: ClaimedWork


@dataclass(frozen=True)
class Pressing:
    """Does the work. `look` and `may_speak` are as those of Giving; `told` is called when there is
    something to send."""

    who: Who
    look: Looking
    may_speak: MaySpeak
    publishing: Publishing
    told: Callable[[], None]

    async def sheet_pressed(self, work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        """Do what was pressed, and draw the message as it is then."""
        press = Press.from_payload(work.payload)
        person = await self.who(work.workspace, press.user, clock)
        async with begin(read_only=True) as session:
            sheet = await sheets.find_sheet(session, person, work.workspace, press.sheet)
        if sheet is None:
            return OVER
        pressed = Pressed(press, sheet, person, work)
        if sheet.state not in OPEN:  # the message may still show how it was before
            ended = await _becomes(pressed, sheet, begin)
        elif refused := refusal(person, sheet.municipality, self.may_speak):
            return await say(refused, work, clock, begin)
        elif press.act is Act.KEEP:
            ended = await self._keep(pressed, clock, begin)
        else:
            ended = await _becomes(pressed, await self._other(pressed, begin), begin)
        self.told()
        return ended

    async def _other(self, pressed: Pressed, begin: Begin) -> GivenSheet:
        """Left, or looked at as of the municipality that was chosen."""
        sheet, press = pressed.sheet, pressed.press
        if press.act is Act.DECLINE:
            return replace(sheet, state=SheetState.DECLINED, told={})
        if not may_administer(pressed.person):
            return sheet
        chosen = replace(sheet, municipality=press.municipality)
        return await self.look.at(chosen, pressed.person, begin)

    async def _keep(self, pressed: Pressed, clock: Clock, begin: Begin) -> str:
        """Keep it if it would change what was seen; else show what it would change now."""
        sheet = pressed.sheet
        try:
            _, book = await self.look.read(sheet)
        except NO_SHEET as error:
            return await _becomes(pressed, not_read(sheet, error), begin)
        async with begin() as session:
            if not await inbox.hold(session, pressed.work):
                return TAKEN_OVER
            await actions.hold_actions(session)
            seen = await compared(session, pressed.person, book, sheet)
            told = await asyncio.to_thread(Outline.of, seen, anew=True)
            if told.fingerprint != pressed.press.seen:
                now = replace(sheet, state=SheetState.SHOWN, told=told.to_json())
                return await _change(session, sheet, now)
            kept = replace(sheet, state=SheetState.KEPT, told=_counts(told))
            if (ended := await _change(session, sheet, kept)) != OVER:
                await importing.keep(session, seen, now=clock.now())
                await self.publishing.follow_actions(session, seen.known, clock.now())
            return ended


async def _becomes(pressed: Pressed, now: GivenSheet, begin: Begin) -> str:
    async with begin() as session:
        if not await inbox.hold(session, pressed.work):
            return TAKEN_OVER
        return await _change(session, pressed.sheet, now)


async def _change(session: Session, before: GivenSheet, now: GivenSheet) -> str:
    """What is told of it from now on, unless somebody was first; the message is drawn anew."""
    values = {name: getattr(now, name) for name in ("name", "municipality", "state", "told")}
    changed = await sheets.change_sheet(session, before, OPEN, **values)
    await delivery.want_again(session, before.workspace, before.key, SHEET)
    return now.state if changed else OVER


def _counts(told: Outline) -> dict[str, int]:
    return {
        "new": told.new,
        "changed": told.changed,
        "unchanged": told.unchanged,
        "left": told.wrong_rows,
    }
