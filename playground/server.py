"""The playground: a Slack workspace on this machine, at one address on the loopback."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from aiohttp import web

from playground.clocks import AllianceClock, ClockRunsForwards
from playground.local import only_from_here
from playground.methods import METHODS
from playground.page import routes as page
from playground.web_api import WebApi
from playground.workspace import Workspace
from playground.world import World

HOST = "127.0.0.1"


class Playground(World):
    """Workspaces with people in them, served on `port` (0: any that is free)."""

    def __init__(
        self,
        workspaces: Sequence[Workspace],
        clock: AllianceClock | None = None,
        port: int = 0,
        ledger_file: Path | None = None,
    ) -> None:
        super().__init__(workspaces, clock or AllianceClock(), ledger_file)
        self._port = port
        self._runner: web.AppRunner | None = None

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self._port}"

    async def start(self) -> None:
        app = web.Application(middlewares=[only_from_here])
        api = WebApi(self.acts, self.messages, self.faults, METHODS)
        app.router.add_route("*", "/api/{method}", api.handle)
        app.router.add_get("/socket/{workspace}", self._socket)
        app.router.add_get("/clock", self._clock)
        app.router.add_post("/clock", self._move_clock)
        app.router.add_get("/ledger", self._ledger)
        page.add_to(app, self)
        self._runner = web.AppRunner(app, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, HOST, self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        for deliveries in self.deliveries.values():
            await deliveries.close()
        if self._runner is not None:
            await self._runner.cleanup()

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        workspace = request.match_info["workspace"]
        if workspace not in self.workspaces:
            raise web.HTTPNotFound
        app = self.workspaces[workspace].app
        return await self.deliveries[workspace].hold(request, app_id=app.id)

    async def _clock(self, _: web.Request) -> web.Response:
        return web.json_response({"now": self.clock.now().isoformat()})

    async def _move_clock(self, request: web.Request) -> web.Response:
        """Body {"to": ISO moment} or {"by": seconds}; 409 for a moment that has passed."""
        try:
            body = await request.json()
            if "to" in body:
                self.clock.move_to(datetime.fromisoformat(body["to"]))
            else:
                self.clock.move_by(timedelta(seconds=float(body["by"])))
        except ClockRunsForwards:
            return web.json_response({"error": "clock_runs_forwards"}, status=409)
        except (KeyError, ValueError, TypeError, OverflowError):
            return web.json_response({"error": "needs_to_or_by"}, status=400)
        self.ledger.write("clock", ahead=self.clock.ahead.total_seconds())
        return await self._clock(request)

    async def _ledger(self, _: web.Request) -> web.Response:
        return web.json_response(self.ledger.entries)
