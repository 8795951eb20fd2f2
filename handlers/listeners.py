"""Everything that is listened to, registered with Bolt in one place."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from slack_bolt.async_app import AsyncApp

from bot.alliance.people import People
from bot.asking.budget import Budget
from bot.clock import Clock
from bot.settings import Settings
from handlers.account import Account
from handlers.action_window import ActionWindow
from handlers.actions import Actions
from handlers.answers import Answers
from handlers.approvals import Approvals
from handlers.asking import Asking
from handlers.being_away import Away
from handlers.broadcasts import Broadcasts
from handlers.digest import DigestListeners
from handlers.hello import Hello
from handlers.home import HomePage
from handlers.home_pages import HomePages
from handlers.members import Members
from handlers.recording import Record, known
from handlers.secretariat import SecretariatListeners
from handlers.sharing import SharingListeners
from handlers.sheets import Sheets
from handlers.shortcut import Shortcut
from handlers.status import Status
from handlers.status_window import StatusWindow
from handlers.votes import VoteListeners
from storage.engine import Begin


@dataclass(frozen=True)
class Hearing:
    """What listeners need: how to record, and what they look up before they acknowledge."""

    record: Record
    clock: Clock
    begin: Begin
    people: People
    budget: Budget | None
    settings: Settings


def register_all(app: AsyncApp, hearing: Hearing) -> None:
    """Every listener, each feature's by its own."""
    record, clock, begin, people = hearing.record, hearing.clock, hearing.begin, hearing.people
    language = hearing.settings.klimabot_language
    zone = ZoneInfo(hearing.settings.klimabot_timezone)
    pages = HomePages(clock, begin, people.who, zone, language, hearing.budget)
    listeners = (
        Asking(record, known(begin), clock, language),
        Answers(record, begin, clock, language),
        Hello(record, clock, language),
        HomePage(record, clock, pages, language),
        SecretariatListeners(record, clock, language),
        Members(record, clock, begin, people.known, language),
        Shortcut(record, clock, language),
        VoteListeners(record, clock, language),
        SharingListeners(record, clock, hearing.settings.klimabot_channels, language),
        Away(record, clock, zone, language),
        Broadcasts(record, clock, language),
        Approvals(record, clock, language),
        Account(record, clock, begin, people.known, language),
        Actions(record, clock, language),
        Status(record, clock, language),
        StatusWindow(record, clock, begin, people.known, zone, language),
        DigestListeners(record, clock, begin, people.known, zone, language),
        ActionWindow(record, clock, begin, people.known, language),
        Sheets(record, clock, language),
    )
    for each in listeners:
        each.register(app)
