"""Sending the modals that the app opened, and closing them."""

from collections.abc import Mapping
from typing import Any

from playground.acts.actor import Actor, NotAllowed
from playground.choices import state
from playground.content.views import Opened
from playground.delivery import payloads
from playground.delivery.envelope import Kind, NotAcknowledged
from playground.kit import Invalid, check_view
from playground.refused import Refused
from playground.workspace import Person


class Sending(Actor):
    """What people do with a modal as a whole."""

    async def submit(
        self, person: Person, view: Mapping[str, Any], values: state.Values | None = None
    ) -> Any:
        """Send the modal that stands on top. Gives what the app acknowledged with, or None."""
        opened = self.views.find(str(view["id"]))
        self.want_active(person)
        if opened is not self.views.top(person.id) or opened.is_on_its_way:
            raise NotAllowed("not_on_top")
        if values is not None:
            remember(opened, values)
        opened.errors = state.missing(opened.view["blocks"], opened.view["state"]["values"])
        if opened.errors:
            return None
        trigger = self.triggers.give(person.id, opened.id)
        details = {"type": "view_submission", "view": opened.view, "trigger_id": trigger}
        details |= {"response_urls": []}
        opened.is_on_its_way = True
        try:
            reply = await self.deliveries.once(
                Kind.INTERACTION, payloads.interaction(self.workspace, person, details)
            )
            if opened in self.views.stack(person.id):  # not closed in the meantime
                self._show(opened, reply)
        except (NotAcknowledged, Invalid, Refused, KeyError, TypeError, AttributeError):
            opened.trouble = True
            return None
        finally:
            opened.is_on_its_way = False
        return reply

    def _show(self, opened: Opened, reply: Any) -> None:
        """What the app's acknowledgement makes of the modals."""
        match (reply or {}).get("response_action", "close"):
            case "errors":
                opened.errors = _known(opened, reply["errors"])
            case "update":
                _want_modal(reply["view"])
                self.views.update(opened, reply["view"])
            case "push":
                _want_modal(reply["view"])
                self.views.push(opened.person, reply["view"])
            case "clear":
                self.views.close(opened.person, all_=True)
            case "close":
                self.views.remove(opened)
            case unknown:
                raise KeyError(unknown)
        self.messages.ledger.write("view", workspace=self.workspace.id, person=opened.person)

    async def close(
        self, person: Person, opened: Opened | None = None, *, all_: bool = False
    ) -> None:
        """Close the top modal, or all; the app is told where the view asks for it.

        With `opened`, only if that is the top one: it may have changed since it was seen.
        """
        top = self.views.top(person.id)
        if top is None or opened not in (None, top):
            return
        all_ = all_ or top.view["clear_on_close"]
        taken = self.views.close(person.id, all_=all_)
        self.messages.ledger.write("view", workspace=self.workspace.id, person=person.id)
        for opened in taken:
            if opened.view["notify_on_close"]:
                details = {"type": "view_closed", "view": opened.view, "is_cleared": all_}
                given = payloads.interaction(self.workspace, person, details)
                await self._tell_of_closing(given)

    async def _tell_of_closing(self, payload: Mapping[str, Any]) -> None:
        try:
            await self.deliveries.once(Kind.INTERACTION, payload)
        except NotAcknowledged:
            return  # the modal is closed all the same


def remember(opened: Opened, values: state.Values) -> None:
    """What is chosen so far, as the app gets to see it."""
    for block_id, actions in values.items():
        opened.view["state"]["values"].setdefault(block_id, {}).update(actions)


def _want_modal(view: Any) -> None:
    """Raises Invalid, and KeyError for App Home, which no answer to a modal can be."""
    check_view(view)
    if view["type"] != "modal":
        raise KeyError(view["type"])


def _known(opened: Opened, errors: Any) -> dict[str, str]:
    """Slack takes errors for input blocks that are there, and no others."""
    inputs = {b["block_id"] for b in opened.view["blocks"] if b["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not set(errors) <= inputs:
        raise KeyError("no input block has that id")
    if not all(isinstance(words, str) for words in errors.values()):
        raise TypeError("an error is a sentence")
    return errors
