"""Which work is done by whom: each kind of work in the in-tray, and its use case."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import time, timedelta

from bot.alliance import being_away, hello, reviewing
from bot.alliance.account import may_review
from bot.alliance.acquainting import Acquaint
from bot.alliance.being_away import BeingAway
from bot.alliance.broadcast import work as broadcast
from bot.alliance.broadcast.work import Broadcasting
from bot.alliance.hello import Hello
from bot.alliance.people import People
from bot.alliance.reviewing import Reviewing, municipality_meant
from bot.alliance.secretariat import admin, approving, daily, homes
from bot.alliance.secretariat.admin import Admin
from bot.alliance.secretariat.approving import Approving, Recurring
from bot.alliance.secretariat.daily import Daily
from bot.alliance.secretariat.homes import Homes, Show
from bot.asking import sharing, voting, work
from bot.asking.answering import Answering
from bot.asking.sharing import Sharing
from bot.asking.sign import Sign
from bot.asking.work import Asking, Who
from bot.delivery.approval import Rule, ToMany
from bot.delivery.inbox import Duty, say_nothing
from bot.delivery.planner import OnDayOff, Schedule
from bot.delivery.recurrence import Weekly, WorkingDaily
from bot.delivery.working_days import WorkingDays
from bot.settings import Settings
from bot.status.catalogue import drafting, giving, handing_out, pressing, showing, writing
from bot.status.catalogue.given import FetchSheet
from bot.status.catalogue.giving import Giving
from bot.status.catalogue.handing_out import HandingOut
from bot.status.catalogue.looking import Looking
from bot.status.catalogue.pressing import Pressing
from bot.status.catalogue.showing import Showing
from bot.status.catalogue.writing import Writing
from bot.status.digest import composing
from bot.status.digest import messages as digest
from bot.status.digest import pressing as digest_pressing
from bot.status.digest.composing import Composing
from bot.status.digest.contents import SENDING
from bot.status.lines import publishing as lines
from bot.status.lines.publishing import Publishing
from bot.status.rounds import asking as rounds
from bot.status.rounds import choosing, nudging, reporting, whom
from bot.status.rounds.choosing import Choosing
from bot.status.rounds.messages import NUDGE, PROMPT, STATUS
from bot.status.rounds.nudging import Nudging
from bot.status.rounds.reporting import Reporting
from bot.status.rounds.speaking import Speaking
from bot.status.updates import saying, sending
from bot.status.updates.saying import Saying
from bot.status.updates.sending import Sending

SEARCHING = timedelta(seconds=20)  # at most, and everything around it
READING = timedelta(minutes=2)  # a file, that is: fetching it, and waiting for others to be read

# What falls to the secretariat, once a working day, also while the municipalities are left alone.
SECRETARIAT_LIST = Schedule(
    "secretariat.list",
    "secretariat.list_due",
    WorkingDaily(time(8, 30)),
    window=timedelta(hours=8),
    on_day_off=OnDayOff.SKIPPED,
    in_skipped_weeks=True,
)
# A prompt that comes later than Wednesday is none for this week.
STATUS_ROUND = Schedule(
    STATUS,
    rounds.ROUND_DUE,
    Weekly(0, time(8, 30)),
    window=timedelta(days=2, hours=8),
    to_many=ToMany(
        PROMPT,
        ("status.title", "status.takes_a_minute"),
        Rule("coordinators, else deputies", "status.rule", whom.reached),
    ),
)
STATUS_NUDGE = Schedule(
    NUDGE,
    nudging.NUDGE_DUE,
    Weekly(3, time(10)),
    window=timedelta(hours=6),
    on_day_off=OnDayOff.SKIPPED,
    to_many=ToMany(
        NUDGE,
        ("status.nudge_title",),
        Rule("one of each that is silent", "status.nudge_rule", whom.reached),
    ),
)
# On a holiday, too: the secretariat then gets it in the first hour after.
DIGEST_PREVIEW = Schedule(
    digest.PREVIEW,
    composing.PREVIEW_DUE,
    Weekly(3, time(15)),
    window=timedelta(hours=18),
    on_day_off=OnDayOff.KEPT,
)
# On a day off it is left out: its lines wait for the next.
DIGEST = Schedule(
    digest.DIGEST,
    composing.DIGEST_DUE,
    Weekly(4, SENDING),
    window=timedelta(hours=6),
    on_day_off=OnDayOff.SKIPPED,
    to_many=ToMany(
        digest.DIGEST,
        (
            *("digest.title", "digest.from_many", "digest.many_moved", "digest.many_want_help"),
            *("digest.moved", "digest.stuck", "digest.help", "digest.learned"),
        ),
        Rule("the alliance's channels", "digest.rule", None),
    ),
)
SCHEDULES: Sequence[Schedule] = (
    SECRETARIAT_LIST,
    STATUS_ROUND,
    STATUS_NUDGE,
    DIGEST_PREVIEW,
    DIGEST,
)


@dataclass(frozen=True)
class Slack:
    """What the work needs of Slack: to show that a question is worked on, to get a file, and to
    draw somebody's own page."""

    sign: Sign
    fetch: FetchSheet
    show_home: Show


