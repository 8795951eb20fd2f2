"""What Slack sends may come several times, in any order, to any process: it counts once."""

import json
import random
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from sqlalchemy import delete, select

from bot.asking.voting import VOTED
from bot.asking.work import QUESTION_ASKED
from bot.clock import SystemClock
from handlers.asking import Asking
from handlers.hello import Hello
from handlers.recording import known, recorder
from handlers.views.notices import ASK_AGAIN
from handlers.views.votes import VOTE
from handlers.votes import VoteListeners
from handlers.workspace import Home, bolt_app, web_client
from storage.engine import Begin
from storage.models import InboxRow

ORDERS = 20
MOST = 4  # times that one payload comes
HOME = Home("T0DK2020", "U0KLIMABOT", "B0KLIMABOT")
KEY = "T0DK2020:C0ALLIANCEN:1795420800.000100"

Payload = dict[str, Any]
Effects = Sequence[tuple[str, str, str]]


def filled(part: Any, number: int) -> Any:
    """A sample as Slack would send it to us: it has every field, and nothing in most of them."""
    if isinstance(part, list):
        return [filled(each, number) for each in part]
    if not isinstance(part, dict):
        return part
    said: Mapping[str, Any] = {
        "team_id": HOME.team,
        "user": "U0ASSENS",
        "user_id": "U0ASSENS",
        "channel": "D0ASSENS",
        "channel_id": "D0ASSENS",
        "channel_type": "im",
        "ts": f"1795420800.{number:06d}",
        "event_ts": f"1795420800.{number:06d}",
        "message_ts": f"1795420800.{number:06d}",
        "action_ts": f"1795420801.{number:06d}",
        "text": f"<@{HOME.bot_user}> hvem er gode til vådområder ({number})?",
        "event_id": f"Ev{number}",
        "tab": "messages",
        "trigger_id": f"1.{number}",
        "command": "/klima",
    }
    whole = {name: filled(value, number) for name, value in part.items()}
    for name, value in said.items():
        if whole.get(name) == "":
            whole[name] = value
    return {name: value for name, value in whole.items() if (name, value) != ("subtype", "")}


def samples(folder: Path) -> Sequence[Payload]:
    """Every event, command and press among Slack's samples, filled in."""
    events = sorted((folder / "events").glob("*.json"))
    others = sorted((folder / "app-backend").glob("*/*.json"))
    found = []
    for number, file in enumerate((*events, *others)):
        payload = filled(json.loads(file.read_text("utf-8")), number)
        if "event" in payload:
            payload["type"] = "event_callback"
        if file.stem == "SlashCommandPayload":
            payload["text"] = "spørg hvem er gode til vådområder?"
        if file.stem == "BlockActionPayload":
            found += [
                pressed(payload, ASK_AGAIN, f"da:{KEY}"),
                pressed(payload, VOTE, f"up:da:{KEY}"),
            ]
        else:
            found.append(payload)
    return found


def pressed(payload: Payload, action: str, value: str) -> Payload:
    """The sample's press, on a button of ours."""
    press = {"type": "button", "action_id": action, "value": value, "action_ts": f"1.{action}"}
    return {**payload, "user": {"id": "U0ASSENS"}, "team": {"id": HOME.team}, "actions": [press]}


@asynccontextmanager
async def listening(begin: Begin) -> AsyncIterator[AsyncApp]:
    """What listens in one process; Slack itself is away."""
    async with aiohttp.ClientSession() as http:
        app = bolt_app(web_client("http://127.0.0.1:9/", http, None), HOME, "xoxb-playground")
        record, clock = recorder(begin, lambda: None), SystemClock()
        Asking(record, known(begin), clock, "da").register(app)
        Hello(record, clock, "da").register(app)
        VoteListeners(record, clock, "da").register(app)
        yield app


async def effects(begin: Begin) -> Effects:
    """What is to be done because of all that came."""
    async with begin(read_only=True) as session:
        rows = list(await session.scalars(select(InboxRow)))
    timeless = [{n: v for n, v in r.payload.items() if n != "at"} for r in rows]
    told = zip(rows, timeless, strict=True)
    return sorted((r.kind, r.key, json.dumps(p, sort_keys=True)) for r, p in told)


async def test_payloads_that_come_several_times_in_any_order_count_once(
    begin: Begin, shared: Path
) -> None:
    dice = random.Random(2020)
    payloads = samples(shared / "slack/samples")
    seen: list[Effects] = []
    sent = 0

    async with listening(begin) as one, listening(begin) as two:
        for _ in range(ORDERS):
            coming = [p for p in payloads for _ in range(dice.randint(1, MOST))]
            dice.shuffle(coming)
            sent += len(coming)
            for payload in coming:
                request = AsyncBoltRequest(mode="socket_mode", body=json.loads(json.dumps(payload)))
                answer = await dice.choice((one, two)).async_dispatch(request)
                assert answer.status == 200, payload
            seen.append(await effects(begin))
            async with begin() as session:
                await session.execute(delete(InboxRow))

    print(f"\n{len(payloads)} payloads, {sent} sent: {len(seen[0])} to be done")  # noqa: T201
    assert {kind for kind, _, _ in seen[0]} >= {QUESTION_ASKED, VOTED}
    assert all(each == seen[0] for each in seen)
