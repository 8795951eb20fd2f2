"""Alembic's steps, and the way to take them from code."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, pool, select

from storage.engine import create_engine

HERE = Path(__file__).parent
ONE_AT_A_TIME = 2020  # any number that nobody else in this database locks


def configuration(connection: Connection | None = None) -> Config:
    """Alembic's settings, without an ini file."""
    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.attributes["connection"] = connection
    return config


def head() -> str:
    """The newest revision that this code knows."""
    return str(ScriptDirectory.from_config(configuration()).get_current_head())


def newest_step() -> str:
    """The same by the steps' file names: reading them all takes longer than a start should."""
    return max(step.name.partition("_")[0] for step in (HERE / "versions").glob("[0-9]*.py"))


async def upgrade(url: str) -> None:
    """Bring the database at `url` to the newest form; does nothing when it is there."""
    engine = create_engine(url, foreign_keys=False, poolclass=pool.NullPool)
    try:
        async with engine.begin() as connection:
            if connection.dialect.name == "postgresql":  # one process after the other
                await connection.execute(select(func.pg_advisory_xact_lock(ONE_AT_A_TIME)))
            await connection.run_sync(_take_the_steps)
    finally:
        await engine.dispose()


def _take_the_steps(connection: Connection) -> None:
    if MigrationContext.configure(connection).get_current_revision() != newest_step():
        command.upgrade(configuration(connection), "head")
