"""The bot with answers in flight: `python -m tests.benchmarks.answers`.

The workspace and a model that takes half a minute are this process, the bot another. First sign:
from somebody's writing until the thread says that it is searched, or is answered. Acknowledgement:
from the workspace's sending an envelope until the bot has acknowledged it, in the same process.
"""

import argparse
import asyncio
import itertools
import tempfile
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import text as sql

from handlers.manifest import manifest
from handlers.views.answer import STOP
from playground import Playground, load
from playground.content.messages import Message
from playground.delivery.envelope import Envelope
from storage.engine import create_engine
from tests.benchmarks.figures import milliseconds, percentile, show
from tests.benchmarks.processes import bot
from tests.model_server import Behaviour, ModelServer, answer, model_server

TEAM = "T0DK2020"
QUESTION = "@Klimabot hvem er gode til vådområder?"
IN_FLIGHT = 50
PER_SECOND = 2  # questions
SIGNS = (("p50, ms", 0.5), ("p95, ms (target: under 300)", 0.95), ("max, ms", 1.0))
ACKNOWLEDGED = (("p50, ms", 0.5), ("p99, ms (target: under 60)", 0.99), ("max, ms", 1.0))


@dataclass
class Watch:
    """When things were said, and when the first sign of an answer came; by thread."""

    said: dict[str, float] = field(default_factory=dict)
    signs: dict[str, float] = field(default_factory=dict)
    acknowledged: list[float] = field(default_factory=list)

    def over(self, playground: Playground) -> None:
        """Look on as the workspace shows statuses and sends envelopes."""
        acts, [deliveries] = playground.acts[TEAM], playground.apps.values()
        show_status, send = acts.statuses.set, deliveries.transport.send

        def sign(channel: str, thread: str, *rest: Any) -> None:
            self.signs.setdefault(thread, time.perf_counter())
            show_status(channel, thread, *rest)

        async def sent(envelope: Envelope) -> Any:
            began = time.perf_counter()
            payload = await send(envelope)
            self.acknowledged.append(time.perf_counter() - began)
            return payload

        acts.statuses.set = sign  # type: ignore[method-assign, assignment]
        deliveries.transport.send = sent  # type: ignore[method-assign]

    @property
    def waits(self) -> list[float]:
        return [self.signs[ts] - at for ts, at in self.said.items() if ts in self.signs]


async def ask(playground: Playground, watch: Watch, questions: int) -> None:
    """Questions at an even pace, from every coordinator in turn."""
    acts = playground.acts[TEAM]
    channel = acts.workspace.channel("alliancen")
    people = [p for p in acts.workspace.people.values() if p.name.startswith("Klimakoordinator")]
    began = time.perf_counter()
    for number, person in zip(range(questions), itertools.cycle(people), strict=False):
        await asyncio.sleep(began + number / PER_SECOND - time.perf_counter())
        at = time.perf_counter()
        watch.said[acts.say(person, QUESTION, channel)["ts"]] = at


async def answered(playground: Playground) -> str:
    """A thread that the bot has answered in."""
    acts = playground.acts[TEAM]
    channel, person = acts.workspace.channel("alliancen"), acts.workspace.person("U0KOEGE")
    thread = str(acts.say(person, QUESTION, channel)["ts"])
    async with asyncio.timeout(30):
        while not [m for m in playground.messages.all(TEAM, channel.id) if _is_by_us(m, thread)]:
            await asyncio.sleep(0.1)
    return thread


def _is_by_us(message: Message, thread: str) -> bool:
    return message["user"] == "U0KLIMABOT" and message.get("thread_ts") == thread


async def press_and_write(
    playground: Playground, thread: str, events: int, per_second: float
) -> None:
    """What colleagues say in an answer's thread, and presses on another's 'stop', by turns."""
    acts = playground.acts[TEAM]
    channel, person = acts.workspace.channel("alliancen"), acts.workspace.person("U0KOEGE")
    target = stoppable(playground)
    presses = set[asyncio.Task[Any]]()
    began = time.perf_counter()
    for number in range(events):
        await asyncio.sleep(began + number / per_second - time.perf_counter())
        if number % 2:
            acts.say(person, "Det lyder godt, det kigger vi på.", channel, thread)
        else:
            presses.add(asyncio.create_task(acts.press(person, target, STOP)))
    await asyncio.gather(*presses)


