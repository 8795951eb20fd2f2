import pytest

from storage.engine import Begin
from tests.conversations.slack import ALLIANCE, Slack
from tests.conversations.test_rights import confirm

MEMBERS = """email;organisation;role
klimakoordinator@vejle.dk;Vejle Kommune;koordinator
klimakoordinator@assens.dk;Assens Kommune;koordinator
projektleder@realdania.dk;Realdania;partner
"""
QUESTION = "hvem er koordinator i Vejle?"
NAMED = "I Vejle Kommune kan du skrive til klimakoordinator@vejle.dk (koordinator)."


@pytest.fixture(autouse=True)
async def confirmed(knowledge: Begin, slack: Slack) -> None:
    await confirm(knowledge, MEMBERS)


async def test_who_is_in_is_told_in_the_channel(slack: Slack) -> None:
    question = slack.say("Køge", "@Klimabot hvilke kommuner er med?", ALLIANCE)

    said = await slack.sees("Køge", ALLIANCE)

    assert said.thread == question["ts"]
    assert said.text.startswith("Der er 16 kommuner med i DK2020-klimaalliancen: Albertslund, ")
    assert said.everything == said.text


async def test_whether_a_municipality_is_in_is_a_yes_or_a_no(slack: Slack) -> None:
    slack.say("Køge", "Er Odense med i alliancen?")
    assert (await slack.sees("Køge")).text.startswith("Nej, Odense er ikke blandt de 16 kommuner")

    slack.say("C40", "Is Vejle a member?")
    assert (await slack.sees("C40")).text == "Yes, Vejle is in the DK2020 climate alliance."


@pytest.mark.parametrize("person", ["Assens", "Realdania", "Sekretariatet"])
async def test_the_confirmed_are_told_whom_to_write_to(slack: Slack, person: str) -> None:
    slack.say(person, QUESTION)

    said = await slack.sees(person)

    assert said.everything == NAMED


async def test_who_is_not_confirmed_is_told_how_to_become_so(slack: Slack) -> None:
    slack.say("Køge", QUESTION)

    said = await slack.sees("Køge")

    assert "siger jeg kun til dem, sekretariatet har bekræftet" in said.everything
    assert "klimakoordinator@" not in said.everything


async def test_in_the_channel_nobody_is_named(slack: Slack) -> None:
    slack.say("Assens", f"@Klimabot {QUESTION}", ALLIANCE)

    said = await slack.sees("Assens", ALLIANCE)

    assert said.everything.endswith("Spørg mig i en direkte besked.")
    assert "klimakoordinator@" not in said.everything


async def test_a_command_is_answered_to_the_asker_under_the_question(slack: Slack) -> None:
    await slack.command("Assens", f"/klima spørg {QUESTION}")
    await slack.sees("Assens", ALLIANCE)

    said = await slack.sees("Assens")

    assert said.everything == f"Du spurgte: {QUESTION}\n{NAMED}"
    await slack.sees_nothing("Køge", ALLIANCE)


async def test_where_nobody_is_confirmed_the_secretariat_may_know(slack: Slack) -> None:
    slack.say("Assens", "hvem kan jeg kontakte i Lemvig om klima?")

    assert (await slack.sees("Assens")).text.endswith("Det ved sekretariatet måske.")


async def test_what_only_sounds_like_the_register_is_searched_for(slack: Slack) -> None:
    slack.say("Assens", "Er Vejle med på vådområder?")

    assert "DK2020-klimaalliancen: " not in (await slack.sees("Assens")).text
