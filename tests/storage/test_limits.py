"""Slack's limits, as all processes keep them together."""

import asyncio
from datetime import timedelta

from storage import limits
from storage.engine import Begin
from storage.limits import NOW, Place, Rate
from tests.storage.builders import CHANNEL, OTHER_WORKSPACE, WORKSPACE

POST = "chat.postMessage"
POSTING = Place(WORKSPACE, POST)
IN_CHANNEL = Place(WORKSPACE, POST, CHANNEL)
ELSEWHERE = Place(OTHER_WORKSPACE, POST)
SLOW = Rate(timedelta(seconds=60))
BURSTS = Rate(timedelta(seconds=60), burst=3)
NO_PATIENCE, SOME = timedelta(), timedelta(minutes=2)


async def reserve(
    begin: Begin, *places: Place, rate: Rate = SLOW, patience: timedelta | None = None
) -> timedelta:
    async with begin() as session:
        return await limits.reserve(session, dict.fromkeys(places, rate), patience=patience)


async def hold_off(begin: Begin, place: Place, seconds: float, rate: Rate = SLOW) -> None:
    async with begin() as session:
        await limits.hold_off(session, place, rate, timedelta(seconds=seconds))


def about(wait: timedelta, seconds: float) -> bool:
    return abs(wait.total_seconds() - seconds) < 5


async def test_the_first_goes_and_the_next_waits_its_interval(begin: Begin) -> None:
    assert await reserve(begin, POSTING) == NOW
    assert about(await reserve(begin, POSTING), 60)


async def test_whoever_is_told_to_wait_has_taken_no_place(begin: Begin) -> None:
    await reserve(begin, POSTING)

    waits = [await reserve(begin, POSTING) for _ in range(3)]

    assert all(about(wait, 60) for wait in waits)


async def test_when_the_interval_is_over_the_next_goes(begin: Begin) -> None:
    quick = Rate(timedelta(seconds=0.2))
    await reserve(begin, POSTING, rate=quick)
    wait = await reserve(begin, POSTING, rate=quick)

    await asyncio.sleep(wait.total_seconds() + 0.05)

    assert await reserve(begin, POSTING, rate=quick) == NOW


async def test_a_short_burst_goes_at_once(begin: Begin) -> None:
    waits = [await reserve(begin, POSTING, rate=BURSTS) for _ in range(4)]

    assert waits[:3] == [NOW] * 3
    assert about(waits[3], 60)


async def test_one_workspace_never_waits_for_another(begin: Begin) -> None:
    await hold_off(begin, POSTING, 600)

    assert await reserve(begin, ELSEWHERE) == NOW
    assert await reserve(begin, Place(WORKSPACE, "chat.update")) == NOW


async def test_a_full_channel_takes_nothing_from_the_workspace(begin: Begin) -> None:
    await reserve(begin, IN_CHANNEL)
    assert await reserve(begin, POSTING, IN_CHANNEL) > NOW

    assert await reserve(begin, POSTING) == NOW


async def test_slack_s_own_wait_is_kept_and_no_burst_follows_it(begin: Begin) -> None:
    quick = Rate(timedelta(seconds=0.5), burst=5)
    await hold_off(begin, POSTING, 0.4, quick)
    wait = await reserve(begin, POSTING, rate=quick)
    assert 0.1 < wait.total_seconds() <= 0.4

    await asyncio.sleep(wait.total_seconds() + 0.01)

    assert await reserve(begin, POSTING, rate=quick) == NOW
    assert await reserve(begin, POSTING, rate=quick) > NOW


async def test_a_shorter_wait_does_not_end_a_longer_one(begin: Begin) -> None:
    await hold_off(begin, POSTING, 600)
    await hold_off(begin, POSTING, 60)

    assert about(await reserve(begin, POSTING), 600)


async def test_those_who_have_time_stand_in_line_and_others_come_before_them(
    begin: Begin,
) -> None:
    await reserve(begin, POSTING)

    in_line = [await reserve(begin, POSTING, patience=NO_PATIENCE) for _ in range(3)]
    asked = await reserve(begin, POSTING)

    assert [round(wait.total_seconds() / 60) for wait in in_line] == [1, 2, 3]
    assert about(asked, 60)


async def test_whoever_has_stood_in_line_is_next_and_does_not_stand_there_again(
    begin: Begin,
) -> None:
    await reserve(begin, POSTING)
    for _ in range(3):
        await reserve(begin, POSTING, patience=NO_PATIENCE)

    assert about(await reserve(begin, POSTING, patience=SOME), 60)
    await hold_off(begin, POSTING, 600)
    assert about(await reserve(begin, POSTING, patience=SOME), 600)


async def test_many_at_once_get_no_more_than_the_burst(begin: Begin) -> None:
    await reserve(begin, POSTING, rate=BURSTS)  # the very first makes the row

    waits = await asyncio.gather(*(reserve(begin, POSTING, rate=BURSTS) for _ in range(8)))

    assert waits.count(NOW) == BURSTS.burst - 1
