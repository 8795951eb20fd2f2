import asyncio

from tests.conversations.slack import ALLIANCE, Slack

ASSENS_SAYS = "Assens Kommune skriver selv, at de er rigtig gode til at lave vådområder"
SOURCE = "Klimabots resumé om Assens, efter Assens Kommune (udateret)"


async def test_a_coordinator_asks_in_the_channel_and_reads_a_cited_extract_in_the_thread(
    slack: Slack,
) -> None:
    question = slack.say("Assens", "@Klimabot hvem er gode til vådområder?", ALLIANCE)

    said = await slack.sees("Assens", ALLIANCE)

    assert said.thread == question["ts"]
    assert said.text.startswith(ASSENS_SAYS)
    assert f"[1] {SOURCE}" in said.everything


async def test_the_same_in_a_direct_message(slack: Slack) -> None:
    question = slack.say("Køge", "hvem er gode til vådområder?")

    said = await slack.sees("Køge")

    assert said.thread == question["ts"]
    assert SOURCE in said.everything


async def test_a_command_is_answered_to_the_asker_alone(slack: Slack) -> None:
    await slack.command("Klimakoordinator, Vejle", "/klima spørg hvem er gode til vådområder?")

    acknowledged = await slack.sees("Klimakoordinator, Vejle", ALLIANCE)
    answer = await slack.sees("Klimakoordinator, Vejle")

    assert acknowledged.text == "Jeg svarer dig i en direkte besked."
    assert answer.everything.startswith("Du spurgte: hvem er gode til vådområder?")
    assert SOURCE in answer.everything
    await slack.sees_nothing("Assens", ALLIANCE)


async def test_a_word_for_asking_may_stand_in_a_mention_too(slack: Slack) -> None:
    slack.say("Assens", "@Klimabot spørg hvem er gode til vådområder?", ALLIANCE)

    assert SOURCE in (await slack.sees("Assens", ALLIANCE)).everything


async def test_an_english_question_is_answered_in_english(slack: Slack) -> None:
    slack.say("C40", "@Klimabot what is the target of Vejle for 2030?", ALLIANCE)

    said = await slack.sees("C40", ALLIANCE)

    assert "Klimabot's summary of Vejle" in said.everything


async def test_what_is_not_in_the_sources_is_said_plainly(slack: Slack) -> None:
    slack.say("Assens", "@Klimabot hvor skal topmødet holdes næste år?", ALLIANCE)

    said = await slack.sees("Assens", ALLIANCE)

    assert said.text.startswith("Det står ikke i kilderne.")
    assert "Ligner måske:" in said.everything


async def test_a_thread_goes_on_where_it_was(slack: Slack) -> None:
    first = slack.say("Assens", "Hvem ved noget om manko?", ALLIANCE)

    slack.say("Køge", "@Klimabot hvad betyder manko?", ALLIANCE, thread=first["ts"])

    said = await slack.sees("Assens", ALLIANCE)
    assert said.thread == first["ts"]
    assert "manko (engelsk: gap)" in said.everything


async def test_talk_between_people_is_left_alone(slack: Slack) -> None:
    slack.listen_to("message.channels")
    slack.say("Assens", "Er der nogen, der er gode til vådområder?", ALLIANCE)

    await slack.sees_nothing("Assens", ALLIANCE)


async def test_two_who_ask_at_once_each_get_their_own_answer(slack: Slack) -> None:
    about_wetlands = slack.say("Køge", "@Klimabot hvem er gode til vådområder?", ALLIANCE)
    about_the_gap = slack.say("Assens", "@Klimabot hvad betyder manko?", ALLIANCE)

    both = [await slack.sees("Køge", ALLIANCE), await slack.sees("Køge", ALLIANCE)]

    by_thread = {said.thread: said.everything for said in both}
    assert SOURCE in by_thread[about_wetlands["ts"]]
    assert "manko (engelsk: gap)" in by_thread[about_the_gap["ts"]]


async def test_many_questions_at_once_are_each_answered_once(slack: Slack) -> None:
    people = ("Assens", "Køge", "Samsø", "Lemvig", "Lolland", "Allerød", "Fredericia")
    asked = {name: slack.say(name, "hvem er gode til vådområder?")["ts"] for name in people}

    answered = {name: (await slack.sees(name)).thread for name in people}

    assert answered == asked
    await asyncio.gather(*(slack.sees_nothing(name) for name in people))


async def test_odd_questions_all_get_an_answer(slack: Slack) -> None:
    for odd in (
        "???",
        "🌊🌳",
        "æ" * 3_900,
        "SELECT * FROM member; --",
        "{key} %s $x",
        "\u202e",
        "\x00\ud83d",
    ):
        slack.say("Assens", odd)
        assert (await slack.sees("Assens")).text


async def test_nothing_that_is_asked_becomes_a_broadcast(slack: Slack) -> None:
    slack.say("Assens", "@Klimabot <!channel> <@U0KOEGE> vådområder &lt;!here&gt;", ALLIANCE)

    said = await slack.sees("Assens", ALLIANCE)

    assert "<!" not in str(said.message)
    assert "<@" not in str(said.message)


async def test_a_question_that_is_corrected_is_still_answered_once(slack: Slack) -> None:
    asked = slack.say("Assens", "@Klimabot hvem er gode til vådområder?", ALLIANCE)
    await slack.sees("Assens", ALLIANCE)

    person = slack.workspace.person("Assens")
    slack.acts.rewrite(person, asked, "@Klimabot hvem er gode til vådområder i dag?")

    await slack.sees_nothing("Assens", ALLIANCE)


async def test_where_nothing_is_found_it_says_which_municipality_is_closest(slack: Slack) -> None:
    slack.say("Assens", "@Klimabot hvad kostede Vejles vådområder?", ALLIANCE)

    said = await slack.sees("Assens", ALLIANCE)

    assert said.text.startswith("Det står ikke i kilderne.")
    assert "Vejle ser ud til at være tættest på emnet, så spørg gerne dér." in said.everything


async def test_sources_that_disagree_are_told_as_such(slack: Slack) -> None:
    slack.say("Køge", "@Klimabot hvor mange indsatser er der i Assens strategi?", ALLIANCE)

    said = await slack.sees("Køge", ALLIANCE)

    assert said.everything.startswith("Kilderne siger ikke det samme.")
    assert "34 indsatser" in said.everything
    assert "32 indsatser" in said.everything