def stoppable(playground: Playground) -> Message:
    """A message of the bot's with a button to press: each press counts as another."""
    acts = playground.acts[TEAM]
    button = {"type": "button", "text": {"type": "plain_text", "text": "Stop"}}
    actions = {"type": "actions", "elements": [{**button, "action_id": STOP, "value": "none"}]}
    channel = acts.workspace.channel("alliancen")
    message = acts.app_message(channel) | {"text": "Stop", "blocks": [actions]}
    acts.post(message, channel)
    return message


async def recorded(url: str) -> Mapping[str, int]:
    """Pieces of work by kind, as the bot's database has them."""
    engine = create_engine(url)
    async with engine.connect() as connection:
        rows = await connection.execute(sql("SELECT kind, count(*) FROM inbox GROUP BY kind"))
        found = {str(kind): int(count) for kind, count in rows}
    await engine.dispose()
    return found


def memory(pid: int) -> str:
    """The most that the bot has had, in MB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    most = next(line for line in lines if line.startswith("VmHWM"))
    return f"{int(most.split()[1]) / 1024:.0f}"


@asynccontextmanager
async def slow_model(seconds: float) -> AsyncIterator[ModelServer]:
    async with model_server(lambda told: answer("not_found")) as server:
        server.behaviour = Behaviour(before=seconds)
        yield server


def settings(playground: Playground, server: ModelServer, folder: Path) -> Mapping[str, str]:
    return {
        "SLACK_BOT_TOKEN": "xoxb-playground",
        "SLACK_APP_TOKEN": "xapp-playground",
        "SLACK_API_URL": f"{playground.address}/api/",
        "DATABASE_URL": f"sqlite:///{folder}/klimabot.db",
        "KLIMABOT_INDEX_FOLDER": str(folder / "index"),
        "KLIMABOT_CHANNELS": "C0ALLIANCEN",
        "KLIMABOT_QUESTIONS_PER_PERSON": "99",
        "KLIMABOT_QUESTIONS_PER_MUNICIPALITY": "99",
        "OPENAI_API_KEY": "key",
        "OPENAI_BASE_URL": server.address,
        "KLIMABOT_ANSWER_MODEL": "langsom-model",
        "KLIMABOT_ANSWER_SECONDS": "600",
        "KLIMABOT_ANSWER_LONGEST_SECONDS": "600",
    }


async def run(events: int, per_second: float, longest: float) -> None:
    playground = Playground([load("alliance", manifest("da"))])
    await playground.start()
    watch = Watch()
    watch.over(playground)
    with tempfile.TemporaryDirectory() as name:
        async with slow_model(longest) as server:
            told = settings(playground, server, Path(name))
            async with bot(told) as process:
                await asyncio.wait_for(playground.apps["A0KLIMABOT"].connected.wait(), 60)
                server.behaviour = Behaviour()
                thread = await answered(playground)
                server.behaviour = Behaviour(before=longest)
                await ask(playground, watch, IN_FLIGHT)
                await asyncio.sleep(2)
                in_flight = len(server.asked) - 1
                watch.acknowledged.clear()
                before = await recorded(told["DATABASE_URL"])
                began = time.perf_counter()
                await press_and_write(playground, thread, events, per_second)
                await asyncio.sleep(3)
                took = time.perf_counter() - began - 3
                after, used = await recorded(told["DATABASE_URL"]), memory(process.pid)
    await playground.stop()
    waits = watch.waits
    rows = [("questions, at two a second", str(len(watch.said))), ("signs", str(len(waits)))]
    rows += [(name, milliseconds(percentile(waits, share))) for name, share in SIGNS if waits]
    show("First sign of an answer", ("", ""), rows)
    kept = sum(after.values()) - sum(before.values())
    rows = [
        ("answers in flight", str(in_flight)),
        ("events and presses", str(events)),
        ("a second", f"{events / took:.0f}"),
        ("acknowledged", str(len(watch.acknowledged))),
        ("lost", str(events - kept)),
        *((n, milliseconds(percentile(watch.acknowledged, share))) for n, share in ACKNOWLEDGED),
        ("memory of the bot at most, MB (target: under 450)", used),
    ]
    show("Acknowledgement while answers are written", ("", ""), rows)


def main() -> None:
    parser = argparse.ArgumentParser(prog="tests.benchmarks.answers", description=__doc__)
    parser.add_argument("--events", type=int, default=5_000)
    parser.add_argument("--per-second", type=float, default=20)
    parser.add_argument("--longest", type=float, default=240, help="seconds that the model takes")
    given = parser.parse_args()
    asyncio.run(run(given.events, given.per_second, given.longest))


if __name__ == "__main__":
    main()
