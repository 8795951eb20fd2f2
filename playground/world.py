"""Everything there is in the playground, before anybody can reach it."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path

from playground.acts import Acts
from playground.clocks import AllianceClock, SlackTime
from playground.deliveries import Deliveries
from playground.faults import Faults
from playground.ledger import Ledger
from playground.messages import Messages
from playground.workspace import Workspace


class World:
    """Workspaces with people in them, two clocks, and what has happened so far."""

    def __init__(
        self, workspaces: Sequence[Workspace], clock: AllianceClock, ledger_file: Path | None
    ) -> None:
        self.clock = clock
        self.time = SlackTime()
        self.ledger = Ledger(ledger_file)
        self.messages = Messages(self.ledger)
        self.faults = Faults()
        self.workspaces: Mapping[str, Workspace] = {w.id: w for w in workspaces}
        self.deliveries = {w.id: Deliveries(self.time) for w in workspaces}
        self.acts = {
            w.id: Acts(w, self.messages, self.deliveries[w.id], self.time) for w in workspaces
        }
        self._remember()

    def _remember(self) -> None:
        """What an earlier run gave out stays: timestamps, direct conversations, the clock."""
        for entry in self.ledger.entries:
            if entry["what"] == "clock":
                self.clock.keep(timedelta(seconds=entry["ahead"]))
            if entry["what"] == "posted":
                self.time.not_before(entry["message"]["ts"])
                self._open_direct(entry["workspace"], entry["message"]["channel"])

    def _open_direct(self, workspace: str, channel: str) -> None:
        known = self.workspaces.get(workspace)
        for person in known.people.values() if known else ():
            if person.direct_channel == channel and known:
                known.direct(person)
