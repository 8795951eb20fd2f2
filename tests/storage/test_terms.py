import pytest

from storage.terms import (
    Audience,
    Organisation,
    OrganisationUnknown,
    Role,
    Viewer,
    Visibility,
    may_see,
    scope_of,
)
from tests.storage.builders import (
    ASSENS,
    CHANNEL,
    KOEGE,
    REALDANIA,
    SECRETARIAT,
    TEST,
    WORKSPACE,
    person,
)

SCOPES = [
    (Visibility.ALLIANCE, "420", "alliance"),
    (Visibility.ALLIANCE, None, "alliance"),
    (Visibility.MUNICIPALITIES, "420", "municipalities"),
    (Visibility.MUNICIPALITIES, None, "municipalities"),
    (Visibility.OWN, "420", "own:420"),
    (Visibility.OWN, "259", "own:259"),
]
ROLES = [
    (Role.COORDINATOR, ASSENS, {"alliance", "municipalities", "own:420"}),
    (Role.DEPUTY, ASSENS, {"alliance", "municipalities", "own:420"}),
    (Role.HEAD, KOEGE, {"alliance", "municipalities", "own:259"}),
    (Role.POLITICIAN, KOEGE, {"alliance", "municipalities", "own:259"}),
    (Role.SECRETARIAT, SECRETARIAT, {"alliance", "municipalities", "own:sekretariat"}),
    (Role.PARTNER, REALDANIA, {"alliance", "own:realdania"}),
    (Role.UNCONFIRMED, ASSENS, {"alliance"}),
    (None, None, set()),
]
OF_ASSENS = person(Role.COORDINATOR, ASSENS)
MAY_SEE = [
    (OF_ASSENS, "alliance", True),
    (OF_ASSENS, "municipalities", True),
    (OF_ASSENS, "own:420", True),
    (OF_ASSENS, "own:259", False),
    (person(Role.PARTNER, REALDANIA), "alliance", True),
    (person(Role.PARTNER, REALDANIA), "municipalities", False),
    (person(Role.UNCONFIRMED, ASSENS), "own:420", False),
    (person(), "alliance", False),
    (Audience(WORKSPACE, CHANNEL), "alliance", True),
    (Audience(WORKSPACE, CHANNEL), "municipalities", False),
    (Audience(WORKSPACE, CHANNEL, frozenset()), "alliance", False),
    (TEST, "own:259", True),
]


@pytest.mark.parametrize(("visibility", "owner", "scope"), SCOPES)
def test_a_document_carries_one_scope(
    visibility: Visibility, owner: str | None, scope: str
) -> None:
    assert scope_of(visibility, owner) == scope


@pytest.mark.parametrize(("role", "organisation", "scopes"), ROLES)
def test_a_role_sees_these_scopes(
    role: Role | None, organisation: Organisation | None, scopes: set[str]
) -> None:
    assert person(role, organisation).scopes == scopes


def test_every_role_stands_in_the_table() -> None:
    assert {role for role, _, _ in ROLES} == {*Role, None}


def test_somebody_of_no_organisation_has_nothing_of_their_own() -> None:
    assert person(Role.COORDINATOR).scopes == {"alliance", "municipalities"}


@pytest.mark.parametrize(("viewer", "scope", "allowed"), MAY_SEE)
def test_a_viewer_may_see_what_carries_one_of_their_scopes(
    viewer: Viewer, scope: str, allowed: bool
) -> None:
    assert may_see(viewer, scope) is allowed


def test_an_error_shows_its_key_and_not_what_somebody_wrote() -> None:
    error = OrganisationUnknown(name="Roskilde Kommune")

    assert str(error) == "error.organisation_unknown"
    assert "Roskilde" not in repr(error)


def test_nothing_is_nobody_s_own() -> None:
    with pytest.raises(ValueError, match="without an owner"):
        scope_of(Visibility.OWN, None)
