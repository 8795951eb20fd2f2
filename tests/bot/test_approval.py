"""What goes to many again and again is not done before it is approved as it is now."""

import asyncio
from collections.abc import MutableMapping, Sequence
from dataclasses import replace
from typing import Any, cast

import pytest

from bot.delivery.approval import NOT_APPROVED, Rule, ToMany
from bot.delivery.inbox import Duty, Inbox, say_nothing
from bot.delivery.planner import Schedule, put_back, within_windows
from prompts import catalogue
from storage import approvals, tasks
from storage.engine import Begin, create_engine, transactions
from storage.models.trays import InboxState
from storage.recipients import Recipient
from storage.tasks import OpenTask
from storage.terms import Organisation, OrganisationKind, Person, Role, System
from tests.bot.calendars import ALLIANCE
from tests.bot.test_planner import STATUS, WEEK, MovedClock, found, local, plan, rows
from tests.bot.trays import at_work, process

WORKSPACE, TEXT = "T0DK2020", "hello.first"
OURS = Organisation("sekretariat", "Sekretariatet", OrganisationKind.SECRETARIAT)
SECRETARY = Person(WORKSPACE, "U0SEKRETARIAT", Role.SECRETARIAT, OURS)
BEFORE, DUE, LATER = "2026-11-30T08:00", "2026-11-30T09:00", "2026-11-30T10:00"


async def nobody(session: Any, viewer: System, workspace: str) -> Sequence[Recipient]:
    return []


RULE = Rule("coordinators, 1", "broadcast.coordinators", nobody)
PROMPT = ToMany("hello", [TEXT], RULE)
TO_MANY = replace(STATUS, to_many=PROMPT)


def words_of(language: str) -> MutableMapping[str, str]:
    return cast("MutableMapping[str, str]", catalogue(language))


async def open_tasks(begin: Begin) -> Sequence[OpenTask]:
    async with begin(read_only=True) as session:
        return await tasks.open_tasks(session, SECRETARY, WORKSPACE)


async def approve(begin: Begin, at: str = LATER, each: Schedule = TO_MANY) -> int:
    """As the secretariat does: how much is put back."""
    now = local(at)
    assert each.to_many is not None
    async with begin() as session:
        looks = each.to_many.fingerprint
        assert await approvals.approve(session, SECRETARY, each.name, looks, now=now)
        return await put_back(session, each, ALLIANCE, WORKSPACE, now)


async def done(begin: Begin, at: str, each: Schedule = TO_MANY) -> str | None:
    """What became of the only work, once somebody took it."""

    async def work(work: Any, clock: Any, begin: Any) -> str:
        return "sent"

    one = process(begin)
    moved = type(one)(begin, MovedClock(local(at)), one.pace, "one")
    duties = within_windows({"status.due": Duty(work, say_nothing)}, [each])
    async with at_work(Inbox(moved, duties, then=lambda: None).hands), asyncio.timeout(5):
        while (await rows(begin))[0].state is not InboxState.DONE:
            await asyncio.sleep(0.02)
    return (await rows(begin))[0].result


async def test_what_is_not_approved_is_not_done_and_that_is_written_down(begin: Begin) -> None:
    await plan(begin, BEFORE, TO_MANY)
    await plan(begin, DUE, TO_MANY)

    assert await found(begin) == [("status:2026-W49", NOT_APPROVED)]
    assert await done(begin, DUE) == NOT_APPROVED


async def test_the_secretariat_is_asked_before_the_first_time_and_once(begin: Begin) -> None:
    await plan(begin, BEFORE, TO_MANY)
    for _ in range(3):
        await plan(begin, DUE, TO_MANY)

    [task] = await open_tasks(begin)
    assert (task.key, task.kind, task.times) == ("approval:status", "approval", 1)
    assert task.subject == {"schedule": "status", "message": "hello"}
    assert task.last_at == local(BEFORE)


async def test_what_is_approved_is_put_down_as_ever_and_off_the_list(begin: Begin) -> None:
    await plan(begin, BEFORE, TO_MANY)
    await approve(begin, BEFORE)
    await plan(begin, DUE, TO_MANY)

    assert await found(begin) == [("status:2026-W49", None)]
    assert await open_tasks(begin) == []
    assert await done(begin, LATER) == "sent"


