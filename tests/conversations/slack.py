"""Talking to the bot in tests as people do, through the playground."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from playground import Playground
from playground.faults import Fault, Moment
from playground.messages import Message

ALLIANCE = "alliancen"


def spoken(part: Any) -> str:
    """All text in a message's blocks, as one reads it."""
    if isinstance(part, list):
        return "".join(spoken(p) for p in part)
    if not isinstance(part, dict):
        return ""
    own = part["text"] if isinstance(part.get("text"), str) else ""
    return own + "".join(spoken(v) for k, v in part.items() if k != "text" or not own)


@dataclass(frozen=True)
class Said:
    """Something the bot said, where, and the buttons under it."""

    message: Message = field(repr=False)

    @property
    def text(self) -> str:
        return str(self.message["text"])

    @property
    def everything(self) -> str:
        return spoken(self.message["blocks"]) if self.message.get("blocks") else self.text

    @property
    def thread(self) -> str | None:
        return self.message.get("thread_ts")

    @property
    def buttons(self) -> dict[str, str]:
        """Label -> action id."""
        return {
            element["text"]["text"]: element["action_id"]
            for block in self.message.get("blocks", [])
            if block["type"] == "actions"
            for element in block["elements"]
        }


class Slack:
    """One workspace. People are named by a part of their role that only one has."""

    def __init__(self, playground: Playground) -> None:
        self.playground = playground
        [self.workspace] = playground.workspaces.values()
        self.acts = playground.acts[self.workspace.id]
        self._seen: set[str] = set()

    def say(
        self, person: str, text: str, channel: str | None = None, thread: str | None = None
    ) -> Message:
        """Write in a channel, or to the bot directly."""
        return self.acts.say(self._person(person), text, self._channel(person, channel), thread)

    async def command(self, person: str, text: str, channel: str = ALLIANCE) -> None:
        await self.acts.command(self._person(person), text, self.workspace.channel(channel))

    async def press(self, person: str, said: Said, label: str) -> None:
        await self.acts.press(self._person(person), said.message, said.buttons[label])

    async def submit(self, person: str, view: dict[str, Any]) -> Any:
        return await self.acts.submit(self._person(person), view)

    def open_home(self, person: str) -> None:
        self.acts.open_home(self._person(person))

    def upload(self, person: str, name: str, content: bytes, channel: str | None = None) -> Message:
        where = self._channel(person, channel)
        return self.acts.upload(self._person(person), name, content, where)

    async def sees(self, person: str, channel: str | None = None, within: float = 2.0) -> Said:
        """The next thing that the bot says there and the person sees; fails when there is none."""
        loop = asyncio.get_running_loop()
        until = loop.time() + within
        with self.playground.ledger.follow() as news:
            while True:
                unseen = self._unseen(person, channel)
                if unseen:
                    self._seen.add(unseen[0]["ts"])
                    return Said(unseen[0])
                try:
                    await asyncio.wait_for(news.get(), until - loop.time())
                except TimeoutError:
                    raise AssertionError(
                        f"Klimabot said nothing to {person} in {channel or 'a direct message'}"
                    ) from None

    async def sees_nothing(
        self, person: str, channel: str | None = None, for_: float = 0.5
    ) -> None:
        """Fails if the bot says something there."""
        await asyncio.sleep(for_)
        unseen = [Said(m).text for m in self._unseen(person, channel)]
        assert not unseen, f"Klimabot said {unseen}"

    def listen_to(self, event: str) -> None:
        """As if the manifest asked for this kind of event, too."""
        self.workspace.app.manifest["settings"]["event_subscriptions"]["bot_events"].append(event)

    def break_method(self, method: str, *, after: bool = False, **fault: Any) -> None:
        """The next call of a method goes wrong, before or after Slack did what it asks."""
        if not fault.keys() & {"drop", "status", "error", "garbage"}:
            fault["status"] = 500
        moment = Moment.AFTER if after else Moment.BEFORE
        self.playground.faults.add(Fault(method, moment, **fault))

    def _unseen(self, person: str, channel: str | None) -> list[Message]:
        who, where = self._person(person), self._channel(person, channel)
        messages = self.playground.messages.all(self.workspace.id, where.id, who.id)
        app = self.workspace.app.user
        return [m for m in messages if m["user"] == app and m["ts"] not in self._seen]

    def _person(self, name: str) -> Any:
        return self.workspace.person(name)

    def _channel(self, person: str, channel: str | None) -> Any:
        if channel is None:
            return self.workspace.direct(self._person(person))
        return self.workspace.channel(channel)
