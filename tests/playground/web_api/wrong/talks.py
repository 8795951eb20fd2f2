"""Wrong calls of the methods about conversations, and of reading them."""

from collections.abc import Mapping

from tests.playground.web_api import given
from tests.playground.web_api.scene import (
    ALLIANCEN,
    APP,
    ASSENS,
    KAFFE,
    KOEGE,
    NEVER,
    Case,
    case,
)

NOWHERE: Mapping[str, Case] = {"channel_not_found": case(channel="C0", ts=NEVER)}
READING: Mapping[str, Case] = {
    **NOWHERE,
    "invalid_cursor": case(given.theirs, cursor="vådområde"),
    "invalid_limit": case(given.theirs, limit=1_000),
    "invalid_metadata_filter_keys": case(given.theirs, metadata_keys_to_include="status"),
    "invalid_ts_latest": case(given.theirs, latest="i går"),
    "invalid_ts_oldest": case(given.theirs, oldest="i går"),
    "not_in_channel": case(channel=KAFFE, ts=NEVER),
}
LISTING: Mapping[str, Case] = {
    "invalid_cursor": case(cursor="bmV4dF90czo5"),
    "invalid_limit": case(limit=-1),
    "invalid_types": case(types="public_channel,fællesskab"),
}
NO_TALK: Mapping[str, Case] = {"method_not_supported_for_channel_type": case(given.direct)}
CALLS: Mapping[str, Mapping[str, Case]] = {
    "conversations.history": READING,
    "conversations.replies": {**READING, "thread_not_found": case(channel=ALLIANCEN, ts=NEVER)},
    "conversations.info": NOWHERE,
    "conversations.list": LISTING,
    "users.conversations": LISTING,
    "conversations.members": {
        **NOWHERE,
        "invalid_cursor": case(channel=ALLIANCEN, cursor="vådområde"),
        "invalid_limit": case(channel=ALLIANCEN, limit="alle"),
    },
    "conversations.join": {
        **NOWHERE,
        "is_archived": case(given.archived),
        "method_not_supported_for_channel_type": case(given.private),
    },
    "conversations.invite": {
        "already_in_channel": case(channel=ALLIANCEN, users=ASSENS),
        "cant_invite": case(given.gone),
        "cant_invite_self": case(channel=ALLIANCEN, users=APP),
        "channel_not_found": case(channel="C0", users=ASSENS),
        "is_archived": case(given.archived, users=ASSENS),
        "method_not_supported_for_channel_type": case(given.direct, users=KOEGE),
        "no_external_invite_permission": case(given.stranger),
        "no_user": case(channel=ALLIANCEN),
        "not_in_channel": case(channel=KAFFE, users="U0RAADGIVER"),
        "user_not_found": case(channel=ALLIANCEN, users="U0"),
    },
    "conversations.create": {
        "invalid_name_maxlength": case(name="å" * 81),
        "invalid_name_punctuation": case(name="---"),
        "invalid_name_required": case(),
        "invalid_name_specials": case(name="Kyst og hav"),
        "name_taken": case(name="alliancen"),
    },
    "conversations.open": {
        "channel_not_found": case(channel="C0"),
        "invalid_user_combination": case(users=f"{ASSENS},{KOEGE}"),
        "method_not_supported_for_channel_type": case(channel=ALLIANCEN),
        "not_enough_users": case(users=APP),
        "too_many_users": case(users=",".join(f"U{number}" for number in range(9))),
        "user_disabled": case(given.gone, channel=""),
        "user_not_found": case(users="U0"),
        "users_list_not_supplied": case(),
    },
}
