"""A kind of message that goes to many each week: asked about, looked at, approved, and sent."""

import asyncio
import json
from collections.abc import Mapping, MutableMapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any, cast

import pytest
from sqlalchemy import text as sql

from bot import app
from bot.alliance.secretariat.log import KIND_NAMES
from bot.clock import Clock
from bot.delivery.approval import Rule, ToMany
from bot.delivery.inbox import Duty, say_nothing
from bot.delivery.planner import Schedule
from bot.delivery.recurrence import Weekly
from handlers.views.blocks import Message, button, section
from handlers.views.kinds import VIEWS
from playground.kit import check_message
from prompts import LANGUAGES, catalogue, text
from storage import delivery, recipients
from storage.delivery import Delivery, Wanted
from storage.engine import Begin, Session
from storage.inbox import ClaimedWork
from storage.recipients import Recipient
from storage.terms import Role, System
from tests.conversations.office_hours import TUESDAY, tuesday_at
from tests.conversations.slack import PATIENCE, Said, Slack
from tests.conversations.test_broadcasts import (
    ASSENS,
    COLLEAGUE,
    KOEGE,
    SECRETARIAT,
    TWO,
    becomes,
)
from tests.conversations.test_rights import confirm
from tests.conversations.test_secretariat import asked, named
from tests.conversations.test_ways_in import home_of

STATUS, PROMPT, ANOTHER = "status", "Hvordan går det hos jer?", "Hvad er der sket hos jer?"
WAITS = "En besked til mange (status) venter på godkendelse."


async def coordinators(session: Session, viewer: System, workspace: str) -> Sequence[Recipient]:
    return await recipients.recipients(session, viewer, workspace, (Role.COORDINATOR,))


async def prompted(work: ClaimedWork, clock: Clock, begin: Begin) -> str:
    """The work of a Tuesday: each coordinator is to get the message."""
    async with begin() as session:
        for one in await coordinators(session, System("tests"), work.workspace):
            if one.user:
                whom = (work.workspace, work.key, one.user, STATUS, "da")
                await delivery.want(session, Wanted(*whom, due=clock.now()))
    return STATUS


async def drawn(session: Session, viewer: System, delivery: Delivery) -> Message:
    said = text("status.prompt", delivery.language)
    write = {"type": "actions", "elements": [button("Skriv status", "status_write", "uge")]}
    return Message(said, (section(said), write))


def says(monkeypatch: pytest.MonkeyPatch, key: str, words: str) -> None:
    for language in LANGUAGES:
        monkeypatch.setitem(cast("MutableMapping[str, str]", catalogue(language)), key, words)


