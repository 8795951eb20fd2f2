"""Trigger ids: the right, for three seconds, to open one modal for who just did something."""

from dataclasses import dataclass
from secrets import token_hex

from playground.clocks import SlackTime
from playground.refused import Refused

LIVES = 3.0  # seconds; docs.slack.dev, reference/methods/views.open


@dataclass(frozen=True)
class Trigger:
    """Who did something, when on Slack's clock, and in which open modal, if in one."""

    person: str
    at: float
    view: str | None = None


class Triggers:
    """Those given out in one workspace."""

    def __init__(self, time: SlackTime) -> None:
        self._time = time
        self._given: dict[str, Trigger] = {}
        self._used: set[str] = set()

    def give(self, person: str, view: str | None = None) -> str:
        trigger = f"{int(self._time.now() * 1000)}.{len(self._given)}.{token_hex(16)}"
        self._given[trigger] = Trigger(person, self._time.now(), view)
        return trigger

    def use(self, trigger: str) -> Trigger:
        """Who may be shown something. Raises Refused: unknown, too late, or used before."""
        given = self._given.get(trigger)
        if given is None:
            raise Refused("invalid_trigger_id")
        if self._time.now() - given.at > LIVES:
            raise Refused("expired_trigger_id")
        if trigger in self._used:
            raise Refused("exchanged_trigger_id")
        self._used.add(trigger)
        return given
