"""A week's round: each municipality is asked on Monday, and one of its people answers for it."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text as sql

from bot.duties import SCHEDULES
from playground.kit import check_message
from storage import actions, alliance, approvals, reports, rounds
from storage.actions import Action
from storage.engine import Begin
from storage.reports import Report, Update
from storage.rounds import Rhythm
from storage.terms import (
    Cadence,
    Organisation,
    OrganisationKind,
    Person,
    Progress,
    Role,
    System,
)
from tests.conversations.office_hours import MONDAY, weekday_at
from tests.conversations.slack import ALLIANCE, PATIENCE, Said, Slack
from tests.conversations.test_being_away import away
from tests.conversations.test_broadcasts import COLLEAGUE, SECRETARIAT, TWO, becomes
from tests.conversations.test_rights import confirm
from tests.conversations.test_secretariat import asked
from tests.conversations.test_ways_in import DIRECTLY, home_of

ASSENS, VEJLE, KOEGE = (f"Klimakoordinator, {name}" for name in ("Assens", "Vejle", "Køge"))
SECOND = "Udvalgsmedlem, Vejle"  # in these tests a second coordinator there
PEOPLE = """email;organisation;role
klimakoordinator@assens.dk;Assens;koordinator
klimakoordinator@vejle.dk;Vejle;koordinator
udvalgsmedlem@vejle.dk;Vejle;koordinator
"""
TITLE, TOLD = "Status for uge ", "Tak, noteret for "
AGAIN = "Jeg spørger igen tirsdag den "
TEST = System("tests")


@pytest.fixture
def starts_at() -> datetime:
    return weekday_at(MONDAY, 8, weeks=2)


@pytest.fixture
async def monday(slack: Slack, knowledge: Begin) -> Slack:
    """Eight o'clock; the prompts are approved."""
    await confirm(knowledge, PEOPLE)
    staff = Organisation("sekretariatet", "Sekretariatet", OrganisationKind.SECRETARIAT)
    by = Person(slack.workspace.id, "U0SEKRETARIAT", Role.SECRETARIAT, staff)
    async with knowledge() as session:
        for each in SCHEDULES:
            if each.to_many is not None:
                looks = each.to_many.fingerprint
                await approvals.approve(session, by, each.name, looks, now=now(slack))
    return slack


def now(slack: Slack) -> datetime:
    return slack.playground.clock.now()


def week(slack: Slack) -> int:
    return now(slack).isocalendar().week


async def passes(slack: Slack, begin: Begin, **time: float) -> None:
    """So much time goes by, and what fell due in it is planned."""
    slack.playground.clock.move_to(now(slack) + timedelta(**time))
    async with asyncio.timeout(PATIENCE):
        while await planned(begin) < now(slack) - timedelta(minutes=1):
            await asyncio.sleep(0.05)


async def planned(begin: Begin) -> datetime:
    async with begin(read_only=True) as session:
        query = "select planned_until from schedule where name = 'status'"
        [until] = await session.scalars(sql(query))
    return datetime.fromisoformat(f"{until}+00:00")


async def prompt(slack: Slack, begin: Begin, person: str) -> Said:
    """Half past eight."""
    await passes(slack, begin, minutes=31)
    said = await slack.sees(person)
    check_message(said.blocks)
    assert said.text.startswith(TITLE)
    return said


async def asks_nobody(slack: Slack, *people: str) -> None:
    for person in people:
        await slack.sees_nothing(person)


async def status_of(slack: Slack, person: str) -> Said:
    await slack.command(person, "/klima status")
    assert (await slack.sees(person, ALLIANCE)).text == DIRECTLY
    return await slack.sees(person)


async def municipality(begin: Begin, name: str) -> Organisation:
    async with begin(read_only=True) as session:
        return await alliance.get_organisation(session, TEST, name)


async def tell(slack: Slack, begin: Begin, *updates: Update, days_ago: int = 7) -> None:
    """What Assens told before."""
    assens = await municipality(begin, "Assens")
    then = now(slack) - timedelta(days=days_ago)
    period = f"{then:%G-W%V}"
    whose = slack.workspace.id, "U0ASSENS", Role.COORDINATOR
    async with begin() as session:
        told = Report(f"told {days_ago}", assens, period, *whose, then, updates)
        await reports.keep_report(session, told)


async def action(begin: Begin, title: str) -> int:
    assens = await municipality(begin, "Assens")
    async with begin() as session:
        return await actions.add_action(session, assens, Action(title), now=weekday_at(MONDAY, 8))


