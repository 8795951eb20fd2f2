"""Slack's errors, by what can be done about them: a table of our own.

Source: the lists of errors of these methods on docs.slack.dev, reference/methods, as they stood in
May 2026, and what those pages say of each. Where they warn that "some aspect of the operation" may
have succeeded, or where the answer may have been lost on its way, the error is ambiguous.
"""

from collections.abc import Mapping

from bot.delivery.sender import FaultClass

# Done twice, these do what they do once; so what is ambiguous of others may be tried again.
REPEATABLE = frozenset(
    """
    apps.connections.open assistant.threads.setStatus assistant.threads.setSuggestedPrompts
    auth.test chat.delete chat.update conversations.history conversations.info conversations.open
    conversations.replies files.getUploadURLExternal files.info users.info users.list
    views.publish views.update""".split()
)
METHODS = REPEATABLE | frozenset(
    """
    chat.appendStream chat.postEphemeral chat.postMessage chat.startStream chat.stopStream
    files.completeUploadExternal views.open""".split()
)

_CODES: Mapping[FaultClass, str] = {
    FaultClass.LATER: """
        external_channel_migrating hash_conflict list_record_comment_fetch_failed
        message_limit_exceeded message_not_in_streaming_state rate_limited ratelimited
        restricted_too_many stopped_by_user streaming_state_conflict team_access_not_granted
        team_added_to_org update_failed""",
    FaultClass.AMBIGUOUS: """
        fatal_error file_update_failed internal_error messaging_processing_failed request_timeout
        service_unavailable""",
    FaultClass.MEMBER: """
        cannot_dm_bot is_inactive user_disabled user_not_found user_not_in_channel
        user_not_visible""",
    FaultClass.CHANNEL: """
        access_denied cant_update_message channel_is_limited_access channel_not_found
        channel_type_not_supported edit_window_closed is_archived message_not_found
        messages_tab_disabled method_not_supported_for_channel_type no_permission not_enabled
        not_in_channel posting_to_channel_denied restricted_action
        restricted_action_non_threadable_channel restricted_action_read_only_channel
        restricted_action_thread_locked restricted_action_thread_only_channel thread_not_found""",
    FaultClass.WORKSPACE: """
        accesslimited account_inactive ekm_access_denied enterprise_is_restricted forbidden_team
        invalid_auth missing_scope not_allowed_token_type not_authed org_login_required
        team_not_found token_expired token_revoked two_factor_setup_required""",
    FaultClass.BUG: """
        alt_txt_too_large as_user_not_supported attachment_payload_limit_exceeded block_mismatch
        blocked_file_type cannot_reply_to_message cant_broadcast_message cant_delete_message
        canvas_disabled_file_team canvas_disabled_user_team canvas_globally_disabled
        channels_limit_exceeded deprecated_endpoint
        draft_already_deleted draft_already_sent draft_has_conflict draft_not_found
        duplicate_channel_not_found duplicate_external_id duplicate_message_not_found
        exchanged_trigger_id expired_trigger_id file_deleted file_is_deleted file_not_found
        file_share_limit_reached file_type_not_allowed file_upload_size_restricted
        file_uploads_disabled file_uploads_except_images_disabled insecure_request invalid_arg_name
        invalid_arguments invalid_array_arg invalid_attachments invalid_blocks
        invalid_blocks_format invalid_channel invalid_charset invalid_chunks invalid_cursor
        invalid_form_data invalid_json invalid_metadata_filter_keys invalid_metadata_format
        invalid_metadata_schema invalid_post_type invalid_thread_ts invalid_trigger_id
        invalid_ts_latest invalid_ts_oldest invalid_user_combination
        json_not_object limit_required markdown_text_conflict max_file_sharing_exceeded
        message_not_owned_by_app metadata_must_be_sent_from_app metadata_too_large
        method_deprecated missing_args missing_argument missing_file_data missing_post_type
        missing_profile_id missing_recipient_team_id
        missing_recipient_user_id msg_blocks_too_long msg_blocks_too_many msg_too_long
        no_dual_broadcast_content_update no_text not_enough_users not_found not_implemented
        not_visible
        reserved_username slack_connect_blocked_file_type slack_connect_canvas_sharing_blocked
        slack_connect_clip_sharing_blocked slack_connect_file_link_sharing_blocked
        slack_connect_file_upload_sharing_blocked slack_connect_lists_sharing_blocked
        snippet_too_large storage_limit_reached template_not_visible
        too_many_attachments too_many_contact_cards too_many_members too_many_users
        unable_to_share_files unknown_method unknown_snippet_type unknown_subtype
        users_list_not_supplied view_too_large""",
}
CLASSES: Mapping[str, FaultClass] = {
    code: kind for kind, codes in _CODES.items() for code in codes.split()
}

# Without these the app still does most of what it is for: what they refuse is this call alone.
_ONE_OF_MANY = METHODS - frozenset("apps.connections.open auth.test chat.postMessage".split())
_THIS_CALL = dict.fromkeys(("missing_scope", "not_allowed_token_type"), FaultClass.BUG)

# Where the same word means something else. A stream's reader is not who the message is for.
_EXCEPTIONS: Mapping[str, Mapping[str, FaultClass]] = {
    **dict.fromkeys(_ONE_OF_MANY, _THIS_CALL),
    "chat.startStream": {
        **_THIS_CALL,
        "team_not_found": FaultClass.BUG,
        "user_not_found": FaultClass.BUG,
    },
    # "The message is inactive": it stands in a channel where nothing is changed any more.
    "chat.update": {**_THIS_CALL, "is_inactive": FaultClass.CHANNEL},
    # One's messages with somebody can only be missing together with them.
    "conversations.open": {**_THIS_CALL, "channel_not_found": FaultClass.MEMBER},
}


def class_of(method: str, code: str) -> FaultClass | None:
    """What can be done about the error; None for one that Slack had not documented."""
    return _EXCEPTIONS.get(method, {}).get(code) or CLASSES.get(code)
