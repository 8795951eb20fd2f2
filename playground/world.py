"""Everything there is in the playground, before anybody can reach it."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from playground import replay
from playground.acts import Acts
from playground.clocks import AllianceClock, SlackTime
from playground.content.files import Files
from playground.content.messages import Messages
from playground.content.responses import Responses
from playground.content.statuses import Statuses
from playground.content.triggers import Triggers
from playground.content.views import Views
from playground.delivery.deliveries import Deliveries
from playground.delivery.envelope import Transport
from playground.delivery.http_mode import HttpMode
from playground.delivery.socket_mode import SocketMode
from playground.ledger import Ledger
from playground.web_api.faults import Faults
from playground.workspace import Workspace

HOST = "127.0.0.1"


class World:
    """Workspaces with people in them, two clocks, and what has happened so far."""

    def __init__(
        self,
        workspaces: Sequence[Workspace],
        clock: AllianceClock,
        ledger_file: Path | None,
        port: int,
    ) -> None:
        self._port = port
        self.clock = clock
        self.time = SlackTime()
        self.ledger = Ledger(ledger_file, self.time.now)
        self.messages = Messages(self.ledger)
        self.faults = Faults(self.time)
        folder = ledger_file.parent / "files" if ledger_file else None
        self.files = Files(self.ledger, folder, self.time, lambda: self.address)
        self.responses = Responses(self.time, lambda: self.address)
        self.workspaces: Mapping[str, Workspace] = {w.id: w for w in workspaces}
        self.apps = {w.app.id: self._deliveries(w) for w in workspaces}
        self.deliveries = {w.id: self.apps[w.app.id] for w in workspaces}
        self.acts = {w.id: self._acts(w) for w in workspaces}
        replay.replay(self.ledger.entries, self.workspaces, self.time, self.clock)

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self._port}"

    @property
    def sockets(self) -> Mapping[str, SocketMode]:
        """Those apps that are reached over Socket Mode, by app id."""
        transports = {id_: deliveries.transport for id_, deliveries in self.apps.items()}
        return {id_: t for id_, t in transports.items() if isinstance(t, SocketMode)}

    def _deliveries(self, workspace: Workspace) -> Deliveries:
        app = workspace.app
        sockets, time = app.uses_sockets, self.time
        transport: Transport = SocketMode(app.id, time) if sockets else HttpMode(app, time)
        return Deliveries(app.id, time, transport)

    def _acts(self, workspace: Workspace) -> Acts:
        return Acts(
            workspace=workspace,
            messages=self.messages,
            deliveries=self.deliveries[workspace.id],
            time=self.time,
            views=Views(workspace.app, workspace.id, self.time),
            triggers=Triggers(self.time),
            responses=self.responses,
            files=self.files,
            statuses=Statuses(self.time),
        )
