"""What may be done with a message to many, by whom, and when."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from storage.broadcasts import Broadcast
from storage.recipients import Recipient
from storage.terms import BroadcastAudience, BroadcastState, Role

ALONE_AFTER = timedelta(minutes=10)  # then whoever wrote it may approve it, if nobody else can
STOPPABLE = timedelta(minutes=2)  # from the approval until it is sent
UNDO = timedelta(minutes=60)  # from the sending
WINDOW = timedelta(days=7)  # it may wait so long for its recipients' turn

CONTACTS = (Role.COORDINATOR, Role.DEPUTY, Role.HEAD)
CONFIRMED = tuple(role for role in Role if role is not Role.UNCONFIRMED)
ROLES: Mapping[BroadcastAudience, Collection[Role]] = {
    BroadcastAudience.COORDINATORS: (Role.COORDINATOR,),
    BroadcastAudience.CONTACTS: CONTACTS,
    BroadcastAudience.EVERYBODY: CONFIRMED,
}


class Act(StrEnum):
    """What somebody of the secretariat presses."""

    TRY = "try"  # send it to me first
    PROPOSE = "propose"
    DROP = "drop"
    APPROVE = "approve"
    REFUSE = "refuse"
    STOP = "stop"
    WITHDRAW = "withdraw"


@dataclass(frozen=True)
class Recipients:
    """Whom it reaches, and whom it does not since they are not in Slack."""

    people: Sequence[Recipient]

    @property
    def users(self) -> Sequence[str]:
        return list(dict.fromkeys(one.user for one in self.people if one.user))

    @property
    def missing(self) -> Sequence[str]:
        """The organisations that somebody is missing of, by name, and nobody else."""
        return sorted({_short(one) for one in self.people if one.user is None})

    @property
    def organisations(self) -> Mapping[str, int]:
        """How many people it reaches in each."""
        names = [_short(one) for one in self.people if one.user]
        return {name: names.count(name) for name in dict.fromkeys(names)}


def _short(recipient: Recipient) -> str:
    return recipient.organisation.name.removesuffix(" Kommune")


def may(act: Act, broadcast: Broadcast, user: str, others: Collection[str], now: datetime) -> bool:
    """Whether somebody of the secretariat may do it now. `others` could approve as well."""
    wrote = broadcast.started_by == user
    match act:
        case Act.TRY | Act.PROPOSE:
            return wrote and broadcast.state is BroadcastState.DRAFT
        case Act.DROP:
            return wrote and broadcast.state in (BroadcastState.DRAFT, BroadcastState.PROPOSED)
        case Act.APPROVE if wrote:
            return not others and (alone := alone_from(broadcast)) is not None and now >= alone
        case Act.APPROVE | Act.REFUSE:
            return not wrote and broadcast.state is BroadcastState.PROPOSED
        case Act.STOP:
            return broadcast.state is BroadcastState.APPROVED and not _is_past(broadcast.due, now)
        case Act.WITHDRAW:
            is_out = broadcast.state is BroadcastState.APPROVED and _is_past(broadcast.due, now)
            return is_out and not _is_past(broadcast.undo_until, now)


def alone_from(broadcast: Broadcast) -> datetime | None:
    """From when on whoever wrote it may approve it, while it waits."""
    if broadcast.state is not BroadcastState.PROPOSED or broadcast.proposed_at is None:
        return None
    return broadcast.proposed_at + ALONE_AFTER


def _is_past(moment: datetime | None, now: datetime) -> bool:
    return moment is not None and now > moment
