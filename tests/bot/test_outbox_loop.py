import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.delivery import setbacks
from bot.delivery.hands import working
from bot.delivery.kinds import Kind
from bot.delivery.outbox import Outbox
from bot.delivery.pace import Pace
from bot.delivery.sender import Fault, FaultClass, Sent
from storage import delivery
from storage.delivery import Delivery, Wanted
from storage.engine import Begin, Session
from storage.models import DeliveryRow, TaskRow
from storage.models.trays import DeliveryState
from tests.bot.trays import HASTY, QUICK, TIMED_OUT, Channel, Post, at_work, process, until

Column = Callable[[str], Awaitable[object]]
REFUSED = {
    FaultClass.MEMBER: "user_not_found",
    FaultClass.CHANNEL: "is_archived",
    FaultClass.BUG: "invalid_blocks",
}


def outbox(
    begin: Begin,
    channel: Channel,
    kind: Kind | None = None,
    owner: str = "one",
    pace: Pace = QUICK,
) -> Outbox:
    return Outbox(process(begin, owner, pace), {"answer": kind or Kind()}, channel)


@pytest.fixture
async def column(begin: Begin) -> Column:
    wanted = Wanted(
        workspace="T0DK2020",
        occasion="T0DK2020:C0ALLIANCEN:1.000000",
        recipient="C0ALLIANCEN",
        kind="answer",
        language="da",
        due=datetime.now(UTC),
        channel="C0ALLIANCEN",
    )
    async with begin() as session:
        await delivery.want(session, wanted)

    async def value(name: str) -> object:
        async with begin(read_only=True) as session:
            return await session.scalar(select(getattr(DeliveryRow, name)))

    return value


async def settled(column: Column) -> object:
    state = await column("state")
    return state if state not in (DeliveryState.WANTED, DeliveryState.CLAIMED) else None


async def run_until_settled(column: Column, *outboxes: Outbox) -> object:
    async with asyncio.timeout(8), at_work(*(o.hands for o in outboxes)):
        while not (state := await settled(column)):
            await asyncio.sleep(0.01)
    return state


async def test_what_is_wanted_is_sent_once(begin: Begin, column: Column) -> None:
    channel = Channel()

    state = await run_until_settled(column, outbox(begin, channel))

    assert state is DeliveryState.SENT
    assert await column("ts") == "1.000000"
    assert (channel.tries, channel.looks) == (1, 0)


async def test_several_processes_send_it_once(begin: Begin, column: Column) -> None:
    channel = Channel()
    outboxes = [outbox(begin, channel, owner=name) for name in ("one", "two", "three")]

    await run_until_settled(column, *outboxes)

    assert channel.tries == 1


async def test_a_post_that_was_accepted_unseen_is_found_and_not_sent_again(
    begin: Begin, column: Column
) -> None:
    channel = Channel([Post(accepted=True, fault=TIMED_OUT)])

    state = await run_until_settled(column, outbox(begin, channel))

    assert state is DeliveryState.SENT
    assert (channel.tries, len(channel.stands)) == (1, 1)


async def test_a_post_that_never_arrived_is_sent_after_a_look(begin: Begin, column: Column) -> None:
    channel = Channel([Post(accepted=False, fault=TIMED_OUT)])

    await run_until_settled(column, outbox(begin, channel, pace=HASTY))

    assert (channel.tries, len(channel.stands)) == (2, 1)
    assert channel.looks >= 1


async def test_a_first_post_that_comes_after_the_second_is_deleted(
    begin: Begin, column: Column
) -> None:
    channel = Channel([Post(accepted=False, fault=TIMED_OUT)])
    late = Sent("C0ALLIANCEN", "9.000000")
    hasty = outbox(begin, channel, pace=HASTY)

    async with at_work(hasty.hands), asyncio.timeout(8):
        while channel.tries < 2:
            await asyncio.sleep(0.01)
        channel.stands.append((str(await column("id")), late))
        while await settled(column) is None:
            await asyncio.sleep(0.01)

    assert channel.deleted == [late.ts]
    assert len(channel.stands) == 1
    assert channel.updates == 0
    assert (await column("state"), await column("posting_since")) == (DeliveryState.SENT, None)


