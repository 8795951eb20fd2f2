"""What people think of answers, and what the secretariat gets to know of it."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from bot.asking.voting import VOTE_EXPLAINED, VOTED, Vote
from playground.kit import check_message
from storage import inbox
from storage.engine import Begin
from storage.inbox import Work
from tests.conversations.slack import ALLIANCE, PATIENCE, Said, Slack

UP, DOWN = "Det kunne jeg bruge", "Det kunne jeg ikke bruge"
WHY = "Hvad manglede, eller hvad var forkert?"
BACK = "Jeg vil gerne høre fra sekretariatet, så de må se, hvem jeg er"
SECRETARIAT = "Sekretariatet"
QUESTION = "hvem er gode til vådområder?"


async def answered(slack: Slack, question: str = QUESTION) -> Said:
    slack.say("Assens", f"@Klimabot {question}", ALLIANCE)
    return await slack.sees("Assens", ALLIANCE)


async def votes(begin: Begin, count: int) -> list[tuple[object, ...]]:
    """What is kept, once there are so many."""
    query = text('SELECT "user", useful, reason, wants_answer FROM vote ORDER BY id')
    async with asyncio.timeout(PATIENCE):
        while True:
            async with begin(read_only=True) as session:
                rows = [tuple(row) for row in await session.execute(query)]
            if len(rows) == count:
                return rows
            await asyncio.sleep(0.02)


async def explained(begin: Begin, reason: str | None) -> None:
    """Until the one vote that is kept has this reason."""
    async with asyncio.timeout(PATIENCE):
        while (await votes(begin, 1))[0][2] != reason:
            await asyncio.sleep(0.02)


async def all_up(begin: Begin) -> None:
    """Until two votes are kept, both up and with nothing said."""
    async with asyncio.timeout(PATIENCE):
        while {tuple(row[1:]) for row in await votes(begin, 2)} != {(True, None, False)}:
            await asyncio.sleep(0.02)


async def worked(begin: Begin, count: int) -> list[str]:
    """How the presses ended, once so many are worked."""
    query = text("SELECT result FROM inbox WHERE kind LIKE 'vote%' AND state = 'done' ORDER BY id")
    async with asyncio.timeout(PATIENCE):
        while True:
            async with begin(read_only=True) as session:
                ended = list(await session.scalars(query))
            if len(ended) == count:
                return ended
            await asyncio.sleep(0.02)


def key_of(said: Said) -> str:
    """The question's, as the thumbs below its answer carry it."""
    [pair] = [e for block in said.blocks for e in block["elements"] if "positive_button" in e]
    return str(pair["positive_button"]["value"]).split(":", 2)[2]


async def page_of_the_secretariat(slack: Slack, words: str) -> str:
    """The bot's own page before the secretariat, once it says so."""
    async with asyncio.timeout(PATIENCE):
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

    await slack.thumb("Køge", said, DOWN)
    await slack.sees_modal("Køge")
    await slack.submit("Køge", {WHY: "Tallet er fra 2019.", "Svar": [BACK]})
    await explained(knowledge, "Tallet er fra 2019.")
    await slack.thumb("Assens", said, UP)
    await slack.thumb("Køge", said, UP)

    await all_up(knowledge)
    assert "2 kunne bruges, 0 kunne ikke" in await page_of_the_secretariat(slack, "2 kunne")
    assert "U0KOEGE" not in str((await slack.sees_home(SECRETARIAT)).blocks)


async def test_a_second_thumb_down_keeps_what_was_said(slack: Slack, knowledge: Begin) -> None:
    said = await answered(slack)
    await slack.thumb("Køge", said, DOWN)
    await slack.sees_modal("Køge")
    await slack.submit("Køge", {WHY: "Der mangler Vejle."})

    await slack.thumb("Køge", said, DOWN)

    assert await worked(knowledge, 3) == ["kept"] * 3
    await explained(knowledge, "Der mangler Vejle.")


