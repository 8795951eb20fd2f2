"""Who has not told their status this week: to the secretariat by name, to the others of their own
municipality alone, and never in a channel."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from prompts import text
from prompts.lists import listed
from storage import rounds
from storage.engine import Session
from storage.terms import (
    Organisation,
    OrganisationKind,
    Person,
    Viewer,
    may_administer,
    may_know_status,
)

KOMMUNE = " Kommune"


async def without_status(session: Session, viewer: Viewer, language: str, now: datetime) -> str:
    """Who was asked this week and has not answered, or why that is not told."""
    own = _own(viewer)
    if own is None and not may_administer(viewer):
        return text("register.status_not_told", language)
    missing = await rounds.unanswered(session, viewer, since=_monday(now))
    if own is not None:
        key = "register.status_own_missing" if own in missing else "register.status_own_told"
        return text(key, language, place=_name(own))
    if not missing:
        return text("register.status_nobody_missing", language)
    return text("register.status_missing", language, names=listed(_names(missing), language))


def _own(viewer: Viewer) -> Organisation | None:
    """The municipality whose status the viewer may know of."""
    own = viewer.organisation if isinstance(viewer, Person) else None
    if own is None or own.kind is not OrganisationKind.MUNICIPALITY:
        return None
    return own if may_know_status(viewer, own) else None


def _monday(now: datetime) -> datetime:
    """Nobody is asked in the first hours of a Monday, so that any clock's will do."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - timedelta(days=now.weekday())


def _names(organisations: Sequence[Organisation]) -> Sequence[str]:
    return [_name(each) for each in organisations]


def _name(organisation: Organisation) -> str:
    return organisation.name.removesuffix(KOMMUNE)
