"""Compound files: what old Office wrote, and what encrypted Office is wrapped in.

The layout is that of [MS-CFB], version 3, with sectors of 512 bytes and no small streams.
"""

import struct
from collections.abc import Mapping

SECTOR = 512
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
SMALLEST = 4096  # below this a stream would be kept elsewhere


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file with up to three streams under its root."""
    padded = [content.ljust(SMALLEST, b"\0") for content in streams.values()]
    counts = [-(-len(content) // SECTOR) for content in padded]
    starts = [2 + sum(counts[:n]) for n in range(len(counts))]  # after the FAT and the directory
    table = [FAT, END]
    for start, count in zip(starts, counts, strict=True):
        table += [*range(start + 1, start + count), END]
    table += [FREE] * (SECTOR // 4 - len(table))
    directory = _directory(list(streams), starts, [len(content) for content in padded])
    body = b"".join(c.ljust(n * SECTOR, b"\0") for c, n in zip(padded, counts, strict=True))
    return _header() + struct.pack("<128L", *table) + directory + body


def _header() -> bytes:
    start = struct.pack("<8s16x5H6x", bytes.fromhex("d0cf11e0a1b11ae1"), 0x3E, 3, 0xFFFE, 9, 6)
    fields = (0, 1, 1, 0, SMALLEST, END, 0, END, 0)
    return start + struct.pack("<9L", *fields) + struct.pack("<109L", 0, *[FREE] * 108)


def _directory(names: list[str], starts: list[int], sizes: list[int]) -> bytes:
    lines = [_line("Root Entry", 5, FREE, 1, END, 0)]
    for n, name in enumerate(names):
        following = n + 2 if n + 1 < len(names) else FREE
        lines.append(_line(name, 2, following, FREE, starts[n], sizes[n]))
    return b"".join(lines).ljust(SECTOR, b"\0")


def _line(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    head = struct.pack("<64sHBB3L", text, len(text), kind, 1, FREE, right, child)
    return head + struct.pack("<36xLQ", start, size)


def encrypted() -> bytes:
    """What Office writes for a document with a password."""
    return compound({"EncryptedPackage": bytes(range(256)) * 40, "EncryptionInfo": b"\4\0\4\0@"})


def word_97() -> bytes:
    """An old Word document, as far as its streams' names go."""
    return compound({"WordDocument": b"\xec\xa5\xc1\0" + bytes(5000), "1Table": b""})


def excel_97() -> bytes:
    """An old workbook, as far as its streams' names go."""
    return compound({"Workbook": b"\x09\x08\x10\0\0\6\5\0" + bytes(5000)})
