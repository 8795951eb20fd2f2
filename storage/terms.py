"""Words that every floor shares: who may see what. Imports nothing of ours."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

AGAIN = ":again:"  # in a question's key, between the first one's and the press that asks it again


class KlimabotError(Exception):
    """Something a person may be told about: `key` names the sentence in `prompts/`."""

    key: str

    def __init__(self, **values: object) -> None:
        self.values = values
        super().__init__(self.key)  # the values may be somebody's words: not for logs


class OrganisationUnknown(KlimabotError):
    """No organisation has that name or code."""

    key = "error.organisation_unknown"


class DatabaseUnsuitable(KlimabotError):
    """This is not the kind of database that can be moved or copied so."""

    key = "error.database_unsuitable"


class DatabaseInUse(KlimabotError):
    """A process is connected to the database."""

    key = "error.database_in_use"


class DatabaseNotEmpty(KlimabotError):
    """There is something in the database already."""

    key = "error.database_not_empty"


class OrganisationKind(StrEnum):
    MUNICIPALITY = "municipality"
    PARTNER = "partner"
    SECRETARIAT = "secretariat"


class Role(StrEnum):
    """What somebody is in the alliance. Hosts stand on their summit, not here."""

    COORDINATOR = "coordinator"
    DEPUTY = "deputy"
    HEAD = "head"
    POLITICIAN = "politician"
    SECRETARIAT = "secretariat"
    PARTNER = "partner"
    UNCONFIRMED = "unconfirmed"


class Visibility(StrEnum):
    ALLIANCE = "alliance"  # partners and the unconfirmed too
    MUNICIPALITIES = "municipalities"  # no partners, nobody unconfirmed
    OWN = "own"  # the owner's confirmed people alone


class DocumentKind(StrEnum):
    STARTER = "starter"  # our own account of public sources
    PLAN = "plan"
    CATALOGUE = "catalogue"  # of climate actions
    INVENTORY = "inventory"  # of greenhouse gases
    MINUTES = "minutes"
    GUIDE = "guide"
    STATUS = "status"  # what a municipality tells of an action, week by week
    FILE = "file"  # anything else


class Track(StrEnum):
    """Which of the two a climate action serves."""

    REDUCTION = "reduction"
    ADAPTATION = "adaptation"
    BOTH = "both"


class Phase(StrEnum):
    """How far a climate action is."""

    IDEA = "idea"
    EXPLORED = "explored"
    DECIDED = "decided"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    PAUSED = "paused"


class Progress(StrEnum):
    """How it goes with a climate action, as its municipality says."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"  # of being late
    STALLED = "stalled"
    PAUSED = "paused"  # on purpose
    DONE = "done"


