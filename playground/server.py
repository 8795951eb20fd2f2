"""The playground: a Slack workspace on this machine, at one address on the loopback."""

from collections.abc import Sequence
from pathlib import Path

from aiohttp import web

from playground import desk, doors
from playground.clocks import AllianceClock
from playground.local import only_from_here
from playground.page import routes as page
from playground.web_api.api import WebApi
from playground.web_api.methods import METHODS
from playground.workspace import Workspace
from playground.world import HOST, World


class Playground(World):
    """Workspaces with people in them, served on `port` (0: any that is free)."""

    def __init__(
        self,
        workspaces: Sequence[Workspace],
        clock: AllianceClock | None = None,
        port: int = 0,
        ledger_file: Path | None = None,
    ) -> None:
        super().__init__(workspaces, clock or AllianceClock(), ledger_file, port)
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        app = web.Application(middlewares=[only_from_here], client_max_size=doors.LARGEST_BODY)
        api = WebApi(self.acts, self._ticket, self.faults, METHODS, self.time)
        app.router.add_route("*", "/api/{method}", api.handle)
        doors.add_to(app, self)
        desk.add_to(app, self)
        page.add_to(app, self)
        self._runner = web.AppRunner(app, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, HOST, self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]

    def _ticket(self, app_id: str) -> str:
        socket = self.sockets.get(app_id)
        return socket.ticket() if socket else ""

    async def stop(self) -> None:
        for deliveries in self.apps.values():
            await deliveries.close()
        if self._runner is not None:
            await self._runner.cleanup()
