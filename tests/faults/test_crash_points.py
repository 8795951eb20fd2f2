"""Wherever the bot dies, everything is there once when it is back."""

import pytest

from bot.delivery.crash_points import Point
from playground.clocks import SlackTime
from tests.faults.crashes import Crashes
from tests.faults.office import Count, Office
from tests.faults.post import ANSWERED, KINDS, NEWS, REMINDER
from tests.faults.scene import SLACK_WAITS

TWO = (Point.BEFORE_POST, Point.POSTED)
FEW = (NEWS, ANSWERED)

pytestmark = pytest.mark.timeout(600)


async def come_back(office: Office) -> Count:
    """After all have died: a fresh process, until nothing is left to do."""
    office.start(listens=True)
    [deliveries] = office.playground.deliveries.values()
    await deliveries.connected.wait()
    send_again(office.playground.time)
    return await office.count(await office.settled())


def send_again(slack_time: SlackTime) -> None:
    """Slack's own pause before it sends what was not acknowledged."""
    slack_time.advance(SLACK_WAITS[1] + 1)


def said(name: str, count: Count) -> None:
    print(f"\n{name}: {count}")  # noqa: T201 - the counts are what this run is for


async def test_after_dying_at_any_point_a_reminder_is_there_once(
    office: Office, request: pytest.FixtureRequest
) -> None:
    crashes = Crashes(office)
    for point in Point:
        await crashes.at(point, REMINDER)

    count = await come_back(office)

    said(request.node.name, count)
    assert count.wrong == 0
    assert count.kills == len(Point)
    assert count.wanted == len(Point)


@pytest.mark.faults
@pytest.mark.parametrize("kind", FEW)
async def test_after_dying_at_any_point_a_message_is_there_once(
    office: Office, request: pytest.FixtureRequest, kind: str
) -> None:
    crashes = Crashes(office)
    for point in Point:
        await crashes.at(point, kind)

    count = await come_back(office)

    said(request.node.name, count)
    assert count.wrong == 0
    assert count.kills == len(Point)


@pytest.mark.faults
@pytest.mark.parametrize("point", TWO)
async def test_every_kind_of_message_is_there_once_after_dying_over_it(
    office: Office, request: pytest.FixtureRequest, point: Point
) -> None:
    crashes = Crashes(office)
    for kind in KINDS:
        await crashes.at(point, kind)

    count = await come_back(office)

    said(request.node.name, count)
    assert count.wrong == 0
    assert count.kills == count.wanted == len(KINDS)