async def test_on_monday_each_coordinator_is_asked(monday: Slack, knowledge: Begin) -> None:
    said = await prompt(monday, knowledge, ASSENS)

    assert said.text == f"Status for uge {week(monday)}, Assens"
    assert "tager et minut" in said.everything
    assert set(said.buttons) >= {"Intet nyt"}
    assert (await monday.sees(VEJLE)).text == f"Status for uge {week(monday)}, Vejle"
    assert (await monday.sees(SECOND)).text.endswith(", Vejle")
    await asks_nobody(monday, KOEGE, "Realdania")  # nobody has confirmed the one, the other reads


async def test_the_prompt_says_what_was_told_last(monday: Slack, knowledge: Begin) -> None:
    forest, heat = await action(knowledge, "Skovrejsning"), await action(knowledge, "Varmeplan")
    await tell(
        monday,
        knowledge,
        Update(forest, Progress.ON_TRACK, "Lodsejermøde holdt, afventer tilsagn."),
        Update(heat, Progress.STALLED, ""),
    )

    said = await prompt(monday, knowledge, ASSENS)

    assert "Skovrejsning: Lodsejermøde holdt, afventer tilsagn. (følger planen)" in said.everything
    assert "Varmeplan: gået i stå" in said.everything
    assert "1 følger planen og 1 er gået i stå." in said.everything


async def test_nothing_new_is_an_answer_and_closes_the_colleague_s_prompt(
    monday: Slack, knowledge: Begin
) -> None:
    first = await prompt(monday, knowledge, VEJLE)
    second = await monday.sees(SECOND)

    await monday.press(VEJLE, first, "Intet nyt")

    await becomes(first, f"Tak, noteret for Vejle i uge {week(monday)}.")
    await becomes(second, f" har sendt status for Vejle i uge {week(monday)}, så du behøver")
    assert "Intet nyt denne gang." in second.everything
    assert list(first.buttons) == ["Skriv mere", "Fortryd"]
    assert list(second.buttons) == ["Skriv mere"]
    await asks_nobody(monday, VEJLE, SECOND)


async def test_it_can_be_taken_back_within_an_hour(monday: Slack, knowledge: Begin) -> None:
    first = await prompt(monday, knowledge, VEJLE)
    second = await monday.sees(SECOND)
    await monday.press(VEJLE, first, "Intet nyt")
    await becomes(first, TOLD)
    await becomes(second, " har sendt status for Vejle")

    await monday.press(VEJLE, first, "Fortryd")

    await becomes(first, "tager et minut")
    await becomes(second, "tager et minut")
    await monday.press(SECOND, second, "Intet nyt")
    await becomes(second, TOLD)
    await passes(monday, knowledge, hours=1.1)
    await monday.press(SECOND, second, "Fortryd")
    assert (await monday.sees(SECOND)).text.startswith("Det kan kun fortrydes i den første time.")


async def test_two_colleagues_at_once_both_answer_and_the_first_counts(
    monday: Slack, knowledge: Begin
) -> None:
    first = await prompt(monday, knowledge, VEJLE)
    second = await monday.sees(SECOND)

    await asyncio.gather(
        monday.press(VEJLE, first, "Intet nyt"), monday.press(SECOND, second, "Intet nyt")
    )

    await becomes(first, "Vejle i uge ")
    await becomes(second, "Vejle i uge ")
    vejle = await municipality(knowledge, "Vejle")
    period = f"{now(monday):%G-W%V}"
    async with asyncio.timeout(PATIENCE):
        while True:
            async with knowledge(read_only=True) as session:
                told = await reports.reports_in(session, TEST, vejle, period)
            if len(told) == 2:
                break
            await asyncio.sleep(0.05)
    assert sum(each.text.startswith(TOLD) for each in (first, second)) == 1


async def test_who_has_told_it_unasked_is_not_asked(monday: Slack, knowledge: Begin) -> None:
    said = await status_of(monday, VEJLE)
    await monday.press(VEJLE, said, "Intet nyt")
    await becomes(said, TOLD)

    await prompt(monday, knowledge, ASSENS)

    await asks_nobody(monday, VEJLE, SECOND)


