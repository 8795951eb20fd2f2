"""Who is missing, what went wrong, and confirming a member: on the secretariat's list and page."""

import asyncio

from sqlalchemy import text

from playground.kit import check_message, check_view
from storage import inbox
from storage.engine import Begin
from storage.inbox import Work
from storage.tasks import Task
from tests.conversations.slack import PATIENCE, Said, Screen, Slack
from tests.conversations.test_rights import confirm
from tests.conversations.test_secretariat import (
    COLLEAGUE,
    COLUMNS,
    HOME,
    KOEGE,
    SECRETARIAT,
    VEJLE,
    asked,
    colleague,
    morning,
    named,
    names,
    raised,
    says,
    says_no_more,
    starts_at,
)
from tests.conversations.test_secretariat import (
    nothing_waits_for_approval as nothing_waits_for_approval,  # a fixture
)
from tests.conversations.test_ways_in import home_of

__all__ = ("starts_at",)
OF_VEJLE = f"{COLUMNS}klimakoordinator@vejle.dk;Vejle;koordinator\n"
ADMIN = {"user": "U0SEKRETARIAT"}
NOBODY = "har endnu ingen i Slack"
CONFIRM = "Bekræft et medlem"
PERSON, WHERE, ROLE = "Hvem er det?", "Hvor hører personen til?", "Hvad er personens rolle?"


async def times_of(begin: Begin, key: str) -> int | None:
    query = text("SELECT times FROM task WHERE key = :key AND state = 'open'")
    async with begin(read_only=True) as session:
        times: int | None = await session.scalar(query, {"key": key})
        return times


async def the_list(slack: Slack, person: str = SECRETARIAT) -> Said:
    return await asked(slack, person, "/klima admin liste")


async def unreadable(slack: Slack, begin: Begin, *kinds: str) -> None:
    """Work whose words this code does not know."""
    now = slack.playground.clock.now()
    async with begin() as session:
        for number, kind in enumerate(kinds):
            await inbox.record(session, Work(kind, f"ny:{number}", HOME, now, {"version": 99}))


async def home_says(slack: Slack, person: str, words: str) -> Screen:
    """Without being opened again."""
    async with asyncio.timeout(PATIENCE):
        while words not in (home := await slack.sees_home(person)).everything:
            await asyncio.sleep(0.05)
    return home


async def confirm_in_window(slack: Slack, person: str, where: str, role: str) -> Screen | None:
    return await slack.submit(SECRETARIAT, {PERSON: person, WHERE: where, ROLE: role})


async def test_municipalities_without_people_are_one_line_that_one_takes(
    slack: Slack, knowledge: Begin
) -> None:
    await asked(slack, SECRETARIAT, "/klima admin")

    await morning(slack, knowledge)

    said = await slack.sees(SECRETARIAT)
    check_message(said.blocks)
    assert said.text == "Sekretariatets åbne opgaver: 1, heraf ledige: 1"
    assert "16 kommuner har endnu ingen i Slack" in said.everything
    assert "Albertslund, Allerød, Assens, Fredericia, Frederiksberg" in said.everything
    await slack.press(SECRETARIAT, said, "Jeg tager den")
    await names(said, "U0SEKRETARIAT")
    assert said.text == "Sekretariatets åbne opgaver: 1, heraf ledige: 0"
    await slack.press(SECRETARIAT, said, "Færdig")
    await says(said, "Der er ikke noget på sekretariatets liste")


async def test_it_is_not_counted_for_being_looked_at_again(slack: Slack, knowledge: Begin) -> None:
    await the_list(slack)
    said = await the_list(slack)

    assert "16 kommuner" in said.everything
    assert "gange" not in said.everything
    assert await times_of(knowledge, "nobody:420") == 1


