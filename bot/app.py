"""Puts everything together. It alone knows both what the bot does and how Slack is reached."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import timedelta
from functools import partial
from zoneinfo import ZoneInfo

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.alliance.acquainting import Acquainting
from bot.alliance.founding import found_alliance
from bot.alliance.people import People
from bot.alliance.secretariat.approving import Recurring
from bot.asking.answering import Answering
from bot.asking.model import answering
from bot.background import in_background
from bot.clock import Clock, FollowedClock, SystemClock
from bot.delivery.forgetting import forgetting
from bot.delivery.hands import Process, working
from bot.delivery.inbox import Inbox
from bot.delivery.outbox import Outbox
from bot.delivery.pace import Pace
from bot.delivery.planner import MINUTE, Planner, planning, within_windows
from bot.delivery.working_days import WorkingDays
from bot.duties import SCHEDULES, Slack, duties
from bot.errors import SettingsMissing
from bot.knowledge.searching import kept_up, our_name, searching
from bot.messages import kinds, nobody_waits_for, voice, with_bundles
from bot.operations import Operations, served
from bot.settings import Settings
from handlers.answers import stopped_streaming
from handlers.files import SlackFiles
from handlers.home_pages import HomePages
from handlers.limits import LimitedClient
from handlers.listeners import Hearing, register_all
from handlers.outgoing import Outgoing
from handlers.people import everybody, profile_of
from handlers.recording import recorder
from handlers.socket import connected
from handlers.streams import Streams
from handlers.views.blocks import Streamed
from handlers.views.kinds import VIEWS, views
from handlers.working import Working
from handlers.workspace import bolt_app, check_app_token, identify, web_client
from storage import stops
from storage.delivery import Delivery
from storage.engine import Begin, create_engine, transactions
from storage.migrations import upgrade
from storage.operations import put_to_use
from storage.terms import StopScope, System

SECOND = timedelta(seconds=1)  # how often it plans by a clock that may be moved
ENDING_SECONDS = 5.0  # that a write which has begun may take when the bot stops


@asynccontextmanager
async def database(url: str) -> AsyncIterator[Begin]:
    """The database, brought up to date and with the alliance's organisations in it."""
    await upgrade(url)
    engine = create_engine(url)
    try:
        begin = transactions(engine)
        async with begin() as session:
            await found_alliance(session)
        yield begin
    finally:
        with suppress(TimeoutError):  # a listener may be writing what it has heard
            async with asyncio.timeout(ENDING_SECONDS):
                await begin.ended()
        await engine.dispose()


@asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[None]:
    """Klimabot at work, from the first connection to the last acknowledgement.

    Raises SettingsMissing and SlackRefused before it has done anything.
    """
    bot_token, app_token = _tokens(settings)
    keep = timedelta(days=settings.klimabot_keep_payloads_days)
    async with AsyncExitStack() as stack:
        begin = await stack.enter_async_context(database(settings.database_url))
        http = await stack.enter_async_context(_http(settings))
        clock = await stack.enter_async_context(_clock(settings, http))
        async with begin() as session:
            await put_to_use(session)
        operations = Operations(begin, clock)
        await stack.enter_async_context(served(operations, settings.klimabot_operations_port))
        anybody = web_client(settings.slack_api_url, http, bot_token)
        home = await identify(anybody)
        await check_app_token(anybody, app_token)
        async with begin() as session:  # the token works, whatever stopped us before
            await stops.go_on(session, home.team, StopScope.EVERYTHING)
        client = LimitedClient(
            bot_token,
            workspace=home.team,
            begin=begin,
            clock=clock,
            base_url=settings.slack_api_url,
            session=http,
        )
        index = await stack.enter_async_context(searching(settings, begin))
        answers = await stack.enter_async_context(answering(settings, begin, index))
        await stack.enter_async_context(kept_up(index, begin))
        people = People(begin, profile_of(client, home.team), settings.klimabot_admins, home.team)
        inbox, outbox = _trays(settings, clock, client, http, people, answers)
        await stack.enter_async_context(working(outbox.hands))
        await stack.enter_async_context(working(inbox.hands))
        operations.needs("in_tray", inbox.hands.are_at_work)
        operations.needs("out_tray", outbox.hands.are_at_work)
        await stack.enter_async_context(forgetting(begin, keep))
        planner = Planner(WorkingDays.of(settings), home.team, SCHEDULES, inbox.hands.wake)
        every = MINUTE if settings.klimabot_clock_url is None else SECOND
        await stack.enter_async_context(planning(planner, begin, clock, every))
        app = bolt_app(web_client(settings.slack_api_url, http, None), home, bot_token)
        record = recorder(begin, inbox.hands.wake)
        hearing = Hearing(record, clock, begin, people, answers.budget, settings)
        register_all(app, hearing)
        slack = await stack.enter_async_context(connected(app, app_token))
        operations.needs("slack", lambda: slack.up > 0)
        yield


