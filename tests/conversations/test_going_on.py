"""Asking on in a thread, changing a question, taking it back, and leaving others' talk alone."""

import asyncio

from sqlalchemy import text

from storage.engine import Begin
from tests.conversations.slack import ALLIANCE, PATIENCE, Said, Slack

GOALS = "@Klimabot hvad er Køges mål for 2030?"
KOEGE = "Klimabots resumé om Køge"
VEJLE = "Klimabots resumé om Vejle"
ASSENS = "Klimabots resumé om Assens"


async def asked(slack: Slack, words: str = GOALS) -> tuple[str, Said]:
    """A question in the channel with its answer: the thread, and what was said."""
    question = slack.say("Assens", words, ALLIANCE)
    return question["ts"], await slack.sees("Assens", ALLIANCE)


async def changes_to(slack: Slack, said: Said, words: str, within: float = PATIENCE) -> None:
    """Until the message says so."""
    async with asyncio.timeout(within):
        while words not in said.everything:
            await asyncio.sleep(0.02)


async def is_taken_back(slack: Slack, said: Said, within: float = PATIENCE) -> None:
    async with asyncio.timeout(within):
        while any(m["ts"] == said.message["ts"] for m in slack.stands("Assens", ALLIANCE)):
            await asyncio.sleep(0.02)


async def test_a_follow_up_needs_neither_name_nor_topic(slack: Slack) -> None:
    thread, first = await asked(slack)
    assert KOEGE in first.everything

    slack.say("Assens", "og hvad med Vejle?", ALLIANCE, thread=thread)

    second = await slack.sees("Assens", ALLIANCE)
    assert second.thread == thread
    assert VEJLE in second.everything
    assert "2030" in second.everything


async def test_a_follow_up_goes_on_from_the_follow_up(slack: Slack) -> None:
    thread, _ = await asked(slack)
    slack.say("Assens", "og hvad med Vejle?", ALLIANCE, thread=thread)
    await slack.sees("Assens", ALLIANCE)

    slack.say("Køge", "og Lejre, hvad så? eller Samsø?", ALLIANCE, thread=thread)

    assert "Samsø" in (await slack.sees("Assens", ALLIANCE)).everything


async def test_in_a_direct_message_the_thread_goes_on_too(slack: Slack) -> None:
    first = slack.say("Køge", "hvad er Vejles mål for 2030?")
    assert VEJLE in (await slack.sees("Køge")).everything

    slack.say("Køge", "og Assens?", thread=first["ts"])

    assert ASSENS in (await slack.sees("Køge")).everything


async def test_we_are_the_asker_s_own_municipality(slack: Slack) -> None:
    slack.say("Køge", "hvad er vores mål for 2030?")

    assert KOEGE in (await slack.sees("Køge")).everything


async def test_what_people_say_to_each_other_is_left_alone(slack: Slack) -> None:
    thread, _ = await asked(slack)

    for person, words in (
        ("Køge", "Ja, det passer fint."),
        ("Assens", "Tak! Skal vi tage en kop kaffe på torsdag?"),
        ("Køge", "hvad er jeres mål?"),
        ("Køge", "@Klimakoordinator, Assens er målet godt?"),
    ):
        slack.say(person, words, ALLIANCE, thread=thread)

    await slack.sees_nothing("Assens", ALLIANCE, for_=1.0)


async def test_a_thread_of_others_is_none_of_ours(slack: Slack) -> None:
    first = slack.say("Assens", "Hvem ved noget om vådområder?", ALLIANCE)

    slack.say("Køge", "og hvad med Vejle?", ALLIANCE, thread=first["ts"])

    await slack.sees_nothing("Assens", ALLIANCE)


async def test_a_changed_question_has_its_answer_changed(slack: Slack) -> None:
    thread, answer = await asked(slack)
    assert KOEGE in answer.everything

    slack.edit("Assens", thread, "@Klimabot hvad er Vejles mål for 2030?", ALLIANCE)

    await changes_to(slack, answer, VEJLE)
    assert KOEGE not in answer.everything
    await slack.sees_nothing("Assens", ALLIANCE)


async def test_a_mention_that_is_put_in_later_is_answered(slack: Slack) -> None:
    first = slack.say("Assens", "hvad er Vejles mål for 2030?", ALLIANCE)
    await slack.sees_nothing("Assens", ALLIANCE)

    slack.edit("Assens", first["ts"], "@Klimabot hvad er Vejles mål for 2030?", ALLIANCE)

    assert VEJLE in (await slack.sees("Assens", ALLIANCE)).everything


