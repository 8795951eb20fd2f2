"""What people write on the page, done in the workspace."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from aiohttp import web

from playground.acts import Acts, NotAllowed
from playground.content.conversation import Message
from playground.page.place import Place, find
from playground.read_form import Form, NotAForm, read_form
from playground.refused import Refused
from playground.world import World


class PageForms:
    """What every form of the page needs: where it was sent from, and whether it may be."""

    def __init__(self, world: World) -> None:
        self.world = world

    def place(self, form: Mapping[str, str]) -> Place:
        """Raises HTTPForbidden unless the form says whose it is, and they may be there."""
        place = find(self.world.workspaces, self.world.messages, form)
        if not (form.get("som") and form.get("kanal") and place.is_what_was(form)):
            raise refused(web.HTTPForbidden, "not_here")
        return place

    def acts(self, place: Place) -> Acts:
        return self.world.acts[place.workspace.id]

    def message(self, place: Place, ts: str, error: str = "message_gone") -> Message:
        """Raises HTTPConflict when it is gone, or was never for this person."""
        message = self.world.messages.find(place.workspace.id, place.channel.id, ts)
        if message is None or message.get("only") not in (None, place.person.id):
            raise refused(web.HTTPConflict, error)
        return message


class Posts(PageForms):
    """The forms of the page. The script gets JSON; a browser without it, the page again."""

    async def say(self, request: web.Request) -> web.Response:
        """Write a message, share files, or give a command."""
        form = await posted(request)
        words = texts(form)
        place, text = self.place(words), words.get("text", "").strip()
        files = _files(form)
        with allowed():
            if files:
                return done(request, place, ts=self._share(place, files, text)["ts"])
            if not text:
                raise refused(web.HTTPBadRequest, "empty")
            if not text.startswith("/"):
                message = self.acts(place).say(
                    place.person, text, place.channel, place.thread, broadcast="also" in words
                )
                return done(request, place, ts=message["ts"])
            if place.thread:  # as in Slack
                raise refused(web.HTTPBadRequest, "command_in_thread")
            await self.acts(place).command(place.person, text, place.channel)
        return done(request, place)

    def _share(self, place: Place, files: list[web.FileField], text: str) -> Message:
        acts, where = self.acts(place), (place.channel, place.thread)
        for file in files[:-1]:
            acts.upload(place.person, file.filename, file.file.read(), *where)
        return acts.upload(place.person, files[-1].filename, files[-1].file.read(), *where, text)

    async def change(self, request: web.Request) -> web.Response:
        """Change one's own message; an empty one is deleted, as in Slack."""
        words = texts(await posted(request))
        place = self.place(words)
        message, text = self.message(place, words.get("ts", "")), words.get("text", "").strip()
        with allowed():
            if text:
                self.acts(place).rewrite(place.person, message, text)
            else:
                self.acts(place).withdraw(place.person, message)
        return done(request, place.changing(""))

    async def withdraw(self, request: web.Request) -> web.Response:
        """Delete one's own message."""
        words = texts(await posted(request))
        place = self.place(words)
        with allowed():
            self.acts(place).withdraw(place.person, self.message(place, words.get("ts", "")))
        return done(request, place)

    async def react(self, request: web.Request) -> web.Response:
        """Put an emoji on a message, or take one's own off."""
        words = texts(await posted(request))
        place = self.place(words)
        message = self.message(place, words.get("ts", ""))
        with allowed():
            self.acts(place).want_here(place.person, place.channel)
            self.acts(place).react(place.person.id, message, words.get("emoji", "+1"))
        return done(request, place)

    async def stop(self, request: web.Request) -> web.Response:
        """Stop a message that streams in."""
        words = texts(await posted(request))
        place = self.place(words)
        message = self.message(place, words.get("ts", ""))
        with allowed():
            self.acts(place).stop(place.person, message)
        return done(request, place)

    async def join(self, request: web.Request) -> web.Response:
        """Bring the app into a channel, or take it out."""
        words = texts(await posted(request))
        place = self.place(words)
        acts = self.acts(place)
        if place.channel.is_direct:
            raise refused(web.HTTPForbidden, "not_here")
        move = acts.leave if "leave" in words else acts.join
        with allowed():
            acts.want_here(place.person, place.channel)
            move(place.workspace.app.user, place.channel)
        return done(request, place)


async def posted(request: web.Request) -> Form:
    """Raises HTTPBadRequest for what is no form."""
    try:
        return await read_form(request)
    except NotAForm:
        raise refused(web.HTTPBadRequest, "not_a_form") from None


def texts(form: Form) -> dict[str, str]:
    """The words of a form, without its files. Browsers end lines as HTTP does, people do not."""
    words = {name: value for name, value in form.items() if isinstance(value, str)}
    return {name: value.replace("\r\n", "\n") for name, value in words.items()}


def _files(form: Form) -> list[web.FileField]:
    given = form.getall("files", [])
    return [f for f in given if isinstance(f, web.FileField) and f.filename]


@contextmanager
def allowed() -> Iterator[None]:
    """Turns what Slack would not let a person do into the page's sentence for it."""
    try:
        yield
    except NotAllowed as error:
        raise refused(web.HTTPForbidden, str(error)) from error
    except Refused as error:  # the thread went away meanwhile, or is none
        raise refused(web.HTTPConflict, "message_gone") from error


def refused(status: type[web.HTTPError], error: str) -> web.HTTPError:
    """The page has the sentence for each of these."""
    return status(text=f'{{"error": "{error}"}}', content_type="application/json")


def done(request: web.Request, place: Place, **answer: str) -> web.Response:
    if "application/json" in request.headers.get("Accept", ""):
        return web.json_response(answer)
    raise web.HTTPSeeOther(place.link)