async def test_slack_s_own_wait_is_kept(begin: Begin, column: Column) -> None:
    wait = timedelta(seconds=0.5)
    channel = Channel([Post(accepted=False, fault=Fault(FaultClass.LATER, "ratelimited", wait))])
    began = datetime.now(UTC)

    await run_until_settled(column, outbox(begin, channel))

    assert datetime.now(UTC) - began >= wait
    assert (channel.tries, channel.looks) == (2, 0)


async def test_when_slack_s_wait_is_over_it_is_tried_then_and_not_at_the_tick_after_it(
    begin: Begin, column: Column
) -> None:
    wait = timedelta(seconds=0.3)
    channel = Channel([Post(accepted=False, fault=Fault(FaultClass.LATER, "ratelimited", wait))])
    seldom = replace(QUICK, tick=timedelta(minutes=1))

    state = await run_until_settled(column, outbox(begin, channel, pace=seldom))

    assert state is DeliveryState.SENT


@pytest.mark.parametrize(("kind", "code"), REFUSED.items())
async def test_what_can_never_arrive_is_parked_with_its_reason(
    begin: Begin, column: Column, kind: FaultClass, code: str
) -> None:
    channel = Channel([Post(accepted=False, fault=Fault(kind, code))])

    state = await run_until_settled(column, outbox(begin, channel))

    assert state is DeliveryState.PARKED
    assert await column("reason") == code
    assert channel.tries == 1


async def test_what_is_no_longer_wanted_is_not_sent(begin: Begin, column: Column) -> None:
    async def never(session: Session, message: Delivery) -> bool:
        return False

    channel = Channel()

    state = await run_until_settled(column, outbox(begin, channel, Kind(still_wanted=never)))

    assert state is DeliveryState.WITHDRAWN
    assert channel.tries == 0


async def test_what_follows_from_sending_follows_once(begin: Begin, column: Column) -> None:
    followed: list[Sent] = []

    async def note(session: Session, message: Delivery, sent: Sent) -> None:
        followed.append(sent)

    channel = Channel([Post(accepted=True, fault=TIMED_OUT)])

    await run_until_settled(column, outbox(begin, channel, Kind(on_sent=note)))

    assert followed == [Sent("C0ALLIANCEN", "1.000000")]


@pytest.mark.parametrize("fault", [None, TIMED_OUT])
async def test_a_late_twin_of_a_process_that_slept_through_its_lease_is_deleted(
    begin: Begin, column: Column, fault: Fault | None
) -> None:
    channel = Channel([Post(takes=1.5, fault=fault)])
    pace = replace(QUICK, lease=timedelta(seconds=0.3), resend_after=timedelta(seconds=0.1))
    sleeper = Outbox(process(begin, "sleeper", pace), {"answer": Kind()}, channel)
    other = Outbox(process(begin, "other", pace), {"answer": Kind()}, channel)

    async with at_work(sleeper.hands):
        await until(lambda: channel.tries == 1)
        async with at_work(other.hands):
            await until(lambda: channel.deleted, within=8)

    assert channel.deleted == ["1.000000"]
    assert [sent.ts for _, sent in channel.stands] == ["2.000000"]
    assert await column("ts") == "2.000000"


async def test_stopping_lets_what_is_in_hand_come_to_its_end(begin: Begin, column: Column) -> None:
    channel = Channel([Post(takes=0.3)])
    tray = outbox(begin, channel)

    async def serve() -> None:
        async with working(tray.hands):
            await asyncio.Event().wait()

    serving = asyncio.create_task(serve())
    await until(lambda: channel.tries == 1)
    serving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await serving

    assert await column("state") is DeliveryState.SENT