async def test_a_question_that_is_taken_back_takes_its_answer_and_its_words(
    slack: Slack, knowledge: Begin
) -> None:
    thread, answer = await asked(slack, "@Klimabot hvad er Køges mål for 2030? (fortroligt)")

    slack.delete("Assens", thread, ALLIANCE)

    await is_taken_back(slack, answer)
    async with knowledge(read_only=True) as session:
        for table in ("question", "answer", "inbox", "delivery"):
            rows = (await session.execute(text(f"SELECT * FROM {table}"))).all()  # noqa: S608
            assert "fortroligt" not in str(rows)
            assert "46 pct" not in str(rows)


async def test_a_question_that_is_taken_back_at_once_is_not_answered(slack: Slack) -> None:
    question = slack.say("Assens", GOALS, ALLIANCE)
    slack.delete("Assens", question["ts"], ALLIANCE)
    await asyncio.sleep(1.0)

    assert [m for m in slack.stands("Assens", ALLIANCE) if KOEGE in Said(m).everything] == []


async def test_nobody_changes_or_takes_back_another_s_question(slack: Slack) -> None:
    thread, answer = await asked(slack)

    slack.say("Køge", "og hvad med Vejle?", ALLIANCE, thread=thread)
    second = await slack.sees("Assens", ALLIANCE)
    slack.delete("Køge", slack.last("Køge", ALLIANCE)["ts"], ALLIANCE)

    await is_taken_back(slack, second)
    assert KOEGE in answer.everything
    assert any(m["ts"] == answer.message["ts"] for m in slack.stands("Assens", ALLIANCE))


async def test_a_follow_up_that_is_changed_still_goes_on_from_the_first(slack: Slack) -> None:
    thread, _ = await asked(slack)
    slack.say("Assens", "og hvad med Vejle?", ALLIANCE, thread=thread)
    second = await slack.sees("Assens", ALLIANCE)

    slack.edit("Assens", slack.last("Assens", ALLIANCE)["ts"], "og hvad med Samsø?", ALLIANCE)

    await changes_to(slack, second, "Klimabots resumé om Samsø")
    assert VEJLE not in second.everything


async def test_what_colleagues_change_in_their_talk_is_still_left_alone(slack: Slack) -> None:
    thread, _ = await asked(slack)
    slack.say("Køge", "Det lyder godt", ALLIANCE, thread=thread)
    await asyncio.sleep(0.3)

    slack.edit("Køge", slack.last("Køge", ALLIANCE)["ts"], "Det lyder rigtig godt", ALLIANCE)

    await slack.sees_nothing("Assens", ALLIANCE)


async def test_a_greeting_that_is_changed_into_a_question_is_answered(slack: Slack) -> None:
    slack.say("Assens", "@Klimabot hej", ALLIANCE)
    await slack.sees("Assens", ALLIANCE)

    slack.edit("Assens", slack.last("Assens", ALLIANCE)["ts"], GOALS, ALLIANCE)

    assert KOEGE in (await slack.sees("Assens", ALLIANCE)).everything


async def test_a_question_that_is_changed_into_thanks_takes_its_answer_along(slack: Slack) -> None:
    thread, answer = await asked(slack)

    slack.edit("Assens", thread, "@Klimabot tak", ALLIANCE)

    await is_taken_back(slack, answer)


async def test_a_change_that_comes_after_the_question_is_gone_brings_nothing_back(
    slack: Slack, knowledge: Begin
) -> None:
    thread, answer = await asked(slack)
    message = dict(slack.last("Assens", ALLIANCE))
    slack.delete("Assens", thread, ALLIANCE)
    await is_taken_back(slack, answer)

    now, changed = message["ts"], {**message, "text": "@Klimabot hemmeligt", "edited": {"ts": "9"}}
    event = {"type": "message", "subtype": "message_changed", "message": changed, "ts": now}
    channel = slack.workspace.channel(ALLIANCE)
    slack.acts.tell({**event, "previous_message": message, "event_ts": now}, channel)

    await asyncio.sleep(0.5)
    async with knowledge(read_only=True) as session:
        kept = [*await session.scalars(text("SELECT text FROM question"))]
        kept += [str(p) for p in await session.scalars(text("SELECT payload FROM inbox"))]
    assert "hemmeligt" not in str(kept)
    await slack.sees_nothing("Assens", ALLIANCE)


async def test_who_takes_a_question_back_takes_its_words_out_of_what_went_on(
    slack: Slack, knowledge: Begin
) -> None:
    thread, first = await asked(slack, "@Klimabot hvad er Køges hemmelige mål for 2030?")
    slack.say("Assens", "og hvad med Vejle?", ALLIANCE, thread=thread)
    await slack.sees("Assens", ALLIANCE)

    slack.delete("Assens", thread, ALLIANCE)

    await is_taken_back(slack, first)
    async with knowledge(read_only=True) as session:
        kept = [*await session.scalars(text("SELECT searched FROM question"))]
        kept += [*await session.scalars(text("SELECT text FROM question"))]
    assert "hemmelige" not in str(kept)
