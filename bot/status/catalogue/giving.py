"""The work behind a sheet that is given in Slack: what it would change is told, none of it kept."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.asking.occasion import TAKEN_OVER
from bot.asking.work import NOT_ADMITTED, Who
from bot.clock import Clock
from bot.status.catalogue.given import Given
from bot.status.catalogue.looking import Looking
from storage import delivery, inbox, sheets
from storage.delivery import Wanted
from storage.engine import Begin, Session
from storage.inbox import ClaimedWork
from storage.sheets import GivenSheet
from storage.terms import Person, SheetState, may_administer

# Kinds of work.
SHEET_GIVEN = "sheet.given"
OTHER_FILE_GIVEN = "file.given"

# Kinds of message.
SHEET = "sheet"
SHEET_NOT_YOURS = "sheet_not_yours"
SHEET_FAILED = "sheet_failed"
FILES_TAKEN = "files_taken"  # what can be done with other files
NOTICES = (SHEET_NOT_YOURS, SHEET_FAILED, FILES_TAKEN)

MaySpeak = Callable[[Person, str], bool]


@dataclass(frozen=True)
class Giving:
    """Does the work. `look` reads what was given; `may_speak` says whether somebody may speak for
    the municipality with this code."""

    who: Who
    look: Looking
    may_speak: MaySpeak

    async def sheet_given(self, work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        """Show what the sheet would change, to whoever gave it alone."""
        given = Given.from_payload(work.payload)
        person = await self.who(work.workspace, given.user, clock)
        sheet = _sheet(work, given, _own(person))
        if refused := refusal(person, sheet.municipality, self.may_speak):
            return await say(refused, work, clock, begin)
        told = await self.look.at(sheet, person, begin)
        async with begin() as session:
            if not await inbox.hold(session, work):
                return TAKEN_OVER
            if await sheets.save_sheet(session, told):
                await delivery.want(session, message(SHEET, work, clock))
        return told.state

    async def other_file_given(self, work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        """Say which files can be given here, and where documents come in."""
        person = await self.who(work.workspace, work.payload["user"], clock)
        return await say(FILES_TAKEN if person.scopes else NOT_ADMITTED, work, clock, begin)


def refusal(person: Person, municipality: str | None, may_speak: MaySpeak) -> str | None:
    """What is said to whoever may not change that municipality's actions; for all of them
    together, only the secretariat may."""
    if not person.scopes:
        return NOT_ADMITTED
    if may_administer(person) or (municipality and may_speak(person, municipality)):
        return None
    return SHEET_NOT_YOURS


def _own(person: Person) -> str | None:
    """The code of the organisation that somebody gives a sheet for; the secretariat has none."""
    if may_administer(person) or person.organisation is None:
        return None
    return person.organisation.code


def _sheet(work: ClaimedWork, given: Given, municipality: str | None) -> GivenSheet:
    return GivenSheet(
        key=work.key,
        workspace=work.workspace,
        user=given.user,
        file=given.file,
        name=given.name,
        municipality=municipality,
        state=SheetState.SHOWN,
        told={},
    )


async def say(kind: str, work: ClaimedWork, clock: Clock, begin: Begin) -> str:
    """A notice, to whoever did it."""
    async with begin() as session:
        if not await inbox.hold(session, work):
            return TAKEN_OVER
        await delivery.want(session, message(kind, work, clock))
    return kind


async def give_up(session: Session, work: ClaimedWork, clock: Clock) -> None:
    """Say that it did not work and that nothing was kept, so that somebody can try again."""
    await delivery.want(session, message(SHEET_FAILED, work, clock))


def message(kind: str, work: ClaimedWork, clock: Clock) -> Wanted:
    """To whoever gave or pressed, in a direct message."""
    return Wanted(
        workspace=work.workspace,
        occasion=work.key,
        recipient=work.payload["user"],
        kind=kind,
        language=work.payload["language"],
        due=clock.now(),
    )
