"""The week's digest: what the secretariat presses and chooses below its preview."""

import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from slack_bolt.async_app import AsyncApp
from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.clock import Clock
from bot.status.digest.contents import Reading
from bot.status.digest.pressing import DIGEST_PRESSED, Act, Press
from handlers.account import press_key
from handlers.guard import guarded
from handlers.recording import Record
from handlers.views.drawing import KnownAs
from handlers.views.status.digest import LINES, PRESS, offered
from storage.engine import Begin
from storage.inbox import Work
from storage.terms import may_administer


@dataclass(frozen=True)
class DigestListeners:
    """Whether somebody may is found out in the work."""

    record: Record
    clock: Clock
    begin: Begin
    known_as: KnownAs
    zone: ZoneInfo
    language: str

    def register(self, app: AsyncApp) -> None:
        buttons = re.compile(f"{PRESS}({Act.HOLD}|{Act.SEND})")
        app.action(buttons)(guarded(self.press, self.language))
        app.action(f"{PRESS}{Act.LEAVE_OUT}")(guarded(self.leave_out, self.language))
        app.options(f"{PRESS}{Act.LEAVE_OUT}")(guarded(self.lines, self.language))

    async def press(self, args: AsyncArgs) -> None:
        """Hold it back, or send it after all."""
        action, user = args.body["actions"][0], args.body["user"]["id"]
        language, _, period = action["value"].partition(":")
        act = Act(action["action_id"].removeprefix(PRESS))
        await self._record(args, Press(user, act, period, language))

    async def leave_out(self, args: AsyncArgs) -> None:
        """A line was chosen."""
        user, chosen = args.body["user"]["id"], args.body["actions"][0]["selected_option"]
        language, period, update = chosen["value"].split(":")
        await self._record(args, Press(user, Act.LEAVE_OUT, period, language, int(update)))

    async def lines(self, args: AsyncArgs) -> None:
        """Those that may be meant by what is typed so far, to the secretariat."""
        team, user = args.body["team"]["id"], args.body["user"]["id"]
        period = args.body["block_id"].removeprefix(LINES)
        found = None
        async with self.begin(read_only=True) as session:
            if may_administer(await self.known_as(session, team, user)):
                found = await Reading(self.zone).contents(session, team, period, user)
        options = offered(found, args.body["value"], self.language) if found else []
        await args.ack(options=options)

    async def _record(self, args: AsyncArgs, press: Press) -> None:
        key, team = press_key(args.body), args.body["team"]["id"]
        await self.record(Work(DIGEST_PRESSED, key, team, self.clock.now(), press.to_payload()))
        await args.ack()
