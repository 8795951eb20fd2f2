"""The Web API's methods, with the scope that each needs (docs.slack.dev, reference/methods)."""

from collections.abc import Mapping

from playground.methods import apps, auth, chat, conversations, users
from playground.web_api import Entry

HISTORY = frozenset({"channels:history", "groups:history", "im:history", "mpim:history"})
READ = frozenset({"channels:read", "groups:read", "im:read", "mpim:read"})

METHODS: Mapping[str, Entry] = {
    "apps.connections.open": Entry(apps.connections_open, app_token=True),
    "auth.test": Entry(auth.test),
    "chat.delete": Entry(chat.delete, frozenset({"chat:write"})),
    "chat.postEphemeral": Entry(chat.post_ephemeral, frozenset({"chat:write"})),
    "chat.postMessage": Entry(chat.post_message, frozenset({"chat:write"})),
    "conversations.history": Entry(conversations.history, HISTORY),
    "conversations.info": Entry(conversations.info, READ),
    "conversations.open": Entry(conversations.open_direct, frozenset({"im:write", "mpim:write"})),
    "conversations.replies": Entry(conversations.replies, HISTORY),
    "users.info": Entry(users.info, frozenset({"users:read"})),
}
