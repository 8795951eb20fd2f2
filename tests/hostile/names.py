"""Hostile names, and things that are not files."""

import os
import socket
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.hostile.good import SAYS, good
from tests.hostile.hostile_file import (
    NOT_THERE,
    READ,
    TOO_BIG,
    UNKNOWN_TYPE,
    HostileFile,
    read,
    refused,
)

GOOD_NAMES = {
    "emoji": "klimaplan-\U0001f30d.md",
    "255-bytes": "x" * 252 + ".md",
    "line-break": "klima\nplan.md",
    "dash": "-rf.md",
    "upper-case": "KLIMAPLAN.MD",
    "decomposed": "Ko\u0301ge A\u030aben.md",
    "not-utf-8": os.fsdecode(b"Sams\xf8.md"),
    "mention": "<!channel> *klimaplan*.md",
    "braces": "{name} %(name)s %s.md",
    "bidi": "klima\u202edm.md",
    "dots": "..md.md",
    "shell": "$(true);`true`|&.md",
}
OTHER_NAMES = {
    "no-suffix": "klimaplan",
    "program": "klimaplan.pdf.exe",
    "space-after": "klimaplan.docx ",
    "dot-after": "klimaplan.docx.",
    "full-width": "klimaplan.ｄｏｃｘ",
    "only-a-suffix": ".docx",
    "macros": "klimaplan.docm",
    "old": "klimaplan.doc",
}


def _loop(path: Path) -> None:
    path.symlink_to(path)


def _gone(path: Path) -> None:
    path.write_bytes(good("pdf"))
    path.unlink()


def _dangling(path: Path) -> None:
    path.symlink_to(path.with_name("gone.pdf"))


def _linked(path: Path) -> None:
    target = path.with_name("target.md")
    target.write_bytes(good("md"))
    path.symlink_to(target)


def _device(device: str, path: Path) -> None:
    path.symlink_to(device)


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        here = os.open(path.parent, os.O_RDONLY)  # the whole path may be too long for a socket
        try:
            listening.bind(f"/proc/self/fd/{here}/{path.name}")
        finally:
            os.close(here)


def _unreadable(path: Path) -> None:
    path.write_bytes(good("pdf"))
    path.chmod(0)


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(1 << 40)


def _thing(name: str, place: Callable[[Path], object], *reasons: str) -> HostileFile:
    return HostileFile(name, place, frozenset(reasons))


ROOT = hasattr(os, "geteuid") and os.geteuid() == 0  # who may read everything

FILES = (
    *(read(name, partial(good, "md"), SAYS) for name in GOOD_NAMES.values()),
    *(refused(name, partial(good, "docx"), UNKNOWN_TYPE) for name in OTHER_NAMES.values()),
    _thing("folder.pdf", Path.mkdir, NOT_THERE),
    _thing("pipe.pdf", os.mkfifo, NOT_THERE),
    _thing("socket.pdf", _socket, NOT_THERE),
    _thing("loop.pdf", _loop, NOT_THERE),
    _thing("gone.pdf", _gone, NOT_THERE),
    _thing("dangling.pdf", _dangling, NOT_THERE),
    HostileFile("linked.md", _linked, frozenset((READ,)), SAYS),
    _thing("unreadable.pdf", _unreadable, READ if ROOT else NOT_THERE),
    _thing("zeros.pdf", partial(_device, "/dev/zero"), NOT_THERE),
    _thing("noise.txt", partial(_device, "/dev/urandom"), NOT_THERE),
    _thing("terabyte.pdf", _sparse, TOO_BIG),
)
