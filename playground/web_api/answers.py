"""What an app sends to a response_url, and what comes of it.

docs.slack.dev, interactivity/handling-user-interaction#message_responses.
"""

from typing import Any

from playground.acts import Acts
from playground.content.conversation import Message
from playground.content.responses import Response
from playground.json_text import NotJson, read_json
from playground.refused import Refused


def answer(acts: Acts, response: Response, body: bytes) -> None:
    """Post, replace or delete, as `body` says. Raises Refused, and Invalid for its blocks."""
    given = _read(body)
    channel = acts.workspace.channels[response.channel]
    pressed = response.message
    if given.get("delete_original"):
        if pressed is not None:
            acts.take_away(_still_there(acts, pressed), channel)
        return
    if not any(given.get(name) for name in ("text", "blocks", "attachments")):
        raise Refused("no_text")
    message = acts.from_app(channel, given)
    if given.get("replace_original") and pressed is not None:
        acts.change(_still_there(acts, pressed), _replacement(pressed, message), channel)
    elif given.get("response_type") == "in_channel":
        acts.post(message, channel)
    else:
        acts.post(message | {"only": response.person}, channel)


def _read(body: bytes) -> dict[str, Any]:
    try:
        given = read_json(body)
    except NotJson:
        raise Refused("invalid_payload") from None
    if not isinstance(given, dict) or not isinstance(given.get("text") or "", str):
        raise Refused("invalid_payload")
    return given


def _still_there(acts: Acts, pressed: Message) -> Message:
    where = (acts.workspace.id, pressed["channel"], pressed["ts"])
    if acts.messages.find(*where) is None:
        raise Refused("message_not_found")
    return pressed


def _replacement(pressed: Message, message: Message) -> Message:
    """Its text and blocks take the place of the pressed one's, which may have had no blocks."""
    changes = {name: message.get(name) for name in ("text", "blocks", "attachments")}
    return {n: v for n, v in changes.items() if v is not None or n in pressed}
