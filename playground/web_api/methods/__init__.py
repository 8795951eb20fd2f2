"""The Web API's methods, their scopes and rates: docs.slack.dev, reference/methods."""

from collections.abc import Mapping

from playground.limits import (
    POSTING_IN_A_CHANNEL,
    POSTING_IN_A_WORKSPACE,
    SPECIAL,
    TIER_1,
    TIER_2,
    TIER_4,
)
from playground.web_api.api import Entry
from playground.web_api.methods import (
    agents,
    apps,
    auth,
    changing,
    conversations,
    files,
    history,
    members,
    posting,
    reactions,
    streaming,
    uploads,
    users,
    views,
)


def _scopes(*names: str) -> frozenset[str]:
    return frozenset(names)


WRITE = _scopes("chat:write")
HISTORY = _scopes("channels:history", "groups:history", "im:history", "mpim:history")
READ = _scopes("channels:read", "groups:read", "im:read", "mpim:read")
OPEN = _scopes("channels:manage", "groups:write", "im:write", "mpim:write")
USERS = _scopes("users:read")

METHODS: Mapping[str, Entry] = {
    "apps.connections.open": Entry(apps.connections_open, app_token=True),
    "apps.uninstall": Entry(apps.uninstall, rate=TIER_1),
    "assistant.threads.setStatus": Entry(agents.set_status, WRITE, SPECIAL),
    "assistant.threads.setSuggestedPrompts": Entry(
        agents.set_prompts, _scopes("assistant:write"), TIER_4
    ),
    "assistant.threads.setTitle": Entry(agents.set_title, _scopes("assistant:write"), TIER_4),
    "auth.revoke": Entry(auth.revoke),
    "auth.test": Entry(auth.test, rate=SPECIAL),
    "bots.info": Entry(auth.bots_info, USERS),
    "chat.appendStream": Entry(streaming.append, WRITE, TIER_4),
    "chat.delete": Entry(changing.delete, WRITE),
    "chat.getPermalink": Entry(changing.permalink, rate=SPECIAL),
    "chat.postEphemeral": Entry(posting.post_ephemeral, WRITE, TIER_4),
    "chat.postMessage": Entry(
        posting.post_message, WRITE, POSTING_IN_A_WORKSPACE, by_channel=POSTING_IN_A_CHANNEL
    ),
    "chat.startStream": Entry(streaming.start, WRITE, TIER_2),
    "chat.stopStream": Entry(streaming.stop, WRITE, TIER_2),
    "chat.update": Entry(changing.update, WRITE),
    "conversations.create": Entry(
        members.create, OPEN | _scopes("channels:write", "im:write"), TIER_2
    ),
    "conversations.history": Entry(history.history, HISTORY),
    "conversations.info": Entry(conversations.info, READ),
    "conversations.invite": Entry(
        members.invite, OPEN | _scopes("channels:write.invites", "groups:write.invites")
    ),
    "conversations.join": Entry(members.join, _scopes("channels:join")),
    "conversations.list": Entry(conversations.list_all, READ, TIER_2),
    "conversations.members": Entry(members.members, READ, TIER_4),
    "conversations.open": Entry(conversations.open_direct, OPEN),
    "conversations.replies": Entry(history.replies, HISTORY),
    "files.completeUploadExternal": Entry(uploads.complete, _scopes("files:write"), TIER_4),
    "files.delete": Entry(files.delete, _scopes("files:write")),
    "files.getUploadURLExternal": Entry(uploads.get_upload_url, _scopes("files:write"), TIER_4),
    "files.info": Entry(files.info, _scopes("files:read"), TIER_4),
    "reactions.add": Entry(reactions.add, _scopes("reactions:write")),
    "reactions.remove": Entry(reactions.remove, _scopes("reactions:write"), TIER_2),
    "team.info": Entry(auth.team_info, _scopes("team:read")),
    "users.conversations": Entry(conversations.of_user, READ),
    "users.info": Entry(users.info, USERS, TIER_4),
    "users.list": Entry(users.list_all, USERS, TIER_2),
    "users.lookupByEmail": Entry(users.lookup_by_email, _scopes("users:read.email")),
    "users.profile.get": Entry(users.profile, _scopes("users.profile:read"), TIER_4),
    "views.open": Entry(views.open_modal, rate=TIER_4),
    "views.publish": Entry(views.publish, rate=TIER_4),
    "views.push": Entry(views.push, rate=TIER_4),
    "views.update": Entry(views.update, rate=TIER_4),
}
