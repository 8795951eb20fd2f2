"""What goes to many again and again is approved by one of the secretariat, once."""

import asyncio
from datetime import timedelta

import pytest

from storage import approvals, inbox, schedule, tasks
from storage.approvals import Approval
from storage.engine import Begin
from storage.inbox import Work
from storage.tasks import Task
from storage.terms import Audience, Person, Role, Viewer
from tests.storage.builders import (
    ASSENS,
    CHANNEL,
    MONDAY,
    OTHER_WORKSPACE,
    SECRETARIAT,
    TEST,
    WORKSPACE,
    person,
)

STATUS, LOOK = "status", "4f1c"
SECRETARY = person(Role.SECRETARIAT, SECRETARIAT, user="U0SEKRETARIAT")
COLLEAGUE = person(Role.SECRETARIAT, SECRETARIAT, user="U0KOLLEGA")
ELSEWHERE = person(Role.SECRETARIAT, SECRETARIAT, workspace=OTHER_WORKSPACE)
OTHERS = [
    person(),
    person(Role.COORDINATOR, ASSENS),
    person(Role.PARTNER),
    Audience(WORKSPACE, CHANNEL),
]
WAITS = Task(WORKSPACE, "approval:status", "approval", {"schedule": STATUS})
WORK = Work("status.due", "status:2026-W48", WORKSPACE, MONDAY, {"version": 1})


async def approve(begin: Begin, by: Person, look: str = LOOK) -> bool:
    async with begin() as session:
        return await approvals.approve(session, by, STATUS, look, now=MONDAY)


async def approval(begin: Begin, viewer: Viewer = TEST, look: str = LOOK) -> Approval | None:
    async with begin(read_only=True) as session:
        return await approvals.find_approval(session, viewer, WORKSPACE, STATUS, look)


async def test_what_one_has_approved_is_approved(begin: Begin) -> None:
    assert await approval(begin) is None

    assert await approve(begin, SECRETARY)

    assert await approval(begin) == Approval(STATUS, LOOK, SECRETARY.user, MONDAY)
    assert await approval(begin, COLLEAGUE) == await approval(begin)
    assert await approval(begin, look="another") is None


async def test_of_two_at_once_one_approves(begin: Begin) -> None:
    both = await asyncio.gather(approve(begin, SECRETARY), approve(begin, COLLEAGUE))

    found = await approval(begin)
    assert sorted(both) == [False, True]
    assert found is not None
    assert found.approved_by == (SECRETARY.user if both[0] else COLLEAGUE.user)


@pytest.mark.parametrize("viewer", OTHERS)
async def test_nobody_else_approves_or_reads_it(begin: Begin, viewer: Viewer) -> None:
    if isinstance(viewer, Person):
        assert not await approve(begin, viewer)
        assert await approval(begin) is None
    await approve(begin, SECRETARY)

    assert await approval(begin, viewer) is None
    async with begin(read_only=True) as session:
        since, until = MONDAY, MONDAY + timedelta(days=1)
        assert await approvals.approved_between(session, viewer, WORKSPACE, since, until) == []


async def test_elsewhere_they_approve_for_themselves(begin: Begin) -> None:
    assert await approve(begin, ELSEWHERE)

    assert await approval(begin) is None
    await approve(begin, SECRETARY)
    assert await approval(begin, ELSEWHERE) is None


@pytest.mark.parametrize(("hours", "is_there"), [(-1, False), (0, True), (1, False)])
async def test_what_was_approved_in_an_hour(begin: Begin, hours: int, is_there: bool) -> None:
    await approve(begin, SECRETARY)
    since = MONDAY + timedelta(hours=hours)

    async with begin(read_only=True) as session:
        found = await approvals.approved_between(
            session, COLLEAGUE, WORKSPACE, since, since + timedelta(hours=1)
        )

    assert [one.approved_by for one in found] == ([SECRETARY.user] if is_there else [])


async def test_what_stands_on_the_list_is_there_once_and_not_counted(begin: Begin) -> None:
    new = []
    for minute in range(3):
        async with begin() as session:
            now = MONDAY + timedelta(minutes=minute)
            new.append(await tasks.stands(session, WAITS, now=now))

    async with begin() as session:
        [task] = await tasks.open_tasks(session, SECRETARY, WORKSPACE)
        assert (new, task.times, task.last_at) == ([True, False, False], 1, MONDAY)
        assert await tasks.stands_no_longer(session, WORKSPACE, WAITS.key)
        assert not await tasks.stands_no_longer(session, WORKSPACE, WAITS.key)
        assert await tasks.open_tasks(session, SECRETARY, WORKSPACE) == []


async def test_what_had_ended_is_put_back_once_and_is_done(begin: Begin) -> None:
    async with begin() as session:
        await schedule.record_ended(session, WORK, "not_approved")
        assert not await schedule.put_back(session, WORK, "skipped_late")
        assert await schedule.put_back(session, WORK, "not_approved")
        assert not await schedule.put_back(session, WORK, "not_approved")

    async with begin() as session:
        lease = timedelta(seconds=10)
        [taken] = await inbox.claim(session, TEST, owner="one", now=MONDAY, lease=lease, limit=5)
    assert (taken.key, taken.payload, taken.attempt) == (WORK.key, WORK.payload, 1)
