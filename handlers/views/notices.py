"""Messages that are the same for everybody: a sentence, and a button where one helps."""

from collections.abc import Mapping

from bot.alliance import being_away, hello, reviewing
from bot.alliance.broadcast import work as broadcast
from bot.alliance.secretariat import approving, messages
from bot.asking import sharing, voting, work
from bot.status.catalogue import giving, handing_out, showing
from bot.status.digest import messages as digest
from bot.status.rounds import messages as rounds
from handlers.views.blocks import Message, button, section
from prompts import text
from storage.delivery import Delivery

ASK_AGAIN = "ask_again"

SENTENCES: Mapping[str, str] = {
    work.HELP: "notice.help",
    work.NOT_ADMITTED: "notice.not_admitted",
    work.FORGOTTEN: "notice.forgotten",
    work.WELCOME: "notice.welcome",
    reviewing.ACCOUNT_OF_WHOM: "account.of_whom",
    reviewing.ACCOUNT_FAILED: "account.failed",
    reviewing.NOT_YOURS_TO_REVIEW: "account.not_yours",
    showing.ACTIONS_OF_WHOM: "actions.of_whom",
    showing.ACTIONS_FAILED: "actions.failed",
    rounds.NOT_YOURS: "status.not_yours",
    rounds.TOO_LATE: "status.too_late",
    rounds.FAILED: "status.failed",
    digest.NOT_YOURS: "digest.not_yours",
    digest.TOO_LATE: "digest.too_late",
    digest.FAILED: "digest.failed",
    giving.SHEET_NOT_YOURS: "sheet.not_yours",
    giving.SHEET_FAILED: "sheet.failed",
    giving.FILES_TAKEN: "sheet.files_taken",
    handing_out.ACTIONS_SHEET_FAILED: "sheet.not_made",
    work.CHANNEL_NOT_NAMED: "notice.channel_not_named",
    voting.HANDED_ON: "vote.handed_on",
    voting.NOT_HANDED_ON: "vote.not_handed_on",
    sharing.NOT_SHARED: "sharing.not_shared",
    broadcast.NOT_YOURS: "broadcast.not_yours",
    broadcast.NOT_NOW: "broadcast.not_now",
    broadcast.FAILED: "broadcast.failed",
    approving.GONE: "approval.gone",
    being_away.BACK: "away.welcome_back",
    being_away.AWAY_FAILED: "away.failed",
    being_away.NO_STAND_IN: "away.no_stand_in",
    messages.NOT_SECRETARIAT: "admin.not_yours",
    messages.NO_COLLEAGUE: "task.no_colleague",
    messages.FAILED: "admin.failed",
    messages.NO_SUCH_KIND: "admin.no_such_kind",
    messages.PAUSED: "admin.paused",
    messages.RESUMED: "admin.resumed",
    messages.MEMBER_WHOM: "admin.member_whom",
    messages.MEMBER_NO_EMAIL: "admin.member_no_email",
    messages.MEMBER_UNKNOWN: "admin.member_unknown",
    messages.MEMBER_ROLE: "admin.member_role",
    messages.MEMBER_ELSEWHERE: "admin.member_elsewhere",
    hello.HELLO: "hello.first",
    hello.CHANNEL_HELLO: "channel.hello",
    hello.CHANNEL_HELLO_ELSEWHERE: "channel.hello_elsewhere",
}


def notice(delivery: Delivery) -> Message:
    """One of the sentences above, in the delivery's language."""
    sentence = text(SENTENCES[delivery.kind], delivery.language)
    return Message(sentence, (section(sentence),))


def again_value(delivery: Delivery) -> str:
    """What the button says when it is pressed: the reader's language and the question's key."""
    return f"{delivery.language}:{delivery.occasion}"


def apology(delivery: Delivery) -> Message:
    """We could not answer; the question is kept, and a button asks it again."""
    reference = delivery.id[:4]
    sentence = text("notice.apology", delivery.language, reference=reference)
    label = text("notice.answer_me_now", delivery.language)
    actions = {"type": "actions", "elements": [button(label, ASK_AGAIN, again_value(delivery))]}
    return Message(sentence, (section(sentence), actions))
