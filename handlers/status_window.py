"""Telling a municipality's status: the window, what is pressed in it, and sending it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

from slack_bolt.async_app import AsyncApp
from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.clock import Clock
from bot.status.updates.filled import Filled, about_draft
from bot.status.updates.opening import Opening, opening
from bot.status.updates.sending import STATUS_SENT, Sent
from handlers.guard import guarded
from handlers.recording import Record
from handlers.views.drawing import KnownAs
from handlers.views.status import window
from handlers.views.status.prompt import WRITE
from handlers.views.status.window import Read, code_of, read_window, status_window
from prompts import text
from storage import drafts
from storage.alliance import speaks_for
from storage.engine import Begin, Session
from storage.inbox import Work

IN_THE_WINDOW = (
    window.ABOUT,
    window.PROGRESS,
    window.SEEN_BY,
    window.MORE,
    window.ANOTHER,
    window.FINISHED,
)


@dataclass(frozen=True)
class StatusWindow:
    """The listeners. For whom somebody may speak is found out before a window opens, and again in
    the work. What is filled in is kept at each press."""

    record: Record
    clock: Clock
    begin: Begin
    known_as: KnownAs
    zone: ZoneInfo

    language: str

    def register(self, app: AsyncApp) -> None:
        app.action(WRITE)(guarded(self.open, self.language))
        for action_id in IN_THE_WINDOW:
            app.action(action_id)(guarded(self.change, self.language))
        app.view_submission(window.WINDOW)(guarded(self.send, self.language))
        app.view_closed(window.WINDOW)(guarded(self.close, self.language))

    async def open(self, args: AsyncArgs) -> None:
        """At once: the right to open one lasts three seconds."""
        await args.ack()
        body, language = args.body, args.body["actions"][0]["value"]
        async with self.begin(read_only=True) as session:
            found = await self._opening(session, body, language)
        if found is None:
            not_yours = text("status.not_yours", language)
            await args.client.chat_postMessage(channel=body["user"]["id"], text=not_yours)
            return
        view = status_window(found)
        await args.client.views_open(trigger_id=body["trigger_id"], view=view)

    async def change(self, args: AsyncArgs) -> None:
        """Something is chosen or pressed in the window, which shows what follows."""
        await args.ack()
        view, act = args.body["view"], args.body["actions"][0]
        async with self.begin() as session:
            found, read = await self._read(session, args.body)
            if found is None:
                return
            changed, wrong = pressed(act, found, read.filled)
            await self._save(session, args.body, read.code, changed)
        shown = replace(found, filled=changed, is_draft=False)
        await args.client.views_update(view_id=view["id"], view=status_window(shown, wrong))

    async def send(self, args: AsyncArgs) -> None:
        """What was filled in; the acknowledgement closes the window, or says what is missing."""
        body, view = args.body, args.body["view"]
        async with self.begin(read_only=True) as session:
            found, read = await self._read(session, body)
        filled = read.filled
        if (missing := filled.missing) and missing in read.ids:
            said = text(NEEDED[missing], read.language)
            await args.ack(response_action="errors", errors={read.ids[missing]: said})
            return
        if found and (wrong := to_mend(filled)):
            shown = replace(found, filled=after(filled, wrong), is_draft=False)
            await args.ack(response_action="update", view=status_window(shown, wrong))
            return
        sent = Sent(body["user"]["id"], read.code, filled, read.language)
        key, team = f"{view['id']}:{view['hash']}", body["team"]["id"]
        await self.record(Work(STATUS_SENT, key, team, self.clock.now(), sent.to_payload()))
        await args.ack()

    async def close(self, args: AsyncArgs) -> None:
        """What was written is there the next time."""
        await args.ack()
        async with self.begin() as session:
            _, read = await self._read(session, args.body)
            if not read.filled.is_empty:
                await self._save(session, args.body, read.code, read.filled)

    async def _opening(
        self, session: Session, body: dict[str, Any], language: str
    ) -> Opening | None:
        person = await self.known_as(session, body["team"]["id"], body["user"]["id"])
        own = speaks_for(person)
        if own is None:
            return None
        return await opening(session, person, own, language, self.clock.now(), self.zone)

    async def _read(self, session: Session, body: dict[str, Any]) -> tuple[Opening | None, Read]:
        """What the window could open with, and what stands in it."""
        user = await self.known_as(session, body["team"]["id"], body["user"]["id"])
        where = user.workspace, user.user, about_draft(code_of(body["view"]))
        draft = await drafts.find_draft(session, user, *where)
        read = read_window(body["view"], Filled.from_json(draft) if draft else None)
        return await self._opening(session, body, read.language), read

    async def _save(
        self, session: Session, body: dict[str, Any], code: str, filled: Filled
    ) -> None:
        where = body["team"]["id"], body["user"]["id"], about_draft(code)
        await drafts.save_draft(session, *where, filled.to_json())


NEEDED = {"about": "status.choose_about", "progress": "status.choose_progress"}


def pressed(act: dict[str, Any], found: Opening, filled: Filled) -> tuple[Filled, str]:
    """What the window shows after a press, and the key of what is to be mended first."""
    match act["action_id"]:
        case window.ABOUT:
            return found.chosen(filled), ""
        case window.MORE:
            return replace(filled, shows_more=not filled.shows_more), ""
        case window.ANOTHER:
            if wrong := NEEDED.get(filled.at.missing or "", "") or to_mend(filled):
                return after(filled, wrong), wrong
            return filled.with_another(), ""
        case window.FINISHED:
            what, _, number = act["selected_option"]["value"].partition(":")
            change: Callable[[int], Filled] = (
                filled.back_at if what == window.EDIT else filled.without
            )
            return change(int(number)), ""
        case _:
            return filled, ""


def to_mend(filled: Filled) -> str:
    """The key of what should be looked at before others read it; empty if nothing is."""
    if filled.at.has_bad_link:
        return "status.bad_link"
    return "status.personal" if filled.doubts else ""


def after(filled: Filled, wrong: str) -> Filled:
    """The same, with what is wrong in sight; who is asked whether it is personal, is asked once."""
    if wrong == "status.personal":
        return replace(filled, sure=(*filled.sure, *filled.doubts))
    return replace(filled, shows_more=filled.shows_more or wrong == "status.bad_link")
