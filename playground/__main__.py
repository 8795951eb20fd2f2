"""`python -m playground`: serve workspaces until interrupted."""

import argparse
import asyncio
import contextlib
import signal
from pathlib import Path

import yaml

from playground import Playground, load


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="playground", description=__doc__)
    parser.add_argument(
        "--manifest", type=Path, required=True, help="the app's manifest, as JSON or YAML"
    )
    parser.add_argument(
        "--seed", action="append", help="a seed's name, or a YAML file; again for more workspaces"
    )
    parser.add_argument("--port", type=int, default=0, help="0 takes any free port")
    parser.add_argument("--data", type=Path, help="folder that remembers the messages")
    return parser.parse_args()


async def serve(options: argparse.Namespace) -> None:
    manifest = yaml.safe_load(options.manifest.read_text(encoding="utf-8"))
    ledger = options.data / "ledger.jsonl" if options.data else None
    playground = Playground(
        [load(seed, manifest) for seed in options.seed or ["alliance"]],
        port=options.port,
        ledger_file=ledger,
    )
    await playground.start()
    print(playground.address, flush=True)  # noqa: T201 - whoever started us reads it
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await stop.wait()
    await playground.stop()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(arguments()))
