import pytest

from bot.alliance.founding import found_alliance
from bot.alliance.members import import_members
from bot.clock import SystemClock
from bot.errors import MembersUnreadable
from storage import alliance
from storage.engine import Begin
from storage.terms import Role, System

TEST = System("tests")
HEAD = "email,organisation,role\n"


@pytest.fixture
async def founded(begin: Begin) -> Begin:
    async with begin() as session:
        await found_alliance(session)
    return begin


async def import_(begin: Begin, text: str) -> int:
    async with begin() as session:
        return await import_members(session, TEST, text)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        (HEAD + "a@assens.dk,Assens,koordinator\n", Role.COORDINATOR),
        ("Email;Organisation;Role\na@assens.dk;Assens Kommune;Stedfortræder\n", Role.DEPUTY),
        ("\ufeff" + HEAD + "A@ASSENS.DK,420,head\n", Role.HEAD),
        ("role,email,organisation\npolitiker,a@assens.dk,assens kommune\n", Role.POLITICIAN),
        (HEAD.strip() + ",navn\na@assens.dk,Assens,coordinator,x\n", Role.COORDINATOR),
    ],
)
async def test_a_list_confirms_people_in_many_forms(founded: Begin, text: str, role: Role) -> None:
    assert await import_(founded, text) == 1

    async with founded() as session:
        await alliance.save_person(session, "T1", "U1", "a@assens.dk", now=SystemClock().now())
        known = await alliance.viewer_for(session, "T1", "U1")
    assert known is not None
    assert known.person.role is role
    assert known.person.organisation is not None
    assert known.person.organisation.code == "420"


@pytest.mark.parametrize(
    ("rows", "key", "line"),
    [
        ("a@assens.dk,Assens,koordinator\nb,Assens,leder\n", "members.email", 3),
        ("a@assens.dk,Andeby,leder\n", "members.organisation", 2),
        ("a@assens.dk,,leder\n", "members.organisation", 2),
        ("a@assens.dk,Assens,dronning\n", "members.role", 2),
        ("a@assens.dk,Assens,unconfirmed\n", "members.role", 2),
        ("a@assens.dk,Assens\n", "members.role", 2),
        ("a@assens.dk,Assens,partner\n", "members.role_elsewhere", 2),
        ("a@realdania.dk,Realdania,koordinator\n", "members.role_elsewhere", 2),
    ],
)
async def test_a_wrong_line_is_named_and_nobody_is_confirmed(
    founded: Begin, rows: str, key: str, line: int
) -> None:
    with pytest.raises(MembersUnreadable) as caught:
        await import_(founded, HEAD + rows)

    assert (caught.value.key, caught.value.values) == (key, {"line": line})
    async with founded(read_only=True) as session:
        assert await alliance.count_members(session, TEST) == 0


@pytest.mark.parametrize("text", ["", "navn,kommune\nx,Assens\n"])
async def test_a_list_without_its_columns_is_refused(founded: Begin, text: str) -> None:
    with pytest.raises(MembersUnreadable) as caught:
        await import_(founded, text)

    assert caught.value.key == "members.columns"


@pytest.mark.parametrize(
    ("word", "organisation", "role"),
    [
        ("koordinator", "Assens", Role.COORDINATOR),
        ("Klimakoordinator", "Assens", Role.COORDINATOR),
        ("coordinator", "Assens", Role.COORDINATOR),
        ("stedfortræder", "420", Role.DEPUTY),
        ("deputy", "420", Role.DEPUTY),
        ("leder", "Assens Kommune", Role.HEAD),
        ("chef", "Assens Kommune", Role.HEAD),
        ("head", "ASSENS KOMMUNE", Role.HEAD),
        ("politiker", " Assens ", Role.POLITICIAN),
        ("politician", "assens", Role.POLITICIAN),
        ("sekretariat", "Sekretariatet", Role.SECRETARIAT),
        ("secretariat", "sekretariatet", Role.SECRETARIAT),
        ("partner", "Realdania", Role.PARTNER),
        ("PARTNER", "realdania", Role.PARTNER),
    ],
)
async def test_a_role_is_read_in_danish_and_english(
    founded: Begin, word: str, organisation: str, role: Role
) -> None:
    await import_(founded, f"{HEAD}klima@example.dk,{organisation},{word}\n")

    async with founded() as session:
        now = SystemClock().now()
        await alliance.save_person(session, "T1", "U1", "klima@example.dk", now=now)
        known = await alliance.viewer_for(session, "T1", "U1")
    assert known is not None
    assert known.person.role is role


async def test_who_is_on_the_list_again_gets_the_new_role(founded: Begin) -> None:
    await import_(founded, HEAD + "a@assens.dk,Assens,koordinator\n")

    await import_(founded, HEAD + "A@assens.dk,Køge,leder\n")

    async with founded() as session:
        assert await alliance.count_members(session, TEST) == 1
        await alliance.save_person(session, "T1", "U1", "a@assens.dk", now=SystemClock().now())
        known = await alliance.viewer_for(session, "T1", "U1")
    assert known is not None
    assert known.person.scopes >= {"own:259"}
