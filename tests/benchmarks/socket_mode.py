"""200 events a second to a plain Bolt app: `python -m tests.benchmarks.socket_mode`.

The workspace is this process, the app another, so that they share no event loop. Time to
acknowledgement runs from somebody's writing until the app has sent the acknowledgement.
"""

import argparse
import asyncio
import json
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from handlers.manifest import manifest
from playground import Playground, Workspace, load
from tests.benchmarks.figures import milliseconds, percentile, show
from tests.benchmarks.processes import child

PER_SECOND = 200
PATIENCE = 10.0  # seconds after the last event: long enough for the first retry
TIMES = (("p50 to acknowledgement, ms", 0.5), ("p95, ms", 0.95), ("max, ms", 1))


@dataclass(frozen=True)
class Outcome:
    """What was sent (moments by timestamp), when it was first acknowledged, what came again."""

    sent: Mapping[str, float]
    acknowledged: Mapping[str, float]
    again: int

    def rows(self) -> list[tuple[str, str]]:
        took = [at - self.sent[ts] for ts, at in self.acknowledged.items()]
        moments = list(self.sent.values())
        counts = [
            ("sent", str(len(self.sent))),
            ("sent per second", f"{(len(moments) - 1) / (moments[-1] - moments[0]):.0f}"),
            ("acknowledged", str(len(took))),
            ("lost", str(len(self.sent) - len(took))),
            ("sent again", str(self.again)),
        ]
        return counts + [
            (name, milliseconds(percentile(took, share))) for name, share in TIMES if took
        ]


async def write(playground: Playground, workspace: Workspace, seconds: float) -> dict[str, float]:
    """Mention the app at an even pace. When each was written, by timestamp."""
    acts, channel = playground.acts[workspace.id], workspace.channel("alliancen")
    person, sent = workspace.person("U0ASSENS"), {}
    began = time.time()
    for number in range(round(PER_SECOND * seconds)):
        await asyncio.sleep(began + number / PER_SECOND - time.time())
        at = time.time()
        sent[acts.say(person, f"@Klimabot spørgsmål {number}", channel)["ts"]] = at
    return sent


def outcome(sent: Mapping[str, float], notes: Path) -> Outcome:
    acknowledged: dict[str, float] = {}
    again = 0
    for entry in map(json.loads, notes.read_text("utf-8").splitlines()):
        if entry["what"] == "acknowledged":
            acknowledged.setdefault(entry["ts"], entry["at"])
        else:
            again += entry["attempt"] > 0
    return Outcome(sent, acknowledged, again)


async def settled(sent: Mapping[str, float], notes: Path) -> Outcome:
    """The outcome once all is acknowledged, or patience is at an end."""
    until = time.time() + PATIENCE
    while len((found := outcome(sent, notes)).acknowledged) < len(sent) and time.time() < until:
        await asyncio.sleep(0.5)
    return found


async def run(seconds: float) -> None:
    workspace = load("alliance", manifest("da"))
    playground = Playground([workspace])
    await playground.start()
    with tempfile.TemporaryDirectory() as folder:
        notes = Path(folder, "notes.jsonl")
        app = (playground.address, workspace.app.bot_token, workspace.app.app_token)
        async with child("tests.benchmarks.listener", *app, str(notes)):
            found = await settled(await write(playground, workspace, seconds), notes)
    await playground.stop()
    title = f"{PER_SECOND} events a second through Socket Mode for {seconds:g} s"
    show(title, ("", ""), found.rows())


def main() -> None:
    parser = argparse.ArgumentParser(prog="tests.benchmarks.socket_mode", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60, help="how long events are sent")
    asyncio.run(run(parser.parse_args().seconds))


if __name__ == "__main__":
    main()
