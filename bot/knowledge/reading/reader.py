"""Reading files one after the other in a child that stays warm."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from bot.errors import DocumentUnreadable
from bot.knowledge.reading.process import Child
from bot.knowledge.reading.result import Reading
from bot.knowledge.reading.table import Workbook

Read = TypeVar("Read")
FILES = 500  # that one child reads, so that what leaks does not grow


class Reader:
    """Reads documents: `async with Reader() as reader: reading = await reader.read(path)`.

    Several may read at once; they queue for the one child.
    """

    def __init__(self) -> None:
        self._turn = asyncio.Lock()
        self._child: asyncio.Task[Child] | None = None

    async def __aenter__(self) -> Self:
        self._child = asyncio.create_task(Child.start())  # it warms up while others work
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._end()

    async def read(self, path: Path, name: str | None = None) -> Reading:
        """Read a file, whose name is `name` if it lies under another.

        Raises DocumentUnreadable, whose key says why.
        """
        name = path.name if name is None else name
        return await self._read(path, name, Reading.from_json, as_table=False)

    async def read_workbook(self, path: Path, name: str | None = None) -> Workbook:
        """Read the rows of an XLSX or CSV, named as for `read`. Raises DocumentUnreadable."""
        name = path.name if name is None else name
        return await self._read(path, name, Workbook.from_json, as_table=True)

    async def _read(
        self, path: Path, name: str, told: Callable[[dict[str, Any]], Read], *, as_table: bool
    ) -> Read:
        async with self._turn:
            answer = await (await self._warm()).ask(Path.cwd() / path, name, as_table)
        if refused := answer.get("refused"):
            raise DocumentUnreadable(str(refused), name=name)
        try:
            return await asyncio.to_thread(told, answer)
        except (KeyError, TypeError, ValueError):
            raise DocumentUnreadable("document.broken", name=name) from None

    async def _warm(self) -> Child:
        if self._child and self._child.done() and self._worn_out(self._child):
            await self._end()
        if self._child is None:
            self._child = asyncio.create_task(Child.start())
        return await asyncio.shield(self._child)  # who gives up leaves it to the next

    def _worn_out(self, started: asyncio.Task[Child]) -> bool:
        if started.cancelled() or started.exception():
            return True
        return not started.result().alive or started.result().files >= FILES

    async def _end(self) -> None:
        started, self._child = self._child, None
        if started:
            [child] = await asyncio.gather(started, return_exceptions=True)
            if isinstance(child, Child):
                await child.end()
