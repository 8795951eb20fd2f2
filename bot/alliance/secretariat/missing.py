"""Who is missing in Slack, as tasks that stand until it is so no longer."""

from datetime import datetime

from bot.alliance.people import People
from storage import missing
from storage.engine import Session
from storage.tasks import Task, let_stand
from storage.terms import System

# Kinds of task.
NOBODY_HERE = "people.nobody_here"
UNCONFIRMED = "people.unconfirmed"


async def look_for_missing(
    session: Session, viewer: System, people: People, workspace: str, now: datetime
) -> None:
    """A task for each municipality without people, and one for all who are not confirmed."""
    empty = await missing.municipalities_without_people(session, viewer, workspace)
    nobody = [
        Task(workspace, f"nobody:{each.code}", NOBODY_HERE, {"organisation": each.code})
        for each in empty
    ]
    await let_stand(session, workspace, NOBODY_HERE, nobody, now=now)
    users = list(await people.unconfirmed(session, viewer, workspace))
    waiting = [Task(workspace, "unconfirmed", UNCONFIRMED, {"users": users})] if users else []
    await let_stand(session, workspace, UNCONFIRMED, waiting, now=now)
