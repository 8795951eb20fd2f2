"""The secretariat's list, its delivery log, the pause, and confirming a member."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, text

from bot import app, duties
from bot.alliance.secretariat.daily import LIST_DUE
from bot.delivery.planner import SKIPPED_LATE
from playground.kit import check_message, check_view
from storage import alliance, delivery, inbox
from storage.delivery import Wanted
from storage.engine import Begin
from storage.inbox import Work
from storage.models import AbsenceRow
from storage.tasks import Task, raise_task
from storage.terms import OrganisationKind, Role, System
from tests.conversations.office_hours import tuesday_at
from tests.conversations.slack import ALLIANCE, PATIENCE, Said, Slack
from tests.conversations.test_rights import confirm
from tests.conversations.test_ways_in import DIRECTLY, home_of

SECRETARIAT, COLLEAGUE = "Sekretariatet", "Klimakoordinator, Albertslund"
KOEGE, VEJLE = "Klimakoordinator, Køge", "Klimakoordinator, Vejle"
HOME, HARBOUR = "T0DK2020", "C0KYST"
COLUMNS = "email;organisation;role\n"
OF_SECRETARIAT = f"{COLUMNS}klimakoordinator@albertslund.dk;sekretariatet;sekretariat\n"
PARKED = Task(
    HOME, f"parked:{HARBOUR}", "delivery.parked", {"channel": HARBOUR, "code": "is_archived"}
)
LEFT = Task(HOME, "parked:U0VEJLE", "delivery.parked", {"user": "U0VEJLE", "code": "user_disabled"})


def today(slack: Slack) -> date:
    return slack.playground.clock.now().astimezone(ZoneInfo("Europe/Copenhagen")).date()


async def raised(slack: Slack, begin: Begin, *tasks: Task) -> None:
    for task in tasks:
        async with begin() as session:
            await raise_task(session, task, now=slack.playground.clock.now())


async def colleague(slack: Slack, begin: Begin) -> None:
    """A second person of the secretariat, whom the bot has met."""
    await confirm(begin, OF_SECRETARIAT)
    await asked(slack, COLLEAGUE, "/klima admin")


async def asked(slack: Slack, person: str, command: str) -> Said:
    await slack.command(person, command)
    assert (await slack.sees(person, ALLIANCE)).text == DIRECTLY
    said = await slack.sees(person)
    check_message(said.blocks)
    return said


@pytest.fixture(autouse=True)
def nothing_waits_for_approval(monkeypatch: pytest.MonkeyPatch) -> None:
    """What goes to many is in test_approving."""
    own = [each for each in duties.SCHEDULES if each.to_many is None]
    monkeypatch.setattr(app, "SCHEDULES", own)


@pytest.fixture
def starts_at() -> datetime:
    """Before the planner's own list of the day."""
    return tuesday_at(8)


@pytest.fixture(autouse=True)
async def nobody_is_missing(knowledge: Begin) -> None:
    """Each municipality has somebody whom the bot has met; who is missing: test_missing.py."""
    async with knowledge() as session:
        for each in await alliance.organisations(session, System("tests")):
            if each.kind is OrganisationKind.MUNICIPALITY:
                email, user = f"udvalg@{each.code}.example", f"U0UDVALG{each.code}"
                await alliance.save_member(session, email, each, Role.POLITICIAN)
                await alliance.save_person(session, HOME, user, email, now=datetime.now(UTC))


async def morning(slack: Slack, begin: Begin, hours: int = 8, day: date | None = None) -> None:
    """The list is due, as the planner says it each working day."""
    now = slack.playground.clock.now()
    period = (day or today(slack)).isoformat()
    due = {"version": 1, "period": period, "until": (now + timedelta(hours=hours)).isoformat()}
    async with begin() as session:
        key = f"secretariat.list:{period}"
        await inbox.record(session, Work(LIST_DUE, key, HOME, due=now, payload=due))


async def says(said: Said, words: str) -> None:
    async with asyncio.timeout(PATIENCE):
        while words not in said.everything:
            await asyncio.sleep(0.02)


async def says_no_more(said: Said, words: str) -> None:
    async with asyncio.timeout(PATIENCE):
        while words in said.everything:
            await asyncio.sleep(0.02)


