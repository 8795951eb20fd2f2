"""What falls to the secretariat: the same thing twice is one task, counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import TaskRow
from storage.once import insert_once
from storage.terms import Person, TaskState, Viewer, may_administer, may_administer_in


@dataclass(frozen=True)
class Task:
    """Something to see to. `key` is what makes it the same; `subject` has ids and codes alone."""

    workspace: str
    key: str
    kind: str
    subject: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class OpenTask(Task):
    """A task that nobody has closed: how often it came up, and who sees to it."""

    id: int
    times: int
    first_at: datetime
    last_at: datetime
    assigned_to: str | None


async def raise_task(session: AsyncSession, task: Task, *, now: datetime) -> bool:
    """Put it on the secretariat's list; what was closed is opened again. Whether it was new."""
    if await _insert(session, task, now):
        return True
    again = {"state": TaskState.OPEN, "times": TaskRow.times + 1, "last_at": now}
    same = (TaskRow.workspace == task.workspace, TaskRow.key == task.key)
    await session.execute(update(TaskRow).where(*same).values(closed_by=None, **again))
    return False


async def _insert(session: AsyncSession, task: Task, now: datetime) -> bool:
    row = {
        "workspace": task.workspace,
        "key": task.key,
        "kind": task.kind,
        "subject": dict(task.subject),
        "state": TaskState.OPEN,
        "times": 1,
        "first_at": now,
        "last_at": now,
    }
    return await insert_once(session, TaskRow, row, ["workspace", "key"])


async def let_stand(
    session: AsyncSession, workspace: str, kind: str, tasks: Sequence[Task], *, now: datetime
) -> None:
    """Of this kind just these hold: they stand on the list, uncounted, until they do no longer.

    What somebody closed stays closed while it holds, unless it has come to be about more.
    """
    of_kind = (TaskRow.workspace == workspace, TaskRow.kind == kind)
    over = update(TaskRow).where(*of_kind, TaskRow.key.not_in([task.key for task in tasks]))
    await session.execute(over.values(state=TaskState.CLOSED, closed_by=None))
    there = {row.key: row for row in await session.scalars(select(TaskRow).where(*of_kind))}
    for task in tasks:
        if (row := there.get(task.key)) is None:
            await _insert(session, task, now)
        elif changed := _changed(row, task, now):
            await session.execute(update(TaskRow).where(TaskRow.id == row.id).values(**changed))


def _changed(row: TaskRow, task: Task, now: datetime) -> Mapping[str, Any]:
    """What a standing task is to become, if it is not so already."""
    grown = bool(_about(task.subject) - _about(row.subject))
    changed: dict[str, Any] = {}
    if row.subject != task.subject:
        changed |= {"subject": dict(task.subject)} | ({"last_at": now} if grown else {})
    if row.state is TaskState.CLOSED and (row.closed_by is None or grown):
        changed |= {"state": TaskState.OPEN, "closed_by": None, "assigned_to": None}
        changed |= {"first_at": now, "last_at": now}
    return changed


def _about(subject: Mapping[str, Any]) -> set[str]:
    return {
        str(each)
        for value in subject.values()
        for each in (value if isinstance(value, list | tuple) else [value])
    }


async def stands(session: AsyncSession, task: Task, *, now: datetime) -> bool:
    """Keep on the list what is so until it is no longer: not counted. Whether it was not there."""
    if await _insert(session, task, now):
        return True
    again = {"state": TaskState.OPEN, "last_at": now, "closed_by": None}
    same = (TaskRow.workspace == task.workspace, TaskRow.key == task.key)
    closed = (*same, TaskRow.state == TaskState.CLOSED)
    opened = update(TaskRow).where(*closed).values(**again).returning(TaskRow.id)
    return (await session.execute(opened)).first() is not None


async def stands_no_longer(session: AsyncSession, workspace: str, key: str) -> bool:
    """Take it off the list, since it is not so any more. False when it was not there."""
    same = (TaskRow.workspace == workspace, TaskRow.key == key, TaskRow.state == TaskState.OPEN)
    closed = update(TaskRow).where(*same).values(state=TaskState.CLOSED).returning(TaskRow.id)
    return (await session.execute(closed)).first() is not None


async def open_tasks(session: AsyncSession, viewer: Viewer, workspace: str) -> Sequence[OpenTask]:
    """What there is to see to, oldest first; nothing for whoever is not of the secretariat."""
    if not may_administer_in(viewer, workspace):
        return []
    open_here = (TaskRow.workspace == workspace, TaskRow.state == TaskState.OPEN)
    query = select(TaskRow).where(*open_here).order_by(TaskRow.first_at, TaskRow.id)
    return [_open(row) for row in await session.scalars(query)]


def _open(row: TaskRow) -> OpenTask:
    return OpenTask(
        workspace=row.workspace,
        key=row.key,
        kind=row.kind,
        subject=row.subject,
        id=row.id,
        times=row.times,
        first_at=row.first_at,
        last_at=row.last_at,
        assigned_to=row.assigned_to,
    )


async def assign_task(
    session: AsyncSession, by: Person, id: int, *, to: str, had: str | None
) -> bool:
    """Give a task to somebody, if whoever `had` it then still has it: the first to take it does."""
    still = TaskRow.assigned_to.is_not_distinct_from(had)
    return await _change(session, by, TaskRow.id == id, still, assigned_to=to)


async def close_task(session: AsyncSession, by: Person, id: int) -> bool:
    """Take a task off the list. False when it is off already."""
    closed = {"state": TaskState.CLOSED, "closed_by": by.user}
    return await _change(session, by, TaskRow.id == id, **closed)


async def assign_tasks_of(
    session: AsyncSession, by: Person, kind: str, *, to: str, had: str | None
) -> bool:
    """As `assign_task`, of all of a kind that whoever `had` them still has."""
    return await _change(session, by, *_had(kind, had), assigned_to=to)


async def close_tasks_of(session: AsyncSession, by: Person, kind: str, *, had: str | None) -> bool:
    """As `close_task`, of all of a kind that whoever `had` them still has."""
    closed = {"state": TaskState.CLOSED, "closed_by": by.user}
    return await _change(session, by, *_had(kind, had), **closed)


def _had(kind: str, had: str | None) -> Sequence[Any]:
    return (TaskRow.kind == kind, TaskRow.assigned_to.is_not_distinct_from(had))


async def _change(session: AsyncSession, by: Person, *where: Any, **values: Any) -> bool:
    if not may_administer(by):
        return False
    there = (TaskRow.workspace == by.workspace, TaskRow.state == TaskState.OPEN)
    statement = update(TaskRow).where(*there, *where).values(**values).returning(TaskRow.id)
    return (await session.execute(statement)).first() is not None
