"""Which documents a folder has."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.knowledge.reading.content import SUFFIXES


def documents_in(path: Path) -> Sequence[Path]:
    """The file itself, or every document in a folder and below.

    What is hidden, what is a link, and the lock files of Office (`~$plan.docx`) are left out.
    """
    return sorted(_below(path)) if path.is_dir() else [path]


def _below(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            file = Path(place, name)
            wanted = file.suffix.lower() in SUFFIXES and not name.startswith((".", "~$"))
            if wanted and file.is_file() and not file.is_symlink():
                yield file