class Cadence(StrEnum):
    """How often a municipality is asked how it goes."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    MILESTONES = "milestones"  # in the months that its actions' timelines name
    NEVER = "never"


class ReviewVerdict(StrEnum):
    """What a municipality says of a claim about it."""

    CONFIRMED = "confirmed"
    HIDDEN = "hidden"  # neither found nor cited


class StopScope(StrEnum):
    """What is not sent."""

    EVERYTHING = "everything"  # Slack lets us do nothing there
    UNASKED = "unasked"  # what nobody asked for: the secretariat's switch


class TaskState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


class BroadcastState(StrEnum):
    DRAFT = "draft"  # seen by whoever wrote it
    PROPOSED = "proposed"  # waits for a second person
    APPROVED = "approved"
    STOPPED = "stopped"  # before anybody got it
    WITHDRAWN = "withdrawn"  # afterwards
    DROPPED = "dropped"  # by whoever wrote it, or not approved


class BroadcastAudience(StrEnum):
    """Whom a message to many is for: a rule, not a list."""

    COORDINATORS = "coordinators"
    CONTACTS = "contacts"  # coordinators, their deputies and heads
    EVERYBODY = "everybody"  # all who are confirmed, partners too


class SheetState(StrEnum):
    """How far a sheet of actions has come that somebody gave us in Slack."""

    WHOSE = "whose"  # we asked which municipality it is of
    SHOWN = "shown"  # what it would change
    REFUSED = "refused"  # it cannot be read or fetched, and why
    KEPT = "kept"
    DECLINED = "declined"


@dataclass(frozen=True)
class Organisation:
    """A municipality (`code` is its municipality code), a partner or the secretariat."""

    code: str
    name: str
    kind: OrganisationKind


@dataclass(frozen=True)
class Passage:
    """A piece of a document. `page` counts from 1; publisher, url and date are the source's.

    `cells` says where its table rows stand, `Indsatser!A2:F5` or `tabel 2, række 3-5`; `start` and
    `end` are the passage's place in the text of the version, in characters.
    """

    position: int
    heading: str
    text: str
    page: int | None = None
    publisher: str | None = None
    url: str | None = None
    date: str | None = None
    cells: str | None = None
    start: int | None = None
    end: int | None = None


def scope_of(visibility: Visibility, owner_code: str | None) -> str:
    """The one token that says who may see a document: `alliance`, `own:420` …

    Storage and the index filter on this token and on nothing else. Raises ValueError for
    something of nobody's own.
    """
    if visibility is not Visibility.OWN:
        return visibility.value
    if owner_code is None:
        raise ValueError("visible to its owner alone, and without an owner")
    return f"own:{owner_code}"


@dataclass(frozen=True)
class Person:
    """Somebody in Slack, as far as they are known. No role: known to nobody, sees nothing."""

    workspace: str
    user: str
    role: Role | None = None
    organisation: Organisation | None = None

    @property
    def scopes(self) -> frozenset[str]:
        match self.role:
            case None:
                return frozenset()
            case Role.UNCONFIRMED:
                return frozenset({Visibility.ALLIANCE.value})
            case Role.PARTNER:
                return frozenset({Visibility.ALLIANCE.value}) | self._own
            case _:
                shared = {Visibility.ALLIANCE.value, Visibility.MUNICIPALITIES.value}
                return frozenset(shared) | self._own

    @property
    def _own(self) -> frozenset[str]:
        if self.organisation is None:
            return frozenset()
        return frozenset({scope_of(Visibility.OWN, self.organisation.code)})


@dataclass(frozen=True)
class Audience:
    """Everybody who will read an answer in a channel."""

    workspace: str
    channel: str
    scopes: frozenset[str] = frozenset({Visibility.ALLIANCE.value})


@dataclass(frozen=True)
class System:
    """Sees everything. Only the worker, planner, index, erasure and command line make one."""

    reason: str
    scopes: None = None


Viewer = Person | Audience | System


def may_know_people(viewer: Viewer) -> bool:
    """Whether people may be named to the viewer: to the confirmed, and never in a channel."""
    match viewer:
        case System():
            return True
        case Audience():
            return False
        case Person():
            return bool(viewer.scopes - {Visibility.ALLIANCE.value})


def may_administer(viewer: Viewer) -> bool:
    """Whether the viewer may read and do what falls to the secretariat."""
    match viewer:
        case System():
            return True
        case Audience():
            return False
        case Person():
            return viewer.role is Role.SECRETARIAT


def may_administer_in(viewer: Viewer, workspace: str) -> bool:
    """As `may_administer`, of what belongs to a workspace: nobody reads another's."""
    here = isinstance(viewer, System) or viewer.workspace == workspace
    return here and may_administer(viewer)


def may_know_spending(viewer: Viewer) -> bool:
    """Whether the viewer may know what each organisation spends: the secretariat alone."""
    return may_administer(viewer)


def may_know_status(viewer: Viewer, organisation: Organisation) -> bool:
    """Whether the viewer may know if and by whom a municipality's status was told: its own people
    and the secretariat."""
    return may_administer(viewer) or may_see(viewer, scope_of(Visibility.OWN, organisation.code))


def own_codes(viewer: Viewer) -> Sequence[str]:
    """The organisations whose own the viewer sees, where that is not everything."""
    own = f"{Visibility.OWN}:"
    scopes = viewer.scopes or ()
    return [scope.removeprefix(own) for scope in scopes if scope.startswith(own)]


def may_see(viewer: Viewer, scope: str) -> bool:
    """Whether the viewer may see what carries this scope."""
    return viewer.scopes is None or scope in viewer.scopes
