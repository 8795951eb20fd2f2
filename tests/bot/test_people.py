from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from bot.alliance.founding import found_alliance
from bot.alliance.people import FRESH, SOON, STALE, People, Profile, ProfileUnavailable
from bot.asking.work import AskerUnknown
from storage.engine import Begin
from storage.terms import Person, Role

HOME, ELSEWHERE = "T0DK2020", "T0ANDET"
ASSENS = Profile(is_stranger=False, email="Klimakoordinator@Assens.dk")
SECRETARIAT = Profile(is_stranger=False, email="sekretariatet@dk2020.example")


@dataclass
class Watch:
    moment: datetime = datetime(2026, 11, 23, 8, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment


@dataclass
class Slack:
    """Says who people are; None where it does not answer."""

    profile: Profile | None
    asked: int = 0

    async def profile_of(self, workspace: str, user: str) -> Profile:
        self.asked += 1
        if self.profile is None:
            raise ProfileUnavailable
        return self.profile


@dataclass
class Door:
    begin: Begin
    watch: Watch = field(default_factory=Watch)

    async def who(
        self, slack: Slack, admins: frozenset[str] = frozenset(), workspace: str = HOME
    ) -> Person:
        people = People(self.begin, slack.profile_of, admins, home=HOME)
        return await people.who(workspace, "U0HER", self.watch)


@pytest.fixture
async def door(begin: Begin) -> Door:
    async with begin() as session:
        await found_alliance(session)
    return Door(begin)


async def test_slack_is_asked_once_and_again_when_it_is_long_ago(door: Door) -> None:
    slack = Slack(ASSENS)

    first = await door.who(slack)
    await door.who(slack)
    assert slack.asked == 1
    door.watch.moment += FRESH + timedelta(seconds=1)
    await door.who(slack)

    assert slack.asked == 2
    assert first.role is Role.UNCONFIRMED
    assert first.organisation is not None
    assert first.organisation.name == "Assens Kommune"


async def test_a_stranger_s_address_counts_for_nothing(door: Door) -> None:
    person = await door.who(Slack(Profile(is_stranger=True, email=ASSENS.email)))

    assert person.scopes == frozenset()


@pytest.mark.parametrize(
    "admin", ["U0HER", "sekretariatet@dk2020.example", "SEKRETARIATET@DK2020.example"]
)
async def test_an_admin_is_the_secretariat_by_id_or_address(door: Door, admin: str) -> None:
    person = await door.who(Slack(SECRETARIAT), frozenset({admin}))

    assert person.role is Role.SECRETARIAT


@pytest.mark.parametrize(
    ("profile", "workspace"),
    [
        (SECRETARIAT, ELSEWHERE),
        (Profile(is_stranger=True, email=SECRETARIAT.email), HOME),
        (Profile(is_stranger=False, email=None), HOME),
    ],
)
async def test_an_admin_is_known_only_at_home_and_never_a_stranger(
    door: Door, profile: Profile, workspace: str
) -> None:
    admins = frozenset({"U0HER", str(SECRETARIAT.email)})

    person = await door.who(Slack(profile), admins, workspace)

    assert person.role is None


async def test_who_is_taken_out_of_the_settings_is_out_at_once(door: Door) -> None:
    slack = Slack(SECRETARIAT)
    await door.who(slack, frozenset({"U0HER"}))

    assert (await door.who(slack)).role is None


async def test_when_slack_does_not_answer_that_is_said_after_a_second_try(door: Door) -> None:
    away = Slack(None)

    with pytest.raises(AskerUnknown):
        await door.who(away)

    assert away.asked == 2


async def test_what_was_known_is_kept_for_a_while_and_not_longer(door: Door) -> None:
    await door.who(Slack(ASSENS))
    door.watch.moment += FRESH + timedelta(seconds=1)

    assert (await door.who(Slack(None))).role is Role.UNCONFIRMED
    door.watch.moment += STALE

    with pytest.raises(AskerUnknown):
        await door.who(Slack(None))


async def test_somebody_who_belongs_nowhere_is_asked_for_again_soon(door: Door) -> None:
    before = await door.who(Slack(Profile(is_stranger=False, email=None)))
    door.watch.moment += SOON + timedelta(seconds=1)

    after = await door.who(Slack(ASSENS))

    assert (before.role, after.role) == (None, Role.UNCONFIRMED)