def duties(
    settings: Settings,
    answers: Answering,
    people: People,
    acquaint: Acquaint,
    slack: Slack,
    told: Callable[[], None],
    recurring: Recurring,
) -> Mapping[str, Duty]:
    """Every kind of work. `told` is called when there is something to send."""
    channels, language = settings.klimabot_channels, settings.klimabot_language
    calendar = WorkingDays.of(settings)
    zone = calendar.zone
    longest = SEARCHING + timedelta(seconds=settings.klimabot_answer_longest_seconds)
    publishing = Publishing(zone)
    day = Daily(people, zone, language, told, acquaint)
    asking = Asking(answers, people.who, channels, language, told, slack.sign)
    return {
        **_questions(asking, longest),
        **_answers(asking, Sharing(channels, language, told)),
        **_greetings(Hello(channels, language)),
        **_reviews(Reviewing(people.who, language, told)),
        **_catalogue(
            Showing(people.who, municipality_meant, language),
            Writing(people.who, may_review, publishing),
            HandingOut(people.who, municipality_meant, language),
        ),
        **_rounds(
            rounds.Asking(acquaint, zone, language, told),
            Speaking(people.who, zone, language, told),
            calendar,
            publishing,
        ),
        **_digests(
            Composing(people.secretariat, acquaint, channels, calendar, language, told), people.who
        ),
        **_sheets(people, Looking(slack.fetch), publishing, told),
        **_absences(BeingAway(people, zone, told)),
        **_broadcasts(
            Broadcasting(
                who=people.who,
                secretariat=people.secretariat,
                acquaint=acquaint,
                language=language,
                zone=zone,
                allowed=calendar.when_allowed,
                told=told,
            )
        ),
        **_secretariat(day, Homes(people, slack.show_home)),
        **_approvals(Approving(day, recurring, acquaint)),
    }


def _questions(asking: Asking, longest: timedelta) -> Mapping[str, Duty]:
    return {
        work.QUESTION_ASKED: Duty(asking.question_asked, asking.give_up, longest),
        work.QUESTION_EDITED: Duty(asking.question_edited, asking.give_up, longest),
        work.QUESTION_DELETED: Duty(asking.question_deleted, say_nothing),
        work.HELP_ASKED: Duty(asking.help_asked, asking.give_up),
        work.THANKED: Duty(asking.thanked, asking.give_up),
    }


def _answers(asking: Asking, share: Sharing) -> Mapping[str, Duty]:
    return {
        work.ANSWER_STOPPED: Duty(asking.answer_stopped, say_nothing),
        sharing.ANSWER_SHARED: Duty(share.answer_shared, share.give_up),
        voting.VOTED: Duty(voting.voted, say_nothing),
        voting.VOTE_EXPLAINED: Duty(voting.vote_explained, voting.give_up),
    }


def _greetings(greeting: Hello) -> Mapping[str, Duty]:
    return {
        hello.OPENED: Duty(greeting.conversation_opened, hello.give_up),
        hello.JOINED: Duty(greeting.channel_joined, hello.give_up),
    }


def _reviews(review: Reviewing) -> Mapping[str, Duty]:
    return {
        reviewing.ACCOUNT_ASKED: Duty(review.account_asked, review.give_up),
        reviewing.CLAIM_REVIEWED: Duty(review.claim_reviewed, review.give_up),
    }


