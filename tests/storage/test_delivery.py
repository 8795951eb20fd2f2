import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from storage import delivery
from storage.delivery import Delivery, Wanted
from storage.engine import Begin
from storage.models import DeliveryRow
from storage.models.trays import DeliveryState
from tests.storage.builders import (
    A_YEAR_LATER,
    AFTER_SHORT,
    CHANNEL,
    LONG,
    MONDAY,
    OTHER_WORKSPACE,
    SHORT,
    TEST,
    WORKSPACE,
)

Step = Callable[[AsyncSession, Delivery], Awaitable[bool]]

PROMPT = Wanted(
    workspace=WORKSPACE,
    occasion="status/2026-W48",
    recipient="U0KOORDINATOR",
    kind="status.prompt",
    language="da",
    due=MONDAY,
)
TS = "1795420800.000100"
ENDED = [DeliveryState.WITHDRAWN, DeliveryState.SKIPPED, DeliveryState.PARKED]
STEPS: dict[str, Step] = {
    "about to post": delivery.about_to_post,
    "sent": lambda s, held: delivery.settle_sent(
        s, held, channel=CHANNEL, ts="1795420899.000900", revision=1, now=MONDAY
    ),
    "later": lambda s, held: delivery.settle_later(
        s, held, wait=LONG, reason="ratelimited", surely_not_posted=True
    ),
    "ended": lambda s, held: delivery.settle_ended(
        s, held, DeliveryState.PARKED, reason="channel_not_found"
    ),
}


async def want(begin: Begin, *messages: Wanted) -> list[bool]:
    async with begin() as session:
        return [await delivery.want(session, message) for message in messages]


async def claim(
    begin: Begin,
    *,
    owner: str = "afsender-1",
    now: datetime = MONDAY,
    lease: timedelta = LONG,
    limit: int = 100,
) -> Sequence[Delivery]:
    async with begin() as session:
        return await delivery.claim(session, TEST, owner=owner, now=now, lease=lease, limit=limit)


async def claim_until_nothing_is_left(begin: Begin, owner: str) -> list[Delivery]:
    taken: list[Delivery] = []
    while claimed := await claim(begin, owner=owner, limit=1):
        taken += claimed
    return taken


async def take(begin: Begin, step: Step, held: Delivery) -> bool:
    async with begin() as session:
        return await step(session, held)


async def about_to_post(begin: Begin, held: Delivery) -> bool:
    async with begin() as session:
        return await delivery.about_to_post(session, held)


async def sent(begin: Begin, held: Delivery) -> bool:
    async with begin() as session:
        return await delivery.settle_sent(
            session, held, channel=CHANNEL, ts=TS, revision=1, now=MONDAY
        )


async def later(
    begin: Begin, held: Delivery, *, wait: timedelta, surely_not_posted: bool = True
) -> bool:
    async with begin() as session:
        return await delivery.settle_later(
            session, held, wait=wait, reason="timeout", surely_not_posted=surely_not_posted
        )


async def ended(begin: Begin, held: Delivery, state: DeliveryState, reason: str) -> bool:
    async with begin() as session:
        return await delivery.settle_ended(session, held, state, reason=reason)


async def sent_as(begin: Begin, delivery_id: str) -> str | None:
    async with begin() as session:
        return await delivery.sent_as(session, TEST, delivery_id)


async def is_wanted(begin: Begin, workspace: str, occasion: str) -> bool:
    async with begin() as session:
        return await delivery.is_wanted(session, TEST, workspace, occasion)


async def row_of(begin: Begin, held: Delivery) -> DeliveryRow:
    async with begin() as session:
        return (await session.scalars(select(DeliveryRow).where(DeliveryRow.id == held.id))).one()


async def a_held_message(begin: Begin, *, lease: timedelta = LONG) -> Delivery:
    await want(begin, PROMPT)
    [held] = await claim(begin, lease=lease)
    return held


async def a_message_that_changed_hands(begin: Begin) -> tuple[Delivery, Delivery]:
    late = await a_held_message(begin, lease=SHORT)
    await asyncio.sleep(AFTER_SHORT)
    [holder] = await claim(begin, owner="afsender-2")
    return late, holder


async def test_a_message_is_wanted_once(begin: Begin) -> None:
    assert await want(begin, PROMPT) == [True]
    assert await want(begin, PROMPT) == [False]

    assert len(await claim(begin)) == 1


