"""What goes to many again and again: approved once, and anew when its words or its rule change."""

import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from prompts import LANGUAGES, catalogue
from storage import approvals, tasks
from storage.engine import Session
from storage.recipients import Recipient
from storage.tasks import Task
from storage.terms import System

NOT_APPROVED = "not_approved"  # how an occasion ends that nobody has approved
APPROVAL = "approval"  # the kind of task


@dataclass(frozen=True)
class Rule:
    """Whom it reaches. `key` is of the sentence that says so; a rule that reaches others than it
    did has another `name`, such as "coordinators, 2". Without `recipients`: channels."""

    name: str
    key: str
    recipients: Callable[[Session, System, str], Awaitable[Sequence[Recipient]]] | None


@dataclass(frozen=True)
class ToMany:
    """The kind of `message` that many get, the keys of its `texts`, and whom it reaches.

    Its view draws it on the occasion `SCHEDULE:PERIOD`, also for whoever is to approve it.
    Raises KeyError for a text that is not there.
    """

    message: str
    texts: Sequence[str]
    rule: Rule

    def __post_init__(self) -> None:
        if not self.texts:
            raise ValueError("a message to many without a text")
        _ = self.fingerprint

    @property
    def fingerprint(self) -> str:
        """What is approved: another text, in any language, or another rule has another."""
        said = [[catalogue(language)[key] for key in self.texts] for language in LANGUAGES]
        return sha256(json.dumps([self.message, self.rule.name, said]).encode()).hexdigest()


async def is_approved(
    session: Session, viewer: System, workspace: str, schedule: str, to_many: ToMany | None
) -> bool:
    """Whether it may be sent as it is now. What is not to many always may."""
    if to_many is None:
        return True
    looks = to_many.fingerprint
    return await approvals.find_approval(session, viewer, workspace, schedule, looks) is not None


async def stands_on_the_list(
    session: Session, workspace: str, schedule: str, to_many: ToMany, *, now: datetime
) -> None:
    """The secretariat's list says that it waits for approval."""
    subject = {"schedule": schedule, "message": to_many.message}
    task = Task(workspace, task_key(schedule), APPROVAL, subject)
    await tasks.stands(session, task, now=now)


async def waits_no_longer(session: Session, workspace: str, schedule: str) -> None:
    await tasks.stands_no_longer(session, workspace, task_key(schedule))


def task_key(schedule: str) -> str:
    return f"{APPROVAL}:{schedule}"
