"""Whoever tells nothing is reminded once a week, then asked what would suit, then left alone."""

from collections.abc import Sequence
from datetime import datetime

import pytest

from playground.kit import check_message
from storage import rounds, tasks
from storage.engine import Begin
from storage.terms import Cadence
from tests.conversations.office_hours import MONDAY, weekday_at
from tests.conversations.slack import Said, Slack
from tests.conversations.test_broadcasts import becomes
from tests.conversations.test_rights import confirm
from tests.conversations.test_status import (
    ASSENS,
    SECOND,
    TEST,
    TITLE,
    TOLD,
    VEJLE,
    asks_nobody,
    municipality,
    passes,
    prompt,
    status_of,
)
from tests.conversations.test_status import monday as monday  # a fixture

NUDGE, SUITS = "Fredag samler jeg ugens overblik.", "Jeg har ikke hørt fra jer tre gange"
DEPUTY = SECOND
ONE_AND_A_DEPUTY = """email;organisation;role
klimakoordinator@vejle.dk;Vejle;koordinator
udvalgsmedlem@vejle.dk;Vejle;stedfortræder
"""
TO_THURSDAY = {"days": 3, "hours": 1.6}  # from Monday's half past eight
TO_MONDAY = {"days": 3, "hours": 22.4}  # from there


@pytest.fixture
def starts_at() -> datetime:
    return weekday_at(MONDAY, 8, weeks=6)


@pytest.fixture
async def vejle(monday: Slack, knowledge: Begin) -> Slack:
    """Vejle has a coordinator and a deputy."""
    await confirm(knowledge, ONE_AND_A_DEPUTY)
    return monday


async def weeks_pass(slack: Slack, begin: Begin, count: int, person: str) -> None:
    """As many Mondays and Thursdays go by without a word; what was said is seen."""
    for _ in range(count):
        await passes(slack, begin, **TO_THURSDAY)
        assert (await slack.sees(person)).text.startswith(NUDGE)
        await passes(slack, begin, **TO_MONDAY)


async def test_on_thursday_the_coordinator_is_reminded_once(vejle: Slack, knowledge: Begin) -> None:
    asked = await prompt(vejle, knowledge, VEJLE)
    await asks_nobody(vejle, DEPUTY)

    await passes(vejle, knowledge, **TO_THURSDAY)

    said = await vejle.sees(VEJLE)
    check_message(said.blocks)
    assert said.text.startswith(NUDGE)
    assert set(said.buttons) == {"Skriv status", "Intet nyt", "Jeg er væk denne uge"}
    await asks_nobody(vejle, VEJLE, DEPUTY)
    await vejle.press(VEJLE, said, "Intet nyt")
    await becomes(said, TOLD)
    await becomes(asked, TOLD)


async def test_nobody_is_reminded_after_an_answer_also_of_a_colleague(
    monday: Slack, knowledge: Begin
) -> None:
    said = await prompt(monday, knowledge, VEJLE)
    await monday.sees(SECOND)
    await monday.press(VEJLE, said, "Intet nyt")
    await becomes(said, TOLD)

    await passes(monday, knowledge, **TO_THURSDAY)

    assert (await monday.sees(ASSENS)).text.startswith(TITLE)
    assert (await monday.sees(ASSENS)).text.startswith(NUDGE)
    await asks_nobody(monday, VEJLE, SECOND)


async def test_the_deputy_is_reminded_from_the_second_time(vejle: Slack, knowledge: Begin) -> None:
    await prompt(vejle, knowledge, VEJLE)
    await weeks_pass(vejle, knowledge, 1, VEJLE)
    assert (await vejle.sees(VEJLE)).text.startswith(TITLE)

    await passes(vejle, knowledge, **TO_THURSDAY)

    assert (await vejle.sees(DEPUTY)).text.startswith(NUDGE)
    await asks_nobody(vejle, VEJLE)


async def silent_for_three(slack: Slack, begin: Begin) -> Said:
    """Assens, where there is nobody but the coordinator; on the fourth Monday."""
    said = await prompt(slack, begin, ASSENS)
    for _ in range(3):
        await weeks_pass(slack, begin, 1, ASSENS)
        said = await slack.sees(ASSENS)
    return said


async def test_after_three_silent_rounds_it_asks_what_would_suit_and_rests(
    monday: Slack, knowledge: Begin
) -> None:
    said = await silent_for_three(monday, knowledge)

    check_message(said.blocks)
    assert said.text.startswith(SUITS)
    await passes(monday, knowledge, **TO_THURSDAY)
    await passes(monday, knowledge, **TO_MONDAY)
    await asks_nobody(monday, ASSENS)