async def test_of_eight_planners_that_want_the_same_one_writes_it_down(begin: Begin) -> None:
    told = await asyncio.gather(*(want(begin, PROMPT) for _ in range(8)))

    assert sorted(told) == [[False]] * 7 + [[True]]


async def test_workspace_occasion_recipient_and_kind_each_make_another_message(
    begin: Begin,
) -> None:
    others = (
        replace(PROMPT, workspace=OTHER_WORKSPACE),
        replace(PROMPT, occasion="status/2026-W49"),
        replace(PROMPT, recipient="U0STEDFORTRAEDER"),
        replace(PROMPT, kind="status.reminder"),
    )

    assert await want(begin, PROMPT, *others) == [True] * 5

    assert len({message.id for message in await claim(begin)}) == 5


async def test_something_is_wanted_on_an_occasion_from_then_on(begin: Begin) -> None:
    held = await a_held_message(begin)
    await sent(begin, held)

    assert await is_wanted(begin, WORKSPACE, PROMPT.occasion) is True
    assert await is_wanted(begin, WORKSPACE, "status/2026-W49") is False
    assert await is_wanted(begin, OTHER_WORKSPACE, PROMPT.occasion) is False


async def test_what_is_claimed_is_what_was_wanted(begin: Begin) -> None:
    wanted = replace(PROMPT, channel=CHANNEL, thread="1795420000.000100")
    await want(begin, wanted)

    [held] = await claim(begin)

    assert {name: getattr(held, name) for name in vars(wanted)} == vars(wanted)
    assert (held.attempt, held.ts, held.posting_since) == (1, None, None)


async def test_who_claims_is_told_the_databases_time(begin: Begin) -> None:
    held = await a_held_message(begin)

    assert abs(datetime.now(UTC) - held.claimed_at) < timedelta(seconds=5)


async def test_nothing_is_sent_before_it_is_due(begin: Begin) -> None:
    await want(begin, PROMPT)

    assert await claim(begin, now=MONDAY - timedelta(seconds=1)) == []
    assert len(await claim(begin, now=MONDAY)) == 1


async def test_what_was_due_first_is_claimed_first(begin: Begin) -> None:
    newest, oldest, middle = (
        replace(PROMPT, occasion=f"status/2026-W{48 - n}", due=MONDAY - timedelta(weeks=n))
        for n in (0, 2, 1)
    )
    await want(begin, newest, oldest, middle)

    claimed = await claim(begin, limit=2)

    assert {message.occasion for message in claimed} == {oldest.occasion, middle.occasion}


async def test_four_senders_never_get_the_same_message(begin: Begin) -> None:
    recipients = [f"U0KOORDINATOR{number:02}" for number in range(40)]
    await want(begin, *(replace(PROMPT, recipient=user) for user in recipients))

    taken = await asyncio.gather(
        *(claim_until_nothing_is_left(begin, f"afsender-{number}") for number in range(4))
    )

    assert sorted(message.recipient for each in taken for message in each) == recipients


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_nobody_gets_more_than_they_asked_for(begin: Begin, engine: AsyncEngine) -> None:
    await want(begin, PROMPT)
    async with engine.begin() as connection:
        await connection.execute(text("analyze delivery"))
    await want(begin, *(replace(PROMPT, recipient=f"U0DELTAGER{n}") for n in range(40)))

    assert len(await claim(begin, limit=1)) == 1


async def test_a_message_under_a_lease_is_not_claimed_again(begin: Begin) -> None:
    await a_held_message(begin, lease=LONG)

    assert await claim(begin, owner="afsender-2") == []


async def test_a_lease_that_has_run_out_is_claimed_again(begin: Begin) -> None:
    late, holder = await a_message_that_changed_hands(begin)

    assert (holder.id, holder.attempt) == (late.id, late.attempt + 1)
    assert (await row_of(begin, holder)).owner == "afsender-2"


async def test_moving_the_alliances_clock_ends_no_lease(begin: Begin) -> None:
    await a_held_message(begin, lease=LONG)

    assert await claim(begin, now=A_YEAR_LATER) == []


async def test_the_next_holder_knows_since_when_a_post_may_exist(begin: Begin) -> None:
    late = await a_held_message(begin, lease=SHORT)
    assert await about_to_post(begin, late) is True
    await asyncio.sleep(AFTER_SHORT)

    [holder] = await claim(begin, owner="afsender-2")

    assert holder.posting_since is not None
    assert late.claimed_at <= holder.posting_since < holder.claimed_at