async def result_of(begin: Begin, kind: str) -> str:
    query = text("SELECT result FROM inbox WHERE kind = :kind AND state = 'done' ORDER BY id DESC")
    async with asyncio.timeout(PATIENCE):
        while True:
            async with begin(read_only=True) as session:
                if found := await session.scalar(query, {"kind": kind}):
                    return str(found)
            await asyncio.sleep(0.02)


def named(said: Said) -> list[str]:
    """The ids of the people and channels that it names."""
    found = list[str]()

    def look(part: Any) -> None:
        if isinstance(part, dict):
            found.extend(part[k] for k in ("user_id", "channel_id") if k in part)
            for inside in part.values():
                look(inside)
        elif isinstance(part, list):
            for inside in part:
                look(inside)

    look(said.blocks)
    return found


async def names(said: Said, id: str) -> None:
    async with asyncio.timeout(PATIENCE):
        while id not in named(said):
            await asyncio.sleep(0.02)


async def both_lists(slack: Slack, begin: Begin, *tasks: Task) -> tuple[Said, Said]:
    await asked(slack, SECRETARIAT, "/klima admin")
    await colleague(slack, begin)
    await raised(slack, begin, *tasks)
    await morning(slack, begin)
    return await slack.sees(SECRETARIAT), await slack.sees(COLLEAGUE)


async def test_each_of_the_secretariat_gets_one_list_with_each_matter_once(
    slack: Slack, knowledge: Begin
) -> None:
    own, other = await both_lists(slack, knowledge, PARKED, PARKED, LEFT)

    for said in (own, other):
        check_message(said.blocks)
        assert said.text == "Sekretariatets åbne opgaver: 2, heraf ledige: 2"
        assert said.everything.count("kanalen er arkiveret") == 1
        assert "2 gange, senest" in said.everything
        assert "personen er ikke i Slack mere" in said.everything
        assert {HARBOUR, "U0VEJLE"} == set(named(said))
    await slack.sees_nothing(KOEGE)


async def test_taking_and_closing_is_seen_by_the_colleague(slack: Slack, knowledge: Begin) -> None:
    own, other = await both_lists(slack, knowledge, PARKED, LEFT)

    await slack.press(SECRETARIAT, own, "Jeg tager den", "arkiveret")
    await names(other, "U0SEKRETARIAT")
    assert "heraf ledige: 1" in other.text

    await slack.press(COLLEAGUE, other, "Færdig", "arkiveret")
    await says_no_more(own, "arkiveret")
    assert own.text == "Sekretariatets åbne opgaver: 1, heraf ledige: 1"

    await slack.press(COLLEAGUE, other, "Færdig", "ikke i Slack")
    await says(own, "Der er ikke noget på sekretariatets liste")


async def test_of_two_who_take_it_the_first_does(slack: Slack, knowledge: Begin) -> None:
    own, other = await both_lists(slack, knowledge, PARKED)
    stale = Said({**other.message})

    await slack.press(SECRETARIAT, own, "Jeg tager den")
    await names(other, "U0SEKRETARIAT")
    await slack.press(COLLEAGUE, stale, "Jeg tager den")

    async with asyncio.timeout(PATIENCE):
        while await result_of(knowledge, "secretariat.task_pressed") != "stale":
            await asyncio.sleep(0.02)
    assert "U0SEKRETARIAT" in named(own)
    assert "U0ALBERTSLUND" not in named(own)


async def test_a_task_is_given_to_a_colleague_and_to_nobody_else(
    slack: Slack, knowledge: Begin
) -> None:
    own, other = await both_lists(slack, knowledge, PARKED)

    await slack.choose(SECRETARIAT, own, "Giv den til …", KOEGE)
    assert (await slack.sees(SECRETARIAT)).text.startswith("Opgaven kan kun gives til en fra")

    await slack.choose(SECRETARIAT, own, "Giv den til …", COLLEAGUE)
    await names(other, "U0ALBERTSLUND")
    await names(own, "U0ALBERTSLUND")


