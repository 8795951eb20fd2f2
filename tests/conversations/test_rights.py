from pathlib import Path

import pytest

from bot.alliance.members import import_members
from bot.clock import SystemClock
from bot.knowledge.about import About
from bot.knowledge.publish import publish_file
from bot.knowledge.reading import Reader
from storage.engine import Begin
from storage.terms import System
from tests.conversations.slack import ALLIANCE, Slack

VEJLES_OWN = """---
title: Intern note
organisation: Vejle
visibility: {visibility}
---
# Biogas

Forhandlingerne om biogasanlægget i Give er gået i stå, og naboerne klager over lugten.
"""
QUESTION = "hvorfor er biogasanlægget i Give gået i stå?"
COORDINATOR = "Klimakoordinator, Vejle"
MEMBERS = "email;organisation;role\nklimakoordinator@vejle.dk;Vejle Kommune;koordinator\n"


async def publish(begin: Begin, tmp_path: Path, visibility: str) -> None:
    file = tmp_path / "note.md"
    file.write_text(VEJLES_OWN.format(visibility=visibility), encoding="utf-8")
    async with begin() as session, Reader() as reader:
        await publish_file(session, System("tests"), reader, file, SystemClock(), About())


async def confirm(begin: Begin, members: str = MEMBERS) -> None:
    async with begin() as session:
        await import_members(session, System("tests"), members)


@pytest.fixture
async def vejles_own(knowledge: Begin, tmp_path: Path) -> None:
    await publish(knowledge, tmp_path, "own")


async def answer_to(slack: Slack, person: str, channel: str | None = None) -> str:
    mention = "@Klimabot " if channel else ""
    slack.say(person, mention + QUESTION, channel)
    return (await slack.sees(person, channel)).everything


@pytest.mark.usefixtures("vejles_own")
async def test_a_confirmed_coordinator_finds_the_municipality_s_own_document(
    slack: Slack, knowledge: Begin
) -> None:
    await confirm(knowledge)

    assert "naboerne klager" in await answer_to(slack, COORDINATOR)


@pytest.mark.usefixtures("vejles_own")
async def test_another_municipality_does_not_find_it(slack: Slack, knowledge: Begin) -> None:
    await confirm(knowledge, MEMBERS.replace("vejle.dk;Vejle", "assens.dk;Assens"))

    answer = await answer_to(slack, "Assens")

    assert answer.startswith("Det står ikke i kilderne.")
    assert "Give" not in answer


@pytest.mark.usefixtures("vejles_own")
async def test_an_answer_in_the_channel_uses_only_what_everybody_there_may_see(
    slack: Slack, knowledge: Begin
) -> None:
    await confirm(knowledge)

    answer = await answer_to(slack, COORDINATOR, ALLIANCE)

    assert answer.startswith("Det står ikke i kilderne.")
    assert "Give" not in answer


@pytest.mark.usefixtures("vejles_own")
async def test_somebody_guessed_from_the_address_finds_nothing_of_the_municipality_s_own(
    slack: Slack,
) -> None:
    assert "Give" not in await answer_to(slack, COORDINATOR)


@pytest.mark.usefixtures("vejles_own")
async def test_being_confirmed_counts_from_the_next_question(
    slack: Slack, knowledge: Begin
) -> None:
    assert "Give" not in await answer_to(slack, COORDINATOR)

    await confirm(knowledge)

    assert "naboerne klager" in await answer_to(slack, COORDINATOR)


async def test_what_municipalities_share_partners_do_not_find(
    slack: Slack, knowledge: Begin, tmp_path: Path
) -> None:
    await publish(knowledge, tmp_path, "municipalities")
    partner = "email,organisation,role\nprojektleder@realdania.dk,Realdania,partner\n"
    await confirm(knowledge, partner)
    await confirm(knowledge, MEMBERS.replace("vejle.dk;Vejle", "koege.dk;Køge"))

    assert "naboerne klager" in await answer_to(slack, "Køge")
    assert "Give" not in await answer_to(slack, "Realdania")


@pytest.mark.parametrize("person", ["Rådgiver", "Gæst fra et andet"])
@pytest.mark.parametrize("channel", [ALLIANCE, None])
async def test_who_belongs_nowhere_is_told_how_to_get_in(
    slack: Slack, person: str, channel: str | None
) -> None:
    answer = await answer_to(slack, person, channel)

    assert answer.startswith("Jeg kan ikke se, hvilken kommune eller partner du hører til")


async def test_the_secretariat_is_known_by_its_address(slack: Slack) -> None:
    slack.say("Sekretariatet", "hvem er gode til vådområder?")

    assert "Assens Kommune" in (await slack.sees("Sekretariatet")).everything


async def test_in_a_channel_that_nobody_has_named_it_says_so(slack: Slack) -> None:
    question = slack.say("Køge", "@Klimabot hvem er gode til vådområder?", "kystnetværket")

    said = await slack.sees("Køge", "kystnetværket")

    assert said.thread == question["ts"]
    assert said.text.startswith("Jeg ved ikke, hvem der læser med i denne kanal")


async def test_when_slack_does_not_say_who_somebody_is_it_is_asked_again(slack: Slack) -> None:
    slack.break_method("users.info", times=2)
    slack.say("Assens", "hvem er gode til vådområder?")

    assert "Assens Kommune" in (await slack.sees("Assens")).everything


async def test_in_the_end_they_get_the_least_rights(slack: Slack) -> None:
    slack.break_method("users.info", times=6)
    slack.say("Assens", "hvem er gode til vådområder?")

    said = await slack.sees("Assens")

    assert said.text.startswith("Jeg kan ikke se, hvilken kommune")
