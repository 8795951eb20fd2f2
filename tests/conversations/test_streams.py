"""Answers that stream in: what Slack's streams do wrong is not seen in the answer."""

import asyncio
from typing import Any

import pytest

from bot.app import running
from bot.settings import Settings
from playground import Playground
from storage.engine import Begin
from tests.conversations.slack import ALLIANCE, PATIENCE, Said, Slack
from tests.conversations.test_model import (
    NEUTRAL,
    QUESTION,
    SAID,
    is_over,
    is_writing,
    koege,
    says,
    server,
    slack,
    with_model,
)
from tests.model_server import Behaviour, ModelServer

__all__ = ["server", "slack", "with_model"]
SLOWLY = Behaviour(between=0.03)
SOURCE = "[1] Klimabots resumé om Køge, efter Køge Kommune, december 2020"


def answers(slack: Slack) -> list[Said]:
    bot = slack.workspace.app.user
    return [Said(m) for m in slack.stands("Assens", ALLIANCE) if m["user"] == bot]


async def is_whole(slack: Slack) -> None:
    """In the end there is one answer, with each claim and its source once."""
    async with asyncio.timeout(PATIENCE):
        while not (found := answers(slack)) or is_writing(found[0]) or NEUTRAL not in found[0].text:
            await asyncio.sleep(0.05)
    await asyncio.sleep(0.5)
    [said] = answers(slack)
    for words in (SAID, NEUTRAL, SOURCE):
        assert said.everything.count(words) == 1
    assert "Vis citaterne" in said.buttons


async def test_what_has_streamed_in_has_its_sources_and_buttons(
    slack: Slack, server: ModelServer
) -> None:
    server.behaviour = SLOWLY
    slack.say("Assens", QUESTION, ALLIANCE)
    said = await slack.sees("Assens", ALLIANCE)
    assert SOURCE not in said.everything

    await is_whole(slack)
    assert "edited" not in said.message


@pytest.mark.parametrize(
    ("method", "after", "fault"),
    [
        ("chat.startStream", False, {"status": 429, "error": "ratelimited", "retry_after": 30}),
        ("chat.startStream", False, {"error": "channel_type_not_supported"}),
        ("chat.startStream", True, {"drop": True}),
        ("chat.startStream", False, {"drop": True}),
        ("chat.appendStream", False, {"error": "message_not_in_streaming_state"}),
        ("chat.appendStream", False, {"status": 429, "error": "ratelimited", "retry_after": 30}),
        ("chat.appendStream", True, {"drop": True}),
        ("chat.appendStream", True, {"garbage": "<html>"}),
        ("chat.stopStream", True, {"drop": True}),
        ("chat.stopStream", False, {"error": "message_not_in_streaming_state"}),
        ("chat.stopStream", False, {"status": 500}),
    ],
    ids=str,
)
async def test_a_stream_that_breaks_is_the_same_answer_in_one_message(
    slack: Slack, server: ModelServer, method: str, after: bool, fault: dict[str, Any]
) -> None:
    server.behaviour = SLOWLY
    slack.break_method(method, after=after, **fault)

    slack.say("Assens", QUESTION, ALLIANCE)

    await is_whole(slack)


async def test_who_stops_it_in_slack_has_what_stands(slack: Slack, server: ModelServer) -> None:
    server.behaviour = SLOWLY
    server.reply = lambda told: koege(told) + " " * 600  # so that it is a while at its end
    slack.say("Assens", QUESTION, ALLIANCE)
    said = await slack.sees("Assens", ALLIANCE)

    slack.acts.stop(slack.workspace.person("Assens"), said.message)

    await says(said, "Du stoppede mig her.")
    assert SAID in said.everything


async def test_what_markdown_would_read_otherwise_does_not_stream(
    slack: Slack, server: ModelServer
) -> None:
    server.behaviour = SLOWLY
    server.reply = lambda told: koege(told).replace("2030 i", "2030 * i")
    slack.say("Assens", QUESTION, ALLIANCE)

    said = await slack.sees("Assens", ALLIANCE)

    assert said.message.get("stream") is None


async def test_the_thread_says_that_it_is_searched_until_the_answer_comes(
    slack: Slack, server: ModelServer
) -> None:
    server.behaviour = Behaviour(before=2)
    asked = slack.say("Assens", QUESTION, ALLIANCE)
    where = asked["channel"], asked["ts"]

    async with asyncio.timeout(1.9):
        while slack.acts.statuses.find(*where) is None:
            await asyncio.sleep(0.01)
    status = slack.acts.statuses.find(*where)
    assert status is not None
    assert status.text == "søger i kilderne …"

    await slack.sees("Assens", ALLIANCE)
    assert slack.acts.statuses.find(*where) is None


async def test_a_status_that_slack_does_not_take_costs_no_answer(slack: Slack) -> None:
    slack.break_method("assistant.threads.setStatus", delay=30.0, drop=True)
    slack.say("Assens", QUESTION, ALLIANCE)

    await says(await slack.sees("Assens", ALLIANCE), NEUTRAL)


async def test_a_bot_that_leaves_in_mid_stream_is_followed_by_one_that_ends_it(
    playground: Playground, with_model: Settings, knowledge: Begin, server: ModelServer
) -> None:
    server.behaviour = Behaviour(between=0.01, stall=32)
    slack = Slack(playground)
    async with running(with_model):
        slack.say("Assens", QUESTION, ALLIANCE)
        said = await slack.sees("Assens", ALLIANCE)
        assert is_writing(said)

    server.behaviour = Behaviour()
    async with running(with_model):
        await is_over(said)
        await says(said, NEUTRAL, within=25.0)
    await is_whole(slack)