def _tokens(settings: Settings) -> tuple[str, str]:
    bot, app = settings.slack_bot_token, settings.slack_app_token
    if bot is None or app is None:
        names = {"SLACK_BOT_TOKEN": bot, "SLACK_APP_TOKEN": app}
        raise SettingsMissing(names=", ".join(n for n, value in names.items() if value is None))
    return bot.get_secret_value(), app.get_secret_value()


def _trays(
    settings: Settings,
    clock: Clock,
    client: AsyncWebClient,
    http: aiohttp.ClientSession,
    people: People,
    answers: Answering,
) -> tuple[Inbox, Outbox]:
    begin = answers.begin
    pace = Pace(
        lease=timedelta(seconds=settings.klimabot_lease_seconds),
        resend_after=timedelta(seconds=settings.klimabot_resend_seconds),
    )

    async def stopped(delivery: Delivery, streamed: Streamed) -> None:
        await record(stopped_streaming(delivery, streamed.reader, clock.now()))

    streams = Streams(client, stopped)
    zone = ZoneInfo(settings.klimabot_timezone)
    recurring = Recurring(SCHEDULES, WorkingDays.of(settings), settings.klimabot_language)
    drawn = views(people.known, people.secretariat, clock, zone, recurring)
    known_kinds = kinds(people, VIEWS, zone)
    nobody_waits = nobody_waits_for(known_kinds)
    sender = Outgoing(client, begin, drawn, System("out-tray"), streams, http, nobody_waits)
    process = Process(begin, clock, pace, our_name())
    acquaint = Acquainting(begin, everybody(client, people.home))
    all_kinds, speaks = with_bundles(known_kinds), voice(settings, known_kinds)
    outbox = Outbox(process, all_kinds, sender, speaks)
    told = outbox.hands.wake
    language = settings.klimabot_language
    pages = HomePages(clock, begin, people.who, zone, language, answers.budget)
    show_home = partial(pages.publish, client)
    slack = Slack(Working(client), SlackFiles(client, http).fetch, show_home)
    done_by = duties(settings, answers, people, acquaint, slack, told, recurring)
    inbox = Inbox(process, within_windows(done_by, SCHEDULES), then=told)
    record = recorder(begin, inbox.hands.wake)
    return inbox, outbox


@asynccontextmanager
async def _http(settings: Settings) -> AsyncIterator[aiohttp.ClientSession]:
    """One session for all calls; slack_sdk leaves their time-out to it."""
    longest = min(settings.klimabot_call_seconds, settings.klimabot_lease_seconds / 3)
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=longest)) as session:
        yield session


@asynccontextmanager
async def _clock(settings: Settings, http: aiohttp.ClientSession) -> AsyncIterator[Clock]:
    if settings.klimabot_clock_url is None:
        yield SystemClock()
        return
    clock = FollowedClock(settings.klimabot_clock_url, http)
    await clock.read()
    async with in_background(clock.follow()):
        yield clock
