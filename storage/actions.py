"""The municipalities' climate actions, as their catalogues tell them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select, true, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.changes import one_at_a_time
from storage.models import ActionRow, OrganisationRow
from storage.terms import (
    Organisation,
    OrganisationUnknown,
    Phase,
    Track,
    Viewer,
    Visibility,
    scope_of,
)

ACTIONS = "actions"


@dataclass(frozen=True)
class Effect:
    """How many tonnes of CO2e a year less; None: an effect that nobody can put into tonnes."""

    tonnes: float | None


INDIRECT = Effect(None)


@dataclass(frozen=True)
class Action:
    """A climate action. What is not known of it is empty or None."""

    title: str
    number: str = ""
    sector: str = ""
    track: Track | None = None
    purpose: str = ""
    municipal_role: str = ""
    effect: Effect | None = None
    economy: str = ""
    responsible: str = ""
    partners: str = ""
    timeline: str = ""
    phase: Phase | None = None
    barriers: str = ""
    co_benefits: str = ""
    indicators: str = ""
    source: str = ""
    source_date: str = ""
    visibility: Visibility = Visibility.ALLIANCE

    @property
    def name(self) -> str:
        """What people call it: its number and its title."""
        return f"{self.number} {self.title}".strip()


@dataclass(frozen=True)
class KeptAction:
    """An action as it is kept. Whoever changes it says which revision they have seen."""

    id: int
    organisation: Organisation
    revision: int
    changed_at: datetime
    action: Action
    closed_at: datetime | None = None


async def actions_of(
    session: AsyncSession, viewer: Viewer, organisation: Organisation | None = None
) -> Sequence[KeptAction]:
    """A municipality's actions, or all that there are, by municipality and number; none that is
    closed."""
    return await _listed(session, _seen(viewer).where(ActionRow.closed_at.is_(None)), organisation)


async def closed_actions(
    session: AsyncSession, viewer: Viewer, organisation: Organisation | None = None
) -> Sequence[KeptAction]:
    """Those that are closed, in the same order."""
    query = _seen(viewer).where(ActionRow.closed_at.is_not(None))
    return await _listed(session, query, organisation)


async def _listed(
    session: AsyncSession, query: Any, organisation: Organisation | None
) -> Sequence[KeptAction]:
    if organisation is not None:
        query = query.where(OrganisationRow.code == organisation.code)
    kept = [_kept(row, of) for row, of in await session.execute(query)]
    return sorted(kept, key=lambda one: (one.organisation.name, _order(one.action)))


async def find_action(session: AsyncSession, viewer: Viewer, id: int) -> KeptAction | None:
    """One of them, closed or not."""
    found = (await session.execute(_seen(viewer).where(ActionRow.id == id))).first()
    return _kept(*found) if found else None


async def hold_actions(session: AsyncSession) -> None:
    """Whoever else adds or changes actions waits until our transaction ends."""
    await one_at_a_time(session, ACTIONS)


async def add_action(
    session: AsyncSession, organisation: Organisation, action: Action, *, now: datetime
) -> int:
    """Keep a new action; its id. Raises OrganisationUnknown."""
    owner = await session.scalar(
        select(OrganisationRow.id).where(OrganisationRow.code == organisation.code)
    )
    if owner is None:
        raise OrganisationUnknown(name=organisation.name)
    values = _values(organisation, action)
    row = ActionRow(organisation_id=owner, revision=1, changed_at=now, **values)
    session.add(row)
    await session.flush()
    return row.id


async def change_action(
    session: AsyncSession,
    seen: KeptAction,
    action: Action,
    *,
    now: datetime,
    is_closed: bool = False,
) -> bool:
    """Keep what is said of an action now, and that it is open, or closed. Not if somebody has
    changed it since it was seen."""
    closed_at = (seen.closed_at or now) if is_closed else None
    statement = (
        update(ActionRow)
        .where(ActionRow.id == seen.id, ActionRow.revision == seen.revision)
        .values(revision=seen.revision + 1, changed_at=now, closed_at=closed_at)
        .values(**_values(seen.organisation, action))
        .returning(ActionRow.id)
    )
    done = await session.execute(statement, execution_options={"synchronize_session": False})
    return done.first() is not None


def _seen(viewer: Viewer) -> Any:
    visible: ColumnElement[bool] = true()
    if viewer.scopes is not None:
        visible = ActionRow.scope.in_(viewer.scopes)
    of = OrganisationRow.id == ActionRow.organisation_id
    return select(ActionRow, OrganisationRow).join(OrganisationRow, of).where(visible)


PLAIN = [one.name for one in fields(Action) if one.name not in ("number", "effect")]


def _kept(row: ActionRow, of: OrganisationRow) -> KeptAction:
    effect = Effect(row.tonnes) if row.is_indirect or row.tonnes is not None else None
    told = {name: getattr(row, name) for name in PLAIN}
    action = Action(number=row.number or "", effect=effect, **told)
    owner = Organisation(of.code, of.name, of.kind)
    return KeptAction(row.id, owner, row.revision, row.changed_at, action, row.closed_at)


def _values(organisation: Organisation, action: Action) -> Mapping[str, Any]:
    return {
        **{name: getattr(action, name) for name in PLAIN},
        "number": action.number or None,
        "tonnes": action.effect.tonnes if action.effect else None,
        "is_indirect": action.effect == INDIRECT,
        "scope": scope_of(action.visibility, organisation.code),
    }


def _order(action: Action) -> tuple[bool, Sequence[tuple[bool, int, str]], str]:
    """As people count: 2 before 10, E3 after both, and what has no number last."""
    parts = re.findall(r"\d+|\D+", action.number)
    counted = [(not p.isdecimal(), int(p) if p.isdecimal() else 0, p) for p in parts]
    return not action.number, counted, action.title.casefold()
