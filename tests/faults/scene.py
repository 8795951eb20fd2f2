"""A workspace, the bot's processes in it, and ways to kill them at a moment of our choosing."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress

from playground import Playground
from playground.web_api.faults import Fault, Moment
from tests.conversations.slack import ALLIANCE, Slack
from tests.faults.bots import Bots

SETTLED_WITHIN = 120.0  # seconds after the last fault
PATIENCE = 60.0  # seconds until something has happened, also on a busy machine
# Slack tries three times more, at last after six minutes. On a slow machine the bot may be down
# each time, and would never hear of it: so here Slack waits until its clock is moved.
SLACK_WAITS = (0.0, 1_800.0, 1_800.0)
ASKERS = ("Assens", "Klimakoordinator, Vejle", "Køge", "Samsø", "Realdania")

At = Callable[["Scene"], Awaitable[None]]


class Scene:
    """A workspace, the bot's processes, and a way to know when one of them was killed."""

    def __init__(self, playground: Playground, bots: Bots) -> None:
        self.playground = playground
        self.slack = Slack(playground)
        self.bots = bots
        self.killed = asyncio.Event()
        self.dice = random.Random(2020)
        self.questions: list[tuple[str, str]] = []  # channel, ts
        self.asked_at: dict[str, str] = {}  # ts -> the moment
        self.moment = ""

    def kill(self) -> None:
        if not self.killed.is_set():
            self.bots.kill_all()
            self.killed.set()

    def ask(self) -> None:
        """Somebody asks, in the channel or directly."""
        asker = self.dice.choice(ASKERS)
        channel = self.dice.choice([ALLIANCE, None])
        mention = "@Klimabot " if channel else ""
        message = self.slack.say(asker, mention + "hvem er gode til vådområder?", channel)
        self.questions.append((message["channel"], message["ts"]))
        self.asked_at[message["ts"]] = self.moment

    def replies(self, channel: str, ts: str) -> list[str]:
        """What the bot says in the thread of a question."""
        workspace = self.slack.workspace
        thread = self.playground.messages.replies(workspace.id, channel, ts)
        return [str(m["text"]) for m in thread if m.get("bot_id")]

    def kill_when(self, method: str, moment: Moment) -> None:
        self.playground.faults.add(Fault(method, moment, status=500, happens=lambda: self.kill()))


async def while_it_is_down(scene: Scene) -> None:
    scene.kill()
    await scene.bots.buried()
    scene.ask()


async def at_a_random_moment(scene: Scene) -> None:
    for _ in range(5):
        scene.ask()
    await asyncio.sleep(scene.dice.random() * 0.25)


async def as_soon_as_it_is_acknowledged(scene: Scene) -> None:
    deliveries = scene.playground.deliveries[scene.slack.workspace.id]
    before = deliveries.acknowledged
    scene.ask()
    async with asyncio.timeout(PATIENCE):
        while deliveries.acknowledged == before:
            await asyncio.sleep(0)


async def before_the_post_is_accepted(scene: Scene) -> None:
    scene.kill_when("chat.postMessage", Moment.BEFORE)
    scene.ask()
    await asyncio.wait_for(scene.killed.wait(), PATIENCE)


async def after_the_post_was_accepted(scene: Scene) -> None:
    scene.kill_when("chat.postMessage", Moment.AFTER)
    scene.ask()
    await asyncio.wait_for(scene.killed.wait(), PATIENCE)


async def while_it_looks_for_its_post(scene: Scene) -> None:
    scene.playground.faults.add(Fault("chat.postMessage", Moment.AFTER, drop=True))
    for method in ("conversations.replies", "conversations.history"):
        scene.kill_when(method, Moment.BEFORE)
    scene.ask()
    await asyncio.wait_for(scene.killed.wait(), PATIENCE)


MOMENTS: list[At] = [
    while_it_is_down,
    at_a_random_moment,
    as_soon_as_it_is_acknowledged,
    before_the_post_is_accepted,
    after_the_post_was_accepted,
    while_it_looks_for_its_post,
]


async def settled(scene: Scene) -> None:
    """Wait for every question's answer, and until what was posted too late is deleted; what was
    never acknowledged, Slack sends again."""
    await all_answered(scene)
    await asyncio.sleep(6)  # two leases: whatever would still be sent twice is sent by now
    with suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE):
            while any(len(scene.replies(*question)) > 1 for question in scene.questions):
                await asyncio.sleep(0.2)


async def all_answered(scene: Scene) -> None:
    workspace = scene.slack.workspace.id
    await scene.playground.deliveries[workspace].connected.wait()
    for wait, patience in zip(SLACK_WAITS, (30, 30, SETTLED_WITHIN), strict=True):
        scene.playground.time.advance(wait + 1)
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                while any(not scene.replies(*question) for question in scene.questions):
                    await asyncio.sleep(0.2)