async def test_stopping_gives_back_what_hangs_and_the_next_looks_first(
    begin: Begin, column: Column
) -> None:
    channel = Channel([Post(takes=60)])
    hanging = Outbox(process(begin, "one", HASTY), {"answer": Kind()}, channel)

    async with at_work(hanging.hands):
        await until(lambda: channel.tries == 1)
        channel.stands.append((str(await column("id")), Sent("C0ALLIANCEN", "1.000000")))

    assert await column("state") is DeliveryState.WANTED
    assert await column("reason") == "stopped"
    assert await column("posting_since") is not None
    assert await run_until_settled(column, outbox(begin, channel)) is DeliveryState.SENT
    assert (channel.tries, len(channel.stands)) == (1, 1)


async def test_where_slack_refuses_what_we_made_something_else_is_said_instead(
    begin: Begin, column: Column
) -> None:
    channel = Channel([Post(accepted=False, fault=Fault(FaultClass.BUG, "invalid_blocks"))])
    kinds = {"answer": Kind(instead="apology"), "apology": Kind()}
    tray = Outbox(process(begin), kinds, channel)

    async with at_work(tray.hands):
        await until(lambda: channel.stands)

    async with begin(read_only=True) as session:
        rows = {row.kind: row for row in await session.scalars(select(DeliveryRow))}
    assert rows["answer"].state is DeliveryState.PARKED
    assert rows["apology"].thread == rows["answer"].thread


async def test_it_is_not_sent_again_before_its_time(begin: Begin, column: Column) -> None:
    channel = Channel([Post(accepted=False, fault=TIMED_OUT)])
    began = datetime.now(UTC)

    await run_until_settled(column, outbox(begin, channel, pace=HASTY))

    assert datetime.now(UTC) - began >= QUICK.resend_after
    assert channel.tries == 2


async def test_a_workspace_that_is_closed_to_us_is_left_in_peace_and_nothing_is_lost(
    begin: Begin, column: Column
) -> None:
    channel = Channel([Post(accepted=False, fault=Fault(FaultClass.WORKSPACE, "token_revoked"))])

    async with at_work(outbox(begin, channel).hands):
        await until(lambda: channel.tries)
        await asyncio.sleep(0.3)

    assert channel.tries == 1
    assert await column("state") is DeliveryState.WANTED
    assert await column("reason") == "token_revoked"


async def test_two_that_were_both_accepted_become_one_and_the_first_stays(
    begin: Begin, column: Column
) -> None:
    channel = Channel([Post(accepted=True, fault=TIMED_OUT)])
    key = str(await column("id"))
    channel.stands.append((key, Sent("C0ALLIANCEN", "0.500000")))

    await run_until_settled(column, outbox(begin, channel))
    await until(lambda: channel.deleted)

    assert [sent.ts for _, sent in channel.stands] == ["0.500000"]
    assert await column("ts") == "0.500000"


async def test_what_the_bot_stopped_in_the_middle_of_is_looked_for_first(
    begin: Begin, column: Column
) -> None:
    channel = Channel()
    channel.stands.append((str(await column("id")), Sent("C0ALLIANCEN", "0.500000")))
    async with begin() as session:
        for row in await session.scalars(select(DeliveryRow)):
            row.state, row.attempt, row.owner = DeliveryState.CLAIMED, 1, "killed"
            row.posting_since = row.lease_until = datetime(2020, 1, 1, tzinfo=UTC)

    await run_until_settled(column, outbox(begin, channel))

    assert channel.tries == 0
    assert await column("ts") == "0.500000"


async def wanted_again(begin: Begin) -> bool:
    async with begin() as session:
        return await delivery.want_again(
            session, "T0DK2020", "T0DK2020:C0ALLIANCEN:1.000000", "answer"
        )


async def test_what_says_something_new_is_changed_where_it_stands(
    begin: Begin, column: Column
) -> None:
    channel = Channel()
    await run_until_settled(column, outbox(begin, channel))

    assert await wanted_again(begin)
    await run_until_settled(column, outbox(begin, channel))

    assert (channel.tries, channel.updates, len(channel.stands)) == (1, 1, 1)
    assert await column("sent_revision") == 2


