"""What the trays hold in these tests: kinds of messages that are easy to count."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

from bot.alliance.people import People
from bot.asking.question import Question
from bot.asking.work import APOLOGY, QUESTION_ASKED
from bot.clock import Clock
from bot.delivery.inbox import Duty, say_nothing
from bot.delivery.kinds import Kind
from bot.messages import kinds
from handlers.views.blocks import Message, section
from handlers.views.drawing import View
from handlers.views.kinds import VIEWS as PLAIN_VIEWS
from handlers.views.notices import SENTENCES, apology, notice
from storage import delivery, inbox
from storage.delivery import Delivery, Wanted
from storage.engine import Begin, Session
from storage.inbox import ClaimedWork, Work
from storage.terms import System

WORKSPACE, CHANNEL = "T0DK2020", "C0ALLIANCEN"
REMINDER, NEWS, ANSWERED = "test.reminder", "test.news", "test.answered"
PLACES = (REMINDER, NEWS, ANSWERED)  # to a person, to a channel, in a thread
WITHDRAWN = "test.withdrawn"
VIEWER = System("tests")
NOBODY = People(cast(Any, None), cast(Any, None), frozenset(), WORKSPACE)  # nobody is looked up
REAL = kinds(NOBODY, PLAIN_VIEWS, ZoneInfo("Europe/Copenhagen"))


def wanted(kind: str, number: int, person: str, thread: str) -> Wanted:
    """The message number so and so, in the place where its kind belongs."""
    return Wanted(
        workspace=WORKSPACE,
        occasion=f"test:{number}",
        recipient=CHANNEL if kind in (NEWS, ANSWERED) else person,
        kind=kind,
        language="da",
        due=datetime.now(UTC),
        channel=CHANNEL if kind in (NEWS, ANSWERED) else None,
        thread=thread if kind == ANSWERED else None,
    )


def withdrawal(kind: str, number: int) -> Work:
    """Somebody takes the reason for a message back."""
    about = {"kind": kind, "occasion": f"test:{number}"}
    return Work(WITHDRAWN, f"withdrawn:test:{number}", WORKSPACE, datetime.now(UTC), about)


async def _still_wanted(session: Session, message: Delivery) -> bool:
    return not await inbox.is_known(session, VIEWER, f"withdrawn:{message.occasion}")


async def _draw(session: Session, viewer: System, message: Delivery) -> Message:
    said = f"{message.kind}, udgave {message.revision}"
    return Message(said, (section(said),))


async def _notice(session: Session, viewer: System, message: Delivery) -> Message:
    return notice(message)


async def _apology(session: Session, viewer: System, message: Delivery) -> Message:
    return apology(message)


# The bot's own kinds too; those that show an answer or an account have a plain sentence here.
KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(REAL, Kind()),
    **dict.fromkeys(PLACES, Kind(_still_wanted)),
}
VIEWS: Mapping[str, View] = {
    **dict.fromkeys(KINDS, _draw),
    **dict.fromkeys(SENTENCES, _notice),
    APOLOGY: _apology,
}


async def _answer(work: ClaimedWork, clock: Clock, begin: Begin) -> str:
    question = Question.from_payload(work.payload)
    async with begin() as session:
        if await inbox.hold(session, work):
            answer = Wanted(
                workspace=work.workspace,
                occasion=work.key,
                recipient=question.user,
                kind=ANSWERED,
                language="da",
                due=clock.now(),
                channel=question.channel,
                thread=question.thread,
            )
            await delivery.want(session, answer)
    return "answered"


async def _withdraw(work: ClaimedWork, clock: Clock, begin: Begin) -> str:
    async with begin() as session:
        if await inbox.hold(session, work):
            about = work.payload
            await delivery.want_again(session, work.workspace, about["occasion"], about["kind"])
    return "withdrawn"


DUTIES: Mapping[str, Duty] = {
    QUESTION_ASKED: Duty(_answer, say_nothing),
    WITHDRAWN: Duty(_withdraw, say_nothing),
}