async def test_who_is_no_longer_of_the_secretariat_cannot_press(
    slack: Slack, knowledge: Begin
) -> None:
    own, other = await both_lists(slack, knowledge, PARKED)
    await confirm(knowledge, OF_SECRETARIAT.replace("sekretariatet;sekretariat", "KL;partner"))

    await slack.press(COLLEAGUE, other, "Færdig")

    assert (await slack.sees(COLLEAGUE)).text.startswith("Det er kun for sekretariatet.")
    assert "arkiveret" in own.everything


async def test_what_somebody_absent_has_is_free_again_or_with_the_stand_in(
    slack: Slack, knowledge: Begin
) -> None:
    own, _ = await both_lists(slack, knowledge, PARKED, LEFT)
    await slack.press(SECRETARIAT, own, "Jeg tager den", "arkiveret")
    await names(own, "U0SEKRETARIAT")
    day = today(slack)
    gone = {"workspace": HOME, "user": "U0SEKRETARIAT", "first_day": day, "last_day": day}
    async with knowledge() as session:
        await session.execute(insert(AbsenceRow).values(**gone))

    said = await asked(slack, COLLEAGUE, "/klima admin liste")
    assert "fri igen, for " in said.everything
    assert "heraf ledige: 2" in said.text

    async with knowledge() as session:
        await session.execute(text("UPDATE absence SET stand_in = 'U0ALBERTSLUND'"))
    said = await asked(slack, COLLEAGUE, "/klima admin liste")
    assert " har den, mens " in said.everything
    assert "U0ALBERTSLUND" in named(said)


async def test_whoever_is_away_gets_no_list(slack: Slack, knowledge: Begin) -> None:
    await asked(slack, SECRETARIAT, "/klima admin")
    await colleague(slack, knowledge)
    await raised(slack, knowledge, PARKED)
    day = today(slack)
    gone = {"workspace": HOME, "user": "U0ALBERTSLUND", "first_day": day, "last_day": day}
    async with knowledge() as session:
        await session.execute(insert(AbsenceRow).values(**gone))

    await morning(slack, knowledge)

    assert "arkiveret" in (await slack.sees(SECRETARIAT)).everything
    await slack.sees_nothing(COLLEAGUE)


async def test_with_nothing_open_nobody_is_written_to(slack: Slack, knowledge: Begin) -> None:
    await asked(slack, SECRETARIAT, "/klima admin")

    await morning(slack, knowledge)

    assert await result_of(knowledge, LIST_DUE) == "nothing open"
    await slack.sees_nothing(SECRETARIAT)


async def test_with_nobody_known_the_tasks_wait_for_the_next_admin(
    slack: Slack, knowledge: Begin
) -> None:
    await raised(slack, knowledge, PARKED)

    await morning(slack, knowledge)

    assert await result_of(knowledge, LIST_DUE) == "nobody known"
    assert "Åbne opgaver: 1." in (await asked(slack, SECRETARIAT, "/klima admin")).everything


async def test_a_morning_that_is_long_past_has_no_list(slack: Slack, knowledge: Begin) -> None:
    await asked(slack, SECRETARIAT, "/klima admin")
    await raised(slack, knowledge, PARKED)

    await morning(slack, knowledge, hours=-1)

    assert await result_of(knowledge, LIST_DUE) == SKIPPED_LATE
    await slack.sees_nothing(SECRETARIAT)


@pytest.mark.parametrize("command", ["", " liste", " leverancer", " pause", " medlem <@U0KOEGE>"])
async def test_nobody_else_may(slack: Slack, knowledge: Begin, command: str) -> None:
    await raised(slack, knowledge, PARKED)

    said = await asked(slack, VEJLE, f"/klima admin{command}")

    assert said.text == "Det er kun for sekretariatet. Mangler du noget, så skriv til dem."
    async with knowledge(read_only=True) as session:
        assert (await session.execute(text("SELECT * FROM stop"))).all() == []


async def test_the_log_says_what_became_of_each_message(slack: Slack, knowledge: Begin) -> None:
    slack.say(KOEGE, "@Klimabot hvem er gode til vådområder?", ALLIANCE)
    await slack.sees(KOEGE, ALLIANCE)
    slack.say(KOEGE, "hjælp")
    await slack.sees(KOEGE)

    said = await asked(slack, SECRETARIAT, "/klima admin leverancer")

    assert "I dag: sendt 2, venter 1, udeladt 0, taget tilbage 0, parkeret 0" in said.everything
    assert " · svar · sendt" in said.everything
    assert " · kort besked · sendt" in said.everything
    assert {"C0ALLIANCEN", "U0KOEGE"} == set(named(said))
    assert "vådområder" not in said.everything


