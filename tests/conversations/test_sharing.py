"""A private answer is shared with a channel, and a question handed on to a person."""

import asyncio
from pathlib import Path

import pytest

from storage.engine import Begin
from tests.conversations.slack import ALLIANCE, PATIENCE, Said, Slack
from tests.conversations.test_asking import ASSENS_SAYS, SOURCE
from tests.conversations.test_rights import COORDINATOR, confirm, publish
from tests.conversations.test_rights import QUESTION as BIOGAS
from tests.conversations.test_votes import SECRETARIAT, page_of_the_secretariat

QUESTION = "hvem er gode til vådområder?"
WHERE = "Hvor vil du dele det?"


async def answered(slack: Slack, person: str, question: str = QUESTION) -> Said:
    slack.say(person, question)
    return await slack.sees(person)


async def share(slack: Slack, person: str, said: Said, channel: str = ALLIANCE) -> None:
    await slack.press(person, said, "Del svaret")
    await slack.sees_modal(person)
    await slack.submit(person, {WHERE: channel})


async def test_a_private_answer_is_shared_with_the_alliance_once(slack: Slack) -> None:
    said = await answered(slack, "Køge")

    await share(slack, "Køge", said)

    shared = await slack.sees("Assens", ALLIANCE)
    assert f"spurgte mig om det her og deler svaret: {QUESTION}" in shared.everything
    assert ASSENS_SAYS in shared.everything
    assert f"[1] {SOURCE}" in shared.everything
    assert "U0KOEGE" in str(shared.blocks)
    assert shared.thread is None
    await share(slack, "Køge", said)
    await slack.sees_nothing("Assens", ALLIANCE)


async def test_an_answer_that_is_not_for_everybody_since_is_not_shared_either(
    slack: Slack, knowledge: Begin, tmp_path: Path
) -> None:
    await publish(knowledge, tmp_path, "own")
    await confirm(knowledge)
    said = await answered(slack, COORDINATOR)
    for _ in range(3):  # Slack takes the shared one only after a while
        slack.break_method("chat.postMessage", status=429, error="ratelimited", retry_after=2)
    await share(slack, COORDINATOR, said)

    slack.edit(COORDINATOR, slack.last(COORDINATOR)["ts"], BIOGAS)

    async with asyncio.timeout(PATIENCE):
        while "naboerne klager" not in said.everything:
            await asyncio.sleep(0.05)
    await slack.sees_nothing("Assens", ALLIANCE, for_=8)


async def test_a_changed_answer_is_shared_anew_in_its_place(slack: Slack) -> None:
    said = await answered(slack, "Køge")
    await share(slack, "Køge", said)
    shared = await slack.sees("Assens", ALLIANCE)

    slack.edit("Køge", slack.last("Køge")["ts"], "hvad er Vejles mål for 2030?")
    async with asyncio.timeout(PATIENCE):
        while "resumé om Vejle" not in said.everything:
            await asyncio.sleep(0.05)
    assert ASSENS_SAYS in shared.everything
    await share(slack, "Køge", said)

    async with asyncio.timeout(PATIENCE):
        while "resumé om Vejle" not in shared.everything:
            await asyncio.sleep(0.05)


async def test_what_slack_refused_once_is_shared_when_it_is_shared_again(slack: Slack) -> None:
    said = await answered(slack, "Køge")
    slack.break_method("chat.postMessage", error="not_in_channel")
    await share(slack, "Køge", said)
    await slack.sees_nothing("Assens", ALLIANCE)

    await share(slack, "Køge", said)

    assert ASSENS_SAYS in (await slack.sees("Assens", ALLIANCE)).everything


async def test_only_with_a_channel_of_the_alliance_s_own(slack: Slack) -> None:
    said = await answered(slack, "Køge")
    await slack.press("Køge", said, "Del svaret")
    await slack.sees_modal("Køge")

    window = await slack.submit("Køge", {WHERE: "kystnetværket"})

    assert window is not None
    assert window.errors == {WHERE: "Jeg kan kun dele svar i alliancens egne kanaler."}
    await slack.sees_nothing("Køge", "kystnetværket")


@pytest.mark.parametrize("channel", [None, ALLIANCE])
async def test_what_everybody_reads_or_nobody_else_may_read_is_not_offered_to_be_shared(
    slack: Slack, knowledge: Begin, tmp_path: Path, channel: str | None
) -> None:
    await publish(knowledge, tmp_path, "own")
    await confirm(knowledge)
    question = f"@Klimabot {QUESTION}" if channel else BIOGAS
    slack.say(COORDINATOR, question, channel)

    said = await slack.sees(COORDINATOR, channel)

    assert "Del svaret" not in said.buttons


async def test_who_is_in_the_alliance_is_no_answer_to_share(slack: Slack) -> None:
    said = await answered(slack, "Køge", "hvilke kommuner er med?")

    assert "Del svaret" not in said.buttons


async def test_a_question_that_is_taken_back_is_taken_out_of_the_channel_too(slack: Slack) -> None:
    said = await answered(slack, "Køge")
    await share(slack, "Køge", said)
    shared = await slack.sees("Assens", ALLIANCE)

    slack.delete("Køge", slack.last("Køge")["ts"])

    async with asyncio.timeout(PATIENCE):
        while any(m["ts"] == shared.message["ts"] for m in slack.stands("Assens", ALLIANCE)):
            await asyncio.sleep(0.05)


async def test_what_is_not_found_is_handed_on_to_the_secretariat_with_a_name(slack: Slack) -> None:
    said = await answered(slack, "Køge", "hvad kostede Vejles vådområder?")

    await slack.press("Køge", said, "Spørg sekretariatet")
    window = await slack.sees_modal("Køge")
    assert window.title == "Spørg sekretariatet"
    assert "at det er dig, der spørger" in window.everything
    await slack.submit("Køge", {"Vil du tilføje noget?": "Vi er i gang med vores egne."})

    told = await slack.sees("Køge")
    assert told.text.startswith("Sekretariatet kan nu se dit spørgsmål")
    page = await page_of_the_secretariat(slack, "Vi er i gang med vores egne.")
    assert "hvad kostede Vejles vådområder?" in page
    assert "U0KOEGE" in str((await slack.sees_home(SECRETARIAT)).blocks)