@pytest.mark.parametrize("words", ["status", "Status"])
async def test_it_is_asked_for_in_a_message_and_on_the_bot_s_own_page(
    monday: Slack, words: str
) -> None:
    monday.say(ASSENS, words)
    assert (await monday.sees(ASSENS)).text.startswith(TITLE)

    await monday.choose(ASSENS, await home_of(monday, ASSENS), "Status")
    assert (await monday.sees(ASSENS)).text.startswith(TITLE)


async def test_a_question_about_a_status_is_a_question(monday: Slack) -> None:
    monday.say(ASSENS, "status på biogas i Vejle?")

    assert not (await monday.sees(ASSENS)).text.startswith(TITLE)


@pytest.mark.parametrize("person", ["Realdania", KOEGE, SECRETARIAT])
async def test_who_speaks_for_no_municipality_is_told_so(monday: Slack, person: str) -> None:
    assert (await status_of(monday, person)).text.startswith("Status kan kun fortælles af ")


async def test_somebody_away_is_not_asked_and_a_stand_in_is(
    monday: Slack, knowledge: Begin
) -> None:
    last = (now(monday) + timedelta(days=4)).date().isoformat()
    await away(monday, VEJLE, last=last)
    await away(monday, ASSENS, last=last)

    await passes(monday, knowledge, minutes=31)

    assert (await monday.sees(SECOND)).text.startswith(TITLE)
    await asks_nobody(monday, ASSENS, VEJLE)


async def test_whoever_is_reminded_later_is_asked_again_unless_it_is_told(
    monday: Slack, knowledge: Begin
) -> None:
    ours = await prompt(monday, knowledge, ASSENS)
    theirs = await monday.sees(VEJLE)
    for person, said in ((ASSENS, ours), (VEJLE, theirs)):
        await monday.choose(person, said, "Mind mig senere", "I morgen kl. 9")
        assert (await monday.sees(person)).text.startswith(AGAIN)
    await monday.press(VEJLE, theirs, "Intet nyt")
    await becomes(theirs, TOLD)
    await gone(monday, VEJLE, AGAIN)

    await passes(monday, knowledge, days=1, minutes=30)

    again = await monday.sees(ASSENS)
    assert again.text.startswith(TITLE)
    await monday.press(ASSENS, again, "Intet nyt")
    await becomes(again, TOLD)
    await becomes(ours, TOLD)
    await asks_nobody(monday, VEJLE)


async def gone(slack: Slack, person: str, words: str) -> None:
    """What began so stands there no more."""
    async with asyncio.timeout(PATIENCE):
        while any(str(message["text"]).startswith(words) for message in slack.stands(person)):
            await asyncio.sleep(0.05)


async def test_the_next_monday_the_week_before_is_over(monday: Slack, knowledge: Begin) -> None:
    ours = await prompt(monday, knowledge, ASSENS)
    before = week(monday)
    await passes(monday, knowledge, days=7)
    again = await monday.sees(ASSENS)

    await becomes(ours, f"uge {before} er slut")
    assert again.text == f"Status for uge {week(monday)}, Assens"


async def test_who_wants_it_monthly_is_asked_about_the_month(
    monday: Slack, knowledge: Begin
) -> None:
    today = now(monday).date()
    for name, cadence in (("Assens", Cadence.MONTHLY), ("Vejle", Cadence.NEVER)):
        who = await municipality(knowledge, name)
        async with knowledge() as session:
            await rounds.set_rhythm(session, who, Rhythm(cadence, today))
    await passes(monday, knowledge, minutes=31)

    said = await monday.sees(ASSENS)

    assert said.text.startswith("Status for ")
    assert not said.text.startswith(TITLE)
    await asks_nobody(monday, VEJLE, SECOND)


async def test_nothing_is_sent_before_the_secretariat_has_seen_it(
    slack: Slack, knowledge: Begin
) -> None:
    await confirm(knowledge, TWO)
    await confirm(knowledge, PEOPLE)
    await home_of(slack, COLLEAGUE)
    await passes(slack, knowledge, minutes=31)
    await asks_nobody(slack, ASSENS)

    listed = await asked(slack, SECRETARIAT, "/klima admin liste")
    await slack.press(SECRETARIAT, listed, "Se og godkend")
    seen = await slack.sees(SECRETARIAT)
    check_message(seen.blocks)

    assert "Status for uge " in seen.everything
    assert "Albertslund" in seen.everything
    assert "kommunernes koordinatorer" in seen.everything
    await slack.press(SECRETARIAT, seen, "Godkend")
    assert (await slack.sees(ASSENS)).text.startswith(TITLE)
