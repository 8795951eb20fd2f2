"""What people think of answers, and what the secretariat gets to know of it."""

import asyncio

from sqlalchemy import text

from storage.engine import Begin
from tests.conversations.slack import ALLIANCE, Said, Slack

UP, DOWN = "Det kunne jeg bruge", "Det kunne jeg ikke bruge"
WHY = "Hvad manglede, eller hvad var forkert?"
BACK = "Jeg vil gerne høre fra sekretariatet, så de må se, hvem jeg er"
SECRETARIAT = "Sekretariatet"


async def answered(slack: Slack) -> Said:
    slack.say("Assens", "@Klimabot hvem er gode til vådområder?", ALLIANCE)
    return await slack.sees("Assens", ALLIANCE)


async def votes(begin: Begin, count: int) -> list[tuple[object, ...]]:
    """What is kept, once there are so many."""
    query = text('SELECT "user", useful, reason, wants_answer FROM vote ORDER BY id')
    async with asyncio.timeout(3):
        while True:
            async with begin(read_only=True) as session:
                rows = [tuple(row) for row in await session.execute(query)]
            if len(rows) == count:
                return rows
            await asyncio.sleep(0.02)


async def explained(begin: Begin, reason: str) -> None:
    async with asyncio.timeout(3):
        while (await votes(begin, 1))[0][2] != reason:
            await asyncio.sleep(0.02)


async def page_of_the_secretariat(slack: Slack, words: str) -> str:
    """The bot's own page before the secretariat, once it says so."""
    async with asyncio.timeout(3):
        while True:
            slack.open_home(SECRETARIAT)
            await asyncio.sleep(0.1)
            if words in (page := (await slack.sees_home(SECRETARIAT)).everything):
                return page


async def test_a_thumb_up_is_counted_and_names_nobody(slack: Slack, knowledge: Begin) -> None:
    said = await answered(slack)

    await slack.thumb("Køge", said, UP)

    await votes(knowledge, 1)
    await page_of_the_secretariat(slack, "1 kunne bruges, 0 kunne ikke")
    assert "U0KOEGE" not in str((await slack.sees_home(SECRETARIAT)).blocks)


async def test_a_thumb_down_says_why_without_a_name(slack: Slack, knowledge: Begin) -> None:
    said = await answered(slack)

    await slack.thumb("Køge", said, DOWN)
    window = await slack.sees_modal("Køge")
    assert window.title == "Hvad var galt?"
    await slack.submit("Køge", {WHY: "Der mangler Vejle. Ring til 010190-1234."})

    await explained(knowledge, "Der mangler Vejle. Ring til [cpr].")
    page = await page_of_the_secretariat(slack, "Der mangler Vejle.")
    assert "hvem er gode til vådområder?" in page
    assert "U0KOEGE" not in str((await slack.sees_home(SECRETARIAT)).blocks)


async def test_whoever_wants_to_hear_back_is_named(slack: Slack, knowledge: Begin) -> None:
    said = await answered(slack)

    await slack.thumb("Køge", said, DOWN)
    await slack.sees_modal("Køge")
    await slack.submit("Køge", {WHY: "Tallet er fra 2019.", "Svar": [BACK]})

    await explained(knowledge, "Tallet er fra 2019.")
    assert "Vil gerne høre fra jer: " in await page_of_the_secretariat(slack, "Tallet er fra 2019.")
    assert "U0KOEGE" in str((await slack.sees_home(SECRETARIAT)).blocks)


async def test_a_vote_may_be_changed_and_counts_once(slack: Slack, knowledge: Begin) -> None:
    said = await answered(slack)

    await slack.thumb("Køge", said, UP)
    await votes(knowledge, 1)
    await slack.thumb("Køge", said, DOWN)
    await slack.thumb("Assens", said, UP)

    kept = await votes(knowledge, 2)
    assert [bool(row[1]) for row in kept] == [False, True]


async def test_nobody_but_the_secretariat_reads_votes(slack: Slack, knowledge: Begin) -> None:
    said = await answered(slack)
    await slack.thumb("Køge", said, UP)
    await votes(knowledge, 1)

    slack.open_home("Assens")

    assert "kunne bruges" not in (await slack.sees_home("Assens")).everything


async def test_a_private_answer_is_voted_on_by_its_reader(slack: Slack, knowledge: Begin) -> None:
    slack.say("Køge", "hvem er gode til vådområder?")
    said = await slack.sees("Køge")

    await slack.thumb("Køge", said, UP)

    assert len(await votes(knowledge, 1)) == 1
