"""Somebody is away, or wants peace: nothing unasked, and a colleague stands in."""

import asyncio
from datetime import date, timedelta

from storage.engine import Begin
from tests.conversations.slack import PATIENCE, Said, Screen, Slack
from tests.conversations.test_rights import confirm
from tests.conversations.test_ways_in import home_of

ASSENS, VEJLE = "Klimakoordinator, Assens", "Klimakoordinator, Vejle"
OPEN = "Jeg er væk, eller vil have ro"


def after(slack: Slack, days: int) -> str:
    return (slack.playground.clock.now().date() + timedelta(days=days)).isoformat()


async def away(slack: Slack, person: str, **fields: str) -> Said:
    home = await home_of(slack, person)
    await slack.choose(person, home, OPEN)
    await slack.sees_modal(person)
    names = {"last": "Til og med", "stand_in": "Hvem tager over?"}
    filled = {names[name]: words for name, words in fields.items()}
    assert await slack.submit(person, filled) is None
    return await slack.sees(person)


async def home_says(slack: Slack, person: str, words: str) -> Screen:
    async with asyncio.timeout(PATIENCE):
        while words not in (home := await home_of(slack, person)).everything:
            await asyncio.sleep(0.1)
    return home


async def test_whoever_says_so_reads_what_follows(slack: Slack) -> None:
    said = await away(slack, ASSENS, last=after(slack, 7))

    assert said.everything.startswith("Så skriver jeg ikke uopfordret til dig fra ")
    await home_says(slack, ASSENS, "Jeg skriver ikke uopfordret til dig til og med ")


async def test_back_again_it_is_over(slack: Slack) -> None:
    await away(slack, ASSENS, last=after(slack, 7))
    home = await home_says(slack, ASSENS, "Jeg skriver ikke uopfordret")

    await slack.choose(ASSENS, home, "Jeg er tilbage")

    assert (await slack.sees(ASSENS)).text.startswith("Velkommen tilbage.")
    await home_says(slack, ASSENS, OPEN)


async def test_a_colleague_stands_in_and_nobody_else(slack: Slack, knowledge: Begin) -> None:
    await confirm(
        knowledge,
        "email;organisation;role\nklimakoordinator@vejle.dk;Vejle;koordinator\n"
        "udvalgsmedlem@vejle.dk;Vejle;stedfortræder\n",
    )

    refused = await away(slack, VEJLE, last=after(slack, 7), stand_in=ASSENS)
    kept = await away(slack, VEJLE, last=after(slack, 7), stand_in="Udvalgsmedlem, Vejle")

    assert refused.text.startswith("Den, du valgte som afløser, er ikke fra samme organisation")
    assert kept.everything.endswith(" tager over imens.")


async def test_a_last_day_before_the_first_is_refused_where_it_is_chosen(slack: Slack) -> None:
    home = await home_of(slack, ASSENS)
    await slack.choose(ASSENS, home, OPEN)
    await slack.sees_modal(ASSENS)

    left = await slack.submit(ASSENS, {"Til og med": date(2020, 1, 1).isoformat()})

    assert left is not None
    assert list(left.errors) == ["Til og med"]
