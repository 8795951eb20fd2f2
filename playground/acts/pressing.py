"""Pressing and choosing in messages, modals and App Home."""

from collections.abc import Mapping, Sequence
from typing import Any

from playground.acts.actor import Actor, NotAllowed
from playground.choices import elements, state
from playground.content.conversation import Message
from playground.content.views import Opened
from playground.delivery import payloads
from playground.delivery.envelope import Kind, NotAcknowledged
from playground.kit import Invalid, check_suggestions
from playground.workspace import Person

NOT_SUGGESTED = frozenset({"trigger_id", "response_url", "state"})


class Pressing(Actor):
    """What people do with what the app shows them."""

    async def press(
        self, person: Person, message: Message, action_id: str, value: str = "", block_id: str = ""
    ) -> None:
        """Press a button in a message. Where several share an id, `value` says which."""
        block, element = _find(message.get("blocks", []), action_id, value, block_id)
        await self.choose(person, message, block, element, {})

    async def choose(
        self,
        person: Person,
        where: Message | Opened,
        block: Mapping[str, Any],
        element: Mapping[str, Any],
        chosen: state.State,
    ) -> bool:
        """Press or choose in an element. Whether the app took it."""
        self.want_active(person)
        if not isinstance(where, Opened):
            self.want_here(person, self.workspace.channels[where["channel"]])
            self._keep(person, where, block, element, chosen)
        at = self.time.next_ts()
        actions = [state.action(block, element, chosen, at=at)]
        details = self._place(person, where) | {"type": "block_actions", "actions": actions}
        try:
            await self.deliveries.once(
                Kind.INTERACTION, payloads.interaction(self.workspace, person, details)
            )
        except NotAcknowledged:
            return False
        return True

    def _keep(
        self,
        person: Person,
        message: Message,
        block: Mapping[str, Any],
        element: Mapping[str, Any],
        chosen: state.State,
    ) -> None:
        if element["type"] in elements.STATEFUL:
            block_id, action_id = elements.ids(block, element)
            self.chosen_in(person.id, message).setdefault(block_id, {})[action_id] = chosen

    def stop(self, person: Person, message: Message) -> None:
        """Stop a message that streams in: nothing more is taken for it."""
        channel = self.workspace.channels[message["channel"]]
        self.want_here(person, channel)
        if message.get("stream"):
            self.change(message, {"stream": {**message["stream"], "stopped": True}}, channel)

    def _place(self, person: Person, where: Message | Opened) -> dict[str, Any]:
        if isinstance(where, Opened):
            return payloads.in_view(where.view) | {
                "trigger_id": self.triggers.give(person.id, where.id)
            }
        channel = self.workspace.channels[where["channel"]]
        url = self.responses.give(self.workspace.id, channel.id, person.id, where)
        return payloads.in_message(where, channel) | {
            "trigger_id": self.triggers.give(person.id),
            "response_url": url,
            "state": {"values": self.chosen_in(person.id, where)},
        }

    def chosen_in(self, person: str, message: Message) -> state.Values:
        """What somebody has chosen in a message so far, until its blocks change."""
        key = (person, message["channel"], message["ts"])
        now = state.initial(message.get("blocks", []))
        kept = self.chosen.setdefault(key, now)
        if {b: set(actions) for b, actions in kept.items()} != {b: set(a) for b, a in now.items()}:
            self.chosen[key] = now
        return self.chosen[key]

    async def suggestions(
        self,
        person: Person,
        where: Message | Opened,
        block: Mapping[str, Any],
        element: Mapping[str, Any],
        typed: str,
    ) -> Sequence[Mapping[str, Any]]:
        """What an external select offers for what was typed; nothing when the app is silent."""
        self.want_active(person)
        if not isinstance(where, Opened):
            self.want_here(person, self.workspace.channels[where["channel"]])
        details = {
            "type": "block_suggestion",
            "action_id": element["action_id"],
            "block_id": block["block_id"],
            "value": typed,
            **{n: v for n, v in self._place(person, where).items() if n not in NOT_SUGGESTED},
        }
        try:
            answer = await self.deliveries.once(
                Kind.INTERACTION, payloads.interaction(self.workspace, person, details)
            )
        except NotAcknowledged:
            return []
        try:
            return check_suggestions(answer or {})
        except Invalid:  # Slack shows nothing of what it cannot take
            return []


def _find(
    blocks: Sequence[Mapping[str, Any]], action_id: str, value: str, block_id: str
) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    for block, element in elements.interactive(blocks):
        right = element.get("action_id") == action_id and block_id in ("", block.get("block_id"))
        if right and value in ("", element.get("value", "")):
            return block, element
    raise NotAllowed("button_gone")
