"""What people do on the page, done in the workspace."""

from collections.abc import Mapping

from aiohttp import web

from playground.messages import Message
from playground.page import blocks
from playground.page.place import Place, find
from playground.world import World


class Posts:
    """The forms of the page. The script gets JSON; a browser without it, the page again."""

    def __init__(self, world: World) -> None:
        self._messages = world.messages
        self._workspace = next(iter(world.workspaces.values()))
        self._acts = world.acts[self._workspace.id]

    async def say(self, request: web.Request) -> web.Response:
        """Write a message, or give a command."""
        form = await _form(request)
        place, text = self._place(form), form.get("text", "").strip()
        if not text:
            raise _refused(web.HTTPBadRequest, "empty")
        if not text.startswith("/"):
            message = self._acts.say(place.person, text, place.channel, place.thread)
            return _done(request, place, ts=message["ts"])
        if place.thread:  # as in Slack
            raise _refused(web.HTTPBadRequest, "command_in_thread")
        await self._acts.command(place.person, text, place.channel)
        return _done(request, place)

    async def press(self, request: web.Request) -> web.Response:
        """Press a button in a message."""
        form = await _form(request)
        place = self._place(form)
        message = self._message(place, form.get("ts", ""))
        button = blocks.find_button(message.get("blocks", []), form.get("press", ""))
        if button is None:  # the message changed after the page was drawn
            raise _refused(web.HTTPConflict, "button_gone")
        value = button.get("value", "")
        await self._acts.press(place.person, message, button["action_id"], value)
        return _done(request, place)

    def _place(self, form: Mapping[str, str]) -> Place:
        place = find(self._workspace, self._messages, form)
        if not (form.get("som") and form.get("kanal") and place.is_what_was(form)):
            raise _refused(web.HTTPForbidden, "not_here")
        return place

    def _message(self, place: Place, ts: str) -> Message:
        message = self._messages.find(self._workspace.id, place.channel.id, ts)
        if message is None or message.get("only") not in (None, place.person.id):
            raise _refused(web.HTTPConflict, "button_gone")
        return message


async def _form(request: web.Request) -> Mapping[str, str]:
    return {name: str(value) for name, value in (await request.post()).items()}


def _refused(status: type[web.HTTPError], error: str) -> web.HTTPError:
    """The page has the sentence for each of these."""
    return status(text=f'{{"error": "{error}"}}', content_type="application/json")


def _done(request: web.Request, place: Place, **answer: str) -> web.Response:
    if "application/json" in request.headers.get("Accept", ""):
        return web.json_response(answer)
    raise web.HTTPSeeOther(place.link)
