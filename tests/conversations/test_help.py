import pytest

from tests.conversations.slack import ALLIANCE, Slack


@pytest.mark.parametrize("text", ["@Klimabot hjælp", "@Klimabot", "@Klimabot  Hjælp "])
async def test_a_mention_can_ask_for_help(slack: Slack, text: str) -> None:
    question = slack.say("Assens", text, ALLIANCE)

    said = await slack.sees("Assens", ALLIANCE)

    assert said.thread == question["ts"]
    assert said.text.startswith("Jeg er Klimabot, alliancens fælles kollega. Jeg er en maskine")


@pytest.mark.parametrize("text", ["Hej Klimabot", "hej!", "@Klimabot goddag"])
async def test_a_greeting_is_met_with_what_it_can_do(slack: Slack, text: str) -> None:
    slack.say("Assens", text)

    assert (await slack.sees("Assens")).text.startswith("Jeg er Klimabot")


@pytest.mark.parametrize(
    ("thanks", "reply"), [("Tak!", "Selv tak."), ("Thanks, Klimabot", "You're welcome.")]
)
async def test_a_thank_you_is_taken_as_one(slack: Slack, thanks: str, reply: str) -> None:
    slack.say("Assens", thanks)

    assert (await slack.sees("Assens")).text.startswith(reply)


async def test_a_question_that_begins_with_hej_is_a_question(slack: Slack) -> None:
    slack.say("Assens", "Hej Klimabot, hvem er gode til vådområder?")

    assert "Assens Kommune skriver selv" in (await slack.sees("Assens")).text


async def test_a_direct_message_can_too_and_in_english(slack: Slack) -> None:
    slack.say("C40", "help")

    assert (await slack.sees("C40")).text.startswith("I'm Klimabot")


@pytest.mark.parametrize("text", ["/klima", "/klima hjælp"])
async def test_a_command_can_too(slack: Slack, text: str) -> None:
    await slack.command("Assens", text)

    assert (await slack.sees("Assens", ALLIANCE)).text.startswith("Jeg er Klimabot")


async def test_an_unknown_command_is_told_what_there_is(slack: Slack) -> None:
    await slack.command("Assens", "/klima dans")

    said = await slack.sees("Assens", ALLIANCE)

    assert said.text.startswith("Den kommando kender jeg ikke.")
    assert "/klima spørg" in said.text
    assert "```/klima dans```" in said.text


async def test_asking_without_a_question_is_told_how(slack: Slack) -> None:
    await slack.command("Assens", "/klima spørg")

    assert "/klima spørg hvem" in (await slack.sees("Assens", ALLIANCE)).text


async def test_a_file_without_words_is_not_met_with_silence(slack: Slack) -> None:
    slack.upload("Assens", "klimaplan.pdf", b"%PDF-1.7")

    assert "gennem sekretariatet" in (await slack.sees("Assens")).text