async def test_of_two_posts_that_may_exist_the_first_counts(begin: Begin) -> None:
    late = await a_held_message(begin, lease=SHORT)
    await about_to_post(begin, late)
    await asyncio.sleep(AFTER_SHORT)
    [holder] = await claim(begin, owner="afsender-2")

    await about_to_post(begin, holder)

    assert (await row_of(begin, holder)).posting_since == holder.posting_since


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
async def test_whoever_holds_a_message_may_go_on(begin: Begin, step: Step) -> None:
    held = await a_held_message(begin)

    assert await take(begin, step, held) is True


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
async def test_whoever_lost_a_message_may_not_go_on(begin: Begin, step: Step) -> None:
    late, holder = await a_message_that_changed_hands(begin)

    assert await take(begin, step, late) is False

    row = await row_of(begin, holder)
    assert (row.state, row.ts, row.posting_since) == (DeliveryState.CLAIMED, None, None)
    assert await sent(begin, holder) is True


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
async def test_what_was_sent_is_not_touched_by_its_old_holder(begin: Begin, step: Step) -> None:
    held = await a_held_message(begin)
    await sent(begin, held)

    assert await take(begin, step, held) is False

    assert await sent_as(begin, held.id) == TS


async def test_what_was_sent_is_not_sent_again(begin: Begin) -> None:
    held = await a_held_message(begin, lease=SHORT)
    await about_to_post(begin, held)
    await sent(begin, held)
    await asyncio.sleep(AFTER_SHORT)

    assert await claim(begin, now=A_YEAR_LATER) == []

    row = await row_of(begin, held)
    assert (row.state, row.channel, row.sent_revision) == (DeliveryState.SENT, CHANNEL, 1)
    assert (row.owner, row.lease_until, row.posting_since) == (None, None, None)


async def test_a_message_has_a_timestamp_once_it_was_sent(begin: Begin) -> None:
    held = await a_held_message(begin)
    before = await sent_as(begin, held.id)

    await sent(begin, held)

    assert [before, await sent_as(begin, held.id)] == [None, TS]


async def test_a_message_that_nobody_wanted_has_no_timestamp(begin: Begin) -> None:
    assert await sent_as(begin, "0" * 32) is None


async def test_what_is_to_wait_is_not_tried_before_whatever_the_alliances_clock(
    begin: Begin,
) -> None:
    held = await a_held_message(begin)

    await later(begin, held, wait=LONG)

    assert await claim(begin, now=A_YEAR_LATER) == []


async def test_what_has_waited_is_tried_again(begin: Begin) -> None:
    held = await a_held_message(begin)
    await later(begin, held, wait=SHORT)
    await asyncio.sleep(AFTER_SHORT)

    [again] = await claim(begin, owner="afsender-2")

    assert (again.id, again.attempt) == (held.id, held.attempt + 1)


async def test_why_a_message_waits_is_written_down_until_it_is_sent(begin: Begin) -> None:
    held = await a_held_message(begin)
    await later(begin, held, wait=SHORT)
    before = (await row_of(begin, held)).reason
    await asyncio.sleep(AFTER_SHORT)
    [again] = await claim(begin)

    await sent(begin, again)

    assert [before, (await row_of(begin, again)).reason] == ["timeout", None]


@pytest.mark.parametrize(("surely_not_posted", "must_look"), [(False, True), (True, False)])
async def test_the_next_holder_looks_first_unless_it_surely_was_not_posted(
    begin: Begin, surely_not_posted: bool, must_look: bool
) -> None:
    held = await a_held_message(begin)
    await about_to_post(begin, held)
    await later(begin, held, wait=SHORT, surely_not_posted=surely_not_posted)
    await asyncio.sleep(AFTER_SHORT)

    [again] = await claim(begin)

    assert (again.posting_since is not None) is must_look


@pytest.mark.parametrize("state", ENDED)
async def test_what_will_not_be_sent_is_not_claimed_again(
    begin: Begin, state: DeliveryState
) -> None:
    held = await a_held_message(begin, lease=SHORT)

    await ended(begin, held, state, "kommunen har svaret")

    await asyncio.sleep(AFTER_SHORT)
    assert await claim(begin, now=A_YEAR_LATER) == []
    row = await row_of(begin, held)
    assert (row.state, row.reason) == (state, "kommunen har svaret")
    assert await sent_as(begin, held.id) is None
