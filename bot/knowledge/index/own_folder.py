"""The folders that processes work in: each holds a lock in its own, so that no other sweeps it."""

import fcntl
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

OWN, SAVING, LOCK = "own-", "saving-", "in-use.lock"
MADE = 3600  # seconds; what is younger may be in the making


@dataclass(frozen=True)
class OwnFolder:
    """A folder that is ours until we remove it or die."""

    path: Path
    lock: int

    def sweep(self) -> None:
        """Remove what processes that are no more have left beside it."""
        now = os.fstat(self.lock).st_mtime
        for name in (OWN, SAVING):
            for left in self.path.parent.glob(f"{name}*"):
                if _age(left, now) > MADE and not _is_held(left):
                    shutil.rmtree(left, ignore_errors=True)

    def remove(self) -> None:
        """Searches that still go on have its files open, and do not miss them."""
        shutil.rmtree(self.path, ignore_errors=True)
        os.close(self.lock)


def new_own_folder(parent: Path) -> OwnFolder:
    """One of our own. Raises OSError."""
    path = parent / f"{OWN}{uuid4().hex}"
    path.mkdir(parents=True)
    lock = os.open(path / LOCK, os.O_RDWR | os.O_CREAT)
    with suppress(OSError):  # where nothing can be locked, nothing is swept
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return OwnFolder(path, lock)


def _age(path: Path, now: float) -> float:
    try:
        return now - path.stat().st_mtime
    except FileNotFoundError:  # another has swept it
        return 0


def _is_held(path: Path) -> bool:
    try:
        lock = os.open(path / LOCK, os.O_RDWR)
    except OSError as error:
        return not isinstance(error, FileNotFoundError)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(lock)
    return False