@pytest.mark.parametrize(
    ("label", "cadence", "reply"),
    [
        ("Hver anden uge", Cadence.FORTNIGHTLY, "Så spørger jeg hver anden uge."),
        ("Spørg ikke mere", Cadence.NEVER, "Så spørger jeg ikke mere."),
    ],
)
async def test_what_is_chosen_counts_from_then_on(
    monday: Slack, knowledge: Begin, label: str, cadence: Cadence, reply: str
) -> None:
    said = await silent_for_three(monday, knowledge)

    await monday.press(ASSENS, said, label)

    assert (await monday.sees(ASSENS)).text.startswith(reply)
    await becomes(said, "Tak, så er det på plads.")
    assens = await municipality(knowledge, "Assens")
    async with knowledge(read_only=True) as session:
        assert (await rounds.rhythm_of(session, TEST, assens)).cadence is cadence
    await passes(monday, knowledge, days=14)
    if cadence is Cadence.NEVER:
        await asks_nobody(monday, ASSENS)
    else:
        assert (await monday.sees(ASSENS)).text.startswith(TITLE)


async def test_somebody_else_is_found_by_the_secretariat(monday: Slack, knowledge: Begin) -> None:
    said = await silent_for_three(monday, knowledge)

    await monday.press(ASSENS, said, "Spørg en anden")

    assert (await monday.sees(ASSENS)).text.startswith("Jeg har bedt sekretariatet finde en anden")
    async with knowledge(read_only=True) as session:
        open_tasks = await tasks.open_tasks(session, TEST, monday.workspace.id)
    assert "status.another_wanted" in {task.kind for task in open_tasks}


async def test_who_tells_something_is_asked_again(monday: Slack, knowledge: Begin) -> None:
    said = await silent_for_three(monday, knowledge)
    unasked = await status_of(monday, ASSENS)
    await monday.press(ASSENS, unasked, "Intet nyt")
    await becomes(unasked, TOLD)

    await passes(monday, knowledge, days=7)

    assert (await monday.sees(ASSENS)).text.startswith(TITLE)
    assert said.text.startswith((SUITS, "Tak, så er det"))


async def test_who_is_away_this_week_hears_no_more_in_it(vejle: Slack, knowledge: Begin) -> None:
    await prompt(vejle, knowledge, VEJLE)
    await passes(vejle, knowledge, **TO_THURSDAY)
    said = await vejle.sees(VEJLE)

    await vejle.press(VEJLE, said, "Jeg er væk denne uge")

    assert (await vejle.sees(VEJLE)).text.startswith("Så skriver jeg ikke uopfordret til dig")
    await passes(vejle, knowledge, **TO_MONDAY)
    assert (await vejle.sees(VEJLE)).text.startswith(TITLE)


async def test_whoever_wants_it_later_is_not_reminded_before(
    vejle: Slack, knowledge: Begin
) -> None:
    asked = await prompt(vejle, knowledge, VEJLE)
    await passes(vejle, knowledge, days=2, hours=5)  # Wednesday afternoon
    await vejle.choose(VEJLE, asked, "Mind mig senere", "I morgen kl. 9")
    await vejle.sees(VEJLE)
    await passes(vejle, knowledge, hours=19.6)  # Thursday, seven past nine

    assert (await vejle.sees(VEJLE)).text.startswith(TITLE)


def often(said: Said) -> Sequence[str]:
    selects = [e for b in said.blocks if b["type"] == "actions" for e in b["elements"]]
    return [
        option["text"]["text"]
        for element in selects
        if element["action_id"] == "status_rhythm"
        for option in element["options"]
    ]


async def test_the_first_prompt_asks_how_often(monday: Slack, knowledge: Begin) -> None:
    first = await prompt(monday, knowledge, ASSENS)
    assert often(first) == [
        "Hver uge",
        "Hver anden uge",
        "Hver måned",
        "Når en indsats har en dato",
    ]

    await monday.choose(ASSENS, first, "Hvor tit?", "Hver anden uge")

    assert (await monday.sees(ASSENS)).text.startswith("Så spørger jeg hver anden uge.")
    await monday.press(ASSENS, first, "Intet nyt")
    await becomes(first, TOLD)
    await passes(monday, knowledge, days=7)
    await asks_nobody(monday, ASSENS)
    await passes(monday, knowledge, days=7)
    assert often(await monday.sees(ASSENS)) == []
