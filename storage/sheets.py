"""Sheets of actions that people give in Slack: what each was told of theirs, and how it ended."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import case, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.engine import database_now
from storage.models import SheetRow
from storage.once import insert_once
from storage.terms import Person, SheetState, System, Viewer


@dataclass(frozen=True)
class GivenSheet:
    """A sheet that lies in Slack. `municipality` is the code of whose it is, if that is one."""

    key: str
    workspace: str
    user: str
    file: str
    name: str = field(repr=False)
    municipality: str | None
    state: SheetState
    told: Mapping[str, Any] = field(repr=False)


NAMES = tuple(GivenSheet.__dataclass_fields__)


async def save_sheet(session: AsyncSession, sheet: GivenSheet) -> bool:
    """Keep what is told of a sheet. False when that was kept before."""
    row = {name: getattr(sheet, name) for name in NAMES}
    row |= {"changed_at": await database_now(session)}
    return await insert_once(session, SheetRow, row, ["key"])


async def find_sheet(
    session: AsyncSession, viewer: Viewer, workspace: str, key: str
) -> GivenSheet | None:
    """A sheet, for whoever gave it and the system; None to others or if there is none."""
    same = [SheetRow.workspace == workspace, SheetRow.key == key]
    match viewer:
        case System():
            pass
        case Person():
            same += [SheetRow.workspace == viewer.workspace, SheetRow.user == viewer.user]
        case _:
            return None
    row = await session.scalar(select(SheetRow).where(*same))
    return GivenSheet(**{name: getattr(row, name) for name in NAMES}) if row else None


async def change_sheet(
    session: AsyncSession, sheet: GivenSheet, among: Collection[SheetState], **values: Any
) -> bool:
    """Change it while it is in one of these states. False when it has gone on since."""
    statement = (
        update(SheetRow)
        .where(SheetRow.key == sheet.key, SheetRow.state.in_(among))
        .values(**values, changed_at=await database_now(session))
        .returning(SheetRow.key)
    )
    options = {"synchronize_session": False}
    return (await session.execute(statement, execution_options=options)).first() is not None


async def forget_sheets(session: AsyncSession, *, changed_before: datetime) -> int:
    """Empty what was told of those that nobody has touched since then; what waits is over."""
    waits = SheetRow.state.in_((SheetState.SHOWN, SheetState.WHOSE))
    ended = case((waits, SheetState.DECLINED), else_=SheetRow.state)
    statement = (
        update(SheetRow)
        .where(SheetRow.changed_at < changed_before, SheetRow.file != "")
        .values(told={}, name="", file="", state=ended)
        .returning(SheetRow.key)
    )
    return len((await session.execute(statement)).all())
