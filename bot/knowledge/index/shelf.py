"""The disk cache: what was built is kept, so that the next start takes it up and goes on.

A process works on a folder of its own and shares what it keeps as a whole new folder, so that any
number of processes, and kills, leave whole ones. The files of the words' index never change once
written, so keeping and taking up are links, not copies (docs/decisions/0018).
"""

import json
import os
import shutil
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any
from uuid import uuid4
from zipfile import BadZipFile

import numpy as np
import structlog
import tantivy

from bot.knowledge.index.meaning import Meaning
from bot.knowledge.index.own_folder import SAVING, OwnFolder, new_own_folder
from bot.knowledge.index.passage_index import PassageIndex
from bot.knowledge.index.rows import Rows
from bot.knowledge.index.words import Words
from storage.passages import Edition
from storage.terms import DocumentKind

FORM = f"4 tantivy {version('tantivy')}"  # raise it with the analyser or what is indexed
KEPT = "kept-"
LINKED_AT_MOST = 5  # attempts, while merges move the files

SPOILT = (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile)  # what loading may raise

logger = structlog.get_logger()


@dataclass
class Copy:
    """An index, and of which state of the database it is one.

    `counters` is None until it was compared with this database, for a copy of another has counters
    too; `kept` are those that it was last kept with.
    """

    index: PassageIndex
    folder: OwnFolder | None = None  # where its words are
    editions: dict[int, Edition] = field(default_factory=dict)
    counters: Mapping[str, int] | None = None
    kept: Mapping[str, int] | None = None


class Shelf:
    """Takes up and keeps copies in one folder; without a folder it keeps nothing.

    Its methods read and write files, and belong into threads, one at a time.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._own: list[OwnFolder] = []

    def new(self) -> Copy:
        """An empty copy to fill."""
        own = self._new_own() if self._folder else None
        return Copy(PassageIndex(Words(own.path if own else None)), own)

    def take_up(self) -> Copy:
        """The newest copy that was kept and can be read; otherwise an empty one."""
        for kept in reversed(self._kept()):
            own = self._new_own()
            try:
                return _open(kept, own)
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
            _save(copy, copy.folder.path, saving)
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


def _open(kept: Path, own: OwnFolder) -> Copy:
    about = json.loads((kept / "about.json").read_text("utf-8"))
    if about["form"] != FORM:
        raise ValueError("made by another version")
    for file in (kept / "words").iterdir():
        _link(file, own.path / file.name)
    with np.load(kept / "rows.npz") as columns:
        rows = Rows.from_file({**columns, "words": about["words"]})
    index = PassageIndex(Words(own.path), rows)
    if index.words.view().num_docs != rows.size - rows.gone:
        raise ValueError("words are missing")
    if about["model"] is not None:
        small = np.load(kept / "vectors.npy", mmap_mode="r")
        index.meaning = Meaning.from_file(about["model"], small, np.load(kept / "units.npy"))
    editions = [_edition(written) for written in about["editions"]]
    return Copy(index, own, {e.document: e for e in editions}, kept=about["counters"])


def _edition(written: Mapping[str, Any]) -> Edition:
    kind, added = DocumentKind(written["kind"]), datetime.fromisoformat(written["added"])
    return Edition(**{**written, "kind": kind, "added": added})


def _save(copy: Copy, own: Path, saving: Path) -> None:
    saving.mkdir()
    _link_words(own, saving / "words")
    rows, meaning = copy.index.rows, copy.index.meaning
    columns = rows.to_file()
    np.savez(saving / "rows.npz", **{n: c for n, c in columns.items() if n != "words"})
    if meaning is not None:
        small, units = meaning.to_file(rows.size)
        np.save(saving / "vectors.npy", small)
        np.save(saving / "units.npy", units)
    about = {
        "form": FORM,
        "model": meaning.model if meaning is not None else None,
        "words": columns["words"],
        "counters": copy.counters,
        "editions": [asdict(edition) for edition in copy.editions.values()],
    }
    (saving / "about.json").write_text(json.dumps(about, default=str), "utf-8")


def _link_words(own: Path, target: Path) -> None:
    """The words' index as it is at one moment: merges may take files away meanwhile."""
    for attempt in range(LINKED_AT_MOST):
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir()
        shutil.copy(own / "meta.json", target / "meta.json")
        try:
            for file in own.iterdir():
                if file.suffix != ".lock" and file.name != "meta.json":
                    _link(file, target / file.name)
            tantivy.Index.open(str(target))
        except (OSError, ValueError):
            if attempt == LINKED_AT_MOST - 1:
                raise
        else:
            return


def _link(file: Path, target: Path) -> None:
    try:
        os.link(file, target)
    except (FileExistsError, FileNotFoundError):
        raise
    except OSError:  # a file system without links
        shutil.copy(file, target)
