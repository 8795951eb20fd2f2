import asyncio
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.migrations import head, newest_step, upgrade
from storage.models import Base


async def test_the_models_equal_the_sum_of_the_migrations(engine: AsyncEngine) -> None:
    def differences(connection: Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, Base.metadata))

    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_upgrading_twice_changes_nothing(engine: AsyncEngine, database_url: str) -> None:
    await upgrade(database_url)

    async with engine.connect() as connection:
        revision = await connection.run_sync(
            lambda c: MigrationContext.configure(c).get_current_revision()
        )
    assert revision == head()


async def test_processes_that_start_together_upgrade_one_after_the_other(
    postgresql: Any,
) -> None:
    postgresql.psql("create database begyndelse;")
    url = postgresql.get_uri("begyndelse")

    await asyncio.gather(*(upgrade(url) for _ in range(4)))


def test_the_newest_step_is_known_by_its_file_s_name() -> None:
    assert newest_step() == head()
