"""Slack's errors, by what can be done about them.

The codes are those that docs.slack.dev lists for chat.postMessage, chat.update, chat.delete,
chat.startStream, chat.appendStream, chat.stopStream, conversations.open, conversations.history
and conversations.replies (read May 2026). A code that is not here may mean that the message was
posted all the same.
"""

from datetime import timedelta

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.counts import UNKNOWN_ERRORS
from bot.delivery.sender import Fault, FaultClass

LONGEST_WAIT = 3600  # seconds

_CODES: dict[FaultClass, str] = {
    FaultClass.LATER: """
        message_limit_exceeded message_not_in_streaming_state rate_limited ratelimited
        restricted_too_many stopped_by_user streaming_state_conflict team_access_not_granted
        team_added_to_org update_failed""",
    FaultClass.MEMBER: "cannot_dm_bot user_disabled user_not_found user_not_visible is_inactive",
    FaultClass.CHANNEL: """
        cant_update_message channel_is_limited_access channel_not_found channel_type_not_supported
        edit_window_closed
        is_archived message_not_found messages_tab_disabled
        method_not_supported_for_channel_type not_in_channel posting_to_channel_denied
        restricted_action restricted_action_non_threadable_channel
        restricted_action_read_only_channel restricted_action_thread_locked
        restricted_action_thread_only_channel thread_not_found""",
    FaultClass.WORKSPACE: """
        access_denied account_inactive ekm_access_denied enterprise_is_restricted invalid_auth
        missing_scope no_permission not_allowed_token_type not_authed org_login_required
        team_not_found token_expired token_revoked two_factor_setup_required""",
    FaultClass.BUG: """
        cant_delete_message invalid_arg_name invalid_arguments invalid_array_arg invalid_blocks
        invalid_blocks_format invalid_chunks invalid_cursor
        invalid_json invalid_metadata_filter_keys invalid_metadata_format
        invalid_metadata_schema invalid_post_type invalid_ts_latest invalid_ts_oldest
        invalid_user_combination json_not_object markdown_text_conflict
        message_not_owned_by_app metadata_must_be_sent_from_app metadata_too_large
        method_deprecated missing_post_type missing_recipient_team_id missing_recipient_user_id
        msg_blocks_too_long msg_blocks_too_many msg_too_long no_text not_enough_users
        too_many_users unknown_method users_list_not_supplied""",
}
CLASSES = {code: kind for kind, codes in _CODES.items() for code in codes.split()}


def fault_of(error: Exception) -> Fault:
    """What went wrong with a call, from the exception that slack_sdk or aiohttp raised."""
    if isinstance(error, SlackApiError):
        return _refused(error)
    if isinstance(error, aiohttp.ClientConnectorError):  # nothing was sent
        return Fault(FaultClass.LATER, type(error).__name__)
    return Fault(FaultClass.AMBIGUOUS, type(error).__name__)


def _refused(error: SlackApiError) -> Fault:
    response = error.response
    data = getattr(response, "data", None)  # a str where Slack answered with no JSON
    code = data.get("error") if isinstance(data, dict) else None
    status = getattr(response, "status_code", None) or getattr(response, "status", 0)
    code = str(code or f"http_{status}")
    if status == 429 or CLASSES.get(code) is FaultClass.LATER:
        return Fault(FaultClass.LATER, code, _wait(response.headers.get("Retry-After")))
    if code not in CLASSES:
        UNKNOWN_ERRORS.inc()
    return Fault(CLASSES.get(code, FaultClass.AMBIGUOUS), code)


def _wait(retry_after: str | None) -> timedelta | None:
    """Whole seconds, as Slack says them; nothing for anything else."""
    if retry_after is None or not retry_after.isdecimal():
        return None
    return timedelta(seconds=min(int(retry_after), LONGEST_WAIT))


CALL_FAILED = (SlackClientError, aiohttp.ClientError, TimeoutError)