async def test_it_closes_by_itself_when_somebody_is_there(slack: Slack, knowledge: Begin) -> None:
    await confirm(knowledge, OF_VEJLE)
    said = await the_list(slack)
    assert "Vejle" in said.everything

    await slack.command(VEJLE, "/klima admin")
    await slack.sees(VEJLE)
    said = await the_list(slack)

    assert "15 kommuner har" in said.everything
    assert "Vejle" not in said.everything


async def test_whoever_is_confirmed_and_in_slack_counts_without_having_said_anything(
    slack: Slack, knowledge: Begin
) -> None:
    await confirm(knowledge, OF_VEJLE)
    await asked(slack, SECRETARIAT, "/klima admin")

    await morning(slack, knowledge)

    assert "Vejle" not in (await slack.sees(SECRETARIAT)).everything


async def test_what_one_has_closed_stays_closed_while_it_is_so(
    slack: Slack, knowledge: Begin
) -> None:
    said = await the_list(slack)
    await slack.press(SECRETARIAT, said, "Færdig")
    await says(said, "Der er ikke noget på sekretariatets liste")

    said = await the_list(slack)

    assert said.text == "Der er ikke noget på sekretariatets liste"


async def test_whoever_wrote_without_being_confirmed_is_confirmed_from_the_list(
    slack: Slack, knowledge: Begin
) -> None:
    slack.say(KOEGE, "hvem er gode til vådområder?")
    await slack.sees(KOEGE)
    said = await the_list(slack)
    assert "er ikke bekræftet: 1. Skriv /klima admin medlem @person" in said.everything
    assert named(said) == ["U0KOEGE"]

    await slack.press(SECRETARIAT, said, CONFIRM)
    await slack.sees_modal(SECRETARIAT)
    left = await slack.submit(SECRETARIAT, {WHERE: "Køge Kommune", ROLE: "koordinator"})

    assert left is None
    told = await slack.sees(SECRETARIAT)
    assert told.everything == " er nu bekræftet: koordinator, Køge Kommune."
    await says_no_more(said, "er ikke bekræftet")
    assert "15 kommuner" in said.everything


async def test_nobody_else_has_the_button_nor_the_right(slack: Slack, knowledge: Begin) -> None:
    assert CONFIRM not in (await home_of(slack, VEJLE)).everything
    home = await home_of(slack, SECRETARIAT)
    await slack.choose(SECRETARIAT, home, CONFIRM)
    await slack.sees_modal(SECRETARIAT)
    await confirm(knowledge, OF_VEJLE)
    moved = text("UPDATE person SET email = 'klimakoordinator@vejle.dk' WHERE user = :user")
    async with knowledge() as session:
        await session.execute(moved, ADMIN)

    await confirm_in_window(slack, KOEGE, "Køge Kommune", "koordinator")

    told = await slack.sees(SECRETARIAT)
    assert told.text.startswith("Det er kun for sekretariatet.")


async def test_a_member_is_confirmed_from_the_page(slack: Slack, knowledge: Begin) -> None:
    home = await home_of(slack, SECRETARIAT)
    await slack.choose(SECRETARIAT, home, CONFIRM)
    await slack.sees_modal(SECRETARIAT)

    left = await confirm_in_window(slack, VEJLE, "Vejle Kommune", "stedfortræder")

    assert left is None
    told = await slack.sees(SECRETARIAT)
    assert told.everything == " er nu bekræftet: stedfortræder, Vejle Kommune."


async def test_a_role_that_does_not_fit_is_said_in_the_window(slack: Slack) -> None:
    home = await home_of(slack, SECRETARIAT)
    await slack.choose(SECRETARIAT, home, CONFIRM)
    await slack.sees_modal(SECRETARIAT)

    left = await confirm_in_window(slack, VEJLE, "Vejle Kommune", "partner")

    assert left is not None
    assert left.errors[ROLE].startswith("Den rolle passer ikke til den organisation")
    await slack.sees_nothing(SECRETARIAT)


