"""Answering the prompt in one's own words: they are read, shown, and sent by a press."""

import asyncio
from datetime import datetime

import pytest

from playground.kit import check_message
from storage import threads
from storage.engine import Begin
from storage.terms import Progress, Visibility
from tests.conversations.office_hours import MONDAY, weekday_at
from tests.conversations.slack import PATIENCE, Said, Slack
from tests.conversations.test_broadcasts import becomes
from tests.conversations.test_status import TEST, TITLE, TOLD, VEJLE, status_of
from tests.conversations.test_status import monday as monday  # a fixture
from tests.conversations.test_status_window import has, told

PROPOSAL = "Sådan læser jeg det. Passer det?"


@pytest.fixture
def starts_at() -> datetime:
    return weekday_at(MONDAY, 8)


async def answers(slack: Slack, begin: Begin, words: str) -> tuple[Said, Said]:
    """The message that asks, and what is said to the words below it."""
    asked = await status_of(slack, VEJLE)
    assert "Eller svar bare på denne besked." in asked.everything
    await settled(slack, begin, asked)
    slack.say(VEJLE, words, thread=asked.message["ts"])
    return asked, await slack.sees(VEJLE)


async def settled(slack: Slack, begin: Begin, said: Said) -> None:
    """Nobody answers faster than the bot knows what it has said."""
    place = slack.workspace.id, said.message["channel"], said.message["ts"]
    async with asyncio.timeout(PATIENCE):
        while True:
            async with begin(read_only=True) as session:
                if await threads.kind_of(session, TEST, *place):
                    return
            await asyncio.sleep(0.02)


async def test_own_words_are_told_once_they_are_confirmed(monday: Slack, knowledge: Begin) -> None:
    await has(knowledge, "Skovrejsning", "Varmeplan")

    asked, said = await answers(
        monday,
        knowledge,
        "Skovrejsning: plantet 2 hektar, følger planen\nVarmeplanen er gået i stå",
    )

    check_message(said.blocks)
    assert said.text == PROPOSAL
    assert "Skovrejsning: plantet 2 hektar, følger planen (følger planen)" in said.everything
    assert "Varmeplan: Varmeplanen er gået i stå (gået i stå)" in said.everything
    assert await told(knowledge) == []
    await monday.press(VEJLE, said, "Send")
    assert (await monday.sees(VEJLE)).text.startswith(TOLD)
    await becomes(said, "Det er sendt eller lagt til side.")
    await becomes(asked, TOLD)
    kept = {each.title: each.update for each in await told(knowledge)}
    assert kept["Skovrejsning"].progress is Progress.ON_TRACK
    assert kept["Varmeplan"].visibility is Visibility.OWN


async def test_nothing_new_in_words_is_told_at_once(monday: Slack, knowledge: Begin) -> None:
    asked, said = await answers(monday, knowledge, "Der er intet nyt fra os")

    assert said.text.startswith(TOLD)
    await becomes(asked, TOLD)


async def test_what_was_not_understood_is_mended_in_the_window(
    monday: Slack, knowledge: Begin
) -> None:
    await has(knowledge, "Skovrejsning")
    _, said = await answers(monday, knowledge, "Vi har fået en ny udvalgsformand")
    assert "Klimaarbejdet som helhed: Vi har fået en ny udvalgsformand" in said.everything
    assert "Send" not in said.buttons

    await monday.press(VEJLE, said, "Ret")
    window = await monday.sees_modal(VEJLE)
    await monday.choose(VEJLE, window, "Hvordan går det?", "Følger planen")
    assert await monday.submit(VEJLE) is None

    assert (await monday.sees(VEJLE)).text.startswith(TOLD)
    [kept] = await told(knowledge)
    assert kept.update.line == "Vi har fået en ny udvalgsformand"


async def test_what_was_no_status_is_put_aside(monday: Slack, knowledge: Begin) -> None:
    await has(knowledge, "Skovrejsning")
    asked, said = await answers(monday, knowledge, "Skovrejsning: følger planen")

    await monday.press(VEJLE, said, "Nej tak")

    await becomes(said, "Det er sendt eller lagt til side.")
    assert asked.text.startswith(TITLE)
    assert await told(knowledge) == []


async def test_a_person_in_it_is_pointed_out(monday: Slack, knowledge: Begin) -> None:
    await has(knowledge, "Skovrejsning")

    _, said = await answers(monday, knowledge, "Skovrejsning: Karen Møller siger ja, følger planen")

    assert "Det her kan ligne en person" in said.everything
    assert said.everything.count("Karen Møller") == 2


async def test_a_question_below_it_is_a_question(monday: Slack, knowledge: Begin) -> None:
    _, said = await answers(monday, knowledge, "hvem er gode til vådområder?")

    assert said.text != PROPOSAL
    assert "Assens" in said.everything


async def test_thanks_below_it_are_thanks(monday: Slack, knowledge: Begin) -> None:
    _, said = await answers(monday, knowledge, "tak")

    assert said.text != PROPOSAL
