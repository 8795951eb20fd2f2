"""Reading a long channel against a short one: `python -m tests.benchmarks.history`.

Both are asked in turn in one run: on a machine with other work the ratio holds, the times do not;
and p95 there is often the other work's, so the ratio at p50 stands beside it. An answer with more
in it takes longer: --short 150 gives both channels as many messages to show.
"""

import argparse
import asyncio
import json
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from handlers.manifest import manifest
from playground import load
from tests.benchmarks.channels import FilledChannel, write_ledger
from tests.benchmarks.figures import milliseconds, percentile, show
from tests.benchmarks.processes import child

READER = "U0ASSENS"
SHORT, LONG = "C0KYST", "C0ALLIANCEN"
WARM_UP = 3  # rounds that are not counted
Parameters = Mapping[str, str]

REQUESTS: Mapping[str, Callable[[FilledChannel], tuple[str, Parameters]]] = {
    "history, the newest 100": lambda channel: (
        "/api/conversations.history",
        {"channel": channel.id, "limit": "100"},
    ),
    "replies, the newest thread": lambda channel: (
        "/api/conversations.replies",
        {"channel": channel.id, "ts": channel.newest_thread},
    ),
    "the page": lambda channel: ("/", {"som": READER, "kanal": channel.id}),
}


@dataclass
class Measured:
    """How long the answers took, and how long (in bytes) the last one was."""

    seconds: list[float] = field(default_factory=list)
    size: int = 0

    def against(self, short: "Measured") -> Iterator[str]:
        """p50 and p95, each with its ratio to the short channel's."""
        for share in (0.5, 0.95):
            here, there = percentile(self.seconds, share), percentile(short.seconds, share)
            yield milliseconds(here)
            yield "" if self is short else f"{here / there:.1f}"


async def get(client: aiohttp.ClientSession, path: str, parameters: Parameters) -> bytes:
    """The whole answer; the benchmark ends if it is not the one asked for."""
    async with client.get(path, params=parameters, allow_redirects=False) as response:
        body = await response.read()
        refused = response.content_type == "application/json" and not json.loads(body)["ok"]
        if response.status != 200 or refused:
            sys.exit(f"{path} was answered with {response.status}: {body.decode()[:300]}")
        return body


async def measure(
    client: aiohttp.ClientSession, channels: tuple[FilledChannel, ...], rounds: int
) -> Mapping[tuple[str, int], Measured]:
    """By request and the channel's number of messages."""
    measured: defaultdict[tuple[str, int], Measured] = defaultdict(Measured)
    for number in range(WARM_UP + rounds):
        for name, request in REQUESTS.items():
            for channel in channels[:: -1 if number % 2 else 1]:  # each goes first every other time
                began = time.perf_counter()
                body = await get(client, *request(channel))
                took = time.perf_counter() - began
                if number >= WARM_UP:
                    measured[name, channel.count].seconds.append(took)
                    measured[name, channel.count].size = len(body)
    return measured


async def run(channels: tuple[FilledChannel, ...], rounds: int) -> None:
    workspace = load("alliance", manifest("da"))
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder, "ledger.jsonl")
        write_ledger(ledger, workspace, channels)
        header = {"Authorization": f"Bearer {workspace.app.bot_token}"}
        async with (
            child("tests.benchmarks.workspace", str(ledger)) as address,
            aiohttp.ClientSession(address, headers=header) as client,
        ):
            measured = await measure(client, channels, rounds)
    title = f"A long channel against a short one, {rounds} times, in ms (target: p95 at most twice)"
    columns = ("", "messages", "kB", "p50", "ratio", "p95", "ratio")
    show(title, columns, rows(measured, channels))


def rows(
    measured: Mapping[tuple[str, int], Measured], channels: tuple[FilledChannel, ...]
) -> Iterator[tuple[str, ...]]:
    for name in REQUESTS:
        short = measured[name, channels[0].count]
        for channel in channels:
            here = measured[name, channel.count]
            yield name, f"{channel.count:,}", f"{here.size / 1000:.0f}", *here.against(short)


def main() -> None:
    parser = argparse.ArgumentParser(prog="tests.benchmarks.history", description=__doc__)
    parser.add_argument("--short", type=int, default=100, help="messages in the short channel")
    parser.add_argument("--long", type=int, default=10_000, help="messages in the long channel")
    parser.add_argument("--rounds", type=int, default=100, help="how often each is asked")
    given = parser.parse_args()
    channels = (FilledChannel(SHORT, given.short), FilledChannel(LONG, given.long))
    asyncio.run(run(channels, given.rounds))


if __name__ == "__main__":
    main()
