"""A municipality's status: what is pressed below a prompt."""

import re
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.clock import Clock
from bot.status.rounds.choosing import AWAY_THIS_WEEK, RHYTHM_CHOSEN
from bot.status.rounds.reporting import LATER_ASKED, NOTHING_NEW, STATUS_ASKED, TAKEN_BACK
from bot.status.rounds.speaking import Press
from bot.status.updates.saying import PROPOSAL_DROPPED, PROPOSAL_SENT
from handlers.account import press_key
from handlers.guard import guarded
from handlers.recording import Record
from handlers.views.status import prompt, proposal, rhythm
from storage.inbox import Work


@dataclass(frozen=True)
class Status:
    """The listeners. For whom somebody may speak is found out in the work."""

    record: Record
    clock: Clock
    language: str

    def register(self, app: AsyncApp) -> None:
        app.action(prompt.OPEN)(guarded(self.open, self.language))
        app.action(prompt.NOTHING_NEW)(guarded(self.nothing_new, self.language))
        app.action(prompt.TAKE_BACK)(guarded(self.take_back, self.language))
        app.action(prompt.LATER)(guarded(self.later, self.language))
        app.action(re.compile(f"{rhythm.RHYTHM}(:.*)?"))(guarded(self.rhythm, self.language))
        app.action(proposal.SEND)(guarded(self.send_proposal, self.language))
        app.action(proposal.DROP)(guarded(self.drop_proposal, self.language))
        app.action(rhythm.AWAY_BUTTON)(guarded(self.away, self.language))

    async def open(self, args: AsyncArgs) -> None:
        """From the bot's own page: how far one's own municipality's round is."""
        await self._record(args.body, STATUS_ASKED, "", self.language)
        await args.ack()

    async def nothing_new(self, args: AsyncArgs) -> None:
        """One press answers for the municipality."""
        language = args.body["actions"][0]["value"]
        await self._record(args.body, NOTHING_NEW, "", language)
        await args.ack()

    async def take_back(self, args: AsyncArgs) -> None:
        """What was told counts no more."""
        language, _, report = args.body["actions"][0]["value"].partition(":")
        await self._record(args.body, TAKEN_BACK, report, language)
        await args.ack()

    async def later(self, args: AsyncArgs) -> None:
        """Ask me again then."""
        chosen = args.body["actions"][0]["selected_option"]["value"]
        language, _, until = chosen.partition(":")
        await self._record(args.body, LATER_ASKED, until, language)
        await args.ack()

    async def rhythm(self, args: AsyncArgs) -> None:
        """How often to ask from now on."""
        action = args.body["actions"][0]
        chosen = action.get("value") or action["selected_option"]["value"]
        language, _, what = chosen.partition(":")
        await self._record(args.body, RHYTHM_CHOSEN, what, language)
        await args.ack()

    async def away(self, args: AsyncArgs) -> None:
        """Not this week."""
        await self._record(args.body, AWAY_THIS_WEEK, "", args.body["actions"][0]["value"])
        await args.ack()

    async def send_proposal(self, args: AsyncArgs) -> None:
        """It was read right."""
        await self._record(args.body, PROPOSAL_SENT, "", args.body["actions"][0]["value"])
        await args.ack()

    async def drop_proposal(self, args: AsyncArgs) -> None:
        """It is not to be told."""
        await self._record(args.body, PROPOSAL_DROPPED, "", args.body["actions"][0]["value"])
        await args.ack()

    async def _record(self, body: dict[str, Any], kind: str, about: str, language: str) -> None:
        press = Press(body["user"]["id"], about, language)
        key, team = press_key(body), body["team"]["id"]
        await self.record(Work(kind, key, team, self.clock.now(), press.to_payload()))
