"""A copy of a SQLite database, of one moment, that can be put to use without sending twice."""

import asyncio
import os
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from storage.engine import create_engine, database_now, transactions
from storage.moving import sqlite_file
from storage.operations import look_first


async def back_up(url: str, file: Path) -> None:
    """Copy the database to a file, also while the bot runs.

    What was unsent then is looked for in Slack before it is sent from the copy. Raises
    DatabaseUnsuitable for another kind of database, FileExistsError.
    """
    source, part = sqlite_file(url), _begun(file)
    try:
        since = await _now(url)
        await asyncio.to_thread(_vacuum, source, part)
        await _mark(part, since)
        part.rename(file)
    finally:
        part.unlink(missing_ok=True)


def _begun(file: Path) -> Path:
    """An empty file beside it, which only its owner may read; a copy that broke off goes."""
    if file.exists():
        raise FileExistsError(file)
    part = file.with_name(f"{file.name}.part")
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    return part


async def _now(url: str) -> datetime:
    engine = create_engine(url)
    try:
        async with transactions(engine)(read_only=True) as session:
            return await database_now(session)
    finally:
        await engine.dispose()


def _vacuum(source: Path, part: Path) -> None:
    with closing(sqlite3.connect(source, timeout=30, isolation_level=None)) as connection:
        connection.execute("VACUUM INTO ?", (str(part),))


async def _mark(part: Path, since: datetime) -> None:
    engine = create_engine(f"sqlite:///{part}")
    try:
        async with transactions(engine)() as session:
            await look_first(session, since=since)
    finally:
        await engine.dispose()