@pytest.mark.parametrize(
    ("about", "there", "not_there"),
    [
        ("<@U0KOEGE|koege>", "kort besked", " · svar · "),
        ("<#C0ALLIANCEN|alliancen>", " · svar · ", "kort besked"),
        ("svar", " · svar · ", "kort besked"),
        ("kort", "kort besked", " · svar · "),
    ],
)
async def test_the_log_about_one_thing(
    slack: Slack, about: str, there: str, not_there: str
) -> None:
    slack.say(KOEGE, "@Klimabot hvem er gode til vådområder?", ALLIANCE)
    await slack.sees(KOEGE, ALLIANCE)
    slack.say(KOEGE, "hjælp")
    await slack.sees(KOEGE)

    said = await asked(slack, SECRETARIAT, f"/klima admin leverancer {about}")

    assert there in said.everything
    assert not_there not in said.everything


async def test_the_log_about_what_there_is_not_says_what_there_is(slack: Slack) -> None:
    said = await asked(slack, SECRETARIAT, "/klima admin leverancer brevduer")

    assert said.text.startswith("Den slags besked kender jeg ikke. Skriv en person")


async def test_the_log_goes_on_page_by_page(slack: Slack, knowledge: Begin) -> None:
    later = slack.playground.clock.now() + timedelta(days=2)
    for number in range(32):
        async with knowledge() as session:
            whom = (HOME, f"senere:{number:02}", "U0KOEGE", "hello", "da")
            await delivery.want(session, Wanted(*whom, due=later + timedelta(minutes=number)))

    seen = [await asked(slack, SECRETARIAT, "/klima admin leverancer <@U0KOEGE>")]
    while "Vis flere" in seen[-1].buttons:
        await slack.press(SECRETARIAT, seen[-1], "Vis flere")
        seen.append(await slack.sees(SECRETARIAT))

    assert [said.everything.count("hilsen · venter til") for said in seen] == [15, 15, 2]
    lines = [line for said in seen for line in said.everything.split("\n") if "hilsen" in line]
    assert len(set(lines)) == 32


async def test_a_pause_holds_back_what_nobody_asked_for_until_it_is_over(
    slack: Slack, knowledge: Begin
) -> None:
    await colleague(slack, knowledge)
    await raised(slack, knowledge, PARKED)
    assert (await asked(slack, SECRETARIAT, "/klima admin pause")).text.startswith(
        "Nu er der pause"
    )

    await morning(slack, knowledge)
    assert await result_of(knowledge, LIST_DUE) == "secretariat.list"
    await slack.sees_nothing(COLLEAGUE, for_=1.5)
    slack.say(KOEGE, "hjælp")
    assert (await slack.sees(KOEGE)).text.startswith("Jeg er Klimabot")
    said = await asked(slack, SECRETARIAT, "/klima admin liste")
    assert "Sat på pause af " in said.everything
    assert "U0SEKRETARIAT" in named(said)
    home = await home_of(slack, SECRETARIAT)
    check_view({"type": "home", "blocks": home.blocks})
    assert "Sat på pause af " in home.everything

    await slack.choose(SECRETARIAT, home, "Genoptag")
    texts = {(await slack.sees(SECRETARIAT)).text for _ in range(2)}
    assert {text[:10] for text in texts} == {"Pausen er ", "Sekretaria"}
    assert "arkiveret" in (await slack.sees(COLLEAGUE)).everything
    await says_no_more(said, "Sat på pause")


async def test_yesterday_s_list_that_was_held_back_is_not_sent(
    slack: Slack, knowledge: Begin
) -> None:
    await asked(slack, SECRETARIAT, "/klima admin pause")
    await raised(slack, knowledge, PARKED)
    await morning(slack, knowledge, day=today(slack) - timedelta(days=1))
    await morning(slack, knowledge)
    await asyncio.sleep(0.6)

    await asked(slack, SECRETARIAT, "/klima admin genoptag")

    await slack.sees(SECRETARIAT)
    await slack.sees_nothing(SECRETARIAT, for_=1.5)


