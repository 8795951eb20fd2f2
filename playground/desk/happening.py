"""What goes wrong at once."""

from collections.abc import Callable, Mapping
from typing import Any

from playground.acts import Acts
from playground.delivery.socket_mode import SocketMode
from playground.workspace import Channel, UnknownName

MOST = 100  # events that come twice or shuffled
TOKEN_ERRORS = ("token_revoked", "account_inactive", "invalid_auth", "token_expired")
REASONS = ("refresh_requested", "warning", "link_disabled")  # apis/events-api/using-socket-mode


async def happen(acts: Acts, what: Mapping[str, Any]) -> None:
    """Do what `what` says, `on` somebody or something, to a `number` of events.

    Raises KeyError or ValueError for what is not known, UnknownName for a channel or a person
    that is not there.
    """
    on, number = str(what.get("on") or ""), int(what.get("number", 1))
    if not 1 <= number <= MOST:
        raise ValueError(number)
    if what["what"] == "disconnect":
        await _disconnect(acts, on or "refresh_requested")
    else:
        HAPPENS[what["what"]](acts, on, number)


async def _disconnect(acts: Acts, reason: str) -> None:
    """Over HTTP there are no connections that could close."""
    if reason not in REASONS:
        raise ValueError(reason)
    transport = acts.deliveries.transport
    if isinstance(transport, SocketMode):
        await transport.disconnect(reason)


def _channel(acts: Acts, name: str) -> Channel:
    """One of the channels, and not somebody's talk with the app, which nobody can close."""
    channel = acts.workspace.channel(name)
    if channel.is_direct:
        raise UnknownName(f"no channel {name}")
    return channel


def _revoke(acts: Acts, error: str) -> None:
    if error not in TOKEN_ERRORS:
        raise ValueError(error)
    acts.revoke(error)


def _twice(acts: Acts, number: int) -> None:
    acts.deliveries.disorder.twice = number


HAPPENS: Mapping[str, Callable[[Acts, str, int], None]] = {
    "twice": lambda acts, _, number: _twice(acts, number),
    "shuffle": lambda acts, _, number: acts.deliveries.disorder.shuffle(number),
    "revoke": lambda acts, error, _: _revoke(acts, error or "token_revoked"),
    "restore": lambda acts, _, __: acts.restore(),
    "archive": lambda acts, on, _: acts.archive(_channel(acts, on)),
    "unarchive": lambda acts, on, _: acts.archive(_channel(acts, on), archived=False),
    "remove_app": lambda acts, on, _: acts.leave(acts.workspace.app.user, _channel(acts, on)),
    "add_app": lambda acts, on, _: acts.join(acts.workspace.app.user, _channel(acts, on)),
    "deactivate": lambda acts, on, _: acts.deactivate(acts.workspace.person(on)),
    "reactivate": lambda acts, on, _: acts.deactivate(acts.workspace.person(on), deleted=False),
    "guests_may": lambda acts, _, __: acts.let_guests_command(allowed=True),
    "guests_may_not": lambda acts, _, __: acts.let_guests_command(allowed=False),
}
