"""Writing a climate action: opening the window, and handing it in."""

from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.alliance.account import may_review
from bot.clock import Clock
from bot.status.catalogue.drafting import DRAFT_DROPPED, Opening, dropped, to_fill_in
from bot.status.catalogue.filling import Filled
from bot.status.catalogue.writing import ACTION_WRITTEN, handed_in
from handlers.account import press_key
from handlers.guard import guarded
from handlers.recording import Record
from handlers.views.action_window import ANEW, WINDOW, action_window, block_of, read_window
from handlers.views.actions_below import EDIT, WRITE
from handlers.views.drawing import KnownAs
from prompts import text
from storage.engine import Begin
from storage.inbox import Work


@dataclass(frozen=True)
class ActionWindow:
    """The listeners. Who may write is found out before a window opens, and again in the work."""

    record: Record
    clock: Clock
    begin: Begin
    known_as: KnownAs
    language: str

    def register(self, app: AsyncApp) -> None:
        app.action(WRITE)(guarded(self.open_window, self.language))
        app.action(EDIT)(guarded(self.open_window, self.language))
        app.action(ANEW)(guarded(self.begin_anew, self.language))
        app.view(WINDOW)(guarded(self.hand_in, self.language))

    async def open_window(self, args: AsyncArgs) -> None:
        """At once: the right to open one lasts three seconds."""
        await args.ack()
        body, user = args.body, args.body["user"]["id"]
        language, municipality, about = _pressed(body).split(":")
        opening = await self._opening(body, language, municipality, about)
        if isinstance(opening, str):
            await args.client.chat_postMessage(channel=user, text=text(opening, language))
            return
        await args.client.views_open(trigger_id=body["trigger_id"], view=action_window(opening))

    async def begin_anew(self, args: AsyncArgs) -> None:
        """What was written before is not wanted: the window shows the action as it is by now."""
        body, view = args.body, args.body["view"]
        said, team = read_window(view), body["team"]["id"]
        payload = dropped(body["user"]["id"], said.about)
        await self.record(Work(DRAFT_DROPPED, press_key(body), team, self.clock.now(), payload))
        await args.ack()
        where = said.language, said.municipality, said.about
        opening = await self._opening(body, *where, anew=True)
        if isinstance(opening, Opening):
            await args.client.views_update(
                view_id=view["id"], hash=view["hash"], view=action_window(opening)
            )

    async def _opening(
        self,
        body: dict[str, Any],
        language: str,
        municipality: str,
        about: str,
        *,
        anew: bool = False,
    ) -> Opening | str:
        """What the window opens with, or the key of why it does not."""
        async with self.begin(read_only=True) as session:
            person = await self.known_as(session, body["team"]["id"], body["user"]["id"])
            if not may_review(person, municipality):
                return "action.not_yours"
            what = municipality, about, language
            return await to_fill_in(session, person, *what, anew=anew) or "action.not_there"

    async def hand_in(self, args: AsyncArgs) -> None:
        """What was filled in; the acknowledgement closes the window, or says what cannot be."""
        view = args.body["view"]
        filled = read_window(view)
        if filled.wrong:
            errors = {block_of(view, name): said for name, said in _errors(filled).items()}
            await args.ack(response_action="errors", errors=errors)
            return
        key, user = f"{view['id']}:{view['hash']}", args.body["user"]["id"]
        team, payload = args.body["team"]["id"], handed_in(user, filled)
        await self.record(Work(ACTION_WRITTEN, key, team, self.clock.now(), payload))
        await args.ack()


def _pressed(body: dict[str, Any]) -> str:
    """What the button carries, or the choice that was made: views/actions_below.py."""
    action = body["actions"][0]
    return str(action.get("value") or action["selected_option"]["value"])


def _errors(filled: Filled) -> dict[str, str]:
    return {
        name: text(wrong.key, filled.language, **wrong.values)
        for name, wrong in filled.wrong.items()
    }
