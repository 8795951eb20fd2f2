"""Of a hostile file that is refused nothing is kept; one that is read is kept as it was read."""

from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import func, select

from bot.app import database
from bot.clock import SystemClock
from bot.errors import DocumentUnreadable
from bot.knowledge.about import About
from bot.knowledge.publish import publish_file, publish_readings
from bot.knowledge.reading import Reader
from prompts import LANGUAGES, text
from storage import changes, embedding, passages
from storage.engine import Begin
from storage.knowledge import Published
from storage.models import Base
from storage.terms import System
from tests.conftest import EMPTY
from tests.hostile.files import FILES, SLOW
from tests.hostile.good import good
from tests.hostile.hostile_file import READ, HostileFile

pytestmark = pytest.mark.asyncio(loop_scope="module")
TEST = System("tests")
REFUSED = [hostile for hostile in FILES if READ not in hostile.allowed]
KEPT = [hostile for hostile in FILES if hostile.allowed == {READ}]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def reader() -> AsyncIterator[Reader]:
    async with Reader() as reader:
        yield reader


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def library(
    request: pytest.FixtureRequest, reader: Reader, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Begin]:
    """A database for all files of this module, in which there is a good document already."""
    folder = tmp_path_factory.mktemp("library")
    good_file = folder / "klimaplan.docx"
    good_file.write_bytes(good("docx"))
    server = request.getfixturevalue("postgresql") if request.param == "postgresql" else None
    async with database(server.get_uri() if server else f"sqlite:///{folder}/klimabot.db") as begin:
        async with begin() as session:
            await publish_file(session, TEST, reader, good_file, SystemClock(), About())
        yield begin
    if server:
        server.psql(EMPTY)


def on(kind: str, files: Sequence[HostileFile]) -> list[object]:
    """Cases for pytest: files on this kind of database; ten from all over, beside the short fault
    run, which has all."""
    few = [hostile for hostile in files if hostile.name not in SLOW]
    few = few[:: len(few) // 10]
    return [
        pytest.param(
            kind,
            hostile,
            id=f"{kind}-{hostile.name}",
            marks=[] if hostile in few else [pytest.mark.faults],
        )
        for hostile in files
    ]


async def kept(begin: Begin) -> Mapping[str, int | None]:
    """How many rows there are, with all that is to be embedded written down; and the counters."""
    async with begin() as session:
        await embedding.want_embeddings(session, TEST, "ord-1")
        tables = Base.metadata.sorted_tables
        rows = {t.name: await session.scalar(select(func.count()).select_from(t)) for t in tables}
        counters = await changes.counters(session, TEST)
    return rows | {f"changes of {name}": counter for name, counter in counters.items()}


@pytest.mark.parametrize(
    ("library", "hostile"),
    on("sqlite", REFUSED) + on("postgresql", REFUSED),
    indirect=["library"],
)
async def test_nothing_is_kept_of_what_is_refused(
    library: Begin, reader: Reader, hostile: HostileFile, tmp_path: Path
) -> None:
    path = tmp_path / hostile.name
    hostile.place(path)
    before = await kept(library)

    async with library() as session:  # whoever catches the error within commits
        with pytest.raises(DocumentUnreadable) as refused:
            await publish_file(session, TEST, reader, path, SystemClock(), About())

    assert await kept(library) == before
    assert all(before[one] for one in ("document", "embedding", "changes of knowledge"))
    for language in LANGUAGES:
        assert hostile.name in text(refused.value.key, language, **refused.value.values)


@pytest.mark.parametrize(
    ("library", "hostile"),
    on("sqlite", KEPT) + on("postgresql", KEPT),
    indirect=["library"],
)
async def test_what_is_read_is_kept(
    library: Begin, reader: Reader, hostile: HostileFile, tmp_path: Path
) -> None:
    path = tmp_path / hostile.name
    hostile.place(path)
    reading = await reader.read(path)

    async with library() as session:
        new = await publish_readings(session, TEST, [(path, reading, About())], SystemClock())
    async with library() as session:
        again = await publish_readings(session, TEST, [(path, reading, About())], SystemClock())
        edition = max(await passages.editions(session, TEST), key=lambda e: e.document)
        found = await passages.passages_of(session, TEST, [edition.document])

    assert [*new, *again] == [Published.NEW, Published.SAME]
    assert [f.passage.text for f in found] == [p.text for p in reading.passages]
