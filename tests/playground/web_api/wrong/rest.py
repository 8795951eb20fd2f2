"""Wrong calls of everything that is neither writing nor about conversations."""

from collections.abc import Mapping
from typing import Any

from tests.playground.web_api import given
from tests.playground.web_api.scene import ALLIANCEN, ASSENS, KAFFE, NEVER, Case, case

THREAD: Mapping[str, Case] = {
    "channel_not_found": case(channel_id="C0", thread_ts=NEVER, status="", title="Vådområder"),
    "invalid_thread_ts": case(
        channel_id=ALLIANCEN, thread_ts="i går", status="", title="Vådområder"
    ),
}
PLAN: Mapping[str, Any] = {"filename": "plan.pdf", "length": 4}
REACTING: Mapping[str, Case] = {
    "bad_timestamp": case(channel=ALLIANCEN, timestamp="i går", name="seedling"),
    "channel_not_found": case(channel="C0", timestamp=NEVER, name="seedling"),
    "invalid_name": case(given.theirs, name="en frisk spire"),
    "message_not_found": case(channel=ALLIANCEN, timestamp=NEVER, name="seedling"),
    "no_item_specified": case(name="seedling"),
    "not_in_channel": case(channel=KAFFE, timestamp=NEVER, name="seedling"),
}
TRIGGERED: Mapping[str, Case] = {
    "duplicate_external_id": case(
        given.opened_with_own_id, view={**given.MODAL, "external_id": "status-assens"}
    ),
    "exchanged_trigger_id": case(given.used_trigger, view=given.MODAL),
    "expired_trigger_id": case(given.old_trigger, view=given.MODAL),
    "invalid_arguments": case(given.trigger, view=given.HOME),
    "invalid_trigger_id": case(view=given.MODAL, trigger_id="1.2.abc"),
    "view_too_large": case(given.trigger, view=given.HUGE),
}
CALLS: Mapping[str, Mapping[str, Case]] = {
    "apps.connections.open": {"insecure_request": Case({}, by_get=True)},
    "apps.uninstall": {
        "bad_client_secret": case(client_id="1.2"),
        "invalid_client_id": case(),
    },
    "assistant.threads.setStatus": {
        **THREAD,
        "invalid_arguments": case(given.thread),
        "reserved_username": case(given.thread, status="leder", username="Slackbot"),
    },
    "assistant.threads.setTitle": {**THREAD, "invalid_arguments": case(given.thread)},
    "assistant.threads.setSuggestedPrompts": {
        **THREAD,
        "invalid_arguments": case(channel_id=ALLIANCEN, prompts=["Hvem er gode til kyst?"]),
        "message_not_found": case(channel_id=ALLIANCEN, thread_ts=NEVER),
    },
    "auth.revoke": {},
    "auth.test": {},
    "bots.info": {
        "bot_not_found": case(bot="B0"),
        "missing_argument": case(),
        "team_not_found": case(bot="B0KLIMABOT", team_id="T0ANDEN"),
    },
    "team.info": {
        "team_not_found": case(team="T0ANDEN"),
        "team_not_on_enterprise": case(domain="dk2020"),
    },
    "users.info": {"user_not_found": case(user="U0")},
    "users.list": {"invalid_cursor": case(cursor="vådområde")},
    "users.lookupByEmail": {"users_not_found": case(email="klimakoordinator@firma.example")},
    "users.profile.get": {"user_not_found": case(user="U0")},
    "reactions.add": {
        **REACTING,
        "already_reacted": case(given.reacted),
        "not_reactable": case(file="F0", name="seedling"),
        "is_archived": case(given.reactable_archived, name="seedling"),
        "too_many_emoji": case(given.reacted_to_the_full, name="seedling"),
    },
    "reactions.remove": {
        **REACTING,
        "file_comment_not_found": case(file_comment="Fc0", name="seedling"),
        "file_not_found": case(file="F0", name="seedling"),
        "no_reaction": case(given.theirs, name="seedling"),
    },
    "files.getUploadURLExternal": {
        "alt_txt_too_large": case(alt_txt="å" * 1_001, **PLAN),
        "file_upload_size_restricted": case(filename="film.mp4", length=20_000_001),
        "invalid_arguments": case(filename="plan.pdf", length="lang"),
        "missing_argument": case(filename="plan.pdf", length=0),
        "snippet_too_large": case(filename="a.py", length=1_000_001, snippet_type="python"),
        "unknown_snippet_type": case(snippet_type="gammelt dansk", **PLAN),
    },
    "files.completeUploadExternal": {
        "channel_not_found": case(given.uploaded, channel_id="C0"),
        "channels_limit_exceeded": case(
            given.uploaded, channels=",".join(f"C{n}" for n in range(101))
        ),
        "file_not_found": case(files=[{"id": "F0"}]),
        "invalid_arguments": case(files="F0"),
        "invalid_blocks": case(given.uploaded, blocks="[{"),
        "invalid_channel": case(given.uploaded, channel_id="alliancen"),
        "not_in_channel": case(given.uploaded, channel_id=KAFFE),
        "posting_to_channel_denied": case(given.uploaded_to_archived),
    },
    "files.delete": {
        "cant_delete_file": case(given.their_file),
        "file_deleted": case(given.deleted_file),
        "file_not_found": case(file="F0"),
    },
    "files.info": {
        "file_deleted": case(given.deleted_file),
        "file_not_found": case(file="F0"),
        "not_visible": case(given.hidden_file),
    },
    "views.open": TRIGGERED,
    "views.push": {
        **TRIGGERED,
        "not_found": case(given.trigger, view=given.MODAL),
        "push_limit_reached": case(given.opened_to_the_full, view=given.MODAL),
    },
    "views.update": {
        "duplicate_external_id": case(
            given.two_with_own_ids, view={**given.MODAL, "external_id": "status-assens"}
        ),
        "hash_conflict": case(given.opened, view=given.MODAL, hash="1.gammel"),
        "not_found": case(view=given.MODAL, view_id="V0"),
        "view_too_large": case(given.opened, view=given.HUGE),
    },
    "views.publish": {
        "duplicate_external_id": case(
            given.opened_with_own_id,
            user_id=ASSENS,
            view={**given.HOME, "external_id": "status-assens"},
        ),
        "hash_conflict": case(given.published, view=given.HOME, hash="1.gammel"),
        "invalid_arguments": case(user_id="U0", view=given.HOME),
        "missing_profile_id": case(view=given.HOME),
        "not_enabled": case(given.without_home, view=given.HOME),
        "view_too_large": case(user_id=ASSENS, view=given.HUGE_HOME),
    },
}
