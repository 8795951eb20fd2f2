"""A copy of the passages, in memory and as files."""

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import tantivy

from bot.knowledge.index.meaning import Meaning
from bot.knowledge.index.own_folder import OwnFolder
from bot.knowledge.index.passage_index import PassageIndex
from bot.knowledge.index.rows import Rows
from bot.knowledge.index.words import Words
from storage.passages import Edition
from storage.terms import DocumentKind

FORM = f"6 tantivy {version('tantivy')}"  # raise it with the analyser or what is indexed
LINKED_AT_MOST = 5  # attempts, while merges move the files
SPOILT = (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile)  # what loading may raise


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
    spoilt: bool = False  # searched on, but no more written into


def open_copy(kept: Path, own: OwnFolder) -> Copy:
    """The copy that was kept here, to go on with in our own folder. Raises what SPOILT names."""
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


def save_copy(copy: Copy, own: Path, saving: Path) -> None:
    """Write a copy, as `open_copy` reads it. Raises OSError and ValueError."""
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
