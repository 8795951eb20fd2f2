"""What each kind of work is called, where it was given up and somebody must be told."""

from collections.abc import Mapping

from bot.alliance import being_away, hello, reviewing
from bot.alliance.broadcast import work as broadcast
from bot.alliance.secretariat import admin, approving, daily, homes
from bot.alliance.secretariat.log import KIND_NAMES
from bot.asking import sharing, voting, work

UNKNOWN = "failure.unknown"
WORK_NAMES: Mapping[str, str] = {
    **dict.fromkeys((work.QUESTION_ASKED, work.QUESTION_EDITED), "failure.question"),
    **dict.fromkeys((work.QUESTION_DELETED, work.ANSWER_STOPPED), "failure.taking_back"),
    **dict.fromkeys((work.HELP_ASKED, work.THANKED), "failure.reply"),
    sharing.ANSWER_SHARED: "failure.sharing",
    **dict.fromkeys((voting.VOTED, voting.VOTE_EXPLAINED), "failure.vote"),
    **dict.fromkeys((hello.OPENED, hello.JOINED), "failure.hello"),
    reviewing.ACCOUNT_ASKED: "failure.account",
    reviewing.CLAIM_REVIEWED: "failure.review",
    **dict.fromkeys((broadcast.WRITTEN, broadcast.PRESSED), "failure.broadcast"),
    **dict.fromkeys((being_away.AWAY_TOLD, being_away.BACK_TOLD), "failure.away"),
    daily.LIST_DUE: "failure.list",
    daily.TASK_PRESSED: "failure.task",
    admin.ADMIN_ASKED: "failure.admin",
    homes.HOMES_OUTDATED: "failure.home",
    approving.PRESSED: "failure.approval",
    # Status stands beside the alliance and is not imported: its kinds by their words.
    "status.round_due": "failure.round",
    **dict.fromkeys(("status.asked", "status.nothing_new"), "failure.status"),
    "status.nudge_due": "failure.round",
    "status.said": "failure.status",
    **dict.fromkeys(("status.proposal_sent", "status.proposal_dropped"), "failure.status"),
    **dict.fromkeys(("status.rhythm_chosen", "status.away_this_week"), "failure.status"),
    **dict.fromkeys(("status.taken_back", "status.later_asked", "status.sent"), "failure.status"),
    "status.shown": "failure.status_shown",
    **dict.fromkeys(("status.preview_due", "status.digest_due"), "failure.digest"),
    "status.digest_pressed": "failure.digest_pressed",
    **dict.fromkeys(("action.written", "draft.dropped"), "failure.action"),
    "actions.asked": "failure.actions",
    **dict.fromkeys(("sheet.given", "sheet.pressed", "file.given"), "failure.sheet"),
    "sheet.asked": "failure.sheet_asked",
}


def name_of(kind: str) -> str:
    """The key of what a kind of work or message is called."""
    return WORK_NAMES.get(kind) or KIND_NAMES.get(kind) or UNKNOWN
