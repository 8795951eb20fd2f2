"""Every kind of message: is it still wanted, what follows once it is sent, and how it comes.

How each looks stands in handlers.views.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.alliance import being_away, hello, reviewing
from bot.alliance.broadcast import work as broadcast
from bot.alliance.people import People
from bot.alliance.secretariat import approving, messages
from bot.alliance.secretariat.daily import list_still_wanted
from bot.asking import occasion, sharing, work
from bot.asking.work import answer_sent, answer_still_wanted
from bot.delivery.bundling import bundle
from bot.delivery.kinds import Kind, unasked
from bot.delivery.manners import Manners, Reach
from bot.delivery.voice import BUNDLE, Voice
from bot.delivery.working_days import WorkingDays
from bot.settings import Settings
from bot.status.catalogue import giving, handing_out, showing, writing
from bot.status.digest import messages as digest
from bot.status.digest.contents import Reading
from bot.status.rounds import messages as rounds
from bot.status.rounds.wanted import still_wanted as round_still_wanted

PLAIN = (
    work.APOLOGY,
    *hello.KINDS,
    *reviewing.NOTICES,
    *broadcast.NOTICES,
    *being_away.NOTICES,
    *showing.NOTICES,
    *rounds.NOTICES,
    rounds.NOT_KEPT,
    *digest.NOTICES,
    *giving.NOTICES,
    handing_out.ACTIONS_SHEET_FAILED,
    *messages.REPLIES,
    approving.ALREADY,
    approving.GONE,
)


def kinds(people: People, drawn: Iterable[str], zone: ZoneInfo) -> Mapping[str, Kind]:
    """Every kind but bundles. `drawn` are those that look the same to everybody."""
    the_list = list_still_wanted(people.known)
    its_round, reading = round_still_wanted(zone), Reading(zone)
    return {
        **dict.fromkeys(drawn, Kind(instead=work.APOLOGY)),
        occasion.ANSWER: Kind(answer_still_wanted, answer_sent, instead=work.APOLOGY),
        sharing.SHARED: Kind(sharing.shared_still_wanted),
        reviewing.ACCOUNT: Kind(instead=reviewing.ACCOUNT_FAILED),
        showing.ACTIONS: Kind(instead=showing.ACTIONS_FAILED),
        rounds.PROMPT: Kind(its_round, reach=Reach.DEADLINE),
        rounds.ASKED: Kind(instead=rounds.FAILED),
        rounds.LATER: Kind(its_round),
        rounds.SNOOZED: Kind(its_round),
        rounds.NUDGE: Kind(its_round, reach=Reach.REMINDER),
        rounds.SUITS: Kind(its_round, reach=Reach.DEADLINE),
        rounds.RHYTHM: Kind(),
        rounds.PROPOSED: Kind(),
        rounds.KEPT: Kind(),
        digest.DIGEST: Kind(reading.still_wanted, reading.sent, reach=Reach.DEADLINE),
        digest.PART: Kind(reading.part_still_wanted),
        digest.PREVIEW: Kind(on_sent=reading.preview_sent, reach=Reach.DEADLINE),
        digest.LEFT_OUT: Kind(reach=Reach.DEADLINE),
        writing.ACTION_TOLD: Kind(instead=showing.ACTIONS_FAILED),
        giving.SHEET: Kind(instead=giving.SHEET_FAILED),
        handing_out.ACTIONS_SHEET: Kind(instead=handing_out.ACTIONS_SHEET_FAILED),
        being_away.AWAY: Kind(instead=being_away.AWAY_FAILED),
        broadcast.DRAFT: Kind(instead=broadcast.FAILED),
        broadcast.APPROVAL: Kind(),
        broadcast.BROADCAST: Kind(broadcast.still_wanted, reach=Reach.NEWS),
        messages.LOG: Kind(instead=messages.FAILED),
        messages.LIST: Kind(the_list, reach=Reach.DEADLINE),
        messages.LIST_ASKED: Kind(the_list),
        **dict.fromkeys((*approving.PREVIEWS, approving.TRIAL), Kind(instead=messages.FAILED)),
        **dict.fromkeys(PLAIN, Kind()),
    }


def with_bundles(known: Mapping[str, Kind]) -> Mapping[str, Kind]:
    return {**known, BUNDLE: bundle(known)}


def nobody_waits_for(known: Mapping[str, Kind]) -> frozenset[str]:
    """What nobody asked for, alone or together."""
    return frozenset({*unasked(known), BUNDLE})


def voice(settings: Settings, known: Mapping[str, Kind]) -> Voice:
    """Speaks to each person by the alliance's calendar."""
    calendar = WorkingDays.of(settings)

    def allowed(moment: datetime, reach: Reach) -> datetime:
        return calendar.when_allowed(moment, reminder=reach is Reach.REMINDER)

    return Voice(Manners(calendar.zone, allowed), {kind: its.reach for kind, its in known.items()})
