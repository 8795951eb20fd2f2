"""The installed app: its ids and tokens, and its manifest, which says what it may do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class App:
    """One app in one workspace. Where it is in several, `id` and `app_token` are the same."""

    id: str
    user: str
    bot_id: str
    name: str
    bot_token: str
    app_token: str
    manifest: Mapping[str, Any]
    signing_secret: str = "playground"  # noqa: S105 - nothing here is secret

    @property
    def scopes(self) -> frozenset[str]:
        asked = _part(_part(self.manifest, "oauth_config"), "scopes")
        return frozenset(asked.get("bot", ()))

    @property
    def events(self) -> frozenset[str]:
        return frozenset(self._subscriptions.get("bot_events", ()))

    @property
    def commands(self) -> Mapping[str, Mapping[str, Any]]:
        return {c["command"]: c for c in self._features.get("slash_commands", [])}

    @property
    def shortcuts(self) -> Sequence[Mapping[str, Any]]:
        """Each with `name`, `callback_id`, and `type`: message or global."""
        return list(self._features.get("shortcuts", []))

    @property
    def has_home(self) -> bool:
        return bool(self._features.get("app_home", {}).get("home_tab_enabled"))

    @property
    def has_messages(self) -> bool:
        """Whether people and the app can write to each other directly."""
        return bool(self._features.get("app_home", {}).get("messages_tab_enabled", True))

    @property
    def only_listens(self) -> bool:
        """Whether people cannot write to the app, only it to them."""
        home = self._features.get("app_home", {})
        return bool(home.get("messages_tab_read_only_enabled"))

    @property
    def prompts(self) -> Sequence[Mapping[str, str]]:
        """What the manifest suggests to ask, where the app itself has suggested nothing."""
        return list(self._features.get("agent_view", {}).get("suggested_prompts", []))

    @property
    def uses_sockets(self) -> bool:
        """Over Socket Mode; otherwise over HTTP to the manifest's addresses."""
        return bool(self._settings.get("socket_mode_enabled", not self.events_url))

    @property
    def events_url(self) -> str:
        return str(self._subscriptions.get("request_url", ""))

    @property
    def interactivity_url(self) -> str:
        return str(self._settings.get("interactivity", {}).get("request_url", ""))

    @property
    def options_url(self) -> str:
        own = self._settings.get("interactivity", {}).get("message_menu_options_url", "")
        return str(own or self.interactivity_url)

    def command_url(self, command: str) -> str:
        return str(self.commands[command].get("url", ""))

    @property
    def _features(self) -> Mapping[str, Any]:
        return _part(self.manifest, "features")

    @property
    def _settings(self) -> Mapping[str, Any]:
        return _part(self.manifest, "settings")

    @property
    def _subscriptions(self) -> Mapping[str, Any]:
        return _part(self._settings, "event_subscriptions")


def _part(whole: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part: Mapping[str, Any] = whole.get(name, {})
    return part
