"""Why a message is not where it should be, in plain words."""

from collections.abc import Mapping

from handlers.views.blocks import visible
from prompts import text

MOST = 60  # characters of a code
_REASONS: Mapping[str, str] = {
    "reason.archived": "is_archived",
    "reason.channel_closed": """
        channel_is_limited_access posting_to_channel_denied restricted_action
        restricted_action_read_only_channel""",
    "reason.channel_gone": "channel_not_found not_in_channel",
    "reason.late": "late skipped_late too_late",
    "reason.looking": "looked,_not_there_yet",
    "reason.not_now": "not_now",
    "reason.not_wanted": "no_longer_wanted",
    "reason.person_gone": """
        is_inactive user_disabled user_not_found user_not_visible""",
    "reason.skipped_week": "skipped_week skipped_day_off",
    "reason.slack_slow": """
        message_limit_exceeded rate_limited ratelimited waits_its_turn""",
    "reason.stopped": "stopped",
    "reason.twin": "sent_again,_a_twin_may_follow",
}
KEYS = {code: key for key, codes in _REASONS.items() for code in codes.split()}


def reason(code: str, language: str) -> str:
    """Slack's code or our own word for it, as one says it; the code itself where we have none."""
    key = KEYS.get(code.replace(" ", "_"))
    return text(key, language) if key else text("reason.code", language, code=visible(code, MOST))
