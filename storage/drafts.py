"""What somebody wrote in a window that could not be kept yet; nobody else reads it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage.engine import database_now
from storage.models import DraftRow
from storage.once import upsert
from storage.terms import Audience, Person, Viewer

KEY = ("workspace", "user", "about")


async def save_draft(
    session: AsyncSession, workspace: str, user: str, about: str, content: Mapping[str, Any]
) -> None:
    """Keep it, in place of what they wrote before about the same.

    It is forgotten by the database's clock, as payloads are.
    """
    values = {"workspace": workspace, "user": user, "about": about, "content": dict(content)}
    await upsert(session, DraftRow, {**values, "saved_at": await database_now(session)}, KEY)


async def find_draft(
    session: AsyncSession, viewer: Viewer, workspace: str, user: str, about: str
) -> Mapping[str, Any] | None:
    """What they wrote about it. One may read one's own; the system may read all."""
    if isinstance(viewer, Audience):
        return None
    if isinstance(viewer, Person) and (viewer.workspace, viewer.user) != (workspace, user):
        return None
    found: Mapping[str, Any] | None = await session.scalar(
        select(DraftRow.content).where(_is(workspace, user, about))
    )
    return found


async def drop_draft(session: AsyncSession, workspace: str, user: str, about: str) -> None:
    """It is kept where it belongs, or not wanted any more."""
    await session.execute(delete(DraftRow).where(_is(workspace, user, about)))


async def forget_drafts(session: AsyncSession, *, saved_before: datetime) -> int:
    """Drop what nobody has come back to since then; how many."""
    statement = delete(DraftRow).where(DraftRow.saved_at < saved_before).returning(DraftRow.about)
    return len((await session.execute(statement)).all())


def _is(workspace: str, user: str, about: str) -> ColumnElement[bool]:
    theirs = and_(DraftRow.workspace == workspace, DraftRow.user == user)
    return and_(theirs, DraftRow.about == about)
