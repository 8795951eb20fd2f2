"""The app's other ways in: its sockets, its files, and answers to a response_url."""

from aiohttp import web

from playground.acts import Acts
from playground.content.files import LARGEST, PICTURES
from playground.kit import Invalid
from playground.refused import Refused
from playground.web_api.answers import answer
from playground.world import World

LARGEST_BODY = LARGEST + 1_000_000


def add_to(app: web.Application, world: World) -> None:
    """Serve them on this application."""
    doors = Doors(world)
    app.router.add_get("/socket/{app}", doors.socket)
    app.router.add_post("/respond/{workspace}/{key}", doors.respond)
    app.router.add_post("/upload/{ticket}", doors.upload)
    app.router.add_get("/files/{workspace}/{file}", doors.download)


class Doors:
    """Where an app comes in without naming a method."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def socket(self, request: web.Request) -> web.WebSocketResponse:
        """One Socket Mode connection, for a ticket of apps.connections.open."""
        socket = self._world.sockets.get(request.match_info["app"])
        if socket is None:
            raise web.HTTPNotFound
        try:
            return await socket.hold(request, request.query.get("ticket", ""))
        except Refused as refused:
            raise web.HTTPForbidden(text=refused.error) from None

    async def respond(self, request: web.Request) -> web.Response:
        """An answer to a response_url: a new message, or another in place of the pressed one."""
        try:
            response = self._world.responses.use(request.match_info["key"])
        except Refused as refused:
            return web.json_response(refused.answer, status=404)
        try:
            answer(self._world.acts[response.workspace], response, await request.read())
        except Refused as refused:
            return web.json_response(refused.answer, status=400)
        except Invalid as invalid:
            return web.json_response({"ok": False, "error": invalid.error}, status=400)
        return web.Response(text="ok")

    async def upload(self, request: web.Request) -> web.Response:
        """A file's content: as the body, or as a form's only file."""
        if request.content_type == "multipart/form-data":
            content = await _part(request)
        else:
            content = await request.read()
        try:
            self._world.files.receive(request.match_info["ticket"], content)
        except Refused as refused:
            return web.Response(status=400, text=refused.error)
        return web.Response(text=f"OK - {len(content)}")

    async def download(self, request: web.Request) -> web.Response:
        """A file's content, for who may see it: the app with its token, or somebody on the page.

        Without a token real Slack shows a page to sign in; here, browsers on this machine may.
        """
        acts = self._world.acts.get(request.match_info["workspace"])
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        from_page = request.headers.get("Sec-Fetch-Site") in ("same-origin", "none")
        if acts is None or not (from_page or _may_read(acts, token)):
            return web.Response(status=403, text="not_authed")
        try:
            file = self._world.files.find(request.match_info["file"])
            if file["user_team"] != acts.workspace.id:
                raise Refused("file_not_found")
            content = self._world.files.content(file["id"])
        except Refused as refused:
            return web.Response(status=404, text=refused.error)
        return _served(content, file["mimetype"])


def _served(content: bytes, mimetype: str) -> web.Response:
    """Pictures are shown; everything else is only downloaded, as it could hold a script."""
    if mimetype in PICTURES:
        return web.Response(body=content, content_type=mimetype)
    attachment = {"Content-Disposition": "attachment"}
    return web.Response(body=content, content_type="application/octet-stream", headers=attachment)


def _may_read(acts: Acts, token: str) -> bool:
    app = acts.workspace.app
    works = token == app.bot_token and not acts.workspace.token_error
    return works and "files:read" in app.scopes


async def _part(request: web.Request) -> bytes:
    """A form's first part; nothing for a form that has none, or is none."""
    try:
        part = next(iter((await request.post()).values()), "")
    except ValueError:
        return b""
    return part.file.read() if isinstance(part, web.FileField) else str(part).encode()
