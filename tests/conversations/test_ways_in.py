"""How people find Klimabot: the first hello, channels, the shortcut, its own page and window."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from bot.app import running
from bot.settings import Settings
from handlers.suggestions import suggested
from playground import Playground
from playground.delivery.envelope import NotAcknowledged
from storage.engine import Begin
from storage.inbox import forget_payloads
from tests.conversations.slack import ALLIANCE, Screen, Slack
from tests.conversations.test_asking import ASSENS_SAYS, SOURCE
from tests.conversations.test_faults import table_away
from tests.conversations.test_rights import COORDINATOR, confirm

ELSEWHERE = "kaffestuen"  # where Klimabot is not
HELLO = "Hej, jeg er Klimabot, alliancens fælles kollega."
WETLANDS = "Hvem er gode til vådområder?"
DIRECTLY = "Jeg svarer dig i en direkte besked."


async def recorded(begin: Begin) -> list[str]:
    """What people did; not what fell due by itself."""
    query = text("select kind from inbox where kind not like '%_due' order by id")
    async with begin(read_only=True) as session:
        return list(await session.scalars(query))


async def home_of(slack: Slack, person: str) -> Screen:
    slack.open_home(person)
    return await slack.sees_home(person)


async def window_of(slack: Slack, person: str) -> Screen:
    await slack.choose(person, await home_of(slack, person), "Spørg")
    return await slack.sees_modal(person)


async def test_whoever_opens_the_conversation_is_told_once_what_this_is(slack: Slack) -> None:
    for _ in range(5):
        slack.open_conversation("Assens")

    said = await slack.sees("Assens")

    assert said.text.startswith(HELLO)
    assert "Jeg er en maskine" in said.text
    assert "sekretariatet ser stemmer uden navne" in said.text
    assert said.text.count("•") == 3
    await slack.sees_nothing("Assens")


async def test_who_comes_back_after_months_is_known(slack: Slack, knowledge: Begin) -> None:
    slack.open_conversation("Assens")
    await slack.sees("Assens")
    slack.playground.clock.move_by(timedelta(days=90))
    async with knowledge() as session:
        await forget_payloads(session, settled_before=datetime.now(UTC) + timedelta(days=1))

    slack.open_conversation("Assens")

    await slack.sees_nothing("Assens")
    assert await recorded(knowledge) == ["hello"]


async def test_two_people_are_each_greeted(slack: Slack) -> None:
    slack.open_conversation("Assens")
    slack.open_conversation("Køge")

    assert (await slack.sees("Assens")).text.startswith(HELLO)
    assert (await slack.sees("Køge")).text.startswith(HELLO)


@pytest.mark.usefixtures("knowledge")
async def test_two_processes_greet_once(playground: Playground, settings: Settings) -> None:
    async with running(settings), running(settings):
        slack = Slack(playground)
        for _ in range(5):
            slack.open_conversation("Assens")

        assert (await slack.sees("Assens")).text.startswith(HELLO)
        await slack.sees_nothing("Assens", for_=1.5)


async def test_a_hello_that_went_wrong_on_the_way_is_there_once_in_the_end(slack: Slack) -> None:
    slack.break_method("chat.postMessage", drop=True, after=True)
    slack.open_conversation("Assens")

    assert (await slack.sees("Assens")).text.startswith(HELLO)
    await slack.sees_nothing("Assens", for_=3)


async def test_what_one_can_ask_is_suggested_each_time(slack: Slack) -> None:
    slack.open_conversation("Assens")
    await slack.sees("Assens")

    assert slack.suggested("Assens") == list(suggested("da"))


async def test_without_suggestions_nobody_hears_of_a_fault(slack: Slack) -> None:
    slack.break_method("assistant.threads.setSuggestedPrompts")
    slack.open_conversation("Assens")

    assert (await slack.sees("Assens")).text.startswith(HELLO)
    await slack.sees_nothing("Assens")


@pytest.mark.usefixtures("knowledge")
async def test_where_the_workspace_speaks_english_so_does_klimabot(
    playground: Playground, settings: Settings
) -> None:
    async with running(settings.model_copy(update={"klimabot_language": "en"})):
        slack = Slack(playground)
        slack.open_conversation("C40")
        hello = await slack.sees("C40")
        page = await home_of(slack, "C40")
        await slack.choose("C40", page, "What is the target of Vejle for 2030?")
        answer = await slack.sees("C40")
        slack.invite(ELSEWHERE)

        assert hello.text.startswith("Hello, I'm Klimabot")
        assert slack.suggested("C40") == list(suggested("en"))
        assert "16 municipalities and 4 partners" in page.everything
        assert "Klimabot's summary of Vejle" in answer.everything
        assert "I don't answer here" in (await slack.sees("Assens", ELSEWHERE)).text


@pytest.mark.parametrize("language", ["da", "en"])
async def test_what_is_suggested_our_own_pages_answer(slack: Slack, language: str) -> None:
    for question in suggested(language):
        slack.say("Assens", question)

        said = await slack.sees("Assens")

        assert "[1]" in said.everything, question


async def test_in_a_channel_of_the_alliance_s_it_says_how_to_ask(slack: Slack) -> None:
    bot, channel = slack.workspace.app.user, slack.workspace.channel(ALLIANCE)
    slack.acts.leave(bot, channel)
    slack.invite(ALLIANCE)

    said = await slack.sees("Assens", ALLIANCE)

    assert said.text.startswith(HELLO)
    assert "Skriv *@Klimabot* og dit spørgsmål" in said.text
    assert "blander jeg mig ikke i" in said.text
    assert said.thread is None
    await slack.sees_nothing("Assens", ALLIANCE)


async def test_in_another_channel_it_says_where_it_answers(slack: Slack) -> None:
    slack.invite(ELSEWHERE)

    said = await slack.sees("Assens", ELSEWHERE)

    assert "så her svarer jeg ikke" in said.text
    await slack.sees_nothing("Assens", ELSEWHERE)


async def test_one_joining_is_greeted_once_and_the_next_one_anew(slack: Slack) -> None:
    bot, channel = slack.workspace.app.user, slack.workspace.channel(ELSEWHERE)
    channel.members.add(bot)
    event = {"type": "member_joined_channel", "user": bot, "channel": channel.id}
    for _ in range(3):
        slack.acts.happen({**event, "event_ts": "1795000000.000100"}, "member_joined_channel")
    await slack.sees("Assens", ELSEWHERE)
    await slack.sees_nothing("Assens", ELSEWHERE)

    slack.acts.leave(bot, channel)
    slack.invite(ELSEWHERE)

    await slack.sees("Assens", ELSEWHERE)


async def test_when_somebody_else_joins_it_says_and_keeps_nothing(
    slack: Slack, knowledge: Begin
) -> None:
    slack.acts.join("U0SAMSOE", slack.workspace.channel("kystnetværket"))

    await slack.sees_nothing("Samsø", "kystnetværket")
    assert await recorded(knowledge) == []


async def test_a_colleague_s_words_are_asked_about_and_answered_to_the_asker_alone(
    slack: Slack,
) -> None:
    message = slack.say("Køge", "Gad vide, hvem der er gode til vådområder?", ALLIANCE)

    await slack.ask_about("Assens", message)

    assert (await slack.sees("Assens", ALLIANCE)).text == DIRECTLY
    answer = await slack.sees("Assens")
    assert answer.everything.startswith("Du spurgte: Gad vide, hvem der er gode til vådområder?")
    assert SOURCE in answer.everything
    await slack.sees_nothing("Køge", ALLIANCE)
    await slack.sees_nothing("Køge")


async def test_that_goes_in_channels_where_it_is_not(slack: Slack) -> None:
    message = slack.say("Køge", WETLANDS, ELSEWHERE)

    await slack.ask_about("Assens", message)

    assert (await slack.sees("Assens", ELSEWHERE)).text == DIRECTLY
    assert SOURCE in (await slack.sees("Assens")).everything


async def test_what_comes_after_a_thousand_characters_is_not_asked(
    slack: Slack, knowledge: Begin
) -> None:
    message = slack.say("Køge", f"{WETLANDS} " + "æ " * 600, ALLIANCE)

    await slack.ask_about("Assens", message)
    await slack.sees("Assens")

    async with knowledge(read_only=True) as session:
        [asked] = await session.scalars(text("select text from question"))
    assert len(asked) == 1_000


async def test_a_file_without_words_is_nothing_to_ask_about(slack: Slack, knowledge: Begin) -> None:
    message = slack.upload("Køge", "klimaplan.pdf", b"%PDF-1.7", ALLIANCE)

    await slack.ask_about("Assens", message)

    said = await slack.sees("Assens", ALLIANCE)
    assert said.text.startswith("Der er ingen tekst i den besked")
    assert await recorded(knowledge) == []
    await slack.sees_nothing("Køge", ALLIANCE)


async def test_a_personal_number_in_a_colleague_s_message_goes_no_further(
    slack: Slack, knowledge: Begin
) -> None:
    message = slack.say("Køge", "Sagen om 010190-1234 og vådområder", ALLIANCE)

    await slack.ask_about("Assens", message)

    assert "Sagen om [cpr] og vådområder" in (await slack.sees("Assens")).everything


async def test_a_shortcut_that_cannot_be_recorded_is_not_acknowledged_and_is_told(
    slack: Slack, knowledge: Begin
) -> None:
    message = slack.say("Køge", WETLANDS, ALLIANCE)

    async with table_away(knowledge, "inbox"):
        with pytest.raises(NotAcknowledged):
            await slack.ask_about("Assens", message)

    said = await slack.sees("Assens", ALLIANCE)
    assert said.text.startswith("Noget gik galt hos mig, ikke hos dig.")


async def test_its_own_page_says_what_it_is_and_who_is_in_the_alliance(slack: Slack) -> None:
    page = await home_of(slack, "Assens")

    assert page.everything.startswith("Jeg er Klimabot, alliancens fælles kollega.")
    assert "Jeg er en maskine og kan tage fejl." in page.everything
    assert "16 kommuner og 4 partnere er med i alliancen." in page.everything


async def test_somebody_confirmed_reads_as_what(slack: Slack, knowledge: Begin) -> None:
    await confirm(knowledge)

    page = await home_of(slack, COORDINATOR)

    assert "Jeg kender dig som koordinator, Vejle Kommune." in page.everything


@pytest.mark.parametrize(
    ("person", "known"),
    [
        ("Køge", "Jeg regner med, at du er fra Køge Kommune, men sekretariatet har ikke bekræftet"),
        ("Sekretariatet", "Jeg kender dig som en del af sekretariatet."),
        ("Rådgiver", "Jeg kan ikke se, hvilken kommune eller partner du hører til"),
    ],
)
async def test_everybody_reads_what_they_are_known_as(
    slack: Slack, person: str, known: str
) -> None:
    assert known in (await home_of(slack, person)).everything


async def test_being_confirmed_shows_the_next_time(slack: Slack, knowledge: Begin) -> None:
    await home_of(slack, COORDINATOR)
    await confirm(knowledge)

    slack.open_home(COORDINATOR)
    await asyncio.sleep(0.3)

    assert "koordinator, Vejle Kommune" in (await slack.sees_home(COORDINATOR)).everything


async def test_a_page_is_there_though_slack_does_not_say_who_it_is(slack: Slack) -> None:
    slack.break_method("users.info", times=2)

    page = await home_of(slack, "Assens")

    assert "Jeg kan ikke se lige nu, hvem du er." in page.everything
    assert WETLANDS in page.everything


async def test_looking_is_neither_answered_nor_kept(slack: Slack, knowledge: Begin) -> None:
    await home_of(slack, "Assens")

    await slack.sees_nothing("Assens")
    assert await recorded(knowledge) == []


@pytest.mark.parametrize("fault", [{"error": "hash_conflict"}, {"drop": True}])
async def test_a_page_that_cannot_be_drawn_leaves_the_last_one(
    slack: Slack, fault: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    before = await home_of(slack, "Assens")
    slack.break_method("views.publish", **fault)
    slack.open_home("Assens")
    await asyncio.sleep(0.3)

    assert (await slack.sees_home("Assens")).everything == before.everything
    assert "home.not_drawn" in capsys.readouterr().err
    await slack.sees_nothing("Assens")


async def test_a_suggested_question_is_asked_at_a_press(slack: Slack) -> None:
    await slack.choose("Assens", await home_of(slack, "Assens"), WETLANDS)

    answer = await slack.sees("Assens")

    assert answer.everything.startswith(f"Du spurgte: {WETLANDS}")
    assert ASSENS_SAYS in answer.everything
    await slack.sees_nothing("Assens")


async def test_a_press_that_cannot_be_recorded_is_told_directly(
    slack: Slack, knowledge: Begin
) -> None:
    page = await home_of(slack, "Assens")

    async with table_away(knowledge, "inbox"):
        await slack.choose("Assens", page, WETLANDS)

    assert (await slack.sees("Assens")).text.startswith("Noget gik galt hos mig, ikke hos dig.")


async def test_one_can_ask_in_a_window(slack: Slack) -> None:
    window = await window_of(slack, "Assens")
    assert window.title == "Spørg Klimabot"

    left = await slack.submit("Assens", {"Dit spørgsmål": "Hvem er gode\ntil vådområder?"})

    assert left is None
    answer = await slack.sees("Assens")
    assert answer.everything.startswith("Du spurgte: Hvem er gode til vådområder?")
    assert SOURCE in answer.everything


async def test_a_window_that_slack_does_not_open_is_told_of(slack: Slack) -> None:
    slack.break_method("views.open", error="expired_trigger_id")

    await slack.choose("Assens", await home_of(slack, "Assens"), "Spørg")

    assert (await slack.sees("Assens")).text.startswith("Noget gik galt hos mig, ikke hos dig.")


async def test_a_window_with_nothing_but_spaces_says_so(slack: Slack, knowledge: Begin) -> None:
    await window_of(slack, "Assens")

    left = await slack.submit("Assens", {"Dit spørgsmål": " \n "})

    assert left is not None
    assert left.errors == {"Dit spørgsmål": "Skriv dit spørgsmål her."}
    assert await recorded(knowledge) == []


async def test_what_is_written_stays_when_it_cannot_be_recorded(
    slack: Slack, knowledge: Begin
) -> None:
    await window_of(slack, "Assens")

    async with table_away(knowledge, "inbox"):
        left = await slack.submit("Assens", {"Dit spørgsmål": WETLANDS})

    assert left is not None
    assert left.errors["Dit spørgsmål"].startswith("Noget gik galt hos mig, ikke hos dig.")
    assert await slack.submit("Assens") is None
    assert SOURCE in (await slack.sees("Assens")).everything


async def test_who_belongs_nowhere_is_told_how_to_get_in_from_there_too(slack: Slack) -> None:
    await slack.choose("Rådgiver", await home_of(slack, "Rådgiver"), WETLANDS)

    assert (await slack.sees("Rådgiver")).text.startswith("Jeg kan ikke se, hvilken kommune")


async def test_a_command_without_its_word_is_a_question(slack: Slack) -> None:
    await slack.command("Assens", "/klima hvad er CAPF")

    assert (await slack.sees("Assens", ALLIANCE)).text == DIRECTLY
    assert "Climate Action Planning Framework" in (await slack.sees("Assens")).everything


@pytest.mark.parametrize(
    ("said", "reply"),
    [
        ("tak for hjælpen!", "Selv tak."),
        ("hvad kan du?", "Jeg er Klimabot"),
        ("??", "Jeg er Klimabot"),
        ("what can you do?", "I'm Klimabot"),
    ],
)
async def test_small_talk_is_met_as_such(slack: Slack, said: str, reply: str) -> None:
    slack.say("Assens", said)
    assert (await slack.sees("Assens")).text.startswith(reply)

    await slack.command("Assens", f"/klima {said}")
    assert (await slack.sees("Assens", ALLIANCE)).text.startswith(reply)
