import asyncio
import os
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.background import in_background
from bot.knowledge.embedding.embedder import Embedders
from bot.knowledge.embedding.work import Embedding
from bot.knowledge.index import exchange, following
from bot.knowledge.index.following import Index
from storage.engine import DATABASE_ERRORS, Begin, create_engine, transactions
from storage.terms import System
from tests.bot.index.library import NOW, WordsAsMeaning, document, publish

TEST = System("tests")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


async def kept(begin: Begin, folder: Path, embedded: bool = True) -> Path:
    """A copy on disk of an index of one document; where it is."""
    await publish(begin, document("vand", "Vejle laver vådområder."))
    model = WordsAsMeaning()
    if embedded:
        await Embedding(begin, model, "tests").finish()
    index = Index(begin, Embedders(model), folder)
    await index.catch_up()
    await index.close()
    return max(folder.glob("kept-*"))


async def test_a_start_takes_up_the_copy_and_goes_on_from_it(begin: Begin, folder: Path) -> None:
    await kept(begin, folder)
    await publish(begin, document("skov", "Vejle planter skov."))
    index = Index(begin, Embedders(WordsAsMeaning()), folder)

    assert len(await index.search(TEST, "Vejle", 9)) == 2
    await index.close()


async def test_nothing_but_copies_stays_on_disk(begin: Begin, folder: Path) -> None:
    await kept(begin, folder)

    assert [path.name[:5] for path in folder.iterdir()] == ["kept-"]


@pytest.mark.parametrize("file", ["about.json", "rows.npz", "vectors.npy", "words/meta.json"])
@pytest.mark.parametrize(
    "spoilt", [None, b"", b"{}", b"\x00" * 40], ids=["missing", "empty", "braces", "noughts"]
)
async def test_a_spoilt_copy_is_passed_over(
    begin: Begin, folder: Path, file: str, spoilt: bytes | None
) -> None:
    copy = await kept(begin, folder)
    (copy / file).unlink()
    if spoilt is not None:
        (copy / file).write_bytes(spoilt)
    index = Index(begin, Embedders(WordsAsMeaning()), folder)

    [match] = await index.search(TEST, "vådområder", 9)

    assert match.strength > 0
    await index.close()


async def test_two_processes_share_the_folder(begin: Begin, folder: Path) -> None:
    await kept(begin, folder)
    one, two = Index(begin, folder=folder), Index(begin, folder=folder)
    await one.catch_up()
    await two.catch_up()
    await publish(begin, document("skov", "Vejle planter skov."))

    assert len(await one.search(TEST, "skov", 9)) == len(await two.search(TEST, "skov", 9)) == 1
    await one.close()
    assert len(await two.search(TEST, "skov", 9)) == 1
    await two.close()


async def test_a_quiet_process_keeps_its_folder_and_a_killed_one_does_not(
    begin: Begin, folder: Path
) -> None:
    await publish(begin, document("vand", "Vejle laver vådområder."))
    quiet, killed = Index(begin, folder=folder), folder / "own-killed"
    await quiet.catch_up()
    killed.mkdir()
    (killed / "in-use.lock").touch()
    for own in folder.glob("own-*"):
        os.utime(own, (0, 0))
    other = Index(begin, folder=folder)
    await other.catch_up()
    await other.close()
    await publish(begin, document("skov", "Vejle planter skov."))

    assert len(await quiet.search(TEST, "skov", 9)) == 1
    assert not killed.exists()
    await quiet.close()


async def test_a_copy_of_another_database_is_made_equal_to_this_one(
    begin: Begin, folder: Path, migrated_sqlite: Path, tmp_path: Path
) -> None:
    await kept(begin, folder, embedded=False)
    engine = create_engine(f"sqlite:///{shutil.copy(migrated_sqlite, tmp_path / 'anden.db')}")
    another = transactions(engine)
    index = Index(another, folder=folder)
    await publish(another, document("skov", "Vejle planter skov."))

    assert len(await index.search(TEST, "skov", 9)) == 1
    assert await index.search(TEST, "vådområder", 9) == []
    await index.close()
    await engine.dispose()


async def test_the_same_file_read_anew_into_a_new_database_is_another_edition(
    begin: Begin, folder: Path, migrated_sqlite: Path, tmp_path: Path
) -> None:
    await kept(begin, folder, embedded=False)
    engine = create_engine(f"sqlite:///{shutil.copy(migrated_sqlite, tmp_path / 'ny.db')}")
    anew = transactions(engine)
    same_file = document("vand", "Vejle laver vådområder.")
    better = replace(same_file, passages=document("vand", "Vejle graver søer.").passages)
    index = Index(anew, folder=folder)
    await publish(anew, better, now=NOW + timedelta(days=1))

    assert len(await index.search(TEST, "søer", 9)) == 1
    await index.close()
    await engine.dispose()


async def test_the_folder_may_be_deleted_at_any_time(begin: Begin, folder: Path) -> None:
    await kept(begin, folder)
    index = Index(begin, folder=folder)
    await index.catch_up()
    shutil.rmtree(folder)
    await publish(begin, document("skov", "Vejle planter skov."))

    assert len(await index.search(TEST, "vådområder", 9)) == 1  # by the copy before
    assert len(await index.search(TEST, "skov", 9)) == 1
    await index.close()


async def test_where_nothing_can_be_written_any_more_the_index_goes_on_in_memory(
    begin: Begin, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "TICK", 0.01)
    await kept(begin, folder)
    index = Index(begin, folder=folder)
    await index.catch_up()
    shutil.rmtree(folder)
    folder.write_text("i vejen")
    await publish(begin, document("skov", "Vejle planter skov."))

    async with in_background(index.follow()), asyncio.timeout(30):
        while not await index.search(TEST, "skov", 9):
            await asyncio.sleep(0.01)
    await index.close()


async def test_an_index_has_one_folder_of_its_own_however_often_it_was_begun(
    begin: Begin, folder: Path
) -> None:
    index = Index(begin, folder=folder)
    for year in range(2015, 2026):  # more than a fifth is gone each time
        await publish(begin, document("vand", f"Vejle laver vådområder i {year}."))
        await index.catch_up()

    assert len(list(folder.glob("own-*"))) == 1
    assert len(await index.search(TEST, "2025", 9)) == 1
    await index.close()


async def test_a_build_that_fails_goes_on_where_it_was(
    begin: Begin, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchange, "DOCUMENTS_AT_ONCE", 1)
    await publish(begin, document("vand", "Vejle laver vådområder."))
    async with begin() as session:
        await session.execute(text("alter table embedding rename to hidden"))
    index = Index(begin, Embedders(WordsAsMeaning()), folder)
    for _ in range(4):
        with pytest.raises(DATABASE_ERRORS):
            await index.search(TEST, "vådområder", 9)

    async with begin() as session:
        await session.execute(text("alter table hidden rename to embedding"))

    assert len(list(folder.glob("own-*"))) == 1
    assert len(await index.search(TEST, "vådområder", 9)) == 1
    await index.close()
