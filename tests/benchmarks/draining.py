"""How long a round takes through Slack's limits: `python -m tests.benchmarks.draining`.

Cold, each person's conversation is opened first, and fewer of those are let through than of posts;
warm, the process knows them. Beside each stands the least time that the playground's limits allow.
"""

import asyncio
import tempfile
import time
from dataclasses import replace

from bot.delivery.pace import Pace
from playground import Playground
from playground.limits import POSTING_IN_A_WORKSPACE, TIER_3, Rate
from playground.workspace import Person, Workspace
from storage.engine import create_engine, transactions
from storage.migrations import upgrade
from tests.benchmarks.figures import show
from tests.handlers.delivering import (
    HOME,
    ROUND,
    Calls,
    at_work,
    outbox,
    until_posted,
    want,
    wanted,
    workspaces,
)

PEOPLE = 320
MOST = 1.1  # times the least


def crowded(workspace: Workspace) -> Workspace:
    """With so many people in it."""
    one = Person("U0", "Klimakoordinator", "klimakoordinator@kommune.example", "En kommune")
    for number in range(PEOPLE):
        new = replace(one, id=f"U1NR{number:03}", name=f"Klimakoordinator {number}")
        workspace.people[new.id] = new
    return workspace


def least(calls: int, rate: Rate) -> float:
    """All that is allowed at once, and again whenever a span is over."""
    return (calls - 1) // rate.calls * rate.seconds


async def drain(folder: str) -> tuple[list[float], int]:
    """The seconds of a cold round and of a warm one; and how often Slack said that it was full."""
    url = f"sqlite:///{folder}/klimabot.db"
    await upgrade(url)
    engine, calls = create_engine(url), Calls()
    playground = Playground([crowded(workspaces()[0])])
    people = [name for name in playground.workspaces[HOME].people if name.startswith("U1NR")]
    await playground.start()
    took = []
    async with calls.session() as http:
        tray = outbox(playground, transactions(engine), http, Pace(), unasked={ROUND})
        async with at_work(tray):
            for number, occasion in enumerate(("2026-W48", "2026-W49"), start=1):
                await asyncio.sleep(POSTING_IN_A_WORKSPACE.seconds * (number - 1))
                began = time.monotonic()
                await want(
                    transactions(engine), *(wanted(HOME, person, occasion) for person in people)
                )
                tray.hands.wake()
                await until_posted(playground, HOME, number * PEOPLE, within=900)
                took.append(time.monotonic() - began)
    await playground.stop()
    await engine.dispose()
    return took, sum(call.status == 429 for call in calls.made)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        took, refused = asyncio.run(drain(folder))
    shortest = (least(PEOPLE, TIER_3), least(PEOPLE, POSTING_IN_A_WORKSPACE))
    rows = [
        (name, f"{seconds:.1f}", f"{limit:.1f}", f"{seconds / limit:.3f}")
        for name, seconds, limit in zip(("cold", "warm"), took, shortest, strict=True)
    ]
    columns = (f"{PEOPLE} people (at most {MOST} times)", "s", "least, s", "times")
    show(f"A round through Slack's limits; refused with 429: {refused}", columns, rows)


if __name__ == "__main__":
    main()