async def test_what_changes_while_it_is_sent_is_changed_after_that(
    begin: Begin, column: Column
) -> None:
    channel = Channel([Post(takes=0.3)])

    async with at_work(outbox(begin, channel).hands):
        await until(lambda: channel.tries)
        assert await wanted_again(begin)
        async with asyncio.timeout(5):
            while await column("sent_revision") != 2:
                await asyncio.sleep(0.01)

    assert (channel.tries, channel.updates) == (1, 1)


async def test_a_change_that_slack_takes_later_is_tried_again(begin: Begin, column: Column) -> None:
    wait = timedelta(seconds=0.1)
    channel = Channel(refusals=[Fault(FaultClass.LATER, "ratelimited", wait)])
    await run_until_settled(column, outbox(begin, channel))

    await wanted_again(begin)
    await run_until_settled(column, outbox(begin, channel))

    assert (channel.tries, channel.updates) == (1, 2)


async def test_what_stands_and_is_no_longer_wanted_is_taken_back(
    begin: Begin, column: Column
) -> None:
    async def never(session: Session, message: Delivery) -> bool:
        return False

    channel = Channel()
    await run_until_settled(column, outbox(begin, channel))
    await wanted_again(begin)

    state = await run_until_settled(column, outbox(begin, channel, Kind(still_wanted=never)))

    assert state is DeliveryState.WITHDRAWN
    assert channel.stands == []


async def test_what_was_posted_unseen_and_says_something_new_since_is_changed(
    begin: Begin, column: Column
) -> None:
    channel = Channel([Post(accepted=True, fault=TIMED_OUT)])

    async with at_work(outbox(begin, channel).hands):
        await until(lambda: channel.stands)
        assert await wanted_again(begin)
        async with asyncio.timeout(5):
            while await column("sent_revision") != 2:
                await asyncio.sleep(0.01)

    assert (channel.tries, channel.updates, len(channel.stands)) == (1, 1, 1)


async def test_what_slack_takes_later_again_and_again_is_tried_seldom(
    begin: Begin, column: Column, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setbacks, "LATER", timedelta(seconds=0.05))
    away = Fault(FaultClass.LATER, "team_added_to_org")
    channel = Channel([Post(accepted=False, fault=away) for _ in range(100)])

    async with at_work(outbox(begin, channel).hands):
        await asyncio.sleep(1.5)

    assert 2 <= channel.tries <= 2 + 1.5 / QUICK.resend_after.total_seconds()


@pytest.mark.parametrize(
    ("kind", "who"), [(FaultClass.MEMBER, "user"), (FaultClass.CHANNEL, "channel")]
)
async def test_the_secretariat_is_told_of_what_can_never_arrive(
    begin: Begin, column: Column, kind: FaultClass, who: str
) -> None:
    channel = Channel([Post(accepted=False, fault=Fault(kind, "gone"))])

    await run_until_settled(column, outbox(begin, channel))

    async with begin(read_only=True) as session:
        [task] = await session.scalars(select(TaskRow))
    assert (task.kind, task.key) == ("delivery.parked", "parked:C0ALLIANCEN")
    assert task.subject == {who: "C0ALLIANCEN", "kind": "answer", "code": "gone"}


async def test_the_secretariat_is_told_of_our_own_bug_once_for_its_kind(
    begin: Begin, column: Column
) -> None:
    channel = Channel([Post(accepted=False, fault=Fault(FaultClass.BUG, "invalid_blocks"))])

    await run_until_settled(column, outbox(begin, channel))

    async with begin(read_only=True) as session:
        [task] = await session.scalars(select(TaskRow))
    assert (task.kind, task.key) == ("delivery.not_sent", "not_sent:answer")
    assert task.subject == {"kind": "answer"}


async def test_nobody_is_told_of_what_stands_there_and_cannot_be_changed(
    begin: Begin, column: Column
) -> None:
    channel = Channel(refusals=[Fault(FaultClass.CHANNEL, "edit_window_closed")])
    await run_until_settled(column, outbox(begin, channel))
    await wanted_again(begin)

    state = await run_until_settled(column, outbox(begin, channel))

    assert state is DeliveryState.PARKED
    async with begin(read_only=True) as session:
        assert list(await session.scalars(select(TaskRow))) == []
