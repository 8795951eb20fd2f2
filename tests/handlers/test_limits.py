"""What is asked before a call to Slack, and what is kept of what Slack says to it."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from slack_sdk.errors import SlackApiError
from sqlalchemy import select

from bot.clock import SystemClock
from bot.delivery import sender as slack
from handlers.faults import MustWait, Stopped
from handlers.limits import BY_CHANNEL, RATES, LimitedClient, patiently
from handlers.slack_errors import METHODS
from playground import Playground
from playground.web_api.faults import Fault
from storage import stops
from storage.engine import Begin, Session
from storage.limits import Rate
from storage.models import StopRow
from storage.terms import StopScope
from tests.handlers.delivering import HOME, TOKENS, Calls

ALLIANCE, COAST = "C0ALLIANCEN", "C0KYST"
MINUTE, TEN_SECONDS = timedelta(minutes=1), timedelta(seconds=10)
NO_PATIENCE = timedelta()


@dataclass
class Tracked:
    """The database: who was let in first, and what happens beside a transaction, by its number."""

    begin: Begin
    urgent: list[bool] = field(default_factory=list)
    before: dict[int, Callable[[], Awaitable[None]]] = field(default_factory=dict)
    after: dict[int, Callable[[], Awaitable[None]]] = field(default_factory=dict)

    @asynccontextmanager
    async def __call__(
        self, *, read_only: bool = False, urgent: bool = False
    ) -> AsyncIterator[Session]:
        self.urgent.append(urgent)
        number = len(self.urgent)
        if number in self.before:
            await self.before[number]()
        async with self.begin(read_only=read_only, urgent=urgent) as session:
            yield session
        if number in self.after:
            await self.after[number]()


@pytest.fixture
def tracked(begin: Begin) -> Tracked:
    return Tracked(begin)


@pytest.fixture
def calls() -> Calls:
    return Calls()


@pytest.fixture
async def client(
    playground: Playground, tracked: Tracked, calls: Calls
) -> AsyncIterator[LimitedClient]:
    async with calls.session() as http:
        yield LimitedClient(
            TOKENS[HOME],
            workspace=HOME,
            begin=tracked,
            clock=SystemClock(),
            base_url=f"{playground.address}/api/",
            session=http,
        )


async def post(client: LimitedClient, channel: str = ALLIANCE) -> None:
    await client.chat_postMessage(channel=channel, text="Hvordan går det?")


async def waits(call: Awaitable[object]) -> float:
    """Seconds for which a call must wait; it is not made."""
    with pytest.raises(MustWait) as caught:
        await call
    wait = caught.value.fault.retry_after
    assert wait is not None
    return wait.total_seconds()


def most_within(rate: Rate, span: timedelta) -> int:
    """How many calls come within so long at the most: a burst, then one each interval."""
    return rate.burst + int(span / rate.interval)


def test_whatever_is_called_has_a_rate() -> None:
    assert RATES.keys() == METHODS


@pytest.mark.shared
@pytest.mark.parametrize("method", sorted(RATES))
def test_nothing_is_called_oftener_on_average_than_slack_says(method: str, shared: Path) -> None:
    said = json.loads((shared / "slack/methods.json").read_text("utf-8"))[method]["rate_limit"]
    rate, is_strict = RATES[method], method in ("chat.postMessage", "conversations.open")
    a_minute = most_within(rate, MINUTE) if is_strict else round(MINUTE / rate.interval)

    if "Special" in said:
        assert a_minute in (299, 300) if is_strict else a_minute == 600  # "several hundred"
    else:
        assert f": {a_minute}+ per minute" in said


def test_no_minute_and_no_ten_seconds_in_a_channel_have_more_than_slack_takes() -> None:
    assert 298 <= most_within(RATES["chat.postMessage"], MINUTE) <= 300
    assert most_within(RATES["conversations.open"], MINUTE) == 50
    assert most_within(BY_CHANNEL["chat.postMessage"], TEN_SECONDS) == 10


def test_a_short_burst_is_posted_at_once_and_in_a_channel_then_one_each_two_seconds() -> None:
    in_channel = BY_CHANNEL["chat.postMessage"]

    assert RATES["chat.postMessage"].burst == 10
    assert in_channel.burst == 6
    assert in_channel.interval.total_seconds() == pytest.approx(2, abs=0.1)


async def test_a_channel_that_is_full_makes_no_other_wait(
    client: LimitedClient, calls: Calls
) -> None:
    for _ in range(6):
        await post(client)

    assert 0 < await waits(post(client)) < 2.1
    await post(client, COAST)
    assert len(calls.of(HOME)) == 7


@pytest.mark.parametrize("part", ["json", "params", "data"])
async def test_a_channel_counts_wherever_it_stands_in_a_call(
    client: LimitedClient, part: str
) -> None:
    said = {part: {"channel": ALLIANCE, "text": "Hvordan går det?"}}
    for _ in range(6):
        await client.api_call("chat.postMessage", **said)

    assert await waits(post(client)) > 0


async def test_in_a_channel_only_posts_are_counted(client: LimitedClient) -> None:
    for _ in range(7):
        await client.conversations_info(channel=ALLIANCE)

    await post(client)


@pytest.mark.parametrize(("said", "seconds"), [(7, 7), (None, 1)])
async def test_slack_s_own_wait_is_kept_or_a_second_where_it_says_none(
    playground: Playground, client: LimitedClient, calls: Calls, said: int | None, seconds: int
) -> None:
    playground.faults.add(Fault("users.list", status=429, error="ratelimited", retry_after=said))

    with pytest.raises(SlackApiError):
        await client.users_list()

    assert seconds - 1 < await waits(client.users_list()) <= seconds
    assert len(calls.of(HOME, "users.list")) == 1
    await client.auth_test()


async def test_what_slack_refuses_for_another_reason_makes_nobody_wait(
    playground: Playground, client: LimitedClient
) -> None:
    playground.faults.add(Fault("users.list", error="invalid_cursor"))
    with pytest.raises(SlackApiError):
        await client.users_list()

    await client.users_list()


async def test_who_has_time_stands_in_line_and_others_come_before_them(
    client: LimitedClient,
) -> None:
    for _ in range(6):
        await post(client)

    with patiently(NO_PATIENCE):
        in_line = [await waits(post(client)) for _ in range(3)]

    asked = await waits(post(client))
    assert [round((wait - asked) / 2) for wait in in_line] == [0, 1, 2]


async def test_what_somebody_waits_for_is_written_before_what_nobody_does(
    client: LimitedClient, tracked: Tracked
) -> None:
    await client.auth_test()
    with patiently(NO_PATIENCE):
        await client.auth_test()

    assert tracked.urgent == [True, False]


async def test_a_workspace_that_shuts_us_out_is_not_called_any_more(
    playground: Playground,
    client: LimitedClient,
    calls: Calls,
    begin: Begin,
    capsys: pytest.CaptureFixture[str],
) -> None:
    playground.faults.add(Fault("users.list", error="token_revoked"))
    with pytest.raises(SlackApiError):
        await client.users_list()

    with pytest.raises(Stopped) as stopped:
        await client.auth_test()

    assert stopped.value.fault == slack.Fault(slack.FaultClass.WORKSPACE, "token_revoked")
    assert [call.method for call in calls.of(HOME)] == ["users.list"]
    async with begin(read_only=True) as session:
        [row] = await session.scalars(select(StopRow))
    assert (row.workspace, row.scope, row.reason) == (HOME, "everything", "token_revoked")
    assert capsys.readouterr().err.count("workspace.stopped") == 1


async def test_where_only_the_unasked_is_stopped_slack_is_called(
    client: LimitedClient, begin: Begin
) -> None:
    async with begin() as session:
        await stops.stop(session, HOME, StopScope.UNASKED, "sommerferie", datetime.now(UTC))

    await client.auth_test()


async def test_who_looked_for_a_stop_just_before_it_was_written_looks_again(
    playground: Playground, client: LimitedClient, calls: Calls, tracked: Tracked
) -> None:
    async def shut_out() -> None:
        with pytest.raises(SlackApiError):
            await client.users_list()

    playground.faults.add(Fault("users.list", error="token_revoked"))
    tracked.after[1] = shut_out

    with pytest.raises(Stopped):
        await client.auth_test()

    assert [call.method for call in calls.of(HOME)] == ["users.list"]


async def test_who_looked_while_a_stop_was_written_and_goes_on_after_it_looks_again(
    playground: Playground, client: LimitedClient, calls: Calls, tracked: Tracked
) -> None:
    looked, written = asyncio.Event(), asyncio.Event()
    calling: list[asyncio.Task[object]] = []

    async def look() -> None:
        calling.append(asyncio.create_task(client.auth_test()))
        await looked.wait()

    async def wait_until_it_is_written() -> None:
        looked.set()
        await written.wait()

    playground.faults.add(Fault("users.list", error="token_revoked"))
    tracked.before[2], tracked.after[3] = look, wait_until_it_is_written

    with pytest.raises(SlackApiError):
        await client.users_list()
    written.set()

    with pytest.raises(Stopped):
        await calling[0]
    assert [call.method for call in calls.of(HOME)] == ["users.list"]


async def test_nobody_calls_while_a_stop_is_being_written(
    playground: Playground, client: LimitedClient, calls: Calls, tracked: Tracked
) -> None:
    async def call() -> None:
        with pytest.raises(Stopped) as stopped:
            await client.auth_test()
        assert stopped.value.fault.code == "token_revoked"

    playground.faults.add(Fault("users.list", error="token_revoked"))
    tracked.before[2] = call

    with pytest.raises(SlackApiError):
        await client.users_list()

    assert [call.method for call in calls.of(HOME)] == ["users.list"]
