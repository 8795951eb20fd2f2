"""A workspace whose Slack clock hurries, so that its rate limits do not stand in the way.

`python -m tests.benchmarks.workspace LEDGER` serves a ledger's messages and prints its address.
"""

import asyncio
import sys
from pathlib import Path

from handlers.manifest import manifest
from playground import Playground, load

A_MINUTE = 60.0  # the span over which Slack counts calls
SO_OFTEN = 0.05  # seconds; 50 calls take longer


async def serve(ledger: Path) -> None:
    playground = Playground([load("alliance", manifest("da"))], ledger_file=ledger)
    await playground.start()
    print(playground.address, flush=True)
    while True:
        await asyncio.sleep(SO_OFTEN)
        playground.time.advance(A_MINUTE)


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1])))
