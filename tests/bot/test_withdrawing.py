"""Taking documents out again: by the path they came from, or by a name that one alone has."""

from pathlib import Path

import pytest

from bot.errors import DocumentUnknown
from bot.knowledge.withdrawing import withdraw
from storage import passages
from storage.engine import Begin
from storage.terms import System
from tests.bot.index.library import document, publish

TEST = System("tests")


@pytest.fixture
async def filled(begin: Begin, tmp_path: Path) -> Begin:
    names = ("køge/plan.md", "køge/møder/referat.md", "køge-nord/plan.md", "vejle/katalog.md")
    documents = [document(f"file/{tmp_path.resolve()}/{name}", name) for name in names]
    await publish(begin, *documents, document("starter/koege", "starter"))
    return begin


async def taken_out(begin: Begin, path: Path) -> int:
    async with begin() as session:
        return await withdraw(session, TEST, path)


async def left(begin: Begin) -> list[str]:
    async with begin(read_only=True) as session:
        return [found.passage.text for found in await passages.passages(session, TEST)]


async def test_a_folder_takes_what_came_from_it_and_no_neighbour(
    filled: Begin, tmp_path: Path
) -> None:
    assert await taken_out(filled, tmp_path / "køge") == 2

    assert await left(filled) == ["køge-nord/plan.md", "vejle/katalog.md", "starter"]


async def test_a_file_that_is_gone_is_known_by_its_name(filled: Begin, tmp_path: Path) -> None:
    assert await taken_out(filled, Path("katalog.md")) == 1

    assert "vejle/katalog.md" not in await left(filled)


@pytest.mark.parametrize("name", ["plan.md", "mangler.md", "koege"])
async def test_a_name_that_two_have_or_none_takes_nothing(filled: Begin, name: str) -> None:
    with pytest.raises(DocumentUnknown):
        await taken_out(filled, Path(name))

    assert len(await left(filled)) == 5


async def test_another_file_of_the_same_name_is_not_meant(filled: Begin, tmp_path: Path) -> None:
    (tmp_path / "katalog.md").write_text("Assens planter skov.", "utf-8")

    with pytest.raises(DocumentUnknown):
        await taken_out(filled, tmp_path / "katalog.md")


async def test_what_was_taken_out_once_is_not_known_any_more(filled: Begin, tmp_path: Path) -> None:
    await taken_out(filled, tmp_path / "vejle" / "katalog.md")

    with pytest.raises(DocumentUnknown):
        await taken_out(filled, tmp_path / "vejle" / "katalog.md")
