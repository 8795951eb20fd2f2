"""Slack and the database go wrong in the middle of a conversation."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from bot.app import running
from bot.settings import Settings
from playground import Playground
from storage import stops
from storage.engine import Begin
from storage.inbox import forget_payloads
from storage.terms import StopScope
from tests.conversations.slack import ALLIANCE, PATIENCE, Slack

QUESTION = "@Klimabot hvem er gode til vådområder?"


@asynccontextmanager
async def table_away(begin: Begin, table: str) -> AsyncIterator[None]:
    async with begin() as session:
        await session.execute(text(f"alter table {table} rename to {table}_away"))
    yield
    async with begin() as session:
        await session.execute(text(f"alter table {table}_away rename to {table}"))


def refuse_the_answer(slack: Slack) -> None:
    """Also when it is sent without the thumbs."""
    for _ in range(2):
        slack.break_method("chat.postMessage", error="msg_blocks_too_long")


async def test_an_event_that_is_delivered_three_times_is_answered_once(slack: Slack) -> None:
    question = slack.say("Assens", QUESTION, ALLIANCE)
    for _ in range(2):
        slack.acts.happen({**question, "type": "app_mention"}, "app_mention")

    await slack.sees("Assens", ALLIANCE)

    await slack.sees_nothing("Assens", ALLIANCE)


@pytest.mark.parametrize(
    "fault",
    [
        {"drop": True, "after": True},
        {"status": 500, "after": True},
        {"error": "internal_error", "after": True},
        {"drop": True},
        {"status": 500},
        {"error": "fatal_error"},
        {"status": 429, "error": "ratelimited", "retry_after": 1},
        {"garbage": "<html>proxy</html>", "after": True},
        {"garbage": '{"ok": tr', "garbage_type": "application/json", "after": True},
    ],
)
async def test_a_post_that_goes_wrong_is_there_once_in_the_end(
    slack: Slack, fault: dict[str, Any]
) -> None:
    slack.break_method("chat.postMessage", **fault)
    slack.say("Assens", QUESTION, ALLIANCE)

    await slack.sees("Assens", ALLIANCE)

    await slack.sees_nothing("Assens", ALLIANCE, for_=3)


async def test_an_event_that_cannot_be_recorded_is_not_acknowledged_and_comes_again(
    slack: Slack, knowledge: Begin
) -> None:
    async with table_away(knowledge, "inbox"):
        slack.say("Assens", QUESTION, ALLIANCE)
        await slack.sees_nothing("Assens", ALLIANCE)
        slack.playground.time.advance(3)
        await asyncio.sleep(0.3)
        slack.playground.time.advance(3)
        await asyncio.sleep(0.3)

    slack.playground.time.advance(61)

    assert "vådområder" in (await slack.sees("Assens", ALLIANCE)).everything


async def test_a_command_that_cannot_be_recorded_gives_the_words_back(
    slack: Slack, knowledge: Begin
) -> None:
    async with table_away(knowledge, "inbox"):
        await slack.command("Assens", "/klima spørg hvem er gode til vådområder?")

    said = await slack.sees("Assens", ALLIANCE)
    assert said.text.startswith("Noget gik galt hos mig, ikke hos dig. Fejlkode ")
    assert "/klima spørg hvem er gode til vådområder?" in said.text


async def test_a_question_that_fails_again_and_again_is_apologised_for_and_can_be_asked_again(
    slack: Slack, knowledge: Begin
) -> None:
    async with table_away(knowledge, "passage"):
        question = slack.say("Assens", QUESTION, ALLIANCE)
        for _ in range(3):
            await asyncio.sleep(0.4)
            slack.playground.clock.move_by(timedelta(seconds=10))
        apology = await slack.sees("Assens", ALLIANCE)

    assert apology.thread == question["ts"]
    assert apology.text.startswith("Jeg blev afbrudt, beklager. Dit spørgsmål er gemt.")

    await slack.press("Assens", apology, "Svar mig nu")

    answer = await slack.sees("Assens", ALLIANCE)
    assert answer.thread == question["ts"]
    assert "vådområder" in answer.everything
    await slack.sees_nothing("Assens", ALLIANCE)


async def test_a_message_that_slack_refuses_as_wrong_is_apologised_for_in_its_place(
    slack: Slack,
) -> None:
    refuse_the_answer(slack)
    question = slack.say("Assens", QUESTION, ALLIANCE)

    apology = await slack.sees("Assens", ALLIANCE)

    assert apology.thread == question["ts"]
    assert apology.text.startswith("Jeg blev afbrudt, beklager.")


async def test_a_question_that_was_forgotten_since_is_asked_for_again(
    slack: Slack, knowledge: Begin
) -> None:
    refuse_the_answer(slack)
    slack.say("Assens", QUESTION, ALLIANCE)
    apology = await slack.sees("Assens", ALLIANCE)
    async with knowledge() as session:
        await forget_payloads(session, settled_before=datetime.now(UTC) + timedelta(days=1))

    await slack.press("Køge", apology, "Svar mig nu")

    said = await slack.sees("Køge", ALLIANCE)
    assert said.text.startswith("Det spørgsmål har jeg glemt igen")
    assert said.thread == apology.thread


async def test_nothing_that_was_said_and_no_token_is_in_the_logs_or_the_metadata(
    slack: Slack, knowledge: Begin, capsys: pytest.CaptureFixture[str]
) -> None:
    canary = "kanariefugl"
    slack.break_method("chat.postMessage", status=500)
    slack.say("Assens", f"@Klimabot {canary} om vådområder?", ALLIANCE)
    await slack.sees("Assens", ALLIANCE)
    async with table_away(knowledge, "inbox"):
        await slack.command("Assens", f"/klima spørg {canary}?")
    async with table_away(knowledge, "passage"):
        slack.say("Køge", f"{canary}?")
        await asyncio.sleep(0.5)

    logged = capsys.readouterr().err
    assert "work.failed" in logged
    assert "listener.failed" in logged
    for secret in (canary, "xoxb-playground", "xapp-playground", "assens.dk"):
        assert secret not in logged
    posted = slack.playground.messages.all("T0DK2020", "C0ALLIANCEN")
    assert canary not in str([m.get("metadata") for m in posted])


async def test_an_apology_s_button_works_again_and_again(slack: Slack) -> None:
    refuse_the_answer(slack)
    slack.say("Assens", QUESTION, ALLIANCE)
    first = await slack.sees("Assens", ALLIANCE)
    refuse_the_answer(slack)
    await slack.press("Assens", first, "Svar mig nu")
    second = await slack.sees("Assens", ALLIANCE)

    await slack.press("Køge", second, "Svar mig nu")

    assert "Assens Kommune skriver selv" in (await slack.sees("Køge", ALLIANCE)).everything


async def test_a_question_that_is_taken_back_takes_along_what_was_answered_to_it_again(
    slack: Slack, knowledge: Begin
) -> None:
    refuse_the_answer(slack)
    question = slack.say("Assens", QUESTION, ALLIANCE)
    apology = await slack.sees("Assens", ALLIANCE)
    await slack.press("Køge", apology, "Svar mig nu")
    answer = await slack.sees("Assens", ALLIANCE)

    slack.delete("Assens", question["ts"], ALLIANCE)

    async with asyncio.timeout(PATIENCE):
        while any(m["ts"] == answer.message["ts"] for m in slack.stands("Assens", ALLIANCE)):
            await asyncio.sleep(0.05)
    async with knowledge(read_only=True) as session:
        assert set(await session.scalars(text("SELECT text FROM question"))) == {""}


async def test_a_bot_that_was_shut_out_answers_once_it_is_started_with_a_token_that_works(
    playground: Playground, settings: Settings, knowledge: Begin
) -> None:
    async with knowledge() as session:
        now = datetime.now(UTC)
        await stops.stop(session, "T0DK2020", StopScope.EVERYTHING, "token_revoked", now)
    slack = Slack(playground)

    async with running(settings):
        slack.say("Assens", QUESTION, ALLIANCE)

        await slack.sees("Assens", ALLIANCE)


async def test_a_bot_that_is_shut_out_calls_no_more_and_keeps_its_answer(
    slack: Slack, knowledge: Begin, capsys: pytest.CaptureFixture[str]
) -> None:
    slack.say("Assens", QUESTION, ALLIANCE)
    slack.workspace.token_error = "token_revoked"
    await slack.sees_nothing("Assens", ALLIANCE, for_=2.0)
    assert capsys.readouterr().err.count("workspace.stopped") == 1

    slack.workspace.token_error = ""
    async with knowledge() as session:
        await stops.go_on(session, "T0DK2020", StopScope.EVERYTHING)

    await slack.sees("Assens", ALLIANCE)
