"""An app's manifest in which one thing that is said is one event."""

from typing import Any

from handlers.manifest import manifest

ALL_TALK = ("message.channels", "message.groups")


def mentions_only() -> dict[str, Any]:
    """Klimabot's manifest, but what is said in channels is heard only where it is mentioned."""
    paper = manifest("da")
    events = paper["settings"]["event_subscriptions"]
    events["bot_events"] = [event for event in events["bot_events"] if event not in ALL_TALK]
    return paper