def _catalogue(show: Showing, write: Writing, hand: HandingOut) -> Mapping[str, Duty]:
    return {
        showing.ACTIONS_ASKED: Duty(show.actions_asked, show.give_up),
        writing.ACTION_WRITTEN: Duty(write.written, write.give_up),
        drafting.DRAFT_DROPPED: Duty(drafting.drop, say_nothing),
        handing_out.SHEET_ASKED: Duty(hand.sheet_asked, hand.give_up),
    }


def _rounds(
    asking: rounds.Asking, speaking: Speaking, calendar: WorkingDays, publishing: Publishing
) -> Mapping[str, Duty]:
    report = Reporting(speaking, calendar.when_allowed, publishing)
    send, say = Sending(speaking, publishing), Saying(speaking, publishing)
    nudge = Nudging(calendar, speaking.language, speaking.told)
    choose = Choosing(speaking)
    return {
        rounds.ROUND_DUE: Duty(asking.round_due, say_nothing, SEARCHING * 3),
        reporting.STATUS_ASKED: Duty(report.asked, report.give_up),
        reporting.NOTHING_NEW: Duty(report.nothing_new, report.give_up),
        reporting.TAKEN_BACK: Duty(report.taken_back, report.give_up),
        reporting.LATER_ASKED: Duty(report.later, report.give_up),
        nudging.NUDGE_DUE: Duty(nudge.nudge_due, say_nothing, SEARCHING),
        choosing.RHYTHM_CHOSEN: Duty(choose.chosen, report.give_up),
        choosing.AWAY_THIS_WEEK: Duty(choose.away, report.give_up),
        saying.STATUS_SAID: Duty(say.said, report.give_up),
        saying.PROPOSAL_SENT: Duty(say.sent, report.give_up),
        saying.PROPOSAL_DROPPED: Duty(say.dropped, report.give_up),
        sending.STATUS_SENT: Duty(send.sent, send.give_up),
        lines.STATUS_SHOWN: Duty(publishing.shown, say_nothing),
    }


def _digests(compose: Composing, who: Who) -> Mapping[str, Duty]:
    press = digest_pressing.Pressing(who, compose.reading, compose.told)
    return {
        composing.PREVIEW_DUE: Duty(compose.preview_due, say_nothing, SEARCHING * 3),
        composing.DIGEST_DUE: Duty(compose.digest_due, say_nothing, SEARCHING),
        digest_pressing.DIGEST_PRESSED: Duty(press.pressed, press.give_up),
    }


def _sheets(
    people: People, look: Looking, publishing: Publishing, told: Callable[[], None]
) -> Mapping[str, Duty]:
    give = Giving(people.who, look, may_review)
    press = Pressing(people.who, look, may_review, publishing, told)
    return {
        giving.SHEET_GIVEN: Duty(give.sheet_given, giving.give_up, READING),
        giving.OTHER_FILE_GIVEN: Duty(give.other_file_given, giving.give_up),
        pressing.SHEET_PRESSED: Duty(press.sheet_pressed, giving.give_up, READING),
    }


def _broadcasts(broadcasting: Broadcasting) -> Mapping[str, Duty]:
    return {
        broadcast.WRITTEN: Duty(broadcasting.written, broadcasting.give_up, SEARCHING * 3),
        broadcast.PRESSED: Duty(broadcasting.pressed, broadcasting.give_up),
    }


def _absences(being: BeingAway) -> Mapping[str, Duty]:
    return {
        being_away.AWAY_TOLD: Duty(being.away, being.give_up),
        being_away.BACK_TOLD: Duty(being.back, being.give_up),
    }


def _secretariat(day: Daily, pages: Homes) -> Mapping[str, Duty]:
    ask = Admin(day)
    return {
        daily.LIST_DUE: Duty(day.list_due, say_nothing, SEARCHING * 3),
        daily.TASK_PRESSED: Duty(day.task_pressed, day.give_up),
        admin.ADMIN_ASKED: Duty(ask.asked, ask.give_up),
        homes.HOMES_OUTDATED: Duty(pages.outdated, say_nothing, SEARCHING),
    }


def _approvals(approve: Approving) -> Mapping[str, Duty]:
    longest = SEARCHING * 3  # all who are in Slack are looked through
    return {approving.PRESSED: Duty(approve.pressed, approve.daily.give_up, longest)}
