"""Every error that Slack documents for a method: the call that causes it, or the fault desk.

`CAUSED` holds the calls, and some errors more that Slack gives without documenting them there;
`AT_THE_DESK` what no call of one app can cause here; playground.web_api.faults gives it by name.
"""

from collections.abc import Mapping

from tests.playground.web_api.scene import Case
from tests.playground.web_api.wrong import chat, rest, talks

CAUSED: Mapping[str, Mapping[str, Case]] = {**chat.CALLS, **talks.CALLS, **rest.CALLS}
AT_THE_DESK: Mapping[str, str] = {
    "apps.connections.open": "forbidden_team missing_args",
    "apps.uninstall": "client_id_token_mismatch",
    "auth.revoke": "not_bearer_token",
    "bots.info": "bots_not_found",
    "chat.appendStream": """
        channel_type_not_supported duplicate_channel_not_found duplicate_message_not_found
        invalid_metadata_format invalid_metadata_schema message_limit_exceeded
        messaging_processing_failed metadata_must_be_sent_from_app metadata_too_large
        rate_limited restricted_action restricted_action_non_threadable_channel
        restricted_action_read_only_channel restricted_action_thread_locked
        restricted_action_thread_only_channel slack_connect_canvas_sharing_blocked
        slack_connect_file_link_sharing_blocked slack_connect_lists_sharing_blocked
        team_not_found too_many_attachments too_many_contact_cards""",
    "chat.postEphemeral": "message_limit_exceeded restricted_action",
    "chat.postMessage": """
        attachment_payload_limit_exceeded draft_already_deleted draft_already_sent
        draft_has_conflict draft_not_found duplicate_channel_not_found
        duplicate_message_not_found message_limit_exceeded metadata_must_be_sent_from_app
        missing_file_data rate_limited restricted_action
        restricted_action_non_threadable_channel restricted_action_read_only_channel
        restricted_action_thread_locked restricted_action_thread_only_channel
        slack_connect_canvas_sharing_blocked slack_connect_file_link_sharing_blocked
        slack_connect_lists_sharing_blocked team_not_found too_many_contact_cards""",
    "chat.startStream": """
        channel_type_not_supported duplicate_channel_not_found duplicate_message_not_found
        invalid_metadata_format invalid_metadata_schema message_limit_exceeded
        messaging_processing_failed metadata_must_be_sent_from_app metadata_too_large no_text
        rate_limited restricted_action restricted_action_non_threadable_channel
        restricted_action_read_only_channel restricted_action_thread_locked
        restricted_action_thread_only_channel slack_connect_canvas_sharing_blocked
        slack_connect_file_link_sharing_blocked slack_connect_lists_sharing_blocked
        team_not_found""",
    "chat.stopStream": """
        attachment_payload_limit_exceeded cannot_reply_to_message channel_type_not_supported
        duplicate_channel_not_found duplicate_message_not_found message_limit_exceeded
        metadata_must_be_sent_from_app missing_file_data no_text rate_limited restricted_action
        restricted_action_non_threadable_channel restricted_action_read_only_channel
        restricted_action_thread_locked restricted_action_thread_only_channel
        slack_connect_canvas_sharing_blocked slack_connect_file_link_sharing_blocked
        slack_connect_lists_sharing_blocked team_not_found too_many_attachments
        too_many_contact_cards""",
    "chat.update": """
        block_mismatch blocked_file_type edit_window_closed external_channel_migrating
        file_is_deleted file_share_limit_reached max_file_sharing_exceeded
        message_limit_exceeded metadata_must_be_sent_from_app posting_to_channel_denied
        slack_connect_blocked_file_type slack_connect_canvas_sharing_blocked
        slack_connect_clip_sharing_blocked slack_connect_file_link_sharing_blocked
        slack_connect_file_upload_sharing_blocked team_not_found unable_to_share_files
        update_failed""",
    "conversations.create": """
        cannot_create_channel canvas_disabled_user_team invalid_name missing_argument no_channel
        restricted_action""",
    "conversations.history": "channel_is_limited_access",
    "conversations.info": "channel_is_limited_access",
    "conversations.invite": """
        external_channel_migrating invitee_cant_see_channel org_user_not_in_team
        ura_max_channels user_is_restricted""",
    "conversations.join": "channel_is_limited_access too_many_members",
    "conversations.list": "method_not_supported_for_channel_type missing_argument",
    "conversations.members": "fetch_members_failed method_not_supported_for_channel_type",
    "conversations.open": "user_not_visible",
    "conversations.replies": """
        list_record_comment_fetch_failed method_not_supported_for_channel_type""",
    "files.completeUploadExternal": """
        file_type_not_allowed file_update_failed file_uploads_except_images_disabled""",
    "files.delete": "delete_not_allowed file_deleting_disabled",
    "files.getUploadURLExternal": """
        file_type_not_allowed file_uploads_disabled file_uploads_except_images_disabled
        storage_limit_reached unknown_subtype""",
    "files.info": """
        canvas_disabled_file_team canvas_disabled_user_team canvas_globally_disabled
        slack_connect_canvas_sharing_blocked template_not_visible""",
    "reactions.add": "external_channel_migrating no_access thread_locked too_many_reactions",
    "reactions.remove": "external_channel_migrating no_access thread_locked",
    "team.info": """
        enterprise_not_found fail_to_get_teams_for_restricted_user missing_user org_not_found
        user_not_found""",
    "users.conversations": "method_not_supported_for_channel_type missing_argument",
    "users.info": "too_many_users user_not_visible",
    "users.list": "limit_required missing_argument",
    "views.publish": "not_implemented",
}
