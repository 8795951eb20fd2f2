"""Health, readiness and metrics over HTTP, for this machine alone: figures, no words or names."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Gauge
from prometheus_client import generate_latest as told

from bot.clock import Clock
from bot.errors import PortTaken
from storage.engine import DATABASE_ERRORS, Begin
from storage.operations import Queue, queues, stopped_workspaces
from storage.terms import System

HERE = "127.0.0.1"
DATABASE_SECONDS = 2.0
AWAY = (*DATABASE_ERRORS, OSError, TimeoutError)


class Operations:
    """What this process needs in order to be of use, and whether it has it."""

    viewer = System("operations")

    def __init__(self, begin: Begin, clock: Clock) -> None:
        self._begin = begin
        self._clock = clock
        self._needs: dict[str, Callable[[], bool]] = {}
        for name in ("slack", "in_tray", "out_tray"):
            self.needs(name, lambda: False)

    def needs(self, name: str, there: Callable[[], bool]) -> None:
        """It is ready only while `there` says so."""
        self._needs[name] = there

    async def health(self, request: web.Request) -> web.Response:
        return web.json_response({"alive": True})

    async def ready(self, request: web.Request) -> web.Response:
        """503 with what is missing, while something is."""
        missing = [] if await self._trays() else ["database"]
        missing += [name for name, there in self._needs.items() if not there()]
        status = 503 if missing else 200
        return web.json_response({"ready": not missing, "missing": missing}, status=status)

    async def metrics(self, request: web.Request) -> web.Response:
        """Counters are of this process; gauges of the trays, of all that share the database."""
        body = told(REGISTRY) + told(await self._gauges())
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def _trays(self) -> tuple[dict[str, Queue], int] | None:
        try:
            async with (
                asyncio.timeout(DATABASE_SECONDS),
                self._begin(read_only=True) as session,
            ):
                found = await queues(session, self.viewer, self._clock.now())
                return dict(found), await stopped_workspaces(session, self.viewer)
        except AWAY:
            return None

    async def _gauges(self) -> CollectorRegistry:
        found = await self._trays()
        registry = CollectorRegistry()

        def gauge(name: str, means: str, *labels: str) -> Gauge:
            return Gauge(f"klimabot_{name}", means, labels, registry=registry)

        gauge("database_up", "Whether the database answers").set(found is not None)
        up = gauge("up", "Whether what this process needs is there", "part")
        for name, there in self._needs.items():
            up.labels(name).set(there())
        if found is not None:
            trays, stopped = found
            _tell_trays(trays, gauge)
            gauge("stopped_workspaces", "Workspaces that nothing can be sent to").set(stopped)
        return registry


def _tell_trays(trays: dict[str, Queue], gauge: Callable[..., Gauge]) -> None:
    age = gauge("queue_age_seconds", "How long the oldest that is due has waited", "tray")
    rows = gauge("rows", "Rows of a tray by state", "tray", "state")
    for tray, queue in trays.items():
        age.labels(tray).set(queue.age.total_seconds())
        for state, count in queue.rows.items():
            rows.labels(tray, state).set(count)


@asynccontextmanager
async def served(operations: Operations, port: int | None) -> AsyncIterator[None]:
    """Answers on that port of this machine while the block lasts. Raises PortTaken."""
    if port is None:
        yield
        return
    app = web.Application()
    for name in ("health", "ready", "metrics"):
        app.router.add_get(f"/{name}", getattr(operations, name))
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        await web.TCPSite(runner, HERE, port).start()
    except OSError as error:
        await runner.cleanup()
        raise PortTaken(port=port) from error
    try:
        yield
    finally:
        await runner.cleanup()
