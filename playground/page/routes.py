"""The browser page over HTTP: the page itself, and word of what changed."""

import asyncio
import contextlib
from pathlib import Path

from aiohttp import web
from babel.dates import format_datetime
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from playground.ledger import Entry
from playground.page.place import find
from playground.page.posts import Posts
from playground.page.show import Viewer
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
    page, posts = Page(world), Posts(world)
    app.router.add_get("/", page.look)
    app.router.add_get("/changes", page.changes)
    app.router.add_post("/say", posts.say)
    app.router.add_post("/press", posts.press)
    app.router.add_static("/static", HERE / "static")
    app.on_response_prepare.append(_with_headers)
    app.on_shutdown.append(page.end)


async def _with_headers(request: web.Request, response: web.StreamResponse) -> None:
    if not request.path.startswith(("/api/", "/socket/")):  # those belong to the app
        response.headers.update(HEADERS)


def _templates() -> Environment:
    templates = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters["danish"] = lambda when, form: format_datetime(when, form, locale="da")
    return templates


class Page:
    """The page of the first workspace, as anybody in it sees it."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._workspace = next(iter(world.workspaces.values()))
        marks = Marks(start=world.time.next_ts())
        self._viewer = Viewer(world, self._workspace, marks)
        self._template = _templates().get_template("page.html")
        self._readers: set[asyncio.Queue[Entry]] = set()

    async def look(self, request: web.Request) -> web.Response:
        """The whole page. The script fetches it again, and says whether somebody looks at it."""
        place = find(self._workspace, self._world.messages, request.query)
        if not place.is_what_was(request.query):
            raise web.HTTPFound(place.link)
        looking = request.headers.get("X-Looking") != "no"
        view = self._viewer.view(place, str(request.url.origin()), looking=looking)
        return web.Response(text=self._template.render(view=view), content_type="text/html")

    async def changes(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events that only say that something changed, to whoever may see it."""
        stream = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await stream.prepare(request)
        with self._world.ledger.follow() as entries, contextlib.suppress(ConnectionError):
            self._readers.add(entries)
            await self._tell(stream, entries)
            self._readers.discard(entries)
        return stream

    async def _tell(self, stream: web.StreamResponse, entries: asyncio.Queue[Entry]) -> None:
        connected = self._world.deliveries[self._workspace.id].connected
        was_connected = connected.is_set()
        await stream.write(b"retry: 1000\n\n")
        while True:
            entry = await _next(entries)
            if entry is END:
                return
            changed = entry is not None or connected.is_set() != was_connected
            was_connected = connected.is_set()
            await stream.write(b"data: changed\n\n" if changed else b":\n\n")

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
