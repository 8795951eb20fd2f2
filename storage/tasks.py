"""What falls to the secretariat: the same thing twice is one task, counted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import TaskRow
from storage.once import insert_once
from storage.terms import TaskState


@dataclass(frozen=True)
class Task:
    """Something to see to. `key` is what makes it the same; `subject` has ids and codes alone."""

    workspace: str
    key: str
    kind: str
    subject: Mapping[str, Any] = field(default_factory=dict)


async def raise_task(session: AsyncSession, task: Task, *, now: datetime) -> bool:
    """Put it on the secretariat's list; what was closed is opened again. Whether it was new."""
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
    if await insert_once(session, TaskRow, row, ["workspace", "key"]):
        return True
    again = {"state": TaskState.OPEN, "times": TaskRow.times + 1, "last_at": now}
    same = (TaskRow.workspace == task.workspace, TaskRow.key == task.key)
    await session.execute(update(TaskRow).where(*same).values(closed_by=None, **again))
    return False
