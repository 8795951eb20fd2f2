"""The browser page over HTTP: the page itself, and word of what changed."""

import asyncio
import contextlib
from pathlib import Path

from aiohttp import web

from playground.ledger import Entry
from playground.local import is_from_elsewhere
from playground.page.place import Place, find
from playground.page.posts import Posts
from playground.page.presses import Presses
from playground.page.show import Viewer
from playground.page.templating import environment
from playground.page.unread import Marks
from playground.world import World

HERE = Path(__file__).parent
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self';"
    " frame-ancestors 'none'; object-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-cache",  # a new version of the playground is seen at once
}
PULSE = 1.0  # seconds between looks at the app's connection, and at whether a browser is there


def add_to(app: web.Application, world: World) -> None:
    """Serve the page at / of this application."""
    page, posts, presses = Page(world), Posts(world), Presses(world)
    app.router.add_get("/", page.look)
    app.router.add_get("/changes", page.changes)
    for name in ("say", "change", "withdraw", "react", "stop", "join"):
        app.router.add_post(f"/{name}", getattr(posts, name))
    for name in ("press", "view", "options", "shortcut"):
        app.router.add_post(f"/{name}", getattr(presses, name))
    app.router.add_static("/static", HERE / "static")
    app.on_response_prepare.append(_with_headers)
    app.on_shutdown.append(page.end)


async def _with_headers(request: web.Request, response: web.StreamResponse) -> None:
    if not request.path.startswith(("/api/", "/socket/")):  # those belong to the app
        response.headers.update(HEADERS)


class Page:
    """A workspace's page, as anybody in it sees it."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._viewer = Viewer(world, Marks(start=world.time.next_ts()))
        self._template = environment().get_template("page.html")
        self._readers: set[asyncio.Queue[Entry]] = set()

    async def look(self, request: web.Request) -> web.Response:
        """The whole page. The script fetches it again, and says whether somebody looks at it."""
        place = find(self._world.workspaces, self._world.messages, request.query)
        if not place.is_what_was(request.query):
            raise web.HTTPFound(place.link)
        if "X-Looking" not in request.headers and not is_from_elsewhere(request):
            self._come(place)
        looking = request.headers.get("X-Looking") != "no"
        view = self._viewer.view(place, str(request.url.origin()), looking=looking)
        return web.Response(text=self._template.render(view=view), content_type="text/html")

    def _come(self, place: Place) -> None:
        """Somebody comes to the app's own page or to the talk with it, of which the app is told."""
        if place.channel.is_direct and not place.person.deleted:
            acts = self._world.acts[place.workspace.id]
            acts.open_home(place.person, "home" if place.tab else "messages")

    async def changes(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events that only say that something changed, to whoever may see it."""
        stream = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await stream.prepare(request)
        with self._world.ledger.follow() as entries, contextlib.suppress(ConnectionError):
            self._readers.add(entries)
            try:
                await self._tell(stream, entries)
            finally:
                self._readers.discard(entries)
        return stream

    async def _tell(self, stream: web.StreamResponse, entries: asyncio.Queue[Entry]) -> None:
        was_connected = self._connected()
        await stream.write(b"retry: 1000\n\n")
        while True:
            entry = await _next(entries)
            if entry is END:
                return
            changed = entry is not None or self._connected() != was_connected
            was_connected = self._connected()
            await stream.write(b"data: changed\n\n" if changed else b":\n\n")

    def _connected(self) -> list[bool]:
        return [d.connected.is_set() for d in self._world.apps.values()]

    async def end(self, _: web.Application) -> None:
        """Let browsers go, so that the playground stops at once."""
        for reader in self._readers:
            reader.put_nowait(END)


END: Entry = {"what": "end"}


async def _next(entries: asyncio.Queue[Entry]) -> Entry | None:
    """The next entry, or None when there is none for a while."""
    try:
        return await asyncio.wait_for(entries.get(), PULSE)
    except TimeoutError:
        return None
