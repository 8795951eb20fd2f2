"""What falls to the secretariat: told to it alone, and seen to by one person."""

from datetime import timedelta

import pytest
from sqlalchemy import insert

from storage import absences, stops, tasks
from storage.engine import Begin
from storage.models import AbsenceRow
from storage.tasks import OpenTask, Task
from storage.terms import Audience, Person, Role, StopScope, Viewer
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

PARKED = Task(WORKSPACE, "parked:C0KYST", "delivery.parked", {"channel": "C0KYST"})
SECRETARY = person(Role.SECRETARIAT, SECRETARIAT, user="U0SEKRETARIAT")
COLLEAGUE = person(Role.SECRETARIAT, SECRETARIAT, user="U0KOLLEGA")
ELSEWHERE = person(Role.SECRETARIAT, SECRETARIAT, workspace=OTHER_WORKSPACE)
OTHERS = [
    person(),
    person(Role.COORDINATOR, ASSENS),
    person(Role.PARTNER),
    Audience(WORKSPACE, CHANNEL),
    ELSEWHERE,
]


async def raised(begin: Begin, task: Task = PARKED, times: int = 1) -> OpenTask:
    for number in range(times):
        async with begin() as session:
            await tasks.raise_task(session, task, now=MONDAY + timedelta(hours=number))
    return (await open_tasks(begin))[0]


async def open_tasks(begin: Begin, viewer: Viewer = SECRETARY) -> list[OpenTask]:
    async with begin(read_only=True) as session:
        return list(await tasks.open_tasks(session, viewer, WORKSPACE))


async def test_the_same_thing_again_is_one_task(begin: Begin) -> None:
    task = await raised(begin, times=3)

    assert (task.times, task.first_at, task.last_at) == (3, MONDAY, MONDAY + timedelta(hours=2))
    assert await open_tasks(begin, TEST) == [task]


@pytest.mark.parametrize("viewer", OTHERS)
async def test_nobody_else_reads_or_changes_anything(begin: Begin, viewer: Viewer) -> None:
    task = await raised(begin)
    async with begin() as session:
        await stops.stop(session, WORKSPACE, StopScope.UNASKED, SECRETARY.user, MONDAY)
        gone = {"workspace": WORKSPACE, "user": "U0KOLLEGA", "first_day": MONDAY.date()}
        await session.execute(insert(AbsenceRow).values(**gone, last_day=MONDAY.date()))

    assert await open_tasks(begin, viewer) == []
    async with begin() as session:
        assert await absences.away_on(session, viewer, WORKSPACE, MONDAY.date()) == {}
        assert await stops.stops(session, viewer, WORKSPACE) == {}
        if isinstance(viewer, Person):
            assert not await tasks.close_task(session, viewer, task.id)
            assert not await tasks.assign_task(session, viewer, task.id, to="U0HER", had=None)
    assert await open_tasks(begin) == [task]


async def test_the_first_to_take_it_has_it(begin: Begin) -> None:
    task = await raised(begin)

    async with begin() as session:
        assert await tasks.assign_task(session, SECRETARY, task.id, to=SECRETARY.user, had=None)
    async with begin() as session:
        assert not await tasks.assign_task(session, COLLEAGUE, task.id, to="U0KOLLEGA", had=None)

    assert (await open_tasks(begin))[0].assigned_to == SECRETARY.user
    async with begin() as session:
        had = SECRETARY.user
        assert await tasks.assign_task(session, COLLEAGUE, task.id, to="U0KOLLEGA", had=had)
    assert (await open_tasks(begin))[0].assigned_to == "U0KOLLEGA"


async def test_what_is_closed_is_off_the_list_until_it_happens_again(begin: Begin) -> None:
    task = await raised(begin)
    async with begin() as session:
        assert await tasks.close_task(session, SECRETARY, task.id)
        assert not await tasks.close_task(session, COLLEAGUE, task.id)
    assert await open_tasks(begin) == []

    assert (await raised(begin)).times == 2


def nobody(*codes: str) -> list[Task]:
    return [Task(WORKSPACE, f"nobody:{c}", "nobody_here", {"organisation": c}) for c in codes]


