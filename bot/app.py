"""Puts everything together. It alone knows both what the bot does and how Slack is reached."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.alliance import being_away, hello, reviewing
from bot.alliance.acquainting import Acquainting
from bot.alliance.broadcast import work as broadcast
from bot.alliance.founding import found_alliance
from bot.alliance.people import People
from bot.alliance.secretariat import messages
from bot.alliance.secretariat.daily import list_still_wanted
from bot.asking import occasion, sharing, work
from bot.asking.answering import Answering
from bot.asking.model import answering
from bot.asking.work import answer_sent, answer_still_wanted
from bot.background import in_background
from bot.clock import Clock, FollowedClock, SystemClock
from bot.delivery.bundling import bundle
from bot.delivery.forgetting import forgetting
from bot.delivery.hands import Process, working
from bot.delivery.inbox import Inbox
from bot.delivery.kinds import Kind, unasked
from bot.delivery.manners import Manners, Reach
from bot.delivery.outbox import Outbox
from bot.delivery.pace import Pace
from bot.delivery.planner import MINUTE, Planner, planning, within_windows
from bot.delivery.voice import BUNDLE, Voice
from bot.delivery.working_days import WorkingDays
from bot.duties import SCHEDULES, duties
from bot.errors import SettingsMissing
from bot.knowledge.searching import kept_up, our_name, searching
from bot.operations import Operations, served
from bot.settings import Settings
from handlers.account import Account
from handlers.answers import Answers, stopped_streaming
from handlers.asking import Asking as AskingListeners
from handlers.being_away import Away
from handlers.broadcasts import Broadcasts
from handlers.hello import Hello as HelloListeners
from handlers.home import HomePage
from handlers.limits import LimitedClient
from handlers.outgoing import Outgoing
from handlers.people import everybody, profile_of
from handlers.recording import known, recorder
from handlers.secretariat import SecretariatListeners
from handlers.sharing import SharingListeners
from handlers.shortcut import Shortcut
from handlers.socket import connected
from handlers.streams import Streams
from handlers.views.blocks import Streamed
from handlers.views.kinds import VIEWS, views
from handlers.votes import VoteListeners
from handlers.working import Working
from handlers.workspace import bolt_app, check_app_token, identify, web_client
from storage import stops
from storage.delivery import Delivery
from storage.engine import Begin, create_engine, transactions
from storage.migrations import upgrade
from storage.operations import put_to_use
from storage.terms import StopScope, System

SECOND = timedelta(seconds=1)  # how often it plans by a clock that may be moved


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
        inbox, outbox = _trays(settings, clock, client, people, answers)
        await stack.enter_async_context(working(outbox.hands))
        await stack.enter_async_context(working(inbox.hands))
        operations.needs("in_tray", inbox.hands.are_at_work)
        operations.needs("out_tray", outbox.hands.are_at_work)
        await stack.enter_async_context(forgetting(begin, keep))
        planner = Planner(WorkingDays.of(settings), home.team, SCHEDULES, inbox.hands.wake)
        every = MINUTE if settings.klimabot_clock_url is None else SECOND
        await stack.enter_async_context(planning(planner, begin, clock, every))
        app = bolt_app(web_client(settings.slack_api_url, http, None), home, bot_token)
        record, zone = recorder(begin, inbox.hands.wake), ZoneInfo(settings.klimabot_timezone)
        language = settings.klimabot_language
        AskingListeners(record, known(begin), clock, language).register(app)
        Answers(record, begin, clock, language).register(app)
        HelloListeners(record, clock, language).register(app)
        HomePage(record, clock, begin, people.who, zone, language, answers.budget).register(app)
        SecretariatListeners(record, clock, language).register(app)
        Shortcut(record, clock, language).register(app)
        VoteListeners(record, clock, language).register(app)
        channels = settings.klimabot_channels
        SharingListeners(record, clock, channels, language).register(app)
        Away(record, clock, zone, language).register(app)
        Broadcasts(record, clock, language).register(app)
        Account(record, clock, begin, people.known, language).register(app)
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
    drawn = views(people.known, people.secretariat, clock, zone)
    kinds = {**KINDS, **lists(people)}
    nobody_waits = frozenset({*unasked(kinds), BUNDLE})
    sender = Outgoing(client, begin, drawn, System("out-tray"), streams, nobody_waits)
    process = Process(begin, clock, pace, our_name())
    acquaint = Acquainting(begin, everybody(client, people.home))
    voice = Voice(manners(settings), {kind: its.reach for kind, its in kinds.items()})
    outbox = Outbox(process, {**kinds, BUNDLE: bundle(kinds)}, sender, voice)
    told = outbox.hands.wake
    done_by = duties(settings, answers, people, acquaint, Working(client), told)
    inbox = Inbox(process, within_windows(done_by, SCHEDULES), then=told)
    record = recorder(begin, inbox.hands.wake)
    return inbox, outbox


# Is it still wanted, and what follows once it is sent; how each looks stands in handlers.views.
KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(VIEWS, Kind(instead=work.APOLOGY)),
    occasion.ANSWER: Kind(answer_still_wanted, answer_sent, instead=work.APOLOGY),
    sharing.SHARED: Kind(sharing.shared_still_wanted),
    reviewing.ACCOUNT: Kind(instead=reviewing.ACCOUNT_FAILED),
    being_away.AWAY: Kind(instead=being_away.AWAY_FAILED),
    broadcast.DRAFT: Kind(instead=broadcast.FAILED),
    broadcast.APPROVAL: Kind(),
    broadcast.BROADCAST: Kind(broadcast.still_wanted, reach=Reach.NEWS),
    messages.LOG: Kind(instead=messages.FAILED),
    **dict.fromkeys(
        (work.APOLOGY, *hello.KINDS, *reviewing.NOTICES, *broadcast.NOTICES, *being_away.NOTICES),
        Kind(),
    ),
    **dict.fromkeys(messages.REPLIES, Kind()),
}


def lists(people: People) -> Mapping[str, Kind]:
    """The secretariat's, who are found out when they are sent."""
    wanted = list_still_wanted(people.known)
    return {messages.LIST: Kind(wanted, reach=Reach.DEADLINE), messages.LIST_ASKED: Kind(wanted)}


def manners(settings: Settings) -> Manners:
    """When something unasked may be said, by the alliance's calendar."""
    calendar = WorkingDays.of(settings)

    def allowed(moment: datetime, reach: Reach) -> datetime:
        return calendar.when_allowed(moment, reminder=reach is Reach.REMINDER)

    return Manners(calendar.zone, allowed)


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