async def test_once_approved_what_had_ended_is_done(begin: Begin) -> None:
    await plan(begin, BEFORE, TO_MANY)
    await plan(begin, DUE, TO_MANY)

    assert await approve(begin) == 1

    [row] = await rows(begin)
    assert (row.state, row.result, row.due) == (InboxState.NEW, None, local(DUE))
    assert await done(begin, LATER) == "sent"


@pytest.mark.parametrize(
    ("at", "back"), [("2026-12-02T09:00", 1), ("2026-12-02T09:01", 0), ("2026-12-05T09:00", 0)]
)
async def test_but_not_when_it_has_become_too_late(begin: Begin, at: str, back: int) -> None:
    await plan(begin, BEFORE, TO_MANY)
    await plan(begin, DUE, TO_MANY)

    assert await approve(begin, at) == back


async def test_what_was_skipped_for_another_reason_stays_so(begin: Begin) -> None:
    await plan(begin, BEFORE, TO_MANY)
    await plan(begin, local(DUE) + WEEK / 2, TO_MANY)
    await approve(begin)
    await plan(begin, local(DUE) + WEEK / 2, TO_MANY)

    assert await found(begin) == [("status:2026-W49", "skipped_late")]


async def test_who_planned_while_it_was_approved_makes_good_at_the_next_look(
    begin: Begin,
) -> None:
    await plan(begin, BEFORE, TO_MANY)
    await approve(begin, BEFORE)
    other = replace(TO_MANY, to_many=ToMany("hello", [TEXT], replace(RULE, name="another")))
    await plan(begin, DUE, other)
    assert await found(begin) == [("status:2026-W49", NOT_APPROVED)]

    await plan(begin, LATER, TO_MANY)

    assert await found(begin) == [("status:2026-W49", None)]


@pytest.mark.parametrize("language", ["da", "en"])
async def test_another_text_is_asked_about_again(
    begin: Begin, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    await plan(begin, BEFORE, TO_MANY)
    await approve(begin, BEFORE)
    await plan(begin, BEFORE, TO_MANY)
    monkeypatch.setitem(words_of(language), TEXT, "Noget andet.")

    await plan(begin, DUE, TO_MANY)

    assert await found(begin) == [("status:2026-W49", NOT_APPROVED)]
    assert [task.key for task in await open_tasks(begin)] == ["approval:status"]
    monkeypatch.undo()
    await plan(begin, LATER, TO_MANY)
    assert await found(begin) == [("status:2026-W49", None)]
    assert await open_tasks(begin) == []


async def test_what_changes_in_the_tray_is_not_done_before_it_is_seen(
    begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    await plan(begin, BEFORE, TO_MANY)
    await approve(begin, BEFORE)
    await plan(begin, DUE, TO_MANY)
    monkeypatch.setitem(words_of("da"), TEXT, "Noget andet.")

    assert await done(begin, DUE) == NOT_APPROVED
    assert await approve(begin) == 1
    assert await done(begin, LATER) == "sent"


def test_a_look_is_of_its_texts_its_rule_and_its_kind() -> None:
    others = [
        ToMany("other", [TEXT], RULE),
        ToMany("hello", [TEXT, "broadcast.from"], RULE),
        ToMany("hello", [TEXT], replace(RULE, name="coordinators, 2")),
    ]

    assert len({each.fingerprint for each in (PROMPT, *others)}) == 4
    assert ToMany("hello", [TEXT], RULE).fingerprint == PROMPT.fingerprint


def test_a_text_that_is_not_there_is_refused_at_once() -> None:
    with pytest.raises(KeyError):
        ToMany("hello", ["no.such_key"], RULE)
    with pytest.raises(ValueError, match="without a text"):
        ToMany("hello", [], RULE)


async def test_any_number_of_processes_may_look_at_once(begin: Begin, database_url: str) -> None:
    engines = [create_engine(database_url) for _ in range(4)]
    begins = [transactions(engine) for engine in engines]
    await asyncio.gather(*(plan(each, BEFORE, TO_MANY) for each in begins))
    await asyncio.gather(*(plan(each, DUE, TO_MANY) for each in begins))

    assert await found(begin) == [("status:2026-W49", NOT_APPROVED)]
    [task] = await open_tasks(begin)
    assert task.times == 1
    await asyncio.gather(approve(begins[0]), *(plan(each, LATER, TO_MANY) for each in begins))
    await asyncio.gather(*(plan(each, LATER, TO_MANY) for each in begins))

    for engine in engines:
        await engine.dispose()
    assert await found(begin) == [("status:2026-W49", None)]
    assert await open_tasks(begin) == []
