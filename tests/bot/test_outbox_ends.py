"""One claim of one message, however it ends: what is said to Slack, and what the row says then."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from bot import counts
from bot.delivery.kinds import Kind
from bot.delivery.manners import Reach
from bot.delivery.outbox import Outbox
from bot.delivery.sender import TURN, Fault, FaultClass, Sent
from storage import delivery, stops
from storage.delivery import Delivery, Wanted
from storage.engine import Begin, Session
from storage.models import DeliveryRow
from storage.models.trays import DeliveryState
from storage.terms import System
from tests.bot.trays import QUICK, process
from tests.counted import counted

HERE = "C0ALLIANCEN"
FIRST, SECOND, THIRD = (Sent(HERE, f"{n}.000000") for n in (1, 2, 3))
AMBIGUOUS = Fault(FaultClass.AMBIGUOUS, "internal_error")
LIMITED = Fault(FaultClass.LATER, "ratelimited", timedelta(seconds=40))
NO_WAIT_SAID = Fault(FaultClass.LATER, "team_added_to_org")
REVOKED = Fault(FaultClass.WORKSPACE, "token_revoked")
ARCHIVED = Fault(FaultClass.CHANNEL, "is_archived")
BROKEN = Fault(FaultClass.BUG, "invalid_blocks")
GONE = Fault(FaultClass.CHANNEL, "message_not_found")
SHORT = timedelta(seconds=0.1)
EARLIER = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass
class Slack:
    """Answers as it is told to, and keeps what it was asked."""

    sends: Sent | Fault = FIRST
    looks: Sequence[Sent] | Fault = ()
    updates: Fault | None = None
    deletes: Fault | None = None
    asked: list[str] = field(default_factory=list)
    meanwhile: Callable[[], Awaitable[None]] | None = None

    async def _ask(self, what: str) -> None:
        self.asked.append(what)
        if self.meanwhile:
            meanwhile, self.meanwhile = self.meanwhile, None
            await meanwhile()

    async def send(self, message: Delivery) -> Sent | Fault:
        await self._ask("send")
        return self.sends

    async def look(self, message: Delivery) -> Sequence[Sent] | Fault:
        await self._ask("look")
        return self.looks

    async def update(self, message: Delivery, sent: Sent) -> Fault | None:
        await self._ask(f"update {sent.ts[0]}")
        return self.updates

    async def delete(self, sent: Sent) -> Fault | None:
        await self._ask(f"delete {sent.ts[0]}")
        return self.deletes


class Tray:
    """One message, and a process that takes it in hand once."""

    def __init__(self, begin: Begin) -> None:
        self._begin = begin
        self.followed: list[Sent] = []
        self.wanted = True
        self.reach = Reach.ASKED

    async def turn(self, slack: Slack, instead: str | None = None, wait: timedelta = SHORT) -> None:
        """Claim it, do it, and settle it."""
        await self.do(slack, await self.claim(), instead, wait)

    async def claim(self, lease: timedelta = QUICK.lease) -> Delivery:
        async with self._begin() as session:
            [held] = await delivery.claim(
                session,
                System("tests"),
                owner="one",
                now=datetime.now(UTC),
                lease=lease,
                limit=1,
            )
        return held

    async def do(
        self, slack: Slack, held: Delivery, instead: str | None = None, wait: timedelta = SHORT
    ) -> None:
        kind = Kind(self._still_wanted, self._on_sent, instead, self.reach)
        pace = replace(QUICK, lease=SHORT, resend_after=wait)
        one = process(self._begin, pace=pace)
        self._began = datetime.now(UTC)
        await Outbox(one, {"status.prompt": kind, "apology": Kind()}, slack)._do(held)
        self._ended = datetime.now(UTC)

    async def _still_wanted(self, session: Session, message: Delivery) -> bool:
        return self.wanted

    async def _on_sent(self, session: Session, message: Delivery, sent: Sent) -> None:
        self.followed.append(sent)

    async def row(self) -> DeliveryRow:
        async with self._begin(read_only=True) as session:
            query = select(DeliveryRow).where(DeliveryRow.kind == "status.prompt")
            return (await session.scalars(query)).one()

    async def kinds(self) -> set[str]:
        async with self._begin(read_only=True) as session:
            return set(await session.scalars(select(DeliveryRow.kind)))

    async def is_now(self, **values: Any) -> None:
        async with self._begin() as session:
            await session.execute(update(DeliveryRow).values(**values))

    async def waits(self, seconds: float) -> bool:
        """Whether another try is allowed so long after the last one, however slow that was."""
        allowed = (await self.row()).not_before
        assert allowed is not None
        after, a_little = timedelta(seconds=seconds), timedelta(milliseconds=10)
        return self._began + after - a_little <= allowed <= self._ended + after + a_little

    async def stands(self, sent: Sent = FIRST) -> None:
        """It is in Slack, and something about it has changed."""
        await self.is_now(channel=sent.channel, ts=sent.ts, sent_revision=1, wanted_revision=2)

    async def taken_over(self, **settled: Any) -> None:
        """Somebody else holds it, and has settled it."""
        await self.is_now(attempt=DeliveryRow.attempt + 1, **settled)


@pytest.fixture
async def tray(begin: Begin) -> Tray:
    async with begin() as session:
        await delivery.want(
            session,
            Wanted(
                workspace="T0DK2020",
                occasion="status/2026-W48",
                recipient="U0VEJLE",
                kind="status.prompt",
                language="da",
                due=datetime.now(UTC),
            ),
        )
    return Tray(begin)


async def test_what_goes_well_is_settled_counted_and_followed_up(tray: Tray) -> None:
    slack, before = Slack(), counted(counts.SENT)

    await tray.turn(slack)

    row = await tray.row()
    assert slack.asked == ["send"]
    assert (row.state, row.channel, row.ts, row.sent_revision) == ("sent", HERE, FIRST.ts, 1)
    assert (row.reason, row.posting_since, row.owner, row.lease_until) == (None,) * 4
    assert tray.followed == [FIRST]
    assert counted(counts.SENT) - before == 1


@pytest.mark.parametrize(
    ("minutes", "state", "asked"), [(1, "sent", ["send"]), (-1, "skipped", [])]
)
async def test_what_was_to_be_said_before_now_is_not_said(
    tray: Tray, minutes: int, state: str, asked: list[str]
) -> None:
    slack = Slack()
    await tray.is_now(until=datetime.now(UTC) + timedelta(minutes=minutes))

    await tray.turn(slack)

    assert (slack.asked, (await tray.row()).state) == (asked, state)


async def test_where_nobody_minds_manners_what_nobody_asked_for_is_said_at_once(
    tray: Tray,
) -> None:
    tray.reach = Reach.REMINDER

    await tray.turn(Slack())

    assert (await tray.row()).state == "sent"


async def test_a_kind_that_nobody_here_knows_is_parked_and_that_is_all(
    tray: Tray, begin: Begin
) -> None:
    slack = Slack()

    await Outbox(process(begin), {}, slack)._do(await tray.claim())

    row = await tray.row()
    assert (slack.asked, row.state, row.reason) == ([], "parked", "unknown kind")


async def test_what_is_too_late_is_not_posted_again_either(tray: Tray) -> None:
    slack = Slack()
    await tray.is_now(posting_since=EARLIER, until=EARLIER)

    await tray.turn(slack)

    assert (slack.asked, (await tray.row()).state) == (["look"], "skipped")


@pytest.mark.parametrize(
    ("fault", "seconds", "may_stand"),
    [
        (LIMITED, 40, False),
        (NO_WAIT_SAID, 5, False),
        (REVOKED, 5, False),
        (AMBIGUOUS, 0.1, True),
    ],
)
async def test_what_slack_does_not_take_now_waits_and_says_why(
    tray: Tray, fault: Fault, seconds: float, may_stand: bool
) -> None:
    before = counted(counts.AMBIGUOUS)

    await tray.turn(Slack(sends=fault))

    row = await tray.row()
    assert (row.state, row.reason) == ("wanted", fault.code)
    assert counted(counts.AMBIGUOUS) - before == may_stand
    assert await tray.waits(seconds)
    assert (row.posting_since is not None) == may_stand
    assert tray.followed == []


@pytest.mark.parametrize(("code", "told"), [("ratelimited", 1), (TURN, 0)])
async def test_that_slack_does_not_take_it_now_is_logged_unless_it_waits_its_turn(
    tray: Tray, code: str, told: int, capsys: pytest.CaptureFixture[str]
) -> None:
    await tray.turn(Slack(sends=Fault(FaultClass.LATER, code)))

    assert capsys.readouterr().err.count("delivery.fault") == told


async def test_a_workspace_that_is_closed_to_us_is_stopped(tray: Tray, begin: Begin) -> None:
    await tray.turn(Slack(sends=REVOKED))

    async with begin(read_only=True) as session:
        stopped = await stops.stops(session, System("tests"), "T0DK2020")
    assert {scope: why for scope, (why, _) in stopped.items()} == {"everything": "token_revoked"}


@pytest.mark.parametrize("fault", [ARCHIVED, BROKEN, Fault(FaultClass.MEMBER, "user_not_found")])
async def test_something_else_is_said_only_where_what_we_made_is_refused(
    tray: Tray, fault: Fault
) -> None:
    await tray.turn(Slack(sends=fault), instead="apology")

    row = await tray.row()
    assert (row.state, row.reason) == ("parked", fault.code)
    assert ("apology" in await tray.kinds()) == (fault is BROKEN)


async def test_nothing_else_is_said_where_the_message_stands_and_cannot_be_changed(
    tray: Tray,
) -> None:
    await tray.stands()

    await tray.turn(Slack(updates=BROKEN), instead="apology")

    assert (await tray.row()).state == "parked"
    assert await tray.kinds() == {"status.prompt"}


async def test_what_was_lost_before_the_post_is_not_posted(tray: Tray) -> None:
    slack, held = Slack(), await tray.claim()
    await tray.taken_over()

    await tray.do(slack, held)

    assert slack.asked == []


@pytest.mark.parametrize("fault", [LIMITED, AMBIGUOUS, REVOKED])
async def test_where_it_cannot_be_looked_for_nothing_is_posted_and_nothing_forgotten(
    tray: Tray, fault: Fault
) -> None:
    slack = Slack(looks=fault)
    await tray.is_now(posting_since=EARLIER)

    await tray.turn(slack)

    row = await tray.row()
    assert slack.asked == ["look"]
    assert (row.state, row.posting_since, row.reason) == ("wanted", EARLIER, fault.code)


async def test_what_was_posted_a_moment_ago_is_looked_for_again_before_it_is_posted_again(
    tray: Tray,
) -> None:
    slack = Slack()
    await tray.is_now(posting_since=datetime.now(UTC) - timedelta(seconds=40))

    await tray.turn(slack, wait=timedelta(seconds=600))

    row = await tray.row()
    assert slack.asked == ["look"]
    assert (row.state, row.reason) == ("wanted", "looked, not there yet")
    assert row.posting_since is not None
    assert row.not_before is not None
    assert row.not_before - row.posting_since >= timedelta(seconds=600)


async def test_what_is_not_there_after_the_wait_is_posted_again(tray: Tray) -> None:
    slack = Slack()
    await tray.is_now(posting_since=EARLIER)

    await tray.turn(slack)

    assert slack.asked == ["look", "send"]
    row = await tray.row()
    assert (row.state, row.ts, row.reason) == ("wanted", FIRST.ts, delivery.SENT_AGAIN)
    assert await tray.waits(0.1)


async def test_after_a_second_post_the_first_is_looked_for_once_more(tray: Tray) -> None:
    await tray.is_now(posting_since=EARLIER)
    await tray.turn(Slack(sends=SECOND))
    await asyncio.sleep(0.15)
    slack = Slack(looks=[FIRST, SECOND])

    await tray.turn(slack)

    row = await tray.row()
    assert slack.asked == ["look", "delete 1"]
    assert (row.state, row.ts, row.posting_since) == ("sent", SECOND.ts, None)


async def test_what_changed_meanwhile_is_said_then(tray: Tray) -> None:
    await tray.is_now(posting_since=EARLIER)
    await tray.turn(Slack())
    await tray.is_now(wanted_revision=2, not_before=None)
    slack = Slack(looks=[FIRST])

    await tray.turn(slack)

    assert slack.asked == ["look", "update 1"]
    assert (await tray.row()).sent_revision == 2


async def test_what_is_found_counts_as_its_first_revision(tray: Tray) -> None:
    slack = Slack(looks=[FIRST])
    await tray.is_now(posting_since=EARLIER, wanted_revision=2)

    await tray.turn(slack)

    row = await tray.row()
    assert slack.asked == ["look"]
    assert (row.state, row.ts, row.sent_revision) == ("wanted", FIRST.ts, 1)
    assert row.posting_since is None


@pytest.mark.parametrize(("fault", "gone"), [(None, 2), (GONE, 0)])
async def test_of_several_the_first_stays_and_the_others_go(
    tray: Tray, fault: Fault | None, gone: int
) -> None:
    slack = Slack(looks=[FIRST, SECOND, THIRD], deletes=fault)
    await tray.is_now(posting_since=EARLIER)
    before = counted(counts.TWINS_DELETED)

    await tray.turn(slack)

    assert slack.asked == ["look", "delete 2", "delete 3"]
    assert (await tray.row()).ts == FIRST.ts
    assert tray.followed == [FIRST]
    assert counted(counts.TWINS_DELETED) - before == gone


async def test_which_of_several_stays_is_written_before_the_others_go(tray: Tray) -> None:
    written: list[str | None] = []

    async def note() -> None:
        written.append((await tray.row()).ts)

    class Noting(Slack):
        async def delete(self, sent: Sent) -> Fault | None:
            await note()
            return None

    await tray.is_now(posting_since=EARLIER)
    await tray.turn(Noting(looks=[FIRST, SECOND]))

    assert written == [FIRST.ts]


async def test_who_died_over_the_twins_is_followed_by_somebody_who_deletes_them(
    tray: Tray,
) -> None:
    slack = Slack(looks=[FIRST, SECOND])
    await tray.is_now(posting_since=EARLIER, channel=HERE, ts=SECOND.ts)

    await tray.turn(slack)

    row = await tray.row()
    assert slack.asked == ["look", "delete 1", "update 2"]
    assert (row.state, row.ts, row.posting_since) == ("sent", SECOND.ts, None)


async def test_twins_that_cannot_be_looked_for_are_not_forgotten(tray: Tray) -> None:
    slack = Slack(looks=LIMITED)
    await tray.is_now(posting_since=EARLIER, channel=HERE, ts=FIRST.ts)

    await tray.turn(slack)

    row = await tray.row()
    assert slack.asked == ["look"]
    assert (row.state, row.posting_since, row.reason) == ("wanted", EARLIER, LIMITED.code)


async def test_who_lost_it_while_looking_deletes_none_but_those_that_do_not_count(
    tray: Tray,
) -> None:
    async def taken_over() -> None:
        await tray.taken_over(state=DeliveryState.SENT, channel=HERE, ts=SECOND.ts)

    slack = Slack(looks=[FIRST, SECOND, THIRD], meanwhile=taken_over)
    await tray.is_now(posting_since=EARLIER)

    await tray.turn(slack)

    assert slack.asked == ["look", "delete 1", "delete 3"]
    assert (await tray.row()).ts == SECOND.ts
    assert tray.followed == []


async def test_who_lost_it_while_posting_deletes_its_own(tray: Tray) -> None:
    async def taken_over() -> None:
        await tray.taken_over(state=DeliveryState.SENT, channel=HERE, ts=SECOND.ts)

    slack = Slack(meanwhile=taken_over)

    await tray.turn(slack)

    assert slack.asked == ["send", "delete 1"]
    assert (await tray.row()).ts == SECOND.ts
    assert tray.followed == []


async def test_who_lost_it_and_found_the_same_message_leaves_it(tray: Tray) -> None:
    async def taken_over() -> None:
        await tray.taken_over(state=DeliveryState.SENT, channel=HERE, ts=FIRST.ts)

    slack = Slack(looks=[FIRST], meanwhile=taken_over)
    await tray.is_now(posting_since=EARLIER)

    await tray.turn(slack)

    assert slack.asked == ["look"]


async def test_who_lost_it_waits_for_what_the_other_settles_on(tray: Tray) -> None:
    settling: list[asyncio.Task[None]] = []

    async def settle() -> None:
        await asyncio.sleep(0.6)
        await tray.is_now(state=DeliveryState.SENT, channel=HERE, ts=SECOND.ts)

    async def taken_over() -> None:
        await tray.taken_over()
        settling.append(asyncio.create_task(settle()))

    slack = Slack(meanwhile=taken_over)

    await tray.turn(slack)

    await settling[0]
    assert slack.asked == ["send", "delete 1"]


async def test_while_the_other_has_settled_on_none_ours_stays(tray: Tray) -> None:
    async def taken_over() -> None:
        await tray.taken_over()

    slack = Slack(meanwhile=taken_over)

    await tray.turn(slack)

    assert slack.asked == ["send"]


async def test_who_lost_it_and_does_not_know_what_it_posted_looks(tray: Tray) -> None:
    async def taken_over() -> None:
        await tray.taken_over(state=DeliveryState.SENT, channel=HERE, ts=SECOND.ts)

    slack = Slack(sends=AMBIGUOUS, looks=[FIRST, SECOND], meanwhile=taken_over)

    await tray.turn(slack)

    assert slack.asked == ["send", "look", "delete 1"]


@pytest.mark.parametrize("sends", [LIMITED, REVOKED])
async def test_who_lost_it_and_surely_posted_nothing_does_not_look(
    tray: Tray, sends: Fault
) -> None:
    slack = Slack(sends=sends, meanwhile=tray.taken_over)

    await tray.turn(slack)

    assert slack.asked == ["send"]


@pytest.mark.parametrize(("fault", "seconds"), [(AMBIGUOUS, 5), (LIMITED, 40)])
async def test_a_change_that_slack_does_not_take_now_is_tried_again(
    tray: Tray, fault: Fault, seconds: float
) -> None:
    slack = Slack(updates=fault)
    await tray.stands()

    await tray.turn(slack)

    row = await tray.row()
    assert slack.asked == ["update 1"]
    assert (row.state, row.sent_revision, row.reason) == ("wanted", 1, fault.code)
    assert await tray.waits(seconds)


async def test_a_change_is_settled_with_what_it_said(tray: Tray) -> None:
    await tray.stands()

    await tray.turn(Slack())

    row = await tray.row()
    assert (row.state, row.sent_revision, row.ts) == ("sent", 2, FIRST.ts)


async def test_what_was_never_posted_and_is_not_wanted_needs_no_call(tray: Tray) -> None:
    slack, tray.wanted = Slack(), False

    await tray.turn(slack)

    row = await tray.row()
    assert slack.asked == []
    assert (row.state, row.reason) == ("withdrawn", "no longer wanted")


async def test_what_stands_and_is_not_wanted_is_deleted(tray: Tray) -> None:
    slack, tray.wanted = Slack(), False
    await tray.stands()

    await tray.turn(slack)

    row = await tray.row()
    assert slack.asked == ["delete 1"]
    assert (row.state, row.reason) == ("withdrawn", "no longer wanted")


async def test_all_that_may_stand_unseen_is_looked_for_and_deleted(tray: Tray) -> None:
    slack, tray.wanted = Slack(looks=[FIRST, SECOND]), False
    await tray.is_now(posting_since=EARLIER)

    await tray.turn(slack)

    assert slack.asked == ["look", "delete 1", "delete 2"]
    assert (await tray.row()).state == "withdrawn"


async def test_twins_of_what_stands_are_deleted_with_it(tray: Tray) -> None:
    slack, tray.wanted = Slack(looks=[FIRST, SECOND]), False
    await tray.is_now(posting_since=EARLIER, channel=HERE, ts=SECOND.ts)

    await tray.turn(slack)

    assert slack.asked == ["look", "delete 2", "delete 1"]


async def test_what_may_stand_and_cannot_be_looked_for_is_taken_back_later(tray: Tray) -> None:
    slack, tray.wanted = Slack(looks=LIMITED), False
    await tray.is_now(posting_since=EARLIER)

    await tray.turn(slack)

    row = await tray.row()
    assert slack.asked == ["look"]
    assert (row.state, row.posting_since) == ("wanted", EARLIER)
    assert await tray.waits(40)


@pytest.mark.parametrize(
    ("fault", "seconds"),
    [(LIMITED, 40), (AMBIGUOUS, 0.1), (REVOKED, 5)],
)
async def test_what_cannot_be_deleted_now_is_taken_back_later(
    tray: Tray, fault: Fault, seconds: float
) -> None:
    tray.wanted = False
    slack = Slack(looks=[FIRST, SECOND], deletes=fault)
    await tray.stands()
    await tray.is_now(posting_since=EARLIER)

    await tray.turn(slack)

    row = await tray.row()
    assert slack.asked == ["look", "delete 1"]
    assert (row.state, row.reason, row.posting_since) == ("wanted", fault.code, EARLIER)
    assert await tray.waits(seconds)


async def test_what_was_deleted_by_somebody_is_taken_back_all_the_same(tray: Tray) -> None:
    tray.wanted = False
    await tray.stands()

    await tray.turn(Slack(deletes=GONE))

    row = await tray.row()
    assert (row.state, row.reason) == ("withdrawn", GONE.code)
