"""Answers that a model words, in Slack: they grow, they break off, and there is always an end."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.app import running
from bot.settings import Settings
from playground import Playground
from storage.engine import Begin
from tests.conversations.slack import ALLIANCE, PATIENCE, Said, Slack
from tests.model_server import Behaviour, Messages, ModelServer, answer, model_server, passages

HOUSE = Path(__file__).parents[2]
QUESTION = "@Klimabot hvad er Køges mål for 2030?"
TARGET = "Køge Kommune vil sænke udledningen med 46 pct. i 2030 i forhold til 2017"
SAID = "Køge vil sænke udledningen med 46 pct. i 2030 i forhold til 2017."
NEUTRAL = "Køge vil være klimaneutral i 2050."


def koege(told: Messages) -> str:
    """Two true claims about Køge, from the passage that has them."""
    [found] = [p for p in passages(told) if TARGET in p["text"]][:1]
    quote = found["text"].partition(". Køges")[0]
    number = found["passage"]
    return answer("answer", (SAID, number, quote), (NEUTRAL, number, quote))


@pytest.fixture
async def server() -> AsyncIterator[ModelServer]:
    async with model_server(koege) as server:
        yield server


@pytest.fixture
def with_model(settings: Settings, server: ModelServer) -> Settings:
    return settings.model_copy(
        update={
            "openai_api_key": SecretStr("key"),
            "openai_base_url": server.address,
            "klimabot_answer_model": "lille-model",
            "klimabot_answer_seconds": 1.5,
            "klimabot_answer_longest_seconds": 4.0,
        }
    )


@pytest.fixture
async def slack(
    playground: Playground, with_model: Settings, knowledge: Begin
) -> AsyncIterator[Slack]:
    async with running(with_model):
        yield Slack(playground)


async def says(said: Said, words: str, within: float = PATIENCE) -> None:
    async with asyncio.timeout(within):
        while words not in said.everything:
            await asyncio.sleep(0.02)


def is_writing(said: Said) -> bool:
    return said.message.get("stream") is not None or "Jeg skriver stadig" in said.everything


async def is_over(said: Said) -> None:
    async with asyncio.timeout(PATIENCE):
        while is_writing(said):
            await asyncio.sleep(0.02)


def knows_no_streams(slack: Slack) -> None:
    """As a workspace that Slack has not given them."""
    slack.break_method("chat.startStream", error="unknown_method")


async def test_a_short_answer_with_its_source(slack: Slack) -> None:
    slack.say("Assens", QUESTION, ALLIANCE)

    said = await slack.sees("Assens", ALLIANCE)
    await says(said, NEUTRAL)
    await is_over(said)

    assert said.text.startswith(f"{SAID} [1]")
    assert "[1] Klimabots resumé om Køge, efter Køge Kommune, december 2020" in said.everything


@pytest.mark.parametrize("streams", [True, False])
async def test_it_grows_claim_by_claim_in_one_message(
    slack: Slack, server: ModelServer, *, streams: bool
) -> None:
    if not streams:
        knows_no_streams(slack)
    server.behaviour = Behaviour(between=0.03)
    slack.say("Assens", QUESTION, ALLIANCE)

    said = await slack.sees("Assens", ALLIANCE)
    assert is_writing(said)
    assert (said.message.get("stream") is not None) is streams
    assert NEUTRAL not in said.everything
    assert said.thumbs == []
    await says(said, NEUTRAL)
    await is_over(said)

    assert said.thumbs == ["Det kunne jeg bruge", "Det kunne jeg ikke bruge"]
    await slack.sees_nothing("Assens", ALLIANCE)


async def test_the_words_behind_it_are_one_press_away(slack: Slack) -> None:
    slack.say("Assens", QUESTION, ALLIANCE)
    said = await slack.sees("Assens", ALLIANCE)
    await says(said, NEUTRAL)
    await is_over(said)

    await slack.press("Køge", said, "Vis citaterne")

    window = await slack.sees_modal("Køge")
    assert window.title == "Det bygger svaret på"
    assert TARGET in window.everything
    assert "[1] Klimabots resumé om Køge" in window.everything


async def test_whoever_asked_may_stop_it_and_nobody_else(slack: Slack, server: ModelServer) -> None:
    knows_no_streams(slack)
    server.behaviour = Behaviour(between=0.01, stall=32)
    slack.say("Assens", QUESTION, ALLIANCE)
    said = await slack.sees("Assens", ALLIANCE)

    await slack.press("Køge", said, "Stop")
    await asyncio.sleep(0.3)
    assert "Jeg skriver stadig" in said.everything
    await slack.press("Assens", said, "Stop")

    await says(said, "Du stoppede mig her.")
    assert SAID in said.everything
    assert "Stop" not in said.buttons


@pytest.mark.parametrize(
    "behaviour",
    [Behaviour(status=500), Behaviour(before=30.0), Behaviour(page=True), Behaviour(cut=2)],
    ids=str,
)
async def test_a_model_that_fails_leaves_the_sources_own_words(
    slack: Slack, server: ModelServer, behaviour: Behaviour
) -> None:
    server.behaviour = behaviour
    slack.say("Assens", QUESTION, ALLIANCE)

    said = await slack.sees("Assens", ALLIANCE)

    assert "fordi sprogmodellen ikke svarer" in said.everything
    assert TARGET in said.everything


async def test_a_model_that_breaks_off_leaves_what_stands(
    slack: Slack, server: ModelServer
) -> None:
    server.behaviour = Behaviour(between=0.01, stall=32)
    slack.say("Assens", QUESTION, ALLIANCE)

    said = await slack.sees("Assens", ALLIANCE)
    await says(said, "Jeg blev afbrudt her")

    assert SAID in said.everything


async def test_what_a_model_invents_is_not_said(slack: Slack, server: ModelServer) -> None:
    server.reply = lambda told: answer("answer", ("Køge vil nå 70 pct. i 2030.", 1, "Køge vil nå"))
    slack.say("Assens", QUESTION, ALLIANCE)

    said = await slack.sees("Assens", ALLIANCE)

    assert said.text.startswith("Det står ikke i kilderne.")
    assert "70 pct. i 2030." not in said.text


async def test_a_bot_that_is_killed_while_it_writes_is_followed_by_one_that_ends_it(
    playground: Playground, with_model: Settings, knowledge: Begin, server: ModelServer
) -> None:
    server.behaviour = Behaviour(between=0.01, stall=32)
    slack = Slack(playground)
    bot = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", env=environment(with_model), cwd=HOUSE
    )
    try:
        async with asyncio.timeout(20):
            await playground.deliveries["T0DK2020"].connected.wait()
        slack.say("Assens", QUESTION, ALLIANCE)
        said = await slack.sees("Assens", ALLIANCE)
        assert NEUTRAL not in said.everything
    finally:
        bot.kill()
        await bot.wait()

    server.behaviour = Behaviour()
    async with running(with_model):
        await says(said, NEUTRAL, within=25.0)
        await is_over(said)

    await slack.sees_nothing("Assens", ALLIANCE)


def environment(settings: Settings) -> dict[str, str]:
    """The settings as variables, and nothing else but what a process needs."""
    told = {name.upper(): _plain(value) for name, value in settings if value is not None}
    return told | {"PATH": os.environ["PATH"], "KLIMABOT_ENV_FILE": os.devnull}


def _plain(value: object) -> str:
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    return ",".join(value) if isinstance(value, frozenset) else str(value)
