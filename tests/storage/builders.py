from datetime import UTC, datetime, timedelta

from storage.knowledge import Document
from storage.terms import (
    DocumentKind,
    Organisation,
    OrganisationKind,
    Passage,
    Person,
    Role,
    System,
    Visibility,
)

MONDAY = datetime(2026, 11, 23, 8, tzinfo=UTC)
A_YEAR_LATER = MONDAY + timedelta(days=365)
SHORT = timedelta(milliseconds=50)
LONG = timedelta(minutes=10)
AFTER_SHORT = 0.1

WORKSPACE = "T0DK2020"
OTHER_WORKSPACE = "T0KOEGE"
CHANNEL = "C0KLIMA"

ASSENS = Organisation("420", "Assens Kommune", OrganisationKind.MUNICIPALITY)
KOEGE = Organisation("259", "Køge Kommune", OrganisationKind.MUNICIPALITY)
REALDANIA = Organisation("realdania", "Realdania", OrganisationKind.PARTNER)
SECRETARIAT = Organisation("sekretariat", "Sekretariatet", OrganisationKind.SECRETARIAT)

TEST = System("test")


def person(
    role: Role | None = None,
    organisation: Organisation | None = None,
    *,
    workspace: str = WORKSPACE,
    user: str = "U0KOORDINATOR",
) -> Person:
    return Person(workspace, user, role, organisation)


def document(
    slug: str = "starter/assens",
    *,
    text: str = "Assens vil udtage lavbundsjord og plante skov.",
    visibility: Visibility = Visibility.ALLIANCE,
    owner: Organisation | None = ASSENS,
    passages: tuple[Passage, ...] = (),
) -> Document:
    return Document(
        slug=slug,
        title=slug,
        kind=DocumentKind.STARTER,
        visibility=visibility,
        content_hash=text,
        passages=passages or (Passage(1, "Klimaplan", text),),
        owner=owner,
        url="https://www.assens.dk/klima",
        date="2020-12",
    )
