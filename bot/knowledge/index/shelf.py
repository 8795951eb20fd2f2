"""The disk cache: what was built is kept, so that the next start takes it up and goes on.

A process works on a folder of its own and shares what it keeps as a whole new folder, so that any
number of processes, and kills, leave whole ones. The files of the words' index never change once
written, so keeping and taking up are links, not copies (docs/decisions/0018).
"""

import shutil
import time
from pathlib import Path
from uuid import uuid4

import structlog

from bot.knowledge.index.copies import SPOILT, Copy, open_copy, save_copy
from bot.knowledge.index.own_folder import SAVING, OwnFolder, new_own_folder
from bot.knowledge.index.passage_index import PassageIndex
from bot.knowledge.index.words import Words

KEPT = "kept-"

logger = structlog.get_logger()


class Shelf:
    """Takes up and keeps copies in one folder; without a folder it keeps nothing.

    Its methods read and write files, and belong into threads, one at a time.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._own: list[OwnFolder] = []

    def new(self) -> Copy:
        """An empty copy to fill; in memory where nothing can be written."""
        try:
            own = self._new_own() if self._folder else None
            return Copy(PassageIndex(Words(own.path if own else None)), own)
        except (OSError, ValueError) as error:
            logger.warning("index.not_on_disk", error=type(error).__name__)
            return Copy(PassageIndex(Words(None)), None)

    def take_up(self) -> Copy:
        """The newest copy that was kept and can be read; otherwise an empty one."""
        for kept in reversed(self._kept()):
            try:
                own = self._new_own()
            except OSError:
                break
            try:
                return open_copy(kept, own)
            except SPOILT as error:
                logger.warning("index.cache_unreadable", error=type(error).__name__)
                self._remove(own)
        return self.new()

    def drop(self, copy: Copy) -> None:
        """Remove the folder of a copy that no more is written into."""
        if copy.folder is not None:
            self._remove(copy.folder)

    def keep(self, copy: Copy) -> None:
        """Keep a copy beside the one before it; what fails is only not kept."""
        if self._folder is None or copy.folder is None:
            return
        saving = self._folder / f"{SAVING}{uuid4().hex}"
        try:
            save_copy(copy, copy.folder.path, saving)
            saving.rename(self._folder / f"{KEPT}{time.time_ns():020}")
        except (OSError, ValueError) as error:
            logger.warning("index.not_kept", error=type(error).__name__)
            shutil.rmtree(saving, ignore_errors=True)
        for older in self._kept()[:-2]:
            shutil.rmtree(older, ignore_errors=True)

    def close(self) -> None:
        """Remove our own folders, and those that processes which are no more have left."""
        for own in [*self._own]:
            own.sweep()
            self._remove(own)

    def _kept(self) -> list[Path]:
        return sorted(self._folder.glob(f"{KEPT}*")) if self._folder else []

    def _new_own(self) -> OwnFolder:
        assert self._folder is not None  # noqa: S101 - there is a folder to begin one in
        own = new_own_folder(self._folder)
        self._own.append(own)
        return own

    def _remove(self, own: OwnFolder) -> None:
        self._own.remove(own)
        own.remove()