@pytest.fixture(autouse=True)
def a_kind_to_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the feature that brings it says of it, and nothing more."""
    says(monkeypatch, "status.prompt", PROMPT)
    says(monkeypatch, "log.status", "status")
    monkeypatch.setitem(cast("MutableMapping[str, Any]", VIEWS), STATUS, drawn)
    monkeypatch.setitem(cast("MutableMapping[str, str]", KIND_NAMES), STATUS, "log.status")
    rule = Rule("coordinators, 1", "broadcast.coordinators", coordinators)
    weekly = Schedule(
        "status",
        "status.due",
        Weekly(TUESDAY, time(11)),
        window=timedelta(days=1),
        in_skipped_weeks=True,
        to_many=ToMany(STATUS, ["status.prompt"], rule),
    )
    monkeypatch.setattr(app, "SCHEDULES", (weekly,))
    duties: Any = vars(app)["duties"]

    def with_ours(*given: Any) -> Mapping[str, Duty]:
        return {**duties(*given), "status.due": Duty(prompted, say_nothing)}

    monkeypatch.setattr(app, "duties", with_ours)


@pytest.fixture
def starts_at() -> datetime:
    return tuesday_at(10)


@pytest.fixture
async def office(slack: Slack, knowledge: Begin) -> Slack:
    """Two in the secretariat, who have both met the bot."""
    await confirm(knowledge, TWO)
    await home_of(slack, COLLEAGUE)
    return slack


async def it_is(slack: Slack, begin: Begin, hour: int, minute: int = 1) -> None:
    """The clock is moved there, and what fell due by then is planned."""
    then = slack.playground.clock.now().replace(minute=minute)
    slack.playground.clock.move_to(then + timedelta(hours=hour - 10))
    async with asyncio.timeout(PATIENCE):
        while (await planned(begin)) < slack.playground.clock.now() - timedelta(minutes=1):
            await asyncio.sleep(0.05)


async def planned(begin: Begin) -> datetime:
    async with begin(read_only=True) as session:
        [until] = await session.scalars(sql("select planned_until from schedule"))
    return datetime.fromisoformat(f"{until}+00:00")


async def preview(slack: Slack, person: str) -> Said:
    """From the list, as whoever of the secretariat presses there sees it."""
    listed = await asked(slack, person, "/klima admin liste")
    assert WAITS in listed.everything
    await slack.press(person, listed, "Se og godkend")
    seen = await slack.sees(person)
    check_message(seen.blocks)
    return seen


async def approved(slack: Slack) -> Said:
    seen = await preview(slack, SECRETARIAT)
    await slack.press(SECRETARIAT, seen, "Godkend")
    await becomes(seen, "Godkendt af ")
    return seen


async def gets_it(slack: Slack, words: str = PROMPT) -> None:
    for person in (ASSENS, KOEGE):
        assert (await slack.sees(person)).text == words
        await slack.sees_nothing(person, for_=0.3)


async def test_the_secretariat_is_asked_before_it_goes_out(office: Slack) -> None:
    listed = await asked(office, SECRETARIAT, "/klima admin liste")

    assert f"{WAITS} Jeg sender den ikke, før en af jer" in listed.everything
    [below] = [block for block in listed.blocks if "Se og godkend" in str(block)]
    assert "Jeg tager den" in str(below)
    assert "Færdig" not in str(below)  # it is off the list when it is approved


async def test_one_sees_how_it_looks_whom_it_reaches_and_when_it_comes(office: Slack) -> None:
    seen = await preview(office, SECRETARIAT)

    assert seen.text.startswith("*Besked til mange: status* · sådan ser den ud for 2 modtagere:")
    assert PROMPT in seen.everything
    assert "Modtagere: Klimakoordinatorerne." in seen.everything
    assert "Når frem hos Assens, Køge." in seen.everything
    assert "Når ikke frem til alle hos Vejle" in seen.everything
    assert "Kommer hver tirsdag kl. 11.00, næste gang " in seen.everything
    assert "Venter på godkendelse." in seen.everything
    assert list(seen.buttons) == ["Skriv status", "Send den til mig først", "Godkend"]
    await office.sees_nothing(ASSENS)


async def test_a_button_of_what_is_only_shown_does_nothing(office: Slack, knowledge: Begin) -> None:
    seen = await preview(office, SECRETARIAT)

    await office.press(SECRETARIAT, seen, "Skriv status")

    await office.sees_nothing(SECRETARIAT)
    assert seen.buttons["Skriv status"] == "shown_1"


async def test_it_can_be_tried_on_oneself_first(office: Slack) -> None:
    seen = await preview(office, SECRETARIAT)

    await office.press(SECRETARIAT, seen, "Send den til mig først")

    assert (await office.sees(SECRETARIAT)).text == PROMPT
    await office.sees_nothing(ASSENS)


async def test_once_one_has_approved_it_each_gets_it_once_when_it_is_due(
    office: Slack, knowledge: Begin
) -> None:
    listed = await asked(office, COLLEAGUE, "/klima admin liste")
    seen = await approved(office)
    assert named(seen) == ["U0SEKRETARIAT"]
    assert list(seen.buttons) == ["Skriv status"]
    await becomes(listed, "status til mange er godkendt af ")
    assert WAITS not in listed.everything
    await office.sees_nothing(ASSENS)

    await it_is(office, knowledge, 11)

    await gets_it(office)
    await office.sees_nothing(SECRETARIAT)


async def test_what_was_due_before_it_was_approved_is_sent_then(
    office: Slack, knowledge: Begin
) -> None:
    await it_is(office, knowledge, 12)
    await office.sees_nothing(ASSENS)

    seen = await preview(office, SECRETARIAT)
    assert "kl. 11.00. Godkender du nu, sender jeg den, så snart" in seen.everything
    await office.press(SECRETARIAT, seen, "Godkend")

    await gets_it(office)


async def test_of_two_who_approve_the_second_is_told_by_whom(
    office: Slack, knowledge: Begin
) -> None:
    seen, other = await preview(office, SECRETARIAT), await preview(office, COLLEAGUE)
    stale = Said({**other.message})

    await office.press(SECRETARIAT, seen, "Godkend")
    await becomes(other, "Godkendt af ")
    await office.press(COLLEAGUE, stale, "Godkend")

    told = await office.sees(COLLEAGUE)
    assert " har godkendt den " in told.everything
    assert named(told) == ["U0SEKRETARIAT"]
    async with knowledge(read_only=True) as session:
        [by] = await session.scalars(sql("select approved_by from approval"))
    assert by == "U0SEKRETARIAT"


async def test_another_text_is_asked_about_again_before_it_is_sent(
    office: Slack, knowledge: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    await approved(office)
    says(monkeypatch, "status.prompt", ANOTHER)
    await it_is(office, knowledge, 11)
    await office.sees_nothing(ASSENS)

    seen = await preview(office, COLLEAGUE)
    assert ANOTHER in seen.everything
    await office.press(COLLEAGUE, seen, "Godkend")

    await gets_it(office, ANOTHER)


async def test_what_has_changed_since_it_was_seen_is_not_approved_but_shown_anew(
    office: Slack, knowledge: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = await preview(office, SECRETARIAT)
    says(monkeypatch, "status.prompt", ANOTHER)

    await office.press(SECRETARIAT, seen, "Godkend")

    anew = await office.sees(SECRETARIAT)
    assert anew.text.startswith("Teksten, eller hvem den går til, er ændret, siden du så den")
    assert ANOTHER in anew.everything
    await becomes(seen, "den er ændret, siden du så den.")
    assert seen.buttons == {}
    async with knowledge(read_only=True) as session:
        assert (await session.execute(sql("select * from approval"))).all() == []
    await office.press(SECRETARIAT, anew, "Godkend")
    await becomes(anew, "Godkendt af ")


async def test_nobody_else_approves(office: Slack, knowledge: Begin) -> None:
    seen = await preview(office, COLLEAGUE)
    await confirm(knowledge, TWO.replace("sekretariatet;sekretariat", "KL;partner"))

    await office.press(COLLEAGUE, seen, "Godkend")

    told = await office.sees(COLLEAGUE)
    assert told.text.startswith("Det er kun for sekretariatet.")
    async with knowledge(read_only=True) as session:
        assert (await session.execute(sql("select * from approval"))).all() == []


async def test_what_there_is_no_more_is_off_the_list(
    office: Slack, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = await asked(office, SECRETARIAT, "/klima admin liste")
    of_old = json.dumps(listed.message["blocks"]).replace("da:status:", "da:overblik:")
    monkeypatch.setitem(listed.message, "blocks", json.loads(of_old))

    await office.press(SECRETARIAT, listed, "Se og godkend")

    told = await office.sees(SECRETARIAT)
    assert told.text == "Den besked findes ikke mere, så der er ikke noget at godkende."