async def test_who_has_no_address_in_slack_is_said_in_plain_words(slack: Slack) -> None:
    home = await home_of(slack, SECRETARIAT)
    await slack.choose(SECRETARIAT, home, CONFIRM)
    await slack.sees_modal(SECRETARIAT)

    await confirm_in_window(
        slack, "Gæst fra et andet arbejdsområde", "Vejle Kommune", "koordinator"
    )

    told = await slack.sees(SECRETARIAT)
    assert told.text.startswith("Jeg kan ikke se personens e-mail i Slack")


async def test_the_list_goes_on_page_by_page_and_back(slack: Slack, knowledge: Begin) -> None:
    many = [
        Task(HOME, f"parked:U0{n:02}", "delivery.parked", {"user": f"U0{n:02}", "code": "x"})
        for n in range(31)
    ]
    await raised(slack, knowledge, *many)

    first = await the_list(slack)
    assert (first.everything.count("Jeg tager den"), "Vis de forrige" in first.buttons) == (
        15,
        False,
    )
    await slack.press(SECRETARIAT, first, "Vis de næste 15")
    second = await slack.sees(SECRETARIAT)
    await slack.press(SECRETARIAT, second, "Vis de næste 2")
    third = await slack.sees(SECRETARIAT)
    await slack.press(SECRETARIAT, third, "Vis de forrige")
    again = await slack.sees(SECRETARIAT)

    assert named(second) == named(again) == [f"U0{n:02}" for n in range(15, 30)]
    assert named(third) == ["U030"]
    assert NOBODY in third.everything
    await slack.press(SECRETARIAT, third, "Færdig")
    await says_no_more(third, "koden er x")


async def test_a_list_that_was_asked_for_comes_though_nothing_is_open(
    slack: Slack, knowledge: Begin
) -> None:
    said = await the_list(slack)
    await slack.press(SECRETARIAT, said, "Færdig")
    await says(said, "Der er ikke noget")

    assert (await the_list(slack)).text == "Der er ikke noget på sekretariatets liste"


async def test_work_that_was_given_up_is_on_the_list_once_for_its_kind(
    slack: Slack, knowledge: Begin
) -> None:
    await unreadable(slack, knowledge, "account.asked", "account.asked", "question.asked", "x.y")

    async with asyncio.timeout(20):
        while "2 gange" not in (said := await the_list(slack)).everything:
            await asyncio.sleep(0.5)

    assert said.everything.count("jeg måtte give op: det, jeg siger om en kommune. Se /klima") == 1
    assert "jeg måtte give op: noget, jeg ikke har navn for." in said.everything
    assert "jeg måtte give op: et svar på et spørgsmål." in said.everything


async def test_a_message_that_slack_cannot_take_is_on_the_list(
    slack: Slack, knowledge: Begin
) -> None:
    slack.break_method("chat.postMessage", error="invalid_blocks")
    slack.say(KOEGE, "hjælp")
    async with asyncio.timeout(PATIENCE):
        while await times_of(knowledge, "not_sent:help") is None:
            await asyncio.sleep(0.1)

    said = await the_list(slack)

    assert (
        said.everything.count("kunne noget ikke sendes eller rettes: kort besked. Se /klima") == 1
    )


async def test_a_pause_is_seen_on_the_pages_of_all_of_the_secretariat(
    slack: Slack, knowledge: Begin
) -> None:
    await asked(slack, SECRETARIAT, "/klima admin")
    await colleague(slack, knowledge)
    for person in (SECRETARIAT, COLLEAGUE):
        assert "Ikke på pause" in (await home_of(slack, person)).everything

    await asked(slack, SECRETARIAT, "/klima admin pause")
    await home_says(slack, SECRETARIAT, "Sat på pause af ")
    home = await home_says(slack, COLLEAGUE, "Sat på pause af ")
    check_view({"type": "home", "blocks": home.blocks})

    await slack.choose(COLLEAGUE, home, "Genoptag")
    for person in (SECRETARIAT, COLLEAGUE):
        await home_says(slack, person, "Ikke på pause")
