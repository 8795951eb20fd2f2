"""The delivery log: which part of it a message shows, and what each kind of message is called."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Self

from bot.alliance import being_away, hello, reviewing
from bot.alliance.broadcast import work as broadcast
from bot.alliance.secretariat import approving, messages
from bot.asking import occasion, sharing, voting, work
from bot.delivery.voice import BUNDLE
from prompts import LANGUAGES, text
from storage.delivery_log import About, Place

MOMENT = datetime(1970, 1, 1, tzinfo=UTC)
TICK = timedelta(microseconds=1)

KIND_NAMES: Mapping[str, str] = {
    occasion.ANSWER: "log.answer",
    work.APOLOGY: "log.apology",
    sharing.SHARED: "log.shared",
    reviewing.ACCOUNT: "account.of_you",
    **dict.fromkeys(hello.KINDS, "log.hello"),
    **dict.fromkeys((messages.LIST, messages.LIST_ASKED), "log.list"),
    messages.LOG: "log.log",
    **dict.fromkeys(messages.REPLIES, "log.reply"),
    broadcast.BROADCAST: "log.broadcast",
    **dict.fromkeys((broadcast.DRAFT, broadcast.APPROVAL, broadcast.TRIAL), "log.draft"),
    **dict.fromkeys((*approving.PREVIEWS, approving.TRIAL), "log.draft"),
    **dict.fromkeys((approving.ALREADY, approving.GONE), "log.reply"),
    BUNDLE: "log.bundle",
    being_away.AWAY: "log.away",
    **dict.fromkeys((*broadcast.NOTICES, *being_away.NOTICES), "log.notice"),
    **dict.fromkeys((work.HELP, work.WELCOME, work.NOT_ADMITTED, work.FORGOTTEN), "log.notice"),
    **dict.fromkeys((work.CHANNEL_NOT_NAMED, *reviewing.NOTICES), "log.notice"),
    **dict.fromkeys((voting.HANDED_ON, voting.NOT_HANDED_ON, sharing.NOT_SHARED), "log.notice"),
    # Status stands beside the alliance and is not imported: its kinds by their words.
    "actions": "actions.open",
    "action_told": "log.reply",
    **dict.fromkeys(("actions_of_whom", "actions_failed"), "log.notice"),
    **dict.fromkeys(("status.prompt", "status.asked", "status.later", "status.kept"), "log.prompt"),
    **dict.fromkeys(("status.proposed",), "log.prompt"),
    **dict.fromkeys(("status.nudge", "status.suits"), "log.nudge"),
    "status.rhythm": "log.notice",
    **dict.fromkeys(("status.snoozed", "status.not_yours", "status.not_kept"), "log.notice"),
    **dict.fromkeys(("status.too_late", "status.failed"), "log.notice"),
    **dict.fromkeys(("status.digest", "status.digest_part", "status.digest_preview"), "log.digest"),
    **dict.fromkeys(("status.left_out", "status.digest_not_yours"), "log.notice"),
    **dict.fromkeys(("status.digest_too_late", "status.digest_failed"), "log.notice"),
    **dict.fromkeys(("sheet", "actions_sheet"), "log.sheet"),
    **dict.fromkeys(("sheet_not_yours", "sheet_failed", "files_taken"), "log.notice"),
    "actions_sheet_failed": "log.notice",
}


def named(word: str) -> str | None:
    """The name that this word is a part of, as its key; the first where it is of several."""
    wanted = word.casefold()
    for key in dict.fromkeys(KIND_NAMES.values()):
        if any(wanted in text(key, language).casefold() for language in LANGUAGES):
            return key
    return None


def kinds_of(name: str) -> Collection[str]:
    return [kind for kind, key in KIND_NAMES.items() if key == name]


@dataclass(frozen=True)
class Page:
    """Which part of the log a message shows, and as of when, as its occasion says it.

    `about` is a person, a channel, the name of some kinds, or nothing; `after` where the page
    before it ended.
    """

    at: datetime
    after: str
    about: str
    key: str

    @property
    def occasion(self) -> str:
        return f"{_ticks(self.at)}:{self.after}:{self.about}:{self.key}"

    @classmethod
    def of(cls, occasion: str) -> Self:
        at, after, about, key = occasion.split(":", 3)
        return cls(_moment(at), after, about, key)

    @property
    def place(self) -> Place | None:
        due, _, id = self.after.partition("-")
        return Place(_moment(due), id) if due else None

    @property
    def filter(self) -> About:
        if self.about in KIND_NAMES.values():
            return About(kinds=kinds_of(self.about))
        return About(recipient=self.about or None)


def place_after(due: datetime, id: str) -> str:
    """What `after` says of the message that a page ended with."""
    return f"{_ticks(due)}-{id}"


def _ticks(moment: datetime) -> int:
    return (moment - MOMENT) // TICK


def _moment(ticks: str) -> datetime:
    return MOMENT + int(ticks) * TICK