async def standing(begin: Begin, *standing: Task, hour: int = 0) -> list[OpenTask]:
    kind = standing[0].kind if standing else "nobody_here"
    async with begin() as session:
        now = MONDAY + timedelta(hours=hour)
        await tasks.let_stand(session, WORKSPACE, kind, standing, now=now)
    return await open_tasks(begin)


async def test_what_stands_is_not_counted_and_is_over_by_itself(begin: Begin) -> None:
    await raised(begin)
    await standing(begin, *nobody("420", "630"))

    again = await standing(begin, *nobody("420", "630"), hour=24)
    assert [(task.key, task.times, task.last_at) for task in again] == [
        ("parked:C0KYST", 1, MONDAY),
        ("nobody:420", 1, MONDAY),
        ("nobody:630", 1, MONDAY),
    ]

    left = await standing(begin, *nobody("630"), hour=48)
    assert [task.key for task in left] == ["parked:C0KYST", "nobody:630"]
    assert [task.key for task in await standing(begin)] == ["parked:C0KYST"]


async def test_what_is_closed_by_somebody_stays_so_until_it_was_over_once(begin: Begin) -> None:
    [task] = await standing(begin, *nobody("420"))
    async with begin() as session:
        assert await tasks.close_task(session, SECRETARY, task.id)
    assert await standing(begin, *nobody("420"), hour=1) == []

    await standing(begin, hour=2)
    [task] = await standing(begin, *nobody("420"), hour=3)
    assert (task.times, task.first_at) == (1, MONDAY + timedelta(hours=3))


def waiting(*users: str) -> Task:
    return Task(WORKSPACE, "unconfirmed", "unconfirmed", {"users": list(users)})


async def test_what_is_closed_comes_back_when_there_is_more_to_it(begin: Begin) -> None:
    [task] = await standing(begin, waiting("U0A", "U0B"))
    async with begin() as session:
        assert await tasks.close_task(session, SECRETARY, task.id)

    assert await standing(begin, waiting("U0B"), hour=1) == []
    [task] = await standing(begin, waiting("U0B", "U0C"), hour=2)
    assert task.subject == {"users": ["U0B", "U0C"]}
    [task] = await standing(begin, waiting("U0C"), hour=3)
    assert (task.subject, task.last_at) == ({"users": ["U0C"]}, MONDAY + timedelta(hours=2))


async def test_those_that_are_shown_together_are_taken_and_closed_together(begin: Begin) -> None:
    await raised(begin)
    await standing(begin, *nobody("420", "630"))
    kind, me = "nobody_here", SECRETARY.user

    async with begin() as session:
        assert await tasks.assign_tasks_of(session, SECRETARY, kind, to=me, had=None)
        assert not await tasks.assign_tasks_of(session, COLLEAGUE, kind, to="U0X", had=None)
        assert not await tasks.close_tasks_of(session, COLLEAGUE, kind, had=None)
        assert not await tasks.close_tasks_of(session, OTHERS[1], kind, had=me)  # type: ignore[arg-type]
    assert [task.assigned_to for task in await open_tasks(begin)] == [None, me, me]
    async with begin() as session:
        assert await tasks.close_tasks_of(session, COLLEAGUE, kind, had=me)
    assert [task.key for task in await open_tasks(begin)] == ["parked:C0KYST"]


@pytest.mark.parametrize(("days", "is_away"), [(-1, False), (0, True), (2, True), (3, False)])
async def test_absence_counts_from_day_to_day(begin: Begin, days: int, is_away: bool) -> None:
    monday = MONDAY.date()
    gone = {"workspace": WORKSPACE, "user": "U0KOLLEGA", "stand_in": "U0SEKRETARIAT"}
    last = monday + timedelta(days=2)
    async with begin() as session:
        await session.execute(insert(AbsenceRow).values(**gone, first_day=monday, last_day=last))
        away = await absences.away_on(session, SECRETARY, WORKSPACE, monday + timedelta(days=days))

    assert away == ({"U0KOLLEGA": "U0SEKRETARIAT"} if is_away else {})
