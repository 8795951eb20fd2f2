"""What somebody wrote and could not keep is theirs alone, until it is kept or forgotten."""

from datetime import UTC, datetime, timedelta

from storage import drafts
from storage.engine import Begin
from storage.terms import Audience, Person, Viewer
from tests.storage.builders import CHANNEL, TEST, WORKSPACE

ASSENS = Person(WORKSPACE, "U0ASSENS")
VEJLE = Person(WORKSPACE, "U0VEJLE")
NEW = "action:new"
WORDS = {"title": "Skovrejsning ved Årup"}
TOMORROW = datetime.now(UTC) + timedelta(days=1)


async def save(begin: Begin, about: str = NEW, words: dict[str, str] = WORDS) -> None:
    async with begin() as session:
        await drafts.save_draft(session, WORKSPACE, ASSENS.user, about, words)


async def found(begin: Begin, viewer: Viewer = TEST, about: str = NEW) -> object:
    async with begin(read_only=True) as session:
        return await drafts.find_draft(session, viewer, WORKSPACE, ASSENS.user, about)


async def test_one_reads_one_s_own_alone(begin: Begin) -> None:
    await save(begin)
    elsewhere = Person("T0KOEGE", ASSENS.user)

    assert await found(begin, ASSENS) == await found(begin, TEST) == WORDS
    for other in (VEJLE, elsewhere, Audience(WORKSPACE, CHANNEL)):
        assert await found(begin, other) is None


async def test_what_was_written_last_about_something_stands(begin: Begin) -> None:
    await save(begin)
    await save(begin, "action:17", {"title": "Delebiler"})
    await save(begin, words={"title": "Vådområder"})

    assert await found(begin) == {"title": "Vådområder"}
    assert await found(begin, about="action:17") == {"title": "Delebiler"}


async def test_what_is_kept_elsewhere_is_dropped(begin: Begin) -> None:
    await save(begin)
    await save(begin, "action:17")

    async with begin() as session:
        await drafts.drop_draft(session, WORKSPACE, ASSENS.user, NEW)

    assert await found(begin) is None
    assert await found(begin, about="action:17") == WORDS


async def test_old_drafts_are_forgotten(begin: Begin) -> None:
    await save(begin)

    async with begin() as session:
        assert await drafts.forget_drafts(session, saved_before=TOMORROW - timedelta(days=2)) == 0
        assert await drafts.forget_drafts(session, saved_before=TOMORROW) == 1

    assert await found(begin) is None
