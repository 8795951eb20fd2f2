"""'What Klimabot says of you': asking for it, and what a municipality does with its claims."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.alliance.account import Act, Verdict, may_review
from bot.alliance.reviewing import ACCOUNT_ASKED, CLAIM_REVIEWED
from bot.asking.pages import Page, Wish
from bot.clock import Clock
from bot.hidden import without_hidden
from handlers.guard import guarded
from handlers.recording import Record
from handlers.views.account import CLAIM, MORE, OPEN
from handlers.views.drawing import KnownAs
from handlers.views.mending import FIELD, WINDOW, mended, mending_window
from handlers.words import plain
from prompts import text
from storage import reviews
from storage.engine import Begin
from storage.inbox import Work
from storage.reviews import Claim

AT_ONCE = re.compile(f"claim_({Act.CONFIRM}|{Act.HIDE}|{Act.SHOW})")


@dataclass(frozen=True)
class Account:
    """The listeners. Who may press is found out in the work, and before a window opens."""

    record: Record
    clock: Clock
    begin: Begin
    known_as: KnownAs
    language: str

    def register(self, app: AsyncApp) -> None:
        app.action(OPEN)(guarded(self.open, self.language))
        app.action(MORE)(guarded(self.more, self.language))
        app.action(AT_ONCE)(guarded(self.review, self.language))
        app.action(f"claim_{Act.MEND}")(guarded(self.open_window, self.language))
        app.view(WINDOW)(guarded(self.mend, self.language))

    async def open(self, args: AsyncArgs) -> None:
        """From the bot's own page: the account of one's own municipality."""
        user, language = args.body["user"]["id"], self.language
        await self.record(_asked(args.body, Wish(user, language=language), self.clock.now()))
        await args.ack()

    async def more(self, args: AsyncArgs) -> None:
        """The next page, as a message of its own."""
        language, code, page = args.body["actions"][0]["value"].split(":")
        wish = Wish(args.body["user"]["id"], code, int(page), language)
        await self.record(_asked(args.body, wish, self.clock.now()))
        await args.ack()

    async def review(self, args: AsyncArgs) -> None:
        """A claim fits, is hidden or shown again."""
        await self.record(reviewed(args.body, self.clock.now()))
        await args.ack()

    async def open_window(self, args: AsyncArgs) -> None:
        """At once: the right to open one lasts three seconds."""
        await args.ack()
        said = _verdict(args.body)
        claim = await self._claim(args.body["team"]["id"], said)
        if claim is None:
            await args.client.chat_postMessage(
                channel=said.user, text=text("account.not_yours", said.language)
            )
            return
        window = mending_window(claim, said.occasion, said.language)
        await args.client.views_open(trigger_id=args.body["trigger_id"], view=window)

    async def _claim(self, team: str, said: Verdict) -> Claim | None:
        """The claim that is theirs to mend."""
        async with self.begin(read_only=True) as session:
            person = await self.known_as(session, team, said.user)
            own = person.organisation
            if own is None or not may_review(person, Page.of(said.occasion).code):
                return None
            return await reviews.find_claim(session, person, own, said.claim)

    async def mend(self, args: AsyncArgs) -> None:
        """What is right instead; the acknowledgement closes the window."""
        body, view = args.body, args.body["view"]
        words = plain(without_hidden(mended(view)), "")
        language, claim, occasion = view["private_metadata"].split(":", 2)
        if not words:
            nothing = text("account.nothing_written", language)
            await args.ack(response_action="errors", errors={FIELD: nothing})
            return
        user, team, now = body["user"]["id"], body["team"]["id"], self.clock.now()
        said = Verdict(user, occasion, claim, Act.MEND, language, words)
        key = f"{view['id']}:{view['hash']}"
        await self.record(Work(CLAIM_REVIEWED, key, team, due=now, payload=said.to_payload()))
        await args.ack()


def reviewed(body: dict[str, Any], now: datetime) -> Work:
    """A press at a claim as work."""
    said = _verdict(body)
    return Work(CLAIM_REVIEWED, press_key(body), body["team"]["id"], now, said.to_payload())


def _verdict(body: dict[str, Any]) -> Verdict:
    """What was pressed, at which claim; what the buttons carry: views/account.py."""
    action = body["actions"][0]
    language, _, occasion = action["value"].partition(":")
    act = Act(action["action_id"].removeprefix("claim_"))
    claim = action["block_id"].removeprefix(CLAIM)
    return Verdict(body["user"]["id"], occasion, claim, act, language)


def _asked(body: dict[str, Any], wish: Wish, now: datetime) -> Work:
    return Work(ACCOUNT_ASKED, press_key(body), body["team"]["id"], now, wish.to_payload())


def press_key(body: dict[str, Any]) -> str:
    """The same press has the same key, however often it is delivered."""
    action, container = body["actions"][0], body["container"]
    where = container.get("message_ts") or container["view_id"]
    parts = (body["user"]["id"], where, action["block_id"], action["action_id"])
    return ":".join((*parts, action["action_ts"]))