async def test_a_member_is_confirmed_by_the_e_mail_in_slack(slack: Slack, knowledge: Begin) -> None:
    said = await asked(
        slack, SECRETARIAT, "/klima admin medlem <@U0KOEGE|koege> Køge Kommune koordinator"
    )

    assert said.everything == " er nu bekræftet: koordinator, Køge Kommune."
    assert named(said) == ["U0KOEGE"]
    async with knowledge(read_only=True) as session:
        role = await session.scalar(
            text("SELECT role FROM member WHERE email = 'klimakoordinator@koege.dk'")
        )
    assert role == "coordinator"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("", "Skriv, hvem det er, med @ foran navnet"),
        ("koege Køge koordinator", "Skriv, hvem det er, med @ foran navnet"),
        ("<@U0KOEGE>", "Skriv organisationen og til sidst rollen"),
        ("<@U0KOEGE> Køge", "Skriv organisationen og til sidst rollen"),
        ("<@U0KOEGE> Køge dronning", "Skriv organisationen og til sidst rollen"),
        ("<@U0KOEGE> Odense koordinator", "Den organisation kender jeg ikke."),
        ("<@U0KOEGE> KL koordinator", "Den rolle passer ikke til den organisation"),
        ("<@U0FREMMED> Vejle koordinator", "Jeg kan ikke se personens e-mail i Slack"),
        ("<@U0INGEN> Vejle koordinator", "Slack siger mig ikke lige nu, hvem det er"),
    ],
)
async def test_what_is_wrong_with_a_member_is_said_with_what_would_do(
    slack: Slack, words: str, told: str
) -> None:
    said = await asked(slack, SECRETARIAT, f"/klima admin medlem {words}")

    assert said.text.startswith(told)
    if told.startswith("Den organisation"):
        assert "Vejle Kommune" in said.everything


async def test_by_mention_directly_and_from_the_page_it_comes_to_the_asker_alone(
    slack: Slack, knowledge: Begin
) -> None:
    await raised(slack, knowledge, PARKED)

    slack.say(SECRETARIAT, "@Klimabot admin liste", ALLIANCE)
    assert "arkiveret" in (await slack.sees(SECRETARIAT)).everything
    await slack.sees_nothing(SECRETARIAT, ALLIANCE)
    slack.say(SECRETARIAT, "admin list")
    assert "open tasks: 1" in (await slack.sees(SECRETARIAT)).text
    home = await home_of(slack, SECRETARIAT)
    await slack.choose(SECRETARIAT, home, "Leverancer")
    assert (await slack.sees(SECRETARIAT)).text.startswith("Leverancer")
    assert "Leverancer" not in (await home_of(slack, KOEGE)).everything


async def test_a_question_may_begin_with_that_word(slack: Slack) -> None:
    slack.say(SECRETARIAT, "admin af klimaregnskab, hvem har det?")

    assert (await slack.sees(SECRETARIAT)).thumbs


async def test_what_somebody_else_wrote_pauses_nothing(slack: Slack, knowledge: Begin) -> None:
    message = slack.say(KOEGE, "admin pause", ALLIANCE)

    await slack.ask_about(SECRETARIAT, message)

    await slack.sees(SECRETARIAT)
    async with knowledge(read_only=True) as session:
        assert (await session.execute(text("SELECT * FROM stop"))).all() == []


async def test_a_question_that_is_handed_on_is_on_the_list(slack: Slack, knowledge: Begin) -> None:
    slack.say(KOEGE, "hvor skal topmødet holdes næste år?")
    said = await slack.sees(KOEGE)
    await slack.press(KOEGE, said, "Spørg sekretariatet")
    await slack.sees_modal(KOEGE)
    await slack.submit(KOEGE, {})
    await slack.sees(KOEGE)

    listed = await asked(slack, SECRETARIAT, "/klima admin liste")

    assert "vil gerne høre fra jer om et spørgsmål" in listed.everything
    assert set(named(listed)) == {"U0KOEGE"}
