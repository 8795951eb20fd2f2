"""Several readers side by side, for folders of documents."""

import asyncio
import os
from contextlib import AsyncExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.knowledge.reading.reader import Reader
from bot.knowledge.reading.result import Reading

AT_MOST = 4  # each may hold as much memory as a child is allowed


class Readers:
    """A reader for each processor: `async with Readers() as readers: await readers.read(path)`."""

    def __init__(self, size: int | None = None) -> None:
        self.size = size or min(os.cpu_count() or 1, AT_MOST)
        self._free = asyncio.Queue[Reader]()
        self._all = AsyncExitStack()

    async def __aenter__(self) -> Self:
        for _ in range(self.size):
            self._free.put_nowait(await self._all.enter_async_context(Reader()))
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._all.aclose()

    async def read(self, path: Path) -> Reading:
        """Read a file with a reader that is free. Raises DocumentUnreadable."""
        reader = await self._free.get()
        try:
            return await reader.read(path)
        finally:
            self._free.put_nowait(reader)
