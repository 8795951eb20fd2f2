"""What falls to the secretariat, as one list a day, and what is done with its tasks."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import structlog

from bot.alliance.acquainting import Acquaint
from bot.alliance.people import People
from bot.alliance.secretariat.messages import FAILED, LIST, NO_COLLEAGUE, NOT_SECRETARIAT
from bot.alliance.secretariat.missing import look_for_missing
from bot.alliance.secretariat.wishes import Act, Press
from bot.asking.occasion import TAKEN_OVER
from bot.clock import Clock
from storage import absences, delivery, delivery_log, inbox, tasks
from storage.delivery import Delivery, Wanted
from storage.engine import Begin, Session
from storage.inbox import ClaimedWork
from storage.tasks import OpenTask
from storage.terms import AGAIN, Person, System, may_administer

logger = structlog.get_logger()
SYSTEM = System("secretariat")

# Kinds of work.
LIST_DUE = "secretariat.list_due"
TASK_PRESSED = "secretariat.task_pressed"

NOTHING_OPEN, NOBODY_KNOWN, STALE = "nothing open", "nobody known", "stale"
BEGINS = "list:"


def occasion_of(day: str, asked: str = "", page: int = 0) -> str:
    """Of a day's lists; of one that was asked for, or a page of it, too."""
    return f"{BEGINS}{day}{AGAIN}{page}:{asked}" if asked else f"{BEGINS}{day}"


def day_of(occasion: str) -> str:
    return occasion.removeprefix(BEGINS).partition(AGAIN)[0]


def page_of(occasion: str) -> int:
    """Which page of the list it is, from nought on."""
    page = occasion.partition(AGAIN)[2].partition(":")[0]
    return int(page) if page.isdecimal() else 0


@dataclass(frozen=True)
class Holder:
    """Who has a task that day: nobody, whoever took it, or who stands in `instead_of` them."""

    user: str | None = None
    instead_of: str | None = None


def holder(task: OpenTask, away: Mapping[str, str | None]) -> Holder:
    """Whoever is absent leaves the task free, or to their stand-in who is not."""
    user = task.assigned_to
    if user is None or user not in away:
        return Holder(user)
    stand_in = away[user]
    return Holder(None if stand_in in away else stand_in, user)


@dataclass(frozen=True)
class Daily:
    """Does the work. `told` is called when there is something to send.

    `acquaint` finds those confirmed members in Slack who have not said anything yet.
    """

    people: People
    zone: ZoneInfo
    language: str
    told: Callable[[], None]
    acquaint: Acquaint

    async def list_due(self, work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        """Send the day's list to everybody of the secretariat who is there."""
        day, until = work.payload["period"], datetime.fromisoformat(work.payload["until"])
        await self.acquaint(work.workspace, clock)
        async with begin() as session:
            if not await inbox.hold(session, work):
                return TAKEN_OVER
            await self.look(session, work.workspace, clock)
            if not await tasks.open_tasks(session, SYSTEM, work.workspace):
                return NOTHING_OPEN
            people = await self._present(session, work.workspace, day)
            for user in people:
                whom = (work.workspace, occasion_of(day), user, LIST, self.language)
                await delivery.want(session, Wanted(*whom, due=clock.now(), until=until))
        if not people:
            logger.error("secretariat.unknown", workspace=work.workspace)
        self.told()
        return LIST if people else NOBODY_KNOWN

    async def look(self, session: Session, workspace: str, clock: Clock) -> None:
        """See who is missing in Slack now, and who is not any more."""
        await look_for_missing(session, SYSTEM, self.people, workspace, clock.now())

    async def _present(self, session: Session, workspace: str, day: str) -> Sequence[str]:
        """All of them, where all are away."""
        known = await self.people.secretariat(session, SYSTEM, workspace)
        away = await absences.away_on(session, SYSTEM, workspace, date.fromisoformat(day))
        return [user for user in known if user not in away] or known

    async def task_pressed(self, work: ClaimedWork, clock: Clock, begin: Begin) -> str:
        """Do it, and show it in the lists of everybody who has one."""
        press = Press.from_payload(work.payload)
        person = await self.people.who(work.workspace, press.user, clock)
        async with begin() as session:
            if not await inbox.hold(session, work):
                return TAKEN_OVER
            if not may_administer(person):
                return await self._say(NOT_SECRETARIAT, session, work, clock)
            if press.act is Act.GIVE and not await self._is_colleague(session, work, press.to):
                return await self._say(NO_COLLEAGUE, session, work, clock)
            done = await _do(session, person, press)
            await self._redraw(session, work.workspace, {press.day, self.today(clock)})
        self.told()
        return press.act if done else STALE

    async def _is_colleague(self, session: Session, work: ClaimedWork, user: str) -> bool:
        return may_administer(await self.people.known(session, work.workspace, user))

    async def redraw(self, session: Session, workspace: str, clock: Clock) -> None:
        """What the day's lists say has changed."""
        await self._redraw(session, workspace, {self.today(clock)})

    async def _redraw(self, session: Session, workspace: str, days: Collection[str]) -> None:
        for day in sorted(days):
            await delivery.want_all_again(session, workspace, occasion_of(day))

    def today(self, clock: Clock) -> str:
        return clock.now().astimezone(self.zone).date().isoformat()

    async def give_up(self, session: Session, work: ClaimedWork, clock: Clock) -> None:
        """Say that it did not work, so that somebody can try again."""
        await self._say(FAILED, session, work, clock)

    async def _say(self, kind: str, session: Session, work: ClaimedWork, clock: Clock) -> str:
        user, language = work.payload["user"], work.payload["language"] or self.language
        whom = (work.workspace, work.key, user, kind, language)
        await delivery.want(session, Wanted(*whom, due=clock.now()))
        return kind


async def _do(session: Session, person: Person, press: Press) -> bool:
    had = press.had or None
    to = press.to if press.act is Act.GIVE else person.user
    match press.act is Act.CLOSE, bool(press.kind):
        case True, True:
            return await tasks.close_tasks_of(session, person, press.kind, had=had)
        case True, False:
            return await tasks.close_task(session, person, press.task)
        case False, True:
            return await tasks.assign_tasks_of(session, person, press.kind, to=to, had=had)
        case _:
            return await tasks.assign_task(session, person, press.task, to=to, had=had)


def list_still_wanted(
    known: Callable[[Session, str, str], Awaitable[Person]],
) -> Callable[[Session, Delivery], Awaitable[bool]]:
    """By somebody of the secretariat; and the morning's, where it is not sent yet, while something
    is open and no newer list is there."""

    async def wanted(session: Session, of: Delivery) -> bool:
        reader = await known(session, of.workspace, of.recipient)
        if not may_administer(reader) or of.ts is not None or of.kind != LIST:
            return may_administer(reader)
        whose = (of.workspace, of.recipient, of.kind)
        last = await delivery_log.last_occasion(session, SYSTEM, *whose)
        return last == of.occasion and bool(await tasks.open_tasks(session, reader, of.workspace))

    return wanted
