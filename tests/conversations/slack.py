"""Talking to the bot in tests as people do, through the playground."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from playground import Playground
from playground.acts.sending import remember
from playground.choices import elements, state
from playground.content.messages import Message
from playground.content.views import Opened
from playground.web_api.faults import Fault, Moment

ALLIANCE = "alliancen"
FEEDBACK = "feedback_buttons"
PATIENCE = 15.0  # seconds, until what does not come counts as not said; the machine may be busy
TYPED = 3  # letters, until what is wanted is offered


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
        """What it says, without the thumbs below it."""
        said = [block for block in self.blocks if block["type"] != "context_actions"]
        return spoken(said) if said else self.text

    @property
    def thumbs(self) -> list[str]:
        """What the thumbs below it are called."""
        pairs = [e for _, e in elements.interactive(self.blocks) if e["type"] == FEEDBACK]
        return [press["text"]["text"] for pair in pairs for press in elements.presses(pair)]

    @property
    def blocks(self) -> list[dict[str, Any]]:
        return list(self.message.get("blocks", []))

    @property
    def thread(self) -> str | None:
        return self.message.get("thread_ts")

    @property
    def buttons(self) -> dict[str, str]:
        """Label -> action id."""
        return {
            element["text"]["text"]: element["action_id"]
            for _, element in elements.interactive(self.blocks)
            if element["type"] == "button"
        }

    def button(self, label: str, at: str = "") -> tuple[str, str]:
        """The ids of the first button that is called so, below the block with those words."""
        above = [number for number, block in enumerate(self.blocks) if at in spoken(block)]
        for block, element in elements.interactive(self.blocks[above[0] :]):
            if element["type"] == "button" and element["text"]["text"] == label:
                return block["block_id"], element["action_id"]
        raise AssertionError(f"nothing below {at!r} is called {label}")


@dataclass(frozen=True)
class Screen:
    """A window or App Home, as one person has it before them."""

    opened: Opened = field(repr=False)

    @property
    def blocks(self) -> list[dict[str, Any]]:
        return list(self.opened.view["blocks"])

    @property
    def title(self) -> str:
        return str(self.opened.view["title"]["text"])

    @property
    def everything(self) -> str:
        return spoken(self.blocks)

    @property
    def errors(self) -> dict[str, str]:
        """Label -> what is wrong there."""
        labels = {b["block_id"]: b["label"]["text"] for b in self.blocks if b["type"] == "input"}
        return {labels[block_id]: words for block_id, words in self.opened.errors.items()}


def field_called(blocks: Sequence[elements.Block], name: str) -> tuple[Any, Any]:
    """The element with that label, button text or placeholder."""
    for block, element in elements.interactive(blocks):
        shown = (block.get("label"), element.get("text"), element.get("placeholder"))
        if name in [words.get("text") for words in shown if isinstance(words, dict)]:
            return block, element
    raise AssertionError(f"nothing there is called {name}")


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

    def edit(self, person: str, ts: str, text: str, channel: str | None = None) -> None:
        """Change what one wrote."""
        self.acts.rewrite(self._person(person), self._message(person, ts, channel), text)

    def delete(self, person: str, ts: str, channel: str | None = None) -> None:
        """Take back what one wrote."""
        self.acts.withdraw(self._person(person), self._message(person, ts, channel))

    def stands(self, person: str, channel: str | None = None) -> list[Message]:
        """Everything that stands there before somebody."""
        who, where = self._person(person), self._channel(person, channel)
        return list(self.playground.messages.all(self.workspace.id, where.id, who.id))

    def last(self, person: str, channel: str | None = None) -> Message:
        """The last that somebody wrote there."""
        own = [m for m in self.stands(person, channel) if m["user"] == self._person(person).id]
        return own[-1]

    def _message(self, person: str, ts: str, channel: str | None) -> Message:
        return next(m for m in self.stands(person, channel) if m["ts"] == ts)

    async def command(self, person: str, text: str, channel: str = ALLIANCE) -> None:
        await self.acts.command(self._person(person), text, self.workspace.channel(channel))

    async def press(self, person: str, said: Said, label: str, at: str = "") -> None:
        """Press a button; where many are called alike, the first below the words `at`."""
        block_id, action_id = said.button(label, at)
        someone = self._person(person)
        await self.acts.press(someone, said.message, action_id, block_id=block_id)

    async def thumb(self, person: str, said: Said, label: str, **forged: Any) -> None:
        """Press the thumb that is called so."""
        for block, element in elements.interactive(said.blocks):
            for press in elements.presses(element) if element["type"] == FEEDBACK else ():
                if press["text"]["text"] == label:
                    chosen = {"type": FEEDBACK, **press, **forged}
                    someone = self._person(person)
                    await self.acts.choose(someone, said.message, block, element, chosen)
                    return
        raise AssertionError(f"nothing there is called {label}")

    async def choose(self, person: str, where: Said | Screen, name: str, *words: str) -> None:
        """Choose in what has that label or placeholder; the bot hears of it at once."""
        someone = self._person(person)
        on: Any = where.opened if isinstance(where, Screen) else where.message
        block, element = field_called(where.blocks, name)
        chosen = self._filled(element, *words)
        if isinstance(where, Screen) and words:
            block_id, action_id = elements.ids(block, element)
            remember(where.opened, {block_id: {action_id: chosen}})
        await self.acts.choose(someone, on, block, element, chosen)

    async def sees_modal(self, person: str, within: float = PATIENCE) -> Screen:
        """The window that stands before them; fails when none opens."""
        return await self._screen(self.acts.views.top, person, within)

    def open_home(self, person: str) -> None:
        """Look at the bot's own page."""
        self.acts.open_home(self._person(person))

    def open_conversation(self, person: str) -> None:
        """Look at one's messages with the bot."""
        self.acts.open_home(self._person(person), "messages")

    def suggested(self, person: str) -> list[str]:
        """What the bot has suggested to ask, in the conversation with that person."""
        where = self._channel(person, None)
        given = self.acts.statuses.prompts.get(where.id, {"prompts": []})
        return [prompt["title"] for prompt in given["prompts"]]

    def invite(self, channel: str) -> None:
        """The bot comes into a channel."""
        self.acts.join(self.workspace.app.user, self.workspace.channel(channel))

    async def ask_about(self, person: str, message: Message) -> None:
        """Take the shortcut under a message."""
        await self.acts.shortcut(self._person(person), "ask_about", message)

    async def sees_home(self, person: str, within: float = PATIENCE) -> Screen:
        """The bot's own page, as it is shown to them; fails when it shows none."""
        return await self._screen(self.acts.views.home, person, within)

    async def submit(
        self, person: str, fields: Mapping[str, str | Sequence[str]] = MappingProxyType({})
    ) -> Screen | None:
        """Fill in the open window, by label, and send it. Gives the window that stands then."""
        someone = self._person(person)
        opened = self.acts.views.top(someone.id)
        assert opened is not None, f"no window stands open before {person}"
        values: state.Values = {}
        for name, words in fields.items():
            block, element = field_called(opened.view["blocks"], name)
            given = [words] if isinstance(words, str) else words
            block_id, action_id = elements.ids(block, element)
            filled = self._filled(await self._offered(person, block, element, given), *given)
            values.setdefault(block_id, {})[action_id] = filled
        await self.acts.submit(someone, opened.view, values)
        left = self.acts.views.top(someone.id)
        return Screen(left) if left else None

    async def _offered(
        self, person: str, block: elements.Block, element: elements.Block, names: Sequence[str]
    ) -> elements.Block:
        """With what the bot offers while the beginnings of the names are typed."""
        if element["type"] != "external_select":
            return element
        someone = self._person(person)
        where = self.acts.views.top(someone.id)
        assert where is not None
        typed = [name[:TYPED] for name in names]
        offered = [await self.acts.suggestions(someone, where, block, element, t) for t in typed]
        return {**element, "options": [option for found in offered for option in found]}

    async def _screen(
        self, find: Callable[[str], Opened | None], person: str, within: float
    ) -> Screen:
        async with asyncio.timeout(within):
            while (opened := find(self._person(person).id)) is None:
                await asyncio.sleep(0.01)
        return Screen(opened)

    def _filled(self, element: elements.Block, *words: str) -> state.State:
        """People and options by their names, everything else as it is typed."""
        named = {option["text"]["text"]: option["value"] for option in elements.options(element)}
        people = {p.name: p.id for p in self.workspace.people.values()}
        channels = {c.name: c.id for c in self.workspace.channels.values() if c.name}
        offered = {element.get("action_id", ""): elements.options(element)}
        known = state.Known(self.workspace.people, self.workspace.channels, offered)
        values = [{**people, **channels, **named}.get(word, word) for word in words]
        return state.chosen(element, values, known=known)

    def upload(
        self,
        person: str,
        name: str,
        content: bytes,
        channel: str | None = None,
        text: str = "",
    ) -> Message:
        """Share a file, with or without words to it."""
        return self.upload_all(person, {name: content}, channel, text)

    def upload_all(
        self, person: str, files: Mapping[str, bytes], channel: str | None = None, text: str = ""
    ) -> Message:
        """Share several files in one message."""
        where = self._channel(person, channel)
        return self.acts.upload_all(self._person(person), files, where, text=text)

    def remove_files(self, message: Message) -> None:
        """Delete the files that somebody shared; the message stays."""
        for file in message["files"]:
            self.acts.files.delete(file["id"])

    async def sees_changed(
        self, person: str, said: Said, words: str, within: float = PATIENCE
    ) -> Said:
        """What the bot said in a direct message, once it has those words."""
        async with asyncio.timeout(within):
            while True:
                now = Said(self._message(person, said.message["ts"], None))
                if words in now.everything:
                    return Said(deepcopy(now.message))
                await asyncio.sleep(0.02)

    async def sees(self, person: str, channel: str | None = None, within: float = PATIENCE) -> Said:
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