async def test_a_reason_that_overtakes_its_vote_is_kept(slack: Slack, knowledge: Begin) -> None:
    said = await answered(slack)
    now = datetime.now(UTC)
    vote = Vote("U0KOEGE", key_of(said), "C0ALLIANCEN", private=False, at=now)
    why = replace(vote, reason="Der mangler Vejle.", at=now + timedelta(seconds=20))

    for kind, what in ((VOTE_EXPLAINED, why), (VOTED, vote)):
        async with knowledge() as session:
            work = Work(kind, f"{vote.key}:{kind}", "T0DK2020", due=now, payload=what.to_payload())
            await inbox.record(session, work)
        slack.say("Assens", "tak")  # somebody wakes the worker
        await explained(knowledge, "Der mangler Vejle.")

    assert await worked(knowledge, 2) == ["kept", "kept"]
    assert await votes(knowledge, 1) == [("U0KOEGE", False, "Der mangler Vejle.", False)]


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


async def test_another_s_private_answer_is_not_voted_on(slack: Slack, knowledge: Begin) -> None:
    slack.say("Køge", "hvad er vores mål for 2030?")
    private = await slack.sees("Køge")
    said = await answered(slack)

    await slack.thumb("Assens", said, UP, value=f"up:da:{key_of(private)}")
    await slack.thumb("Assens", said, DOWN, value=f"down:da:{key_of(private)}")
    await slack.sees_modal("Assens")
    await slack.submit("Assens", {WHY: "Det var ikke til mig."})

    assert await worked(knowledge, 3) == ["not kept"] * 3
    assert await votes(knowledge, 0) == []


@pytest.mark.parametrize(
    "question", [QUESTION, "hvilke kommuner er med?", "hvor skal topmødet holdes næste år?"]
)
async def test_thumbs_stand_under_every_answer(slack: Slack, question: str) -> None:
    said = await answered(slack, question)

    assert said.thumbs == [UP, DOWN]
    check_message(said.blocks)


async def test_no_thumbs_stand_under_what_is_no_answer(slack: Slack) -> None:
    slack.say("Køge", "hjælp")

    assert (await slack.sees("Køge")).thumbs == []


@pytest.mark.parametrize(
    ("question", "down", "hint"),
    [
        (QUESTION, DOWN, "men ikke hvem du er"),
        ("who is good at wetlands?", "I could not use that", "but not who you are"),
    ],
)
async def test_the_window_says_who_reads_it_in_the_answer_s_language(
    slack: Slack, question: str, down: str, hint: str
) -> None:
    await slack.thumb("Køge", await answered(slack, question), down)

    hints = [block.get("hint", {}) for block in (await slack.sees_modal("Køge")).blocks]
    assert hint in str(hints)


async def test_a_question_that_is_taken_back_takes_its_votes(
    slack: Slack, knowledge: Begin
) -> None:
    question = slack.say("Assens", f"@Klimabot {QUESTION}", ALLIANCE)
    said = await slack.sees("Assens", ALLIANCE)
    await slack.thumb("Køge", said, DOWN)
    await slack.sees_modal("Køge")
    await slack.submit("Køge", {WHY: "Der mangler Vejle."})
    await explained(knowledge, "Der mangler Vejle.")

    slack.delete("Assens", question["ts"], ALLIANCE)

    await votes(knowledge, 0)
    async with knowledge(read_only=True) as session:
        assert "Vejle" not in str((await session.execute(text("SELECT * FROM inbox"))).all())


async def test_where_slack_refuses_thumbs_the_answer_stands_without(slack: Slack) -> None:
    slack.break_method("chat.postMessage", error="invalid_blocks")

    said = await answered(slack)

    assert "Assens Kommune" in said.everything
    assert said.thumbs == []


async def test_where_slack_refuses_thumbs_a_changed_answer_changes_without(slack: Slack) -> None:
    question = slack.say("Assens", f"@Klimabot {QUESTION}", ALLIANCE)
    said = await slack.sees("Assens", ALLIANCE)
    slack.break_method("chat.update", error="invalid_blocks")

    slack.edit("Assens", question["ts"], "@Klimabot hvilke kommuner er med?", ALLIANCE)

    async with asyncio.timeout(PATIENCE):
        while "Der er 16 kommuner" not in said.everything:
            await asyncio.sleep(0.02)
    assert said.thumbs == []
