"""response_url: for half an hour, five answers to what somebody did, without a token."""

from collections.abc import Callable
from dataclasses import dataclass, field
from secrets import token_hex

from playground.clocks import SlackTime
from playground.content.conversation import Message
from playground.refused import Refused

USES = 5  # docs.slack.dev, interactivity/handling-user-interaction#message_responses
LIVES = 30 * 60.0  # seconds, likewise


@dataclass
class Response:
    """To whom and where: the message that somebody pressed in, or None for a command."""

    workspace: str
    channel: str
    person: str
    message: Message | None
    at: float
    left: int = field(default=USES)


class Responses:
    """Every response_url that was given out."""

    def __init__(self, time: SlackTime, address: Callable[[], str]) -> None:
        self._time = time
        self._address = address
        self._given: dict[str, Response] = {}

    def give(self, workspace: str, channel: str, person: str, message: Message | None) -> str:
        """A new address."""
        key = token_hex(12)
        self._given[key] = Response(workspace, channel, person, message, self._time.now())
        return f"{self._address()}/respond/{workspace}/{key}"

    def use(self, key: str) -> Response:
        """What it answers to. Raises Refused when it is unknown, too old or used up."""
        response = self._given.get(key)
        if response is None:
            raise Refused("invalid_url")
        if self._time.now() - response.at > LIVES:
            raise Refused("expired_url")
        if response.left == 0:
            raise Refused("used_url")
        response.left -= 1
        return response
